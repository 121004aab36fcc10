"""Inspecting inputs before an upload: what they are, and whether a model accepts them."""

import asyncio
import hashlib
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

from ..catalog.input_limits import MOST_BYTES, Probe, bad_file, bad_size
from ..catalog.inputs import InputMedia, MediaKind, is_described
from ..catalog.products import Leaf
from ..catalog.refusals import RefusedError
from .files import digest_of, open_file, shown_name, size_of
from .probe import first_frame, probe
from .remote import RemoteReader


@dataclass(frozen=True, slots=True)
class Content:
    """A file to be uploaded.

    Attributes:
        name: what a sentence calls it.
        digest: SHA-256 of its bytes, in hex.
        probe: what was found in its content.
        open: opens it for reading; raises ``RefusedError`` if it is gone. Blocks.
    """

    name: str
    digest: str
    probe: Probe
    open: Callable[[], BinaryIO]


@dataclass(frozen=True, slots=True)
class Looked:
    """An input that was inspected.

    Attributes:
        medium: the input with its measured properties.
        probe: None if it needs no inspection.
        file: the content of a local file.
        cover: a video's first frame, if the body describes it.
    """

    medium: InputMedia
    probe: Probe | None = None
    file: Content | None = None
    cover: Content | None = None

    @property
    def files(self) -> tuple[Content, ...]:
        """The files to be uploaded for it."""
        return tuple(one for one in (self.file, self.cover) if one is not None)


async def look_here(leaf: Leaf, medium: InputMedia) -> Looked:
    """Inspect a local file.

    Raises:
        RefusedError: it is gone, was changed since it was chosen, or the leaf does not accept it.
    """
    path, name = Path(medium.address), shown_name(medium.address)

    def look() -> Looked:
        with closing(open_file(path, name)) as file:
            found, cover = _inspect(leaf, medium.kind, name, file)
            digest = digest_of(file)
        if medium.digest not in {None, digest}:
            raise RefusedError("input_changed", {"input": name})
        content = Content(name, digest, found, lambda: open_file(path, name))
        return Looked(_found(replace(medium, digest=digest), found), found, content, cover)

    return await asyncio.to_thread(look)


async def look_there(leaf: Leaf, medium: InputMedia, remote: RemoteReader) -> Looked:
    """Inspect the medium at an address.

    Raises:
        RefusedError: the address may not be read, or the leaf does not accept the medium.
        ImaError: it can't be read now.
    """
    name = shown_name(medium.address)
    # an anonymous private file, which disappears when closed
    with TemporaryFile() as file:
        await remote.read(medium.address, file, MOST_BYTES)
        found, cover = await asyncio.to_thread(_inspect, leaf, medium.kind, name, file)
    return Looked(_found(medium, found), found, cover=cover)


def _inspect(
    leaf: Leaf, kind: MediaKind, name: str, file: BinaryIO
) -> tuple[Probe, Content | None]:
    """Inspect a file, and the first frame of a video that is described."""
    refusal = bad_size(leaf, kind, name, size_of(file))
    if refusal is not None:
        raise refusal
    found = probe(file, kind, name)
    refusal = bad_file(leaf, name, found)
    if refusal is not None:
        raise refusal
    if kind is not MediaKind.VIDEO or not is_described(leaf):
        return found, None
    frame = first_frame(file, found.suffix, name)
    cover = Probe(MediaKind.IMAGE, "jpeg", "image/jpeg", len(frame), found.width, found.height)
    digest = hashlib.sha256(frame).hexdigest()
    return found, Content(name, digest, cover, lambda: BytesIO(frame))


def _found(medium: InputMedia, probe: Probe) -> InputMedia:
    return replace(medium, width=probe.width, height=probe.height, seconds=probe.seconds)
