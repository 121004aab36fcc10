"""Which kind of file a result is, by its first bytes."""

import wave
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from ima_tui.media.kinds import HEAD_BYTES, is_cut, suffix_for, suffix_of

from .leaves import STEADY

HEADS = [
    (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", ".png"),
    (b"\xff\xd8\xff\xe0\x00\x10JFIF", ".jpg"),
    (b"GIF89a", ".gif"),
    (b"GIF87a", ".gif"),
    (b"RIFF\x00\x00\x00\x00WEBPVP8 ", ".webp"),
    (b"RIFF\x00\x00\x00\x00WAVEfmt ", ".wav"),
    (b"RIFF\x00\x00\x00\x00AVI LIST", ".avi"),
    (b"\x00\x00\x00\x14ftypqt  \x00\x00\x00\x00", ".mov"),
    (b"\x00\x00\x00\x20ftypM4A \x00\x00\x00\x00", ".m4a"),
    (b"\x00\x00\x00\x20ftypavif\x00\x00\x00\x00", ".avif"),
    (b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00", ".mp4"),
    (b"\x00\x00\x00\x18ftypmp42", ".mp4"),
    (b"\x1a\x45\xdf\xa3\x01\x00", ".webm"),
    (b"ID3\x04\x00", ".mp3"),
    (b"\xff\xfb\x90\x00", ".mp3"),
    (b"\xff\xf1\x50\x80", ".aac"),
    (b"OggS\x00\x02", ".ogg"),
    (b"fLaC\x00\x00", ".flac"),
]


@pytest.mark.parametrize(("head", "suffix"), HEADS)
def test_known_kinds(head: bytes, suffix: str) -> None:
    assert suffix_of(head) == suffix
    assert suffix_of(head[:HEAD_BYTES]) == suffix


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"<!DOCTYPE html>",
        b'{"code":401}',
        b"<?xml version",
        b"\x00" * 16,
        b"MZ\x90",
        b"%PDF-1",
        b"\x7fELF",
        b"#!/bin/sh",
        b"PK\x03\x04",
        b"\x89PN",
        b"12345678WAVE",
        b"<html>\n\nWEBP",
    ],
)
def test_what_is_no_medium(head: bytes) -> None:
    assert suffix_of(head) is None


@pytest.mark.parametrize(
    ("kind", "suffix"), [("PNG", ".png"), ("JPEG", ".jpg"), ("GIF", ".gif"), ("WEBP", ".webp")]
)
def test_real_pictures(kind: str, suffix: str) -> None:
    made = BytesIO()
    Image.new("RGB", (4, 4)).save(made, kind)
    assert suffix_of(made.getvalue()[:HEAD_BYTES]) == suffix


def test_a_real_sound() -> None:
    made = BytesIO()
    with wave.open(made, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(b"\x00\x00" * 8)
    assert suffix_of(made.getvalue()[:HEAD_BYTES]) == ".wav"


@STEADY
@given(st.binary(max_size=32), st.binary(max_size=32))
def test_only_the_first_bytes_count(head: bytes, rest: bytes) -> None:
    head = head.ljust(HEAD_BYTES, b"\x00")
    assert suffix_of(head + rest) == suffix_of(head[:HEAD_BYTES])


@pytest.mark.parametrize(
    ("head", "content_type", "path", "suffix"),
    [
        (b"\xff\xfa\x90\x00", "audio/mpeg", "/a", ".mp3"),
        (b"RIFF1234WAVEfmt ", "text/html", "/a.png", ".wav"),
        (b"what is this", "application/octet-stream", "/a/b.HEIC", ".heic"),
        (b"what is this", "", "/a/b", ".bin"),
        (b"what is this", "", "/a/b.exe/../..", ".bin"),
        (b"<svg xmlns", "image/svg+xml", "/a", ".svg"),
        (b"<html><body>no", "text/html", "/a.png", None),
        (b'{"code": 403}', "application/json", "/a.png", None),
        (b"  <Error>", "application/xml", "/a.mp4", None),
    ],
)
def test_what_was_paid_for_is_kept_unless_it_is_a_page(
    head: bytes, content_type: str, path: str, suffix: str | None
) -> None:
    assert suffix_for(head, content_type, path) == suffix


PNG_WHOLE = b"\x89PNG\r\n\x1a\n" + b"x" * 3000 + b"\x00\x00\x00\x00IEND\xaeB`\x82"
MP4_WHOLE = b"\x00\x00\x00\x10ftypisom\x00\x00\x02\x00" + b"\x00\x00\x07\xd8mdat" + b"x" * 2000
LARGE = b"\x00\x00\x00\x01mdat" + (2016).to_bytes(8, "big") + b"x" * 2000
WAV_WHOLE = b"RIFF" + (2004).to_bytes(4, "little") + b"WAVE" + b"x" * 2000


@pytest.mark.parametrize(
    "whole",
    [PNG_WHOLE, MP4_WHOLE, MP4_WHOLE[:16] + LARGE, WAV_WHOLE],
    ids=["png", "mp4", "mp4 with a large box", "wav"],
)
def test_what_lacks_its_end_is_seen(whole: bytes) -> None:
    assert not is_cut(BytesIO(whole), len(whole))
    for size in (20, 1000, len(whole) - 6):
        assert is_cut(BytesIO(whole[:size]), size), size


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"ID3" + b"x" * 100,
        b"\xff\xd8\xff" + b"x" * 100,
        b"RIFF\xff\xff\xff\xffWAVE" + b"x" * 50,
        b"RIFF\x00\x00\x00\x00WAVE" + b"x" * 50,
        MP4_WHOLE[:16] + b"\x00\x00\x00\x00mdat" + b"x" * 50,
        PNG_WHOLE + b"trailing",
    ],
)
def test_what_does_not_say_how_long_it_is_counts_as_whole(content: bytes) -> None:
    assert not is_cut(BytesIO(content), len(content))


@given(st.binary(max_size=200), st.sampled_from([b"", b"\x00\x00\x00\x10ftypisom", b"RIFF"]))
def test_any_bytes_can_be_asked_for_their_end(rest: bytes, start: bytes) -> None:
    is_cut(BytesIO(start + rest), len(start + rest))
