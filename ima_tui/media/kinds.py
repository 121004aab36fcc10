"""The file format of a result, detected by its first bytes rather than its address."""

import mimetypes
from pathlib import PurePosixPath
from typing import BinaryIO

HEAD_BYTES = 16
"""How many bytes of a file ``suffix_of`` needs."""

_IN_RIFF = 8
"""Where a RIFF file says what it contains."""

_PNG = b"\x89PNG\r\n\x1a\n"
_ENDLESS = 0xFFFFFFF0

_SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, _PNG, ".png"),
    (0, b"\xff\xd8\xff", ".jpg"),
    (0, b"GIF8", ".gif"),
    (_IN_RIFF, b"WEBP", ".webp"),
    (_IN_RIFF, b"WAVE", ".wav"),
    (_IN_RIFF, b"AVI ", ".avi"),
    (4, b"ftypqt", ".mov"),
    (4, b"ftypM4A", ".m4a"),
    (4, b"ftypavif", ".avif"),
    (4, b"ftyp", ".mp4"),
    (0, b"\x1a\x45\xdf\xa3", ".webm"),
    (0, b"ID3", ".mp3"),
    (0, b"\xff\xfb", ".mp3"),
    (0, b"\xff\xf3", ".mp3"),
    (0, b"\xff\xf2", ".mp3"),
    (0, b"\xff\xf1", ".aac"),
    (0, b"\xff\xf9", ".aac"),
    (0, b"OggS", ".ogg"),
    (0, b"fLaC", ".flac"),
)


def suffix_of(head: bytes) -> str | None:
    """Return the suffix for a medium that starts with these bytes, None if it is not a medium."""
    for offset, signature, suffix in _SIGNATURES:
        if offset == _IN_RIFF and not head.startswith(b"RIFF"):
            continue
        if head[offset : offset + len(signature)] == signature:
            return suffix
    return None


def is_cut(file: BinaryIO, size: int) -> bool:
    """Return whether a medium is certainly truncated, if its format states its length.

    Args:
        file: open for reading.
        size: of the file, in bytes.
    """
    head = _read(file, 0, HEAD_BYTES)
    if head.startswith(_PNG):
        return b"IEND" not in _read(file, max(0, size - 1024), 1024)
    if head.startswith(b"RIFF"):
        told = int.from_bytes(head[4:8], "little")
        # streamed files state the greatest possible length, or none
        return 0 < told < _ENDLESS and told + _IN_RIFF > size
    return head[4:8] == b"ftyp" and _boxes_cut(file, size)


def _boxes_cut(file: BinaryIO, size: int) -> bool:
    """Return whether the last box of an MP4 reaches beyond the end of the file."""
    at = 0
    while at < size:
        head = _read(file, at, 16)
        length = int.from_bytes(head[:4], "big")
        if length == 0:
            return False
        if len(head) < (16 if length == 1 else 8):
            return True
        if length == 1:
            length = int.from_bytes(head[8:16], "big")
        at += max(length, 8)
    return at > size


def _read(file: BinaryIO, at: int, count: int) -> bytes:
    file.seek(at)
    return file.read(count)


def suffix_for(head: bytes, content_type: str, path: str) -> str | None:
    """Return the suffix for a download, None if it is a web page or a message instead of a medium.

    What was paid for is kept even if its format is unknown.

    Args:
        head: the first bytes.
        content_type: the host's Content-Type.
        path: the path of its address.
    """
    known = suffix_of(head)
    if known is not None:
        return known
    kind = content_type.partition(";")[0].strip().casefold()
    named = kind.startswith(("image/", "video/", "audio/"))
    if not named and head.lstrip()[:1] in {b"<", b"{", b"["}:
        return None
    guessed = mimetypes.guess_extension(kind) if named else None
    listed = PurePosixPath(path).suffix.casefold()
    usable = listed[1:].isalnum() and len(listed) <= 6
    return guessed or (listed if usable else ".bin")
