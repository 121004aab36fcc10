"""What is in a file: told by its content, whatever it is called and whatever it tries."""

import errno
import hashlib
import os
import struct
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from ima_tui.catalog.input_limits import Probe
from ima_tui.catalog.inputs import MediaKind
from ima_tui.catalog.refusals import RefusedError
from ima_tui.media.files import digest_of, open_file, size_of
from ima_tui.media.opening import MOST_PIXELS
from ima_tui.media.probe import first_frame, probe

from ..made import encoded_sound, film, picture, sound

IMAGE, VIDEO, AUDIO = MediaKind.IMAGE, MediaKind.VIDEO, MediaKind.AUDIO


def look(content: bytes, kind: MediaKind) -> Probe:
    return probe(BytesIO(content), kind, "it")


def size_as_name(content: bytes) -> str:
    return f"{len(content)} bytes"


def refusal(content: bytes, kind: MediaKind) -> str:
    with pytest.raises(RefusedError) as caught:
        look(content, kind)
    assert caught.value.about["input"] == "it"
    return caught.value.code


@pytest.mark.parametrize(
    ("form", "suffix", "content_type"),
    [("PNG", "png", "image/png"), ("JPEG", "jpeg", "image/jpeg"), ("WEBP", "webp", "image/webp")],
)
def test_pictures(form: str, suffix: str, content_type: str) -> None:
    content = picture(form=form)
    found = look(content, IMAGE)
    assert found == Probe(IMAGE, suffix, content_type, len(content), 640, 480)


@pytest.mark.parametrize("form", ["JPEG", "WEBP", "PNG"])
def test_a_picture_is_as_large_as_it_is_shown(form: str) -> None:
    found = look(picture(form=form, turned=True), IMAGE)
    assert (found.width, found.height) == (480, 640)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_the_smallest_picture(form: str) -> None:
    assert look(picture(1, 1, form), IMAGE).width == 1


@pytest.mark.parametrize(
    ("form", "codec", "suffix", "content_type"),
    [
        ("mp4", "libx264", "mp4", "video/mp4"),
        ("mov", "libx264", "mov", "video/quicktime"),
        ("avi", "mpeg4", "avi", "video/x-msvideo"),
        ("webm", "libvpx", "webm", "video/webm"),
    ],
)
def test_films(form: str, codec: str, suffix: str, content_type: str) -> None:
    content = film(2.0, 192, 128, form=form, codec=codec)
    found = look(content, VIDEO)
    assert (found.suffix, found.content_type, found.size) == (suffix, content_type, len(content))
    assert (found.width, found.height, found.seconds) == (192, 128, 2.0)
    assert found.fps == pytest.approx(24, abs=0.1)
    cover = Image.open(BytesIO(first_frame(BytesIO(content), suffix, "it")))
    assert (cover.format, cover.size) == ("JPEG", (192, 128))


@pytest.mark.parametrize(
    ("content", "suffix", "content_type"),
    [
        (sound(), "wav", "audio/wav"),
        (encoded_sound("mp3", "libmp3lame"), "mp3", "audio/mpeg"),
        (encoded_sound("ipod", "aac"), "m4a", "audio/mp4"),
        (encoded_sound("mp4", "aac"), "m4a", "audio/mp4"),
    ],
    ids=["wav", "mp3", "m4a", "m4a of an mp4"],
)
def test_sounds(content: bytes, suffix: str, content_type: str) -> None:
    found = look(content, AUDIO)
    assert (found.suffix, found.content_type) == (suffix, content_type)
    assert found.seconds == pytest.approx(3.0, abs=0.1)
    assert (found.width, found.fps) == (None, None)


@pytest.mark.parametrize(
    "content",
    [
        b"A text, whatever it is called.",
        b"",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0 no picture",
        b"RIFF\x10\x00\x00\x00WEBPVP8 ",
        picture(form="GIF"),
        picture(form="BMP"),
        film(),
        sound(),
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"%PDF-1.7",
        b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic",
    ],
    ids=size_as_name,
)
def test_no_picture(content: bytes) -> None:
    assert refusal(content, IMAGE) == "unreadable_image"


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_picture_that_is_cut_off(form: str, share: float) -> None:
    written = BytesIO()
    Image.effect_noise((300, 300), 60).convert("RGB").save(written, form)
    content = written.getvalue()
    assert refusal(content[: int(len(content) * share)], IMAGE) == "unreadable_image"


@pytest.mark.parametrize(
    "content",
    [
        b"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile:///etc/passwd\n",
        b"ffconcat version 1.0\nfile /etc/passwd\n",
        film(form="matroska"),
        film()[:400],
        encoded_sound("mp4", "aac"),
        picture(),
        b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic",
        b"\x00\x00\x00\x20ftypisom" + bytes(200),
    ],
    ids=size_as_name,
)
def test_no_film(content: bytes) -> None:
    assert refusal(content, VIDEO) == "unreadable_video"


@pytest.mark.parametrize(
    "content",
    [film(), picture(), b"ID3" + bytes(300), b"RIFF\x10\x00\x00\x00WAVEfmt ", b"OggS"],
    ids=size_as_name,
)
def test_no_sound(content: bytes) -> None:
    assert refusal(content, AUDIO) == "unreadable_audio"


def test_a_picture_that_would_fill_the_memory_is_not_opened() -> None:
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunks = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b""))
    )
    assert MOST_PIXELS < 60_000**2
    assert refusal(b"\x89PNG\r\n\x1a\n" + chunks, IMAGE) == "input_pixels"


WHOLE = {
    "jpeg": (picture(form="JPEG", turned=True), IMAGE),
    "png": (picture(turned=True), IMAGE),
    "webp": (picture(form="WEBP", turned=True), IMAGE),
    "mp4": (film(0.5, 64, 64), VIDEO),
    "wav": (sound(), AUDIO),
}


@pytest.mark.parametrize("side", [12_000, 16_383])
def test_a_flat_picture_that_is_small_only_as_a_file(side: int) -> None:
    content = bytearray(picture(16, 16, "WEBP", lossless=True))
    # a lossless WebP has its size in 14 bits each, behind its signature (RFC 9649)
    place = content.index(b"VP8L") + 9
    content[place : place + 4] = struct.pack("<I", (side - 1) | (side - 1) << 14)
    assert refusal(bytes(content), IMAGE) == "input_pixels"


@pytest.mark.parametrize("name", WHOLE)
def test_bytes_turned_over_break_nothing(name: str) -> None:
    content, kind = WHOLE[name]
    codes = set()
    for place in range(0, min(len(content), 3000), 41):
        spoilt = content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :]
        try:
            look(spoilt, kind)
        except RefusedError as error:
            codes.add(error.code)
    assert codes <= {f"unreadable_{kind}", "input_pixels"}


def code_of_open(path: Path) -> str:
    with pytest.raises(RefusedError) as caught:
        open_file(path, "it")
    return caught.value.code


def test_what_is_no_file_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.png")
    assert code_of_open(tmp_path) == "no_file"
    assert code_of_open(tmp_path / "none.png") == "no_file"
    assert code_of_open(tmp_path / "pipe.png") == "no_file"
    assert code_of_open(Path("/dev/zero")) == "no_file"
    assert code_of_open(Path("a\0b")) == "no_file"


def test_a_file_of_somebody_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(picture())

    def refused(*_args: object, **_more: object) -> int:
        # what the system says; root, who runs some tests, may read everything
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "open", refused)
    assert code_of_open(path) == "input_no_access"


def test_size_and_digest(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(picture())
    with open_file(path, "it") as file:
        assert size_of(file) == len(picture())
        assert digest_of(file) == hashlib.sha256(picture()).hexdigest()
        assert probe(file, IMAGE, "it").suffix == "png"


def test_a_film_held_upright() -> None:
    """Cameras write it lying, with a matrix that turns it: by 90° clockwise here."""
    content = bytearray(film(0.5, 128, 64, striped=True))
    # past version, times, track, layer and volume of the track's header (ISO 14496-12)
    place = content.index(b"tkhd") + 4 + 40
    turn = (0, 1 << 16, 0, -(1 << 16), 0, 0, 0, 0, 1 << 30)
    content[place : place + 36] = struct.pack(">9i", *turn)
    found = look(bytes(content), VIDEO)
    assert (found.width, found.height) == (64, 128)
    cover = Image.open(BytesIO(first_frame(BytesIO(bytes(content)), "mp4", "it"))).convert("L")
    assert cover.size == (64, 128)
    # what was bright at the top is bright at the right
    assert brightness(cover, 60, 64) > 200 > 100 > brightness(cover, 4, 64)


def brightness(picture: Image.Image, x: int, y: int) -> int:
    found = picture.getpixel((x, y))
    assert isinstance(found, int)
    return found
