"""The desktop: what is opened, shown and copied, and what is refused."""

import sys
from pathlib import Path

import pytest

from ima_tui import system
from ima_tui.system import copy_text, open_path, reveal_path

from .programs import Bench

VIEWER = "open" if sys.platform == "darwin" else "xdg-open"
WAYLAND, X11 = {"WAYLAND_DISPLAY": "wayland-0"}, {"DISPLAY": ":0"}
linux = pytest.mark.skipif(sys.platform == "darwin", reason="has a clipboard of its own")


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    made = Bench(tmp_path)
    monkeypatch.setenv("PATH", str(made.folder))
    return made


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


@linux
def test_a_file_is_shown_in_its_folder(bench: Bench, tmp_path: Path) -> None:
    bench.add(VIEWER)
    assert reveal_path(str(tmp_path / "gone.png"))
    assert bench.seen() == [VIEWER, str(tmp_path)]
    assert not reveal_path(str(tmp_path / "no" / "gone.png"))


@linux
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


@linux
@pytest.mark.parametrize(
    "environment",
    [{}, X11 | {"SSH_CONNECTION": "1 2 3 4"}, X11 | {"SSH_TTY": "/dev/pts/1"}, {"OTHER": "1"}],
)
def test_where_there_is_no_clipboard_the_terminal_is_left(
    bench: Bench, environment: dict[str, str]
) -> None:
    bench.add("xclip")
    assert copy_text("it", environment) == "terminal"


@linux
def test_a_clipboard_that_fails_is_passed_over(bench: Bench, tmp_path: Path) -> None:
    bench.add("xclip", "exit 1\n")
    assert copy_text("it", X11) == "terminal"
    bench.add("xsel", f"cat > {tmp_path}/copied\n")
    assert copy_text("it", X11) == "copied"


@linux
def test_a_clipboard_that_hangs_is_not_waited_for(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system, "COPY_SECONDS", 0.05)
    bench.add("xclip", "exec sleep 60\n")
    assert copy_text("it", X11) == "terminal"
