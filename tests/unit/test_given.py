"""Input media as users give them: how a name ends has to agree with what it is given as."""

from pathlib import Path

import pytest

from ima_tui.catalog.inputs import InputMedia, MediaKind
from ima_tui.catalog.refusals import RefusedError
from ima_tui.media.given import given_media, given_medium, given_texts


@pytest.mark.parametrize(
    ("address", "kind", "code"),
    [
        ("https://e.com/a.mp4", MediaKind.IMAGE, "not_image"),
        ("https://e.com/A.MOV?x=1.png", MediaKind.IMAGE, "not_image"),
        ("https://e.com/a.wav#.png", MediaKind.IMAGE, "not_image"),
        ("https://e.com/a.png", MediaKind.VIDEO, "not_video"),
        ("https://e.com/a.mp3", MediaKind.VIDEO, "not_video"),
        ("https://e.com/a.mp4", MediaKind.AUDIO, "not_audio"),
    ],
)
def test_an_address_that_ends_like_another_kind(address: str, kind: MediaKind, code: str) -> None:
    with pytest.raises(RefusedError) as caught:
        given_media(address, kind)
    assert caught.value.code == code
    assert {"png", "mp4", "mp3"} & set(caught.value.choices)


@pytest.mark.parametrize("kind", MediaKind)
@pytest.mark.parametrize("address", ["https://e.com/a", "https://e.com/a.gif", "https://e.com/v2"])
def test_an_end_that_says_nothing_is_what_it_is_given_as(address: str, kind: MediaKind) -> None:
    assert given_media(address, kind) == InputMedia(address, kind)


def test_the_screen_and_the_commands_read_alike(tmp_path: Path) -> None:
    film = tmp_path / "a film.mp4"
    film.write_bytes(b"x")
    lines = [f"'{film}'", "https://e.com/a.png", "https://e.com/a.wav"]
    kinds = [MediaKind.VIDEO, MediaKind.IMAGE, MediaKind.AUDIO]
    read = [given_medium(line) for line in given_texts("\n".join(lines))]
    assert list(read) == [given_media(line, kind) for line, kind in zip(lines, kinds, strict=True)]
    assert read[0] == InputMedia(str(film), MediaKind.VIDEO, local=True)


@pytest.mark.parametrize(
    ("named", "code"),
    [
        ("ftp://e.com/a.png", "bad_address"),
        ("S3://bucket/a.png", "bad_address"),
        ("data:image/png;base64,iVBORw0KGgo=", "bad_address"),
        ("www.a.org/b.png", "bad_address"),
        ("file:///none/a.png", "no_file"),
        ("C:\\none\\a.png", "no_file"),
        ("none/a.png", "no_file"),
    ],
)
def test_what_is_meant_as_an_address_is_refused_as_one(named: str, code: str) -> None:
    with pytest.raises(RefusedError) as caught:
        given_media(named)
    assert caught.value.code == code
    assert str(caught.value.about["input"]) in named


def test_a_file_may_be_called_like_an_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("www.a.org.png", "data:a.png"):
        Path(name).write_bytes(b"x")
        assert given_media(name) == InputMedia(name, MediaKind.IMAGE, local=True)
