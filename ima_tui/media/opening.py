"""Opening pictures, videos and sounds with limits against malicious files.

Pillow and PyAV are slow to import, so they are imported when first used. Everything here blocks:
call it in a thread.
"""

import struct
import warnings
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING, BinaryIO, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from av.container import InputContainer
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream
    from PIL.Image import Image

MOST_PIXELS = 120_000_000
"""The most pixels of a picture or frame; opening a larger one could exhaust the memory."""

BROKEN: Final = (
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
"""The exceptions of Pillow and PyAV for files that are not media, or malicious."""

_PICTURES = Lock()
"""Serialises access to pictures: warning filters are shared by all threads."""

_CONTAINERS: Final = {
    "webm": "matroska",
    "m4a": "mov",
    "mp4": "mov",
}
"""PyAV's name of a suffix's container, if it is not the suffix.

The format is always given, so that no file is read as a playlist, which could open others.
"""


class TooLargeError(Exception):
    """A picture or a frame has too many pixels to be opened.

    Attributes:
        pixels: how many.
    """

    def __init__(self, pixels: int) -> None:
        super().__init__(pixels)
        self.pixels = pixels


@contextmanager
def quiet() -> "Iterator[None]":
    """Keep Pillow's warnings off the screen; they do not mean that a picture is bad."""
    with _PICTURES, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


@contextmanager
def container_of(file: BinaryIO, suffix: str) -> "Iterator[InputContainer]":
    """Open a video or a sound.

    Args:
        file: open for reading.
        suffix: the detected format, without dot.

    Raises:
        ValueError: raised by PyAV besides the exceptions in ``BROKEN``.
    """
    import av
    from av.error import FFmpegError

    file.seek(0)
    try:
        with av.open(file, "r", format=_CONTAINERS.get(suffix, suffix)) as container:
            yield container
    except FFmpegError as error:
        raise ValueError("broken") from error


def film_in(container: "InputContainer") -> "VideoStream":
    """Return the video stream of a container; cover pictures are skipped.

    Raises:
        ValueError: there is none.
        TooLargeError: its frames are too large to be opened.
    """
    from av.stream import Disposition

    found = (v for v in container.streams.video if not v.disposition & Disposition.attached_pic)
    video = next(found, None)
    if video is None:
        raise ValueError("no film in it")
    check_pixels(video.width, video.height)
    return video


def frame_of(container: "InputContainer", video: "VideoStream") -> "VideoFrame":
    """Return a video's next frame.

    Raises:
        ValueError: there is none.
    """
    # the size that a video states need not be that of its frames
    video.codec_context.options = {"max_pixels": str(MOST_PIXELS)}
    frame = next(container.decode(video), None)
    if frame is None:
        raise ValueError("no frame in it")
    return frame


def picture_of(frame: "VideoFrame") -> "Image":
    """Return a frame as a picture, rotated as displayed."""
    # PyAV's stub leaves to_image without types
    picture: Image = frame.to_image()  # type: ignore[no-untyped-call]
    if frame.rotation:
        picture = picture.rotate(frame.rotation, expand=True)
    return picture.convert("RGB")


def seconds_of(container: "InputContainer") -> float:
    """Return the playing time in seconds; if not stated, it is computed from the content."""
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


def check_pixels(width: int, height: int, most: int = MOST_PIXELS) -> None:
    """Check a size in pixels.

    Raises:
        ValueError: it is not a valid size.
        TooLargeError: it is too large to be opened.
    """
    if width <= 0 or height <= 0:
        raise ValueError("no size")
    if width * height > most:
        raise TooLargeError(width * height)
