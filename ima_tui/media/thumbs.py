"""Thumbnails of files, made with bounded memory and time. Blocks: call it in a thread."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from ..catalog.refusals import RefusedError
from .files import open_file
from .kinds import HEAD_BYTES, suffix_of
from .opening import (
    BROKEN,
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
    from PIL.Image import Image
    from PIL.ImageFile import ImageFile

LARGEST = 768
"""The longer side of a thumbnail, in pixels: enough for a preview of half a wide terminal."""

MOST_DECODED = 40_000_000
"""The most pixels decoded at once: 160 MB. An 8K picture has 33 million."""

_FRAMES_LOOKED_AT = 48
_DARK = 24
"""A frame with no brighter value than this, of 255, counts as black."""
_BEHIND = (48, 48, 48)
"""The background behind a picture's transparent parts."""
_QUALITY = 88
_FILMS: Final = frozenset({"mp4", "mov", "webm", "avi"})


class LookError(Exception):
    """A file can't be previewed.

    Attributes:
        reason: ``missing``, ``unreadable`` (another format, or broken) or ``too_large``.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Thumb:
    """A small picture of a file.

    Attributes:
        width: of the thumbnail, in pixels.
        height: likewise.
        pixels: RGB values row by row, a byte each.
        full_width: of the original picture as displayed, in pixels.
        full_height: likewise.
        seconds: the playing time; 0 for a still picture.
    """

    width: int
    height: int
    pixels: bytes
    full_width: int
    full_height: int
    seconds: float = 0.0

    @property
    def size(self) -> int:
        """The size in memory, in bytes."""
        return len(self.pixels)

    def image(self) -> "Image":
        """Return it as a Pillow image."""
        from PIL import Image

        return Image.frombytes("RGB", (self.width, self.height), self.pixels)


def thumb_of(path: Path) -> Thumb:
    """Make the thumbnail of a picture, or of a video's first frame that is not black.

    Of an animated picture the first frame is used. Pictures of more than ``MOST_DECODED`` pixels
    are not decoded, except for a JPEG at reduced size.

    Raises:
        LookError: see its reasons.
    """
    with opened(path) as file:
        try:
            suffix = kind_of(file)
            return _of_film(file, suffix) if suffix in _FILMS else _of_picture(file, suffix)
        except TooLargeError:
            raise LookError("too_large") from None
        except BROKEN:
            raise LookError("unreadable") from None


def opened(path: Path) -> BinaryIO:
    """Open a file for a preview.

    Raises:
        LookError: it is missing, or can't be read.
    """
    try:
        return open_file(path, path.name)
    except RefusedError as error:
        raise LookError("missing" if error.code == "no_file" else "unreadable") from None


def kind_of(file: BinaryIO) -> str:
    """Return the format by a file's first bytes, as a suffix without dot; empty if unknown."""
    file.seek(0)
    head = file.read(HEAD_BYTES)
    if head[4:8] in {b"moov", b"mdat", b"wide"}:
        return "mov"
    return (suffix_of(head) or "").removeprefix(".")


def encoded(thumb: Thumb) -> bytes:
    """Return a thumbnail as a JPEG that includes the data of its original, to be cached on disk."""
    from PIL import Image

    exif = Image.Exif()
    told = f"{thumb.full_width} {thumb.full_height} {thumb.seconds}"
    exif[_DESCRIPTION] = told
    written = BytesIO()
    thumb.image().save(written, "JPEG", quality=_QUALITY, exif=exif)
    return written.getvalue()


def decoded(content: bytes) -> Thumb:
    """Return the thumbnail in a JPEG made by ``encoded``.

    Raises:
        LookError: it is not one.
    """
    from PIL.JpegImagePlugin import JpegImageFile

    try:
        with quiet(), JpegImageFile(BytesIO(content)) as picture:
            check_pixels(*picture.size, LARGEST * LARGEST)
            width, height, seconds = str(picture.getexif()[_DESCRIPTION]).split()
            pixels = picture.convert("RGB").tobytes()
            return Thumb(*picture.size, pixels, int(width), int(height), float(seconds))
    except (*BROKEN, TooLargeError):
        raise LookError("unreadable") from None


_DESCRIPTION = 0x010E
"""The EXIF field in which a cached thumbnail keeps the data of its original."""


def _of_picture(file: BinaryIO, suffix: str) -> Thumb:
    from PIL.Image import DecompressionBombError
    from PIL.ImageOps import exif_transpose

    file.seek(0)
    try:
        with quiet(), _reader(suffix)(file) as picture:
            check_pixels(*picture.size, 1 << 40)
            full = picture.size
            picture.draft("RGB", (LARGEST * 2, LARGEST * 2))
            # a progressive JPEG is decoded in memory at full size before it is reduced
            whole = full if picture.info.get("progressive") else picture.size
            check_pixels(*whole, MOST_DECODED)
            small = _reduced(picture)
            # rotated after scaling; the orientation is read from the file
            turned = exif_transpose(_with_marks(small, picture))
            if (turned.width > turned.height) != (small.width > small.height):
                full = full[1], full[0]
    except DecompressionBombError:
        raise LookError("too_large") from None
    return _thumb(turned, full, 0.0)


def _reader(suffix: str) -> "Callable[[BinaryIO], ImageFile]":
    # the format's own class: Image.open would try others, and warns of large pictures on stderr
    from PIL.AvifImagePlugin import AvifImageFile
    from PIL.GifImagePlugin import GifImageFile
    from PIL.JpegImagePlugin import JpegImageFile
    from PIL.PngImagePlugin import PngImageFile
    from PIL.WebPImagePlugin import WebPImageFile

    readers: dict[str, Callable[[BinaryIO], ImageFile]] = {
        "jpg": JpegImageFile,
        "png": PngImageFile,
        "webp": WebPImageFile,
        "gif": GifImageFile,
        "avif": AvifImageFile,
    }
    return readers[suffix]


def _reduced(picture: "Image") -> "Image":
    """Return a picture without transparency, no larger than a thumbnail."""
    from PIL import Image

    small = picture
    factor = max(picture.size) // (LARGEST * 2)
    if picture.mode in {"P", "1"} or picture.mode.startswith(("I", "F")):
        small = picture.convert("RGBA" if "transparency" in picture.info else "RGB")
    if factor > 1:
        small = small.reduce(factor)
    small = small.copy() if small is picture else small
    small.thumbnail((LARGEST, LARGEST))
    if small.mode in {"RGBA", "LA", "PA"}:
        behind = Image.new("RGBA", small.size, _BEHIND)
        small = Image.alpha_composite(behind, small.convert("RGBA"))
    return small.convert("RGB")


def _with_marks(small: "Image", picture: "Image") -> "Image":
    small.info = {"exif": picture.info["exif"]} if "exif" in picture.info else {}
    return small


def _of_film(file: BinaryIO, suffix: str) -> Thumb:
    with container_of(file, suffix) as container:
        video = film_in(container)
        check_pixels(video.width, video.height, MOST_DECODED)
        frame = frame_of(container, video)
        first = picture = picture_of(frame)
        for _ in range(_FRAMES_LOOKED_AT):
            if max(band[1] for band in picture.getextrema()) >= _DARK:  # type: ignore[index]
                break
            try:
                picture = picture_of(frame_of(container, video))
            except ValueError:
                picture = first
                break
        full, seconds = picture.size, seconds_of(container)
    picture.thumbnail((LARGEST, LARGEST))
    return _thumb(picture, full, seconds)


def _thumb(picture: "Image", full: tuple[int, int], seconds: float) -> Thumb:
    return Thumb(*picture.size, picture.tobytes(), *full, seconds)
