"""What is in a file, by its content, with limits against malicious files.

Pillow and PyAV are slow to import, so they are imported when first used. Everything here blocks:
call it in a thread.
"""

from collections.abc import Mapping
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO, Final

from ..catalog.input_limits import Probe
from ..catalog.inputs import SUFFIXES, MediaKind
from ..catalog.refusals import RefusedError
from .files import size_of
from .kinds import suffix_of
from .opening import (
    BROKEN,
    MOST_PIXELS,
    TooLargeError,
    check_pixels,
    container_of,
    film_in,
    frame_of,
    picture_of,
    quiet,
    seconds_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from av.container import InputContainer
    from PIL.ImageFile import ImageFile

_HEAD_BYTES = 64
_TURNED = frozenset({5, 6, 7, 8})
"""EXIF orientations that swap width and height."""
_ORIENTATION = 0x0112
_COVER_QUALITY = 90

_TYPES: Final[Mapping[str, tuple[MediaKind, str]]] = {
    "jpeg": (MediaKind.IMAGE, "image/jpeg"),
    "png": (MediaKind.IMAGE, "image/png"),
    "webp": (MediaKind.IMAGE, "image/webp"),
    "mp4": (MediaKind.VIDEO, "video/mp4"),
    "mov": (MediaKind.VIDEO, "video/quicktime"),
    "avi": (MediaKind.VIDEO, "video/x-msvideo"),
    "webm": (MediaKind.VIDEO, "video/webm"),
    "mp3": (MediaKind.AUDIO, "audio/mpeg"),
    "wav": (MediaKind.AUDIO, "audio/wav"),
    "m4a": (MediaKind.AUDIO, "audio/mp4"),
}

_PLAIN_FILMS = frozenset({b"moov", b"mdat", b"wide"})
"""Box types that old QuickTime files start with."""
_STILLS: Final = frozenset({b"heic", b"heix", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis"})
"""Brands of pictures in the MP4 container."""


def probe(file: BinaryIO, kind: MediaKind, name: str) -> Probe:
    """Inspect a file by its content, regardless of its name.

    Args:
        file: open for reading.
        kind: the kind it is given as.
        name: its name in messages.

    Raises:
        RefusedError: it can't be read as such a medium, or is too large to be opened.
    """
    size = size_of(file)
    file.seek(0)
    suffix = _suffix(file.read(_HEAD_BYTES), kind)
    if suffix is None or _TYPES[suffix][0] is not kind:
        raise _unreadable(kind, name)
    try:
        if kind is MediaKind.IMAGE:
            return _picture(file, suffix, size, name)
        with container_of(file, suffix) as container:
            if kind is MediaKind.VIDEO:
                return _film(container, suffix, size)
            return _sound(container, suffix, size)
    except TooLargeError as error:
        raise _too_many_pixels(f"{error.pixels:,}", name) from None
    except BROKEN:
        raise _unreadable(kind, name) from None


def first_frame(file: BinaryIO, suffix: str, name: str) -> bytes:
    """Return a video's first frame as a JPEG, rotated as displayed.

    Args:
        file: open for reading.
        suffix: as found by ``probe``.
        name: its name in messages.

    Raises:
        RefusedError: it has no readable frame.
    """
    written = BytesIO()
    try:
        with container_of(file, suffix) as container:
            frame = frame_of(container, film_in(container))
            picture_of(frame).save(written, "JPEG", quality=_COVER_QUALITY)
    except TooLargeError as error:
        raise _too_many_pixels(f"{error.pixels:,}", name) from None
    except BROKEN:
        raise _unreadable(MediaKind.VIDEO, name) from None
    return written.getvalue()


def _suffix(head: bytes, kind: MediaKind) -> str | None:
    """Return the suffix of the supported format that starts so, None for any other."""
    if head[4:8] in _PLAIN_FILMS:
        return "mov"
    suffix = (suffix_of(head) or "").removeprefix(".")
    if suffix == "mp4":
        still = head[8:12] in _STILLS
        return None if still else "m4a" if kind is MediaKind.AUDIO else "mp4"
    if suffix == "webm" and b"webm" not in head:
        # another Matroska format than WebM
        return None
    suffix = "jpeg" if suffix == "jpg" else suffix
    return suffix if suffix in _TYPES else None


def _unreadable(kind: MediaKind, name: str) -> RefusedError:
    choices = tuple(sorted(SUFFIXES[kind]))
    return RefusedError(f"unreadable_{kind}", {"input": name}, choices=choices)


def _picture(file: BinaryIO, suffix: str, size: int, name: str) -> Probe:
    """Read a picture to its end: a truncated one would be paid for and fail."""
    file.seek(0)
    with quiet(), _opened(file, suffix, name) as picture:
        width, height = picture.size
        check_pixels(width, height)
        turned = _is_turned(picture)
        if suffix == "png":
            picture.verify()
        elif suffix == "jpeg":
            # decoding at an eighth of the size saves memory and still reads the file to its end
            picture.draft("RGB", (max(1, width // 8), max(1, height // 8)))
            picture.load()
    if turned:
        width, height = height, width
    return Probe(MediaKind.IMAGE, suffix, _TYPES[suffix][1], size, width, height)


def _is_turned(picture: "ImageFile") -> bool:
    from PIL.Image import Exif

    # getexif would decode a PNG
    exif = Exif()
    exif.load(picture.info.get("exif") or b"")
    return exif.get(_ORIENTATION) in _TURNED


def _opened(file: BinaryIO, suffix: str, name: str) -> "ImageFile":
    # the format's own class: Image.open would try others, and warns of large pictures on stderr
    from PIL.Image import DecompressionBombError
    from PIL.JpegImagePlugin import JpegImageFile
    from PIL.PngImagePlugin import PngImageFile
    from PIL.WebPImagePlugin import WebPImageFile

    # a WebP that can be opened is complete
    readers: dict[str, Callable[[BinaryIO], ImageFile]] = {
        "jpeg": JpegImageFile,
        "png": PngImageFile,
        "webp": WebPImageFile,
    }
    try:
        return readers[suffix](file)
    except DecompressionBombError:
        raise _too_many_pixels(f"> {MOST_PIXELS:,}", name) from None


def _film(container: "InputContainer", suffix: str, size: int) -> Probe:
    video = film_in(container)
    frame = frame_of(container, video)
    width, height = frame.width, frame.height
    if frame.rotation % 180:
        width, height = height, width
    rate = video.average_rate or video.guessed_rate
    return Probe(
        MediaKind.VIDEO,
        suffix,
        _TYPES[suffix][1],
        size,
        width,
        height,
        seconds=seconds_of(container),
        fps=float(rate) if rate else 0.0,
    )


def _sound(container: "InputContainer", suffix: str, size: int) -> Probe:
    if not container.streams.audio:
        raise ValueError("no sound in it")
    content_type = _TYPES[suffix][1]
    return Probe(MediaKind.AUDIO, suffix, content_type, size, seconds=seconds_of(container))


def _too_many_pixels(found: str, name: str) -> RefusedError:
    bounds = {"least": "1", "most": f"{MOST_PIXELS:,}"}
    return RefusedError("input_pixels", {"input": name, "found": found} | bounds)
