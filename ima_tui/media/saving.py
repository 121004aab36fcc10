"""Downloading one result: complete or not at all, resumed after interruptions."""

import asyncio
import errno
import re
import shutil
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from ..api.client import ImaClient
from ..catalog.addresses import is_media_address
from ..clock import Clock
from ..files import private_folder
from .kinds import is_cut, suffix_for, suffix_of
from .partial import Partial
from .placing import FULL, place

_BLOCK = 256 * 1024
BLOCK_SECONDS = 120.0
"""How long 256 KB may take: slower than anyone would wait for."""
SLOW_SECONDS = 20.0
"""After this time a download is slow if it brought less than 32 KB a second."""
SLOW_RATE = 32 * 1024
MOST_BYTES = 4 * 1024**3
"""The size limit of a result: an endless download would fill the disk."""
_PASSING = frozenset({408, 416, 425, 429})
"""HTTP statuses that do not mean that the address has expired."""
_CONTENT_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+|\*)")


class SaveError(Exception):
    """A result could not be saved.

    Attributes:
        reason: ``disk_full``, ``folder`` (can't be written), ``gone`` (the address has expired),
            ``incomplete`` (fewer bytes than announced) or ``wrong_kind`` (not a medium).
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Target:
    """Where to save a result.

    Attributes:
        folder: created if missing.
        mark: identifies the partial file of the result, so that it is found again.
        stem: the file name without suffix.
        beside: the suffix of a companion file, empty for none.
    """

    folder: Path
    mark: str
    stem: str
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Saved:
    """A result on disk; ``size`` in bytes."""

    path: Path
    size: int


async def save(
    client: ImaClient, url: str, target: Target, clock: Clock, slow: Callable[[], bool]
) -> Saved:
    """Download a result into a folder, resuming an earlier try.

    Args:
        client: the client used, without credentials.
        url: the result's address: https, or http on this machine.
        target: where to save it.
        clock: measures the speed.
        slow: called once if the download is slow; returns whether it may go on.

    Raises:
        SaveError: see its reasons.
        InUseError: another program is downloading it.
        NotSentError: the host could not be reached.
        NoAnswerError: the connection broke.
    """
    if not is_media_address(url):
        raise SaveError("gone")
    try:
        await asyncio.to_thread(private_folder, target.folder)
        partial = await _opened(target)
        try:
            content_type = await _fetch(client, url, partial, lambda: _Pace(clock, slow))
            return await asyncio.to_thread(_placed, partial, target, content_type, url)
        except OSError as error:
            if local_reason(error) == "disk_full":
                # other writes need the space
                partial.discard()
            raise
        finally:
            partial.close()
    except OSError as error:
        raise SaveError(local_reason(error)) from error


async def _opened(target: Target) -> Partial:
    """Open the partial file; if cancelled meanwhile, it is not left locked."""
    opening = asyncio.ensure_future(asyncio.to_thread(Partial, target.folder, target.mark))
    try:
        return await asyncio.shield(opening)
    except asyncio.CancelledError:
        opening.add_done_callback(_close)
        raise


def _close(opening: asyncio.Future[Partial]) -> None:
    if not opening.cancelled() and opening.exception() is None:
        opening.result().close()


def local_reason(error: OSError) -> str:
    """Return the reason of a ``SaveError`` for a system error."""
    return "disk_full" if error.errno in FULL else "folder"


class _Pace:
    """The speed of a download."""

    def __init__(self, clock: Clock, slow: Callable[[], bool]) -> None:
        self._clock = clock
        self._slow = slow
        self._begun = self._block_begun = clock.monotonic()
        self._came = self._block = 0
        self._told = False

    def came(self, size: int) -> None:
        """Count received bytes; raise ``SaveError`` if going on is not worthwhile for now."""
        now = self._clock.monotonic()
        self._came += size
        self._block += size
        if self._block >= _BLOCK:
            self._block, self._block_begun = 0, now
        took = now - self._begun
        slow = took > SLOW_SECONDS and self._came < SLOW_RATE * took
        may_go_on = True
        if slow and not self._told:
            self._told = True
            may_go_on = self._slow()
        if not may_go_on or now - self._block_begun > BLOCK_SECONDS:
            raise SaveError("incomplete")


async def _fetch(client: ImaClient, url: str, partial: Partial, pace: Callable[[], _Pace]) -> str:
    """Download the rest of a result; return its Content-Type."""
    headers = {"Accept-Encoding": "identity"}
    had = partial.size
    validator = await asyncio.to_thread(lambda: partial.validator)
    if partial.size and validator:
        headers |= {"Range": f"bytes={partial.size}-", "If-Range": validator}
    async with client.fetch(url, headers) as response:
        if await asyncio.to_thread(_nothing_more, response, partial):
            return ""
        whole = await asyncio.to_thread(_begin, response, partial, validator)
        if whole is not None:
            await asyncio.to_thread(_check_room, partial, whole)
        await _receive(response, partial, pace())
        if whole is not None and partial.size > whole:
            await asyncio.to_thread(partial.restart, "")
        if partial.size == 0 or (whole is not None and partial.size != whole):
            raise SaveError("incomplete")
        if whole is None and await asyncio.to_thread(_ends_early, response, partial):
            raise SaveError("incomplete")
        if partial.size != had and await asyncio.to_thread(_may_go_on, partial):
            raise SaveError("incomplete")
        return str(response.headers.get("Content-Type", ""))


def _begin(response: httpx.Response, partial: Partial, validator: str) -> int | None:
    """Make sure that the response continues the partial file; return the total size if known."""
    if response.status_code == httpx.codes.PARTIAL_CONTENT:
        found = _CONTENT_RANGE.match(response.headers.get("Content-Range", ""))
        other = response.headers.get("ETag", validator) != validator and validator[:1] == '"'
        if found is None or other or int(found[1]) != partial.size:
            partial.restart("")
            raise SaveError("incomplete")
        return int(found[2]) if found[2] != "*" else None
    if response.status_code == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:
        partial.restart("")
    if response.status_code != httpx.codes.OK:
        gone = response.is_client_error and response.status_code not in _PASSING
        raise SaveError("gone" if gone else "incomplete")
    partial.restart(_validator(response))
    length = response.headers.get("Content-Length", "")
    return int(length) if length.isdecimal() and not _encoded(response) else None


def _validator(response: httpx.Response) -> str:
    """The validator for range requests: a strong ETag, else Last-Modified."""
    if _encoded(response):
        return ""
    etag: str = response.headers.get("ETag", "")
    if etag:
        return etag if etag.startswith('"') and etag.isascii() and etag.isprintable() else ""
    changed: str = response.headers.get("Last-Modified", "")
    return changed if changed.isascii() and changed.isprintable() else ""


def _encoded(response: httpx.Response) -> bool:
    return bool(response.headers.get("Content-Encoding", "identity") != "identity")


def _ends_early(response: httpx.Response, partial: Partial) -> bool:
    """Return whether a body without a stated length was cut off."""
    if "Transfer-Encoding" in response.headers:
        return False
    with partial.path.open("rb") as file:
        return is_cut(file, partial.size)


def _may_go_on(partial: Partial) -> bool:
    """Return whether there may be more of a truncated medium though all announced bytes came.

    The next try asks for what follows; if there is nothing, the file is kept as it is.
    """
    if not partial.validator:
        return False
    with partial.path.open("rb") as file:
        return is_cut(file, partial.size)


def _nothing_more(response: httpx.Response, partial: Partial) -> bool:
    """Return whether, by the host's answer, an earlier try already left the whole medium."""
    if response.status_code != httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE or not partial.size:
        return False
    said = response.headers.get("Content-Range", "")
    return said == f"bytes */{partial.size}" and suffix_of(partial.head()) is not None


def _check_room(partial: Partial, whole: int) -> None:
    if whole > MOST_BYTES:
        raise SaveError("incomplete")
    if whole - partial.size > shutil.disk_usage(partial.path.parent).free:
        raise OSError(errno.ENOSPC, "no room")


async def _receive(response: httpx.Response, partial: Partial, pace: _Pace) -> None:
    """Append the body to the partial file, also what came before an interruption."""
    waiting = bytearray()
    chunks = response.aiter_bytes()
    try:
        while chunk := await _next(chunks):
            waiting += chunk
            if len(waiting) >= _BLOCK:
                block, waiting = bytes(waiting), bytearray()
                await asyncio.to_thread(partial.write, block)
            if partial.size > MOST_BYTES:
                raise SaveError("incomplete")
            pace.came(len(chunk))
    finally:
        partial.write(bytes(waiting))


async def _next(chunks: AsyncIterator[bytes]) -> bytes:
    """Return the next chunk, empty at the end; on a stall, free the download slot."""
    try:
        async with asyncio.timeout(BLOCK_SECONDS):
            return await anext(chunks, b"")
    except TimeoutError:
        raise SaveError("incomplete") from None


def _placed(partial: Partial, target: Target, content_type: str, url: str) -> Saved:
    """Give a complete result its name."""
    suffix = suffix_for(partial.head(), content_type, urlsplit(url).path)
    if suffix is None:
        partial.discard()
        raise SaveError("wrong_kind")
    partial.sync()
    path = place(partial.path, target.folder, target.stem, suffix, target.beside)
    partial.discard()
    return Saved(path, partial.size)
