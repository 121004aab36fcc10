"""Fetching one result to disk: whole or not at all, never over a file that is someone else's."""

import asyncio
import errno
import os
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

import httpx

from ..api.client import ImaClient
from ..catalog.addresses import is_media_address
from ..files import FILE_MODE, private_folder, sync_folder
from .kinds import HEAD_BYTES, suffix_for

_CHUNK = 256 * 1024
CHUNK_SECONDS = 120.0
"""How long 256 KB may take: slower than any line that one would wait for."""
MOST_BYTES = 4 * 1024**3
"""No result is larger; what never ends would fill the disk."""
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class SaveError(Exception):
    """A result could not be saved.

    Attributes:
        reason: ``disk_full``, ``folder`` (can't be written), ``gone`` (the address gives nothing
            any more), ``incomplete`` (fewer bytes than announced) or ``wrong_kind`` (no medium).
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Saved:
    """A result on disk; ``size`` in bytes."""

    path: Path
    size: int


async def save(client: ImaClient, url: str, folder: Path, stem: str) -> Saved:
    """Fetch a result into a folder.

    Args:
        client: what fetches it, without credentials.
        url: the result's address: https, or http on this machine.
        folder: where it goes; made if missing.
        stem: the file's name without suffix; it must be this result's own.

    Raises:
        SaveError: see its reasons.
        NotSentError: the host could not be reached.
        NoAnswerError: the connection broke.
    """
    if not is_media_address(url):
        raise SaveError("gone")
    partial = folder / f".{stem}.part"
    try:
        await asyncio.to_thread(private_folder, folder)
        async with client.fetch(url, {}) as response:
            _check(response)
            size, head = await _receive(response, partial)
            _check_length(response, size)
        content_type = response.headers.get("Content-Type", "")
        suffix = suffix_for(head, content_type, urlsplit(url).path)
        if suffix is None:
            raise SaveError("wrong_kind")
        return Saved(await asyncio.to_thread(_place, partial, stem, suffix), size)
    except OSError as error:
        raise SaveError("disk_full" if error.errno in _FULL else "folder") from error
    finally:
        _forget(partial)


def _check(response: httpx.Response) -> None:
    if response.status_code != httpx.codes.OK:
        raise SaveError("gone" if response.is_client_error else "incomplete")


def _check_length(response: httpx.Response, size: int) -> None:
    announced = response.headers.get("Content-Length", "")
    encoded = response.headers.get("Content-Encoding", "identity") != "identity"
    if size == 0 or (announced.isdecimal() and not encoded and int(announced) != size):
        raise SaveError("incomplete")


async def _receive(response: httpx.Response, partial: Path) -> tuple[int, bytes]:
    """Write the body to the partial file and fsync it; return its size and its first bytes."""
    size, head = 0, b""
    file = await asyncio.to_thread(open, partial, "wb", opener=_private)
    try:
        chunks = response.aiter_bytes(_CHUNK)
        while chunk := await _next(chunks):
            head = head or chunk[:HEAD_BYTES]
            size += len(chunk)
            if size > MOST_BYTES:
                raise SaveError("incomplete")
            await asyncio.to_thread(file.write, chunk)
        await asyncio.to_thread(_finish, file)
    finally:
        file.close()
    return size, head


async def _next(chunks: AsyncIterator[bytes]) -> bytes:
    """Return the next chunk, empty at the end; one that does not come gives its place free."""
    try:
        async with asyncio.timeout(CHUNK_SECONDS):
            return await anext(chunks, b"")
    except TimeoutError:
        raise SaveError("incomplete") from None


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, FILE_MODE)


def _finish(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def _place(partial: Path, stem: str, suffix: str) -> Path:
    """Give the partial file its name without ever replacing another file."""
    folder = partial.parent
    for number in range(1, 1000):
        target = folder / (f"{stem}{suffix}" if number == 1 else f"{stem}-{number}{suffix}")
        try:
            os.link(partial, target)
        except FileExistsError:
            if _same_content(partial, target):
                break
            continue
        except OSError:
            # a file system without hard links
            if target.exists():
                continue
            partial.rename(target)
        break
    else:
        raise FileExistsError(errno.EEXIST, "no free name", stem)
    sync_folder(folder)
    return target


def _same_content(left: Path, right: Path) -> bool:
    """Tell whether a file is this result already, saved just before a crash."""
    if left.stat().st_size != right.stat().st_size:
        return False
    with left.open("rb") as one, right.open("rb") as other:
        while True:
            first, second = one.read(_CHUNK), other.read(_CHUNK)
            if first != second:
                return False
            if not first:
                return True


def _forget(partial: Path) -> None:
    try:
        partial.unlink(missing_ok=True)
    except OSError:
        return
