"""Opening pictures, films and sounds with limits against files made to do harm.

Pillow and PyAV take their time to import, so that waits until a file is looked at. Everything here
blocks: call it in a thread.
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
"""No picture and no frame has more; opening one that does would take the machine's memory."""

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
"""What Pillow and PyAV raise for files that are none, or are made to break them."""

_PICTURES = Lock()
"""Pictures are looked at one at a time: filters of warnings are shared by all threads."""

_CONTAINERS: Final = {
    "webm": "matroska",
    "m4a": "mov",
    "mp4": "mov",
}
"""How PyAV calls the container of a suffix, where it is not called like it.

Named, so that no file is taken for a playlist, which could make it open others.
"""


class TooLargeError(Exception):
    """A picture or a frame has more pixels than may be opened.

    Attributes:
        pixels: how many.
    """

    def __init__(self, pixels: int) -> None:
        super().__init__(pixels)
        self.pixels = pixels


@contextmanager
def quiet() -> "Iterator[None]":
    """Keep Pillow from writing on the screen; what it warns of is not what makes a picture bad."""
    with _PICTURES, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


@contextmanager
def container_of(file: BinaryIO, suffix: str) -> "Iterator[InputContainer]":
    """Open a film or a sound.

    Args:
        file: open for reading.
        suffix: what its content says it is, without dot.

    Raises:
        ValueError: what PyAV raises beside what is in ``BROKEN``.
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
    """Return the film of a container; a cover in it is none.

    Raises:
        ValueError: there is none.
        TooLargeError: its pictures may not be opened.
    """
    from av.stream import Disposition

    found = (v for v in container.streams.video if not v.disposition & Disposition.attached_pic)
    video = next(found, None)
    if video is None:
        raise ValueError("no film in it")
    check_pixels(video.width, video.height)
    return video


def frame_of(container: "InputContainer", video: "VideoStream") -> "VideoFrame":
    """Return a film's next frame.

    Raises:
        ValueError: there is none.
    """
    # what the film says of its size need not be what its frames have
    video.codec_context.options = {"max_pixels": str(MOST_PIXELS)}
    frame = next(container.decode(video), None)
    if frame is None:
        raise ValueError("no frame in it")
    return frame


def picture_of(frame: "VideoFrame") -> "Image":
    """Return a frame as a picture, the way up that it is shown."""
    # PyAV's stub leaves to_image without types
    picture: Image = frame.to_image()  # type: ignore[no-untyped-call]
    if frame.rotation:
        picture = picture.rotate(frame.rotation, expand=True)
    return picture.convert("RGB")


def seconds_of(container: "InputContainer") -> float:
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


def check_pixels(width: int, height: int, most: int = MOST_PIXELS) -> None:
    """Let a size pass, or not.

    Raises:
        ValueError: it is none.
        TooLargeError: it may not be opened.
    """
    if width <= 0 or height <= 0:
        raise ValueError("no size")
    if width * height > most:
        raise TooLargeError(width * height)
