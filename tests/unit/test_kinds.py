"""Which kind of file a result is, by its first bytes."""

import io
import wave

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from ima_tui.media.kinds import HEAD_BYTES, suffix_for, suffix_of

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
    made = io.BytesIO()
    Image.new("RGB", (4, 4)).save(made, kind)
    assert suffix_of(made.getvalue()[:HEAD_BYTES]) == suffix


def test_a_real_sound() -> None:
    made = io.BytesIO()
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
