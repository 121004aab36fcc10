"""Thumbnails and waveforms: of anything that a file may hold, with bounded memory."""

import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from ima_tui.media.thumbs import LARGEST, LookError, Thumb, decoded, encoded, thumb_of
from ima_tui.media.waveform import MOST_WORK_SECONDS, PEAK_SECONDS, Waveform, waveform_of

from ..made import encoded_sound, film, picture, sound


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def reason(path: Path) -> str:
    with pytest.raises(LookError) as caught:
        thumb_of(path)
    return caught.value.reason


def colour(thumb: Thumb, x: float, y: float) -> tuple[int, int, int]:
    """The colour at a place, in parts of its width and height."""
    at = thumb.image().getpixel((int(x * (thumb.width - 1)), int(y * (thumb.height - 1))))
    assert isinstance(at, tuple)
    red, green, blue = at
    return int(red), int(green), int(blue)


def bare_png(width: int, height: int) -> bytes:
    """A black PNG of any size, without ever having it in memory."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    pack = zlib.compressobj(9)
    line = bytes(1 + width * 3)
    data = b"".join(pack.compress(line) for _ in range(height)) + pack.flush()
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "GIF", "AVIF"])
def test_a_picture_of_every_kind_becomes_small_and_keeps_its_size_in_mind(
    tmp_path: Path, form: str
) -> None:
    # what it is called says nothing
    thumb = thumb_of(written(tmp_path, "it.bin", picture(1600, 900, form)))
    assert (thumb.width, thumb.height) == (LARGEST, LARGEST * 9 // 16)
    assert (thumb.full_width, thumb.full_height, thumb.seconds) == (1600, 900, 0)
    assert thumb.size == thumb.width * thumb.height * 3


def test_a_small_picture_stays_as_it_is(tmp_path: Path) -> None:
    thumb = thumb_of(written(tmp_path, "it.png", picture(1, 1)))
    assert (thumb.width, thumb.height) == (1, 1)


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_a_picture_is_shown_the_way_up_its_camera_was_held(tmp_path: Path, form: str) -> None:
    thumb = thumb_of(written(tmp_path, "it", picture(form=form, turned=True)))
    assert (thumb.full_width, thumb.full_height) == (480, 640)
    assert thumb.width < thumb.height


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG"])
def test_of_an_animated_picture_the_first_is_shown(tmp_path: Path, form: str) -> None:
    red, blue = (Image.new("RGB", (40, 30), name) for name in ("red", "blue"))
    content = BytesIO()
    red.save(content, form, save_all=True, append_images=[blue, blue], duration=100, lossless=True)
    thumb = thumb_of(written(tmp_path, "it", content.getvalue()))
    assert colour(thumb, 0.5, 0.5) == (255, 0, 0)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK"])
def test_every_kind_of_colours(tmp_path: Path, mode: str) -> None:
    content = BytesIO()
    Image.new(mode, (50, 50)).save(content, "JPEG" if mode == "CMYK" else "PNG")
    thumb = thumb_of(written(tmp_path, "it", content.getvalue()))
    assert (thumb.width, thumb.height) == (50, 50)


def test_what_is_transparent_is_not_taken_for_a_colour(tmp_path: Path) -> None:
    content = BytesIO()
    Image.new("RGBA", (50, 50), (255, 255, 255, 0)).save(content, "PNG")
    thumb = thumb_of(written(tmp_path, "it", content.getvalue()))
    assert colour(thumb, 0.5, 0.5) == (48, 48, 48)


def test_of_a_film_the_first_picture_is_shown_with_how_long_it_is(tmp_path: Path) -> None:
    thumb = thumb_of(written(tmp_path, "it.mp4", film(striped=True)))
    assert (thumb.full_width, thumb.full_height) == (768, 540)
    assert thumb.seconds == pytest.approx(2.0, abs=0.1)
    assert min(colour(thumb, 0.5, 0.2)) > 150 > 70 > max(colour(thumb, 0.5, 0.8))


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "unreadable"),
        (b"not a picture at all", "unreadable"),
        (picture()[:200], "unreadable"),
        (picture(form="JPEG")[:100], "unreadable"),
        (film()[: len(film()) // 3], "unreadable"),
        (sound(), "unreadable"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "unreadable"),
        (b"GIF89a" + b"\xff" * 100, "unreadable"),
    ],
)
def test_what_is_broken_says_so(tmp_path: Path, content: bytes, why: str) -> None:
    assert reason(written(tmp_path, "it.png", content)) == why


def test_what_is_not_there_says_so(tmp_path: Path) -> None:
    assert reason(tmp_path / "gone.png") == "missing"
    assert reason(tmp_path) == "missing"


@settings(max_examples=60, deadline=None)
@given(at=st.integers(0, 3000), byte=st.integers(0, 255), form=st.sampled_from(["PNG", "GIF"]))
def test_a_file_with_a_wrong_byte_is_shown_or_refused(
    tmp_path_factory: pytest.TempPathFactory, at: int, byte: int, form: str
) -> None:
    content = bytearray(picture(form=form))
    content[at % len(content)] = byte
    path = written(tmp_path_factory.mktemp("it"), "it", bytes(content))
    with suppress(LookError):
        assert thumb_of(path).width <= LARGEST


@pytest.mark.parametrize("make", [film, sound, picture], ids=["film", "sound", "picture"])
def test_whatever_is_wrong_with_a_file_is_said_quietly(
    tmp_path: Path, make: Callable[[], bytes], capfd: pytest.CaptureFixture[str]
) -> None:
    chance, whole = Random(1), make()
    for _ in range(25):
        spoilt = bytearray(whole)
        for _ in range(60):
            spoilt[chance.randrange(20, len(spoilt))] = chance.randrange(256)
        path = written(tmp_path, "it", bytes(spoilt))
        for look in (thumb_of, waveform_of):
            with suppress(LookError):
                look(path)
    # what a library writes would spoil the screen
    assert capfd.readouterr() == ("", "")


def looked_at_alone(path: Path) -> tuple[str, int]:
    """What a program of its own finds, and the most memory it took, in MB."""
    program = (
        "import re, sys; from pathlib import Path\n"
        "from ima_tui.media.thumbs import LookError, thumb_of\n"
        "try: thumb = thumb_of(Path(sys.argv[1])); found = f'{thumb.full_width}>{thumb.width}'\n"
        "except LookError as error: found = error.reason\n"
        "status = Path('/proc/self/status').read_text()\n"
        "print(found, int(re.search(r'VmHWM:\\s+(\\d+)', status)[1]) // 1024)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, path], capture_output=True, text=True, check=True
    )
    found, peak = ran.stdout.split()
    return found, int(peak)


def test_a_huge_picture_is_not_decoded(tmp_path: Path) -> None:
    found, peak = looked_at_alone(written(tmp_path, "huge.png", bare_png(20_000, 20_000)))
    assert found == "too_large"
    assert peak < 100


def test_a_huge_jpeg_is_shown_with_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "huge.jpg"
    Image.new("L", (20_000, 20_000), 120).save(path, "JPEG", quality=30)
    found, peak = looked_at_alone(path)
    assert found == f"20000>{LARGEST}"
    assert peak < 150


def test_a_huge_jpeg_that_can_only_be_read_whole_is_not_read(tmp_path: Path) -> None:
    content = BytesIO()
    Image.new("L", (9000, 9000)).save(content, "JPEG", quality=20, progressive=True)
    assert reason(written(tmp_path, "it.jpg", content.getvalue())) == "too_large"


def test_a_thumbnail_is_known_again_after_it_was_kept() -> None:
    thumb = Thumb(4, 2, bytes(range(24)), 4000, 2000, 12.5)
    kept = decoded(encoded(thumb))
    assert (kept.width, kept.height) == (4, 2)
    assert (kept.full_width, kept.full_height, kept.seconds) == (4000, 2000, 12.5)


@pytest.mark.parametrize("content", [b"", b"no", picture(form="JPEG"), picture()])
def test_what_is_no_kept_thumbnail_is_not_taken_for_one(content: bytes) -> None:
    with pytest.raises(LookError):
        decoded(content)


@pytest.mark.parametrize(
    ("content", "seconds"),
    [
        (sound(3.0), 3.0),
        (encoded_sound("mp3", "libmp3lame"), 3.0),
        (encoded_sound("mp4", "aac"), 3.0),
        (encoded_sound("ogg", "flac"), 3.0),
        (encoded_sound("flac", "flac"), 3.0),
    ],
    ids=["wav", "mp3", "m4a", "ogg", "flac"],
)
def test_a_sound_of_every_kind_has_its_length(
    tmp_path: Path, content: bytes, seconds: float
) -> None:
    wave = waveform_of(written(tmp_path, "it", content))
    assert wave.seconds == pytest.approx(seconds, abs=0.15)
    assert len(wave.peaks) == pytest.approx(seconds / PEAK_SECONDS, abs=4)


def test_loud_and_quiet_parts_are_told_apart(tmp_path: Path) -> None:
    wave = waveform_of(written(tmp_path, "it.wav", sound(2.0)))
    quiet = Waveform(bytes(40) + wave.peaks[:40], 4.0)
    assert quiet.bars(4) == [0.0, 0.0, 1.0, 1.0]


@pytest.mark.parametrize("content", [b"", b"ID3" + bytes(500), b"RIFF" + bytes(90), picture()])
def test_a_sound_that_can_not_be_decoded_says_so(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(LookError) as caught:
        waveform_of(written(tmp_path, "it.mp3", content))
    assert caught.value.reason == "unreadable"


def test_a_film_without_sound_has_no_waveform(tmp_path: Path) -> None:
    with pytest.raises(LookError):
        waveform_of(written(tmp_path, "it.mp4", film()))


def test_a_sound_that_takes_too_long_is_shown_as_far_as_it_was_read(tmp_path: Path) -> None:
    moments = iter([0.0, *[MOST_WORK_SECONDS + 1] * 1000])
    path = written(tmp_path, "it.wav", sound(60.0))
    wave = waveform_of(path, lambda: next(moments))
    assert wave.seconds == 60.0
    bars = wave.bars(60)
    assert bars[0] == 1.0
    assert bars[-1] == 0.0


@given(
    peaks=st.binary(max_size=300),
    seconds=st.floats(0, 100, allow_nan=False),
    count=st.integers(0, 200),
)
def test_bars_fill_their_room(peaks: bytes, seconds: float, count: int) -> None:
    bars = Waveform(peaks, seconds).bars(count)
    assert len(bars) == count
    assert all(0.0 <= bar <= 1.0 for bar in bars)
