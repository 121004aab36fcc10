"""What is in a file: told by its content, with limits against files made to do harm.

Pillow and PyAV take their time to import, so that waits until a file is looked at. Everything here
blocks: call it in a thread.
"""

import struct
import warnings
from collections.abc import Mapping
from contextlib import contextmanager
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING, BinaryIO, Final

from ..catalog.input_limits import Probe
from ..catalog.inputs import SUFFIXES, MediaKind
from ..catalog.refusals import RefusedError
from .files import size_of
from .kinds import suffix_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from av.container import InputContainer
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream
    from PIL.ImageFile import ImageFile

MOST_PIXELS = 120_000_000
"""No picture and no frame has more; opening one that does would take the machine's memory."""

_HEAD_BYTES = 64
_TURNED = frozenset({5, 6, 7, 8})
"""EXIF orientations of pictures that are shown lying on their side."""
_ORIENTATION = 0x0112
_COVER_QUALITY = 90
_PICTURES = Lock()
"""Pictures are looked at one at a time: filters of warnings are shared by all threads."""

_BROKEN: Final = (
    OSError,
    SyntaxError,
    ValueError,
    ArithmeticError,
    LookupError,
    TypeError,
    AttributeError,
    EOFError,
    MemoryError,
    RuntimeError,
    struct.error,
)
"""What Pillow and PyAV raise for files that are none, or are made to break them."""

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
"""How QuickTime films of old begin."""
_STILLS: Final = frozenset({b"heic", b"heix", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis"})
"""Brands of pictures in the container that films use."""
_CONTAINERS: Final = {"webm": "matroska", "m4a": "mov", "mp4": "mov"}
"""How PyAV calls the container of a suffix, where it is not called like it.

Named, so that no file is taken for a playlist, which could make it open others.
"""


def probe(file: BinaryIO, kind: MediaKind, name: str) -> Probe:
    """Look at a file, of which only its content counts, not what it is called.

    Args:
        file: open for reading.
        kind: what it is given as.
        name: what a sentence calls it.

    Raises:
        RefusedError: it can't be read as such a medium, or it is too large to be opened.
    """
    size = size_of(file)
    file.seek(0)
    suffix = _suffix(file.read(_HEAD_BYTES), kind)
    if suffix is None or _TYPES[suffix][0] is not kind:
        raise _unreadable(kind, name)
    try:
        if kind is MediaKind.IMAGE:
            return _picture(file, suffix, size, name)
        with _container(file, suffix) as container:
            if kind is MediaKind.VIDEO:
                return _film(container, suffix, size, name)
            return _sound(container, suffix, size)
    except _BROKEN:
        raise _unreadable(kind, name) from None


def first_frame(file: BinaryIO, suffix: str, name: str) -> bytes:
    """Return a video's first frame as a JPEG, the way up that it is shown.

    Args:
        file: open for reading.
        suffix: as ``probe`` found it.
        name: what a sentence calls it.

    Raises:
        RefusedError: it has no frame that can be read.
    """
    written = BytesIO()
    try:
        with _container(file, suffix) as container:
            frame = _frame(container, _video(container, name))
            # PyAV's stub leaves to_image without types
            picture = frame.to_image()  # type: ignore[no-untyped-call]
            if frame.rotation:
                picture = picture.rotate(frame.rotation, expand=True)
            picture.convert("RGB").save(written, "JPEG", quality=_COVER_QUALITY)
    except _BROKEN:
        raise _unreadable(MediaKind.VIDEO, name) from None
    return written.getvalue()


def _suffix(head: bytes, kind: MediaKind) -> str | None:
    """Return which of the kinds of files that are taken begins so, None for any other."""
    if head[4:8] in _PLAIN_FILMS:
        return "mov"
    suffix = (suffix_of(head) or "").removeprefix(".")
    if suffix == "mp4":
        still = head[8:12] in _STILLS
        return None if still else "m4a" if kind is MediaKind.AUDIO else "mp4"
    if suffix == "webm" and b"webm" not in head:
        # another kind of Matroska
        return None
    suffix = "jpeg" if suffix == "jpg" else suffix
    return suffix if suffix in _TYPES else None


def _unreadable(kind: MediaKind, name: str) -> RefusedError:
    choices = tuple(sorted(SUFFIXES[kind]))
    return RefusedError(f"unreadable_{kind}", {"input": name}, choices=choices)


def _picture(file: BinaryIO, suffix: str, size: int, name: str) -> Probe:
    """Look at a picture to its end: one that is cut off would be paid for and fail."""
    file.seek(0)
    with _quiet(), _opened(file, suffix, name) as picture:
        width, height = picture.size
        _check_pixels(width, height, name)
        turned = _is_turned(picture)
        if suffix == "png":
            picture.verify()
        elif suffix == "jpeg":
            # an eighth of its size takes little memory, and is read to the end all the same
            picture.draft("RGB", (max(1, width // 8), max(1, height // 8)))
            picture.load()
    if turned:
        width, height = height, width
    return Probe(MediaKind.IMAGE, suffix, _TYPES[suffix][1], size, width, height)


@contextmanager
def _quiet() -> "Iterator[None]":
    """Keep Pillow from writing on the screen; what it warns of is not what makes a picture bad."""
    with _PICTURES, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _is_turned(picture: "ImageFile") -> bool:
    from PIL.Image import Exif

    # getexif would decode a PNG
    exif = Exif()
    exif.load(picture.info.get("exif") or b"")
    return exif.get(_ORIENTATION) in _TURNED


def _opened(file: BinaryIO, suffix: str, name: str) -> "ImageFile":
    # the format's own class: Image.open would try others, and warns on standard error of large ones
    from PIL.Image import DecompressionBombError
    from PIL.JpegImagePlugin import JpegImageFile
    from PIL.PngImagePlugin import PngImageFile
    from PIL.WebPImagePlugin import WebPImageFile

    # WebP is whole if it can be opened
    readers: dict[str, Callable[[BinaryIO], ImageFile]] = {
        "jpeg": JpegImageFile,
        "png": PngImageFile,
        "webp": WebPImageFile,
    }
    try:
        return readers[suffix](file)
    except DecompressionBombError:
        raise _too_many_pixels(f"> {MOST_PIXELS:,}", name) from None


@contextmanager
def _container(file: BinaryIO, suffix: str) -> "Iterator[InputContainer]":
    import av

    file.seek(0)
    with av.open(file, "r", format=_CONTAINERS.get(suffix, suffix)) as container:
        yield container


def _film(container: "InputContainer", suffix: str, size: int, name: str) -> Probe:
    video = _video(container, name)
    frame = _frame(container, video)
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
        seconds=_seconds(container),
        fps=float(rate) if rate else 0.0,
    )


def _sound(container: "InputContainer", suffix: str, size: int) -> Probe:
    if not container.streams.audio:
        raise ValueError("no sound in it")
    content_type = _TYPES[suffix][1]
    return Probe(MediaKind.AUDIO, suffix, content_type, size, seconds=_seconds(container))


def _check_pixels(width: int, height: int, name: str) -> None:
    if width <= 0 or height <= 0:
        raise ValueError("no size")
    if width * height > MOST_PIXELS:
        raise _too_many_pixels(f"{width * height:,}", name)


def _too_many_pixels(found: str, name: str) -> RefusedError:
    bounds = {"least": "1", "most": f"{MOST_PIXELS:,}"}
    return RefusedError("input_pixels", {"input": name, "found": found} | bounds)


def _video(container: "InputContainer", name: str) -> "VideoStream":
    from av.stream import Disposition

    found = (v for v in container.streams.video if not v.disposition & Disposition.attached_pic)
    video = next(found, None)
    if video is None:
        raise ValueError("no film in it")
    _check_pixels(video.width, video.height, name)
    return video


def _frame(container: "InputContainer", video: "VideoStream") -> "VideoFrame":
    # what the film says of its size need not be what its frames have
    video.codec_context.options = {"max_pixels": str(MOST_PIXELS)}
    frame = next(container.decode(video), None)
    if frame is None:
        raise ValueError("no frame in it")
    return frame


def _seconds(container: "InputContainer") -> float:
    """Return how long it plays; where that is not said, by what is in it."""
    import av

    if container.duration:
        return round(container.duration / av.time_base, 3)
    container.seek(0)
    ends = [
        float((packet.pts + (packet.duration or 0)) * packet.time_base)
        for packet in container.demux()
        if packet.pts is not None and packet.time_base
    ]
    return round(max(ends, default=0.0), 3)
