"""What a user meets off the path: no key, no service, a small window, another language."""

import re
import socket
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest
from rich.cells import cell_len

from .steps import MODELS, leave_field, open_model
from .terminal import Terminal, needs_tmux

pytestmark = [pytest.mark.terminal, needs_tmux, pytest.mark.xdist_group("terminal-unusual")]

APP = str(Path(sys.executable).with_name("ima-tui"))
DEMO = [APP, "demo", "--speed", "20"]
KEY = {"IMA_API_KEY": "ima_test"}
NOTHING_LISTENS = "http://127.0.0.1:9"


def told(terminal: Terminal, sentence: str) -> str:
    """Wait for a sentence, however its lines are broken; return all words on the screen."""

    def seen() -> str | None:
        words = " ".join(terminal.screen().replace("│", " ").split())
        return words if sentence in words else None

    return terminal.until(seen, repr(sentence))


def leave(terminal: Terminal) -> None:
    """Leave with q; nothing may have gone wrong."""
    assert "Traceback" not in terminal.screen()
    terminal.keys("q")
    assert terminal.exit_code() == 0
    assert "Traceback" not in terminal.screen()


def history_opens(terminal: Terminal) -> None:
    terminal.keys("4")
    told(terminal, "Nothing here yet.")


def test_too_small(tmp_path: Path) -> None:
    with Terminal(DEMO, home=tmp_path / "home", size=(80, 24)) as terminal:
        terminal.wait_for(MODELS)
        open_model(terminal, "Text to image", "Midjourney")
        terminal.type("a lighthouse at dusk")
        terminal.wait_for("a lighthouse at dusk")
        before = terminal.wait_gone("Write a prompt first.")
        terminal.resize(40, 10)
        words = told(terminal, "Please enlarge the window to at least 60×16.")
        assert words.endswith("Nothing is lost meanwhile."), "nothing else is shown"
        terminal.resize(80, 24)
        terminal.until(lambda: terminal.screen() == before, "the same screen again")
        # the cursor still stands where it stood
        terminal.type(", calm")
        terminal.wait_for("a lighthouse at dusk, calm")
        leave_field(terminal)
        leave(terminal)


def test_starts_too_small(tmp_path: Path) -> None:
    with Terminal(DEMO, home=tmp_path / "home", size=(40, 10)) as terminal:
        told(terminal, "Please enlarge the window to at least 60×16.")
        terminal.resize(60, 16)
        terminal.wait_for(MODELS)
        leave(terminal)


def test_no_key(tmp_path: Path) -> None:
    with Terminal([APP], home=tmp_path / "home") as terminal:
        told(terminal, "Welcome to IMA TUI")
        terminal.keys("Escape")
        told(terminal, "No API key. Press , to enter yours")
        told(terminal, "To look around without a key: ima-tui demo")
        history_opens(terminal)
        leave(terminal)


def test_unreachable(tmp_path: Path) -> None:
    env = KEY | {"IMA_BASE_URL": NOTHING_LISTENS}
    with Terminal([APP], home=tmp_path / "home", env=env) as terminal:
        told(terminal, "Can't reach 127.0.0.1:9. Check the network and IMA_BASE_URL")
        words = told(terminal, "offline")
        assert "Press r to try again." in words
        assert "ima_test" not in words, "the key is never shown"
        history_opens(terminal)
        leave(terminal)


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("ftp://x", "IMA_BASE_URL is not a valid address."),
        ("http://example.com", "IMA_BASE_URL is a plain http address"),
    ],
)
def test_wrong_base_url(tmp_path: Path, address: str, sentence: str) -> None:
    env = KEY | {"IMA_BASE_URL": address}
    with Terminal([APP], home=tmp_path / "home", env=env) as terminal:
        told(terminal, sentence)
        history_opens(terminal)
        leave(terminal)


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        yield server


def test_plain_http_is_refused_before_any_connection(
    tmp_path: Path, listener: socket.socket
) -> None:
    # by its name 0.0.0.0 is not this machine, yet a connection to it would come in here
    port = listener.getsockname()[1]
    env = KEY | {"IMA_BASE_URL": f"http://0.0.0.0:{port}"}
    with Terminal([APP], home=tmp_path / "home", env=env) as terminal:
        told(terminal, "your key would be sent unencrypted")
        terminal.keys("r")
        history_opens(terminal)
        leave(terminal)
    with pytest.raises(BlockingIOError):
        listener.accept()


def test_leaving_while_typing(tmp_path: Path) -> None:
    with Terminal(DEMO, home=tmp_path / "home") as terminal:
        terminal.wait_for(MODELS)
        open_model(terminal, "Text to image", "Midjourney")
        terminal.type("q quick 1 2 3 4 quilts?")
        terminal.wait_for("q quick 1 2 3 4 quilts?")
        assert not terminal.has_exited()
        leave_field(terminal)
        assert "q quick 1 2 3 4 quilts?" in terminal.screen()
        leave(terminal)


def test_the_default_model_opens(tmp_path: Path) -> None:
    with Terminal(DEMO, home=tmp_path / "home") as terminal:
        terminal.wait_for(MODELS)
        open_model(terminal, "Text to image", "SeeDream 4.5")
        terminal.type("a lighthouse")
        terminal.wait_for("a lighthouse")
        terminal.wait_for("Run · 5 pts")
        leave_field(terminal)
        leave(terminal)


@pytest.mark.parametrize("size", [(80, 24), (100, 30)], ids=["80x24", "100x30"])
def test_chinese(tmp_path: Path, size: tuple[int, int]) -> None:
    with Terminal(DEMO, home=tmp_path / "home", size=size, env={"IMA_TUI_LANG": "zh"}) as terminal:
        screen = terminal.wait_for(re.compile(r"更新于 \d\d:\d\d *$", re.MULTILINE))
        for words in (
            "文生图",
            "1 模型",
            "2 创作",
            "3 任务",
            "4 历史",
            "文生视频",
            "演示",
        ):
            assert words in screen
        assert re.search(r"\bmodels?\b|\bpts\b|\bquit\b", screen) is None
        ends = price_ends(screen)
        assert len(ends) >= 4
        assert len(set(ends)) == 1, f"the prices don't stand below each other:\n{screen}"
        assert_borders_line_up(screen)
        terminal.keys("q")
        assert terminal.exit_code() == 0


def price_ends(screen: str) -> list[int]:
    """The cell at which the price of each model in the list ends."""
    listed, _, _detail = screen.partition("────")
    return [
        cell_len(line[: match.end("price")])
        for line in listed.split("\n")
        if (match := re.search(r"^ {3,}.*? {2,}(?P<price>\d+(?:–\d+)?) +[\d.–]+ 秒", line))
    ]


def assert_borders_line_up(screen: str) -> None:
    """A border between two parts of the screen is one straight line."""
    columns = [cell_len(line.split("│")[0]) for line in screen.split("\n") if "│" in line]
    assert len(list(groupby(columns))) <= 1, screen
