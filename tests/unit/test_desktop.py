"""The desktop: what is opened, shown and copied, and what is refused."""

import os
import sys
from pathlib import Path

import pytest

from ima_tui import desktop
from ima_tui.desktop import clipboard_program, copy_text, has_screen, open_path, reveal_path

from .programs import Bench

VIEWER = "xdg-open"
WAYLAND, X11 = {"WAYLAND_DISPLAY": "wayland-0"}, {"DISPLAY": ":0"}


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    made = Bench(tmp_path)
    monkeypatch.setenv("PATH", str(made.folder))
    monkeypatch.setattr(sys, "platform", "linux")
    return made


@pytest.fixture
def mac(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What Windows was given to open."""
    paths: list[Path] = []
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(os, "startfile", paths.append, raising=False)
    return paths


def test_a_file_is_opened(bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.add(VIEWER)
    (tmp_path / "-it.png").write_bytes(b"x")
    monkeypatch.chdir(tmp_path)
    assert open_path("-it.png")
    assert bench.seen() == [VIEWER, str(tmp_path / "-it.png")]


def test_without_a_file_or_a_viewer_nothing_is_opened(bench: Bench, tmp_path: Path) -> None:
    assert not open_path(str(tmp_path / "gone.png"))
    (tmp_path / "it.png").write_bytes(b"x")
    assert not open_path(str(tmp_path / "it.png"))


def test_a_file_is_shown_in_its_folder(bench: Bench, tmp_path: Path) -> None:
    bench.add(VIEWER)
    assert reveal_path(str(tmp_path / "gone.png"))
    assert bench.seen() == [VIEWER, str(tmp_path)]
    assert not reveal_path(str(tmp_path / "no" / "gone.png"))


@pytest.mark.parametrize(
    ("environment", "name"), [(WAYLAND, "wl-copy"), (X11, "xclip"), (X11, "xsel")]
)
def test_text_is_copied_and_not_shown_to_others(
    bench: Bench, tmp_path: Path, environment: dict[str, str], name: str
) -> None:
    bench.add(name, f"cat > {tmp_path}/copied\n")
    assert copy_text("https://example.com/x 红狐", environment) == "copied"
    assert (tmp_path / "copied").read_text("utf-8") == "https://example.com/x 红狐"
    assert not [given for given in bench.seen() if "example" in given]


@pytest.mark.parametrize(
    "environment",
    [{}, X11 | {"SSH_CONNECTION": "1 2 3 4"}, X11 | {"SSH_TTY": "/dev/pts/1"}, {"OTHER": "1"}],
)
def test_where_there_is_no_clipboard_the_terminal_is_left(
    bench: Bench, environment: dict[str, str]
) -> None:
    bench.add("xclip")
    assert copy_text("it", environment) == "terminal"


def test_a_clipboard_that_fails_is_passed_over(bench: Bench, tmp_path: Path) -> None:
    bench.add("xclip", "exit 1\n")
    assert copy_text("it", X11) == "terminal"
    bench.add("xsel", f"cat > {tmp_path}/copied\n")
    assert copy_text("it", X11) == "copied"


def test_a_clipboard_that_hangs_is_not_waited_for(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desktop, "COPY_SECONDS", 0.05)
    bench.add("xclip", "exec sleep 60\n")
    assert copy_text("it", X11) == "terminal"


def test_a_mac_opens_shows_and_copies_with_its_own_programs(
    bench: Bench, mac: None, tmp_path: Path
) -> None:
    bench.add("open")
    bench.add("pbcopy", f"cat > {tmp_path}/copied\n")
    file = tmp_path / "it.png"
    file.write_bytes(b"x")
    assert open_path(str(file))
    assert bench.seen() == ["open", str(file)]
    bench.given.unlink()
    assert reveal_path(str(file))
    assert bench.seen() == ["open", "-R", str(file)]
    bench.given.unlink()
    assert reveal_path(str(tmp_path / "gone.png"))
    assert bench.seen() == ["open", str(tmp_path)]
    assert clipboard_program({}) == "pbcopy"
    assert copy_text("红狐", {}) == "copied"
    assert (tmp_path / "copied").read_text("utf-8") == "红狐"
    assert has_screen({})


def test_windows_opens_and_shows_by_itself_and_copies_with_its_program(
    bench: Bench, started: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.add("clip", f"cat > {tmp_path}/copied\n")
    # Python's own way of finding it is that of the system it runs on
    monkeypatch.setattr(desktop, "which", lambda name: str(bench.folder / name))
    file = tmp_path / "it.png"
    file.write_bytes(b"x")
    assert open_path(str(file))
    assert reveal_path(str(file))
    assert started == [file, tmp_path]
    assert copy_text("红狐", {}) == "copied"
    assert (tmp_path / "copied").read_bytes().decode("utf-16") == "红狐"
    assert has_screen({})


def test_where_windows_has_nothing_to_open_it_with_nothing_is_opened(
    started: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_path: Path) -> None:
        raise OSError("no program for it")

    monkeypatch.setattr(os, "startfile", refused)
    (tmp_path / "it.png").write_bytes(b"x")
    assert not open_path(str(tmp_path / "it.png"))


def test_a_window_can_be_shown_where_there_is_a_desktop(bench: Bench) -> None:
    assert has_screen(X11)
    assert has_screen(WAYLAND)
    assert not has_screen({})
