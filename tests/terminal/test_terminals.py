"""Terminals that are not as one expects: bursts of keys, other encodings, odd bytes."""

import re
import sys
from pathlib import Path

import pytest

from .steps import MODELS, open_model
from .terminal import Terminal, needs_tmux

pytestmark = [pytest.mark.terminal, needs_tmux, pytest.mark.xdist_group("terminal-unusual")]

DEMO = [str(Path(sys.executable).with_name("ima-tui")), "demo", "--speed", "20"]


def leave(terminal: Terminal) -> None:
    assert "Traceback" not in terminal.screen()
    terminal.keys("q")
    assert terminal.exit_code() == 0


def test_esc_and_a_digit_in_one_burst_leave_the_prompt_and_go_there(tmp_path: Path) -> None:
    with Terminal(DEMO, home=tmp_path / "home") as terminal:
        terminal.wait_for(MODELS)
        open_model(terminal, "Text to image", "Midjourney")
        terminal.type("a lighthouse")
        terminal.wait_for("a lighthouse")
        terminal.type("\x1b3")
        terminal.wait_for("Nothing is running")
        terminal.type("2")
        screen = terminal.wait_for("a lighthouse")
        assert re.search(r"a lighthouse *│", screen)
        terminal.type("\x1b1")
        terminal.wait_for(MODELS)
        terminal.type("/fox")
        terminal.wait_for("fox")
        terminal.type("\x1b4")
        terminal.wait_for("Nothing here yet.")
        terminal.type("1")
        assert "fox4" not in terminal.wait_for(MODELS)
        leave(terminal)


def test_a_byte_that_is_no_text_ends_nothing(tmp_path: Path) -> None:
    with Terminal(DEMO, home=tmp_path / "home") as terminal:
        terminal.wait_for(MODELS)
        terminal.byte(0xFF)
        terminal.type("3")
        terminal.wait_for("Nothing is running")
        leave(terminal)


def test_another_encoding_is_told_and_the_lines_stand(tmp_path: Path) -> None:
    env = {"LC_ALL": "de_DE.ISO-8859-1", "PYTHONIOENCODING": "latin-1"}
    with Terminal(DEMO, home=tmp_path / "home", env=env) as terminal:
        screen = terminal.wait_for("this terminal uses")
        assert "ISO-8859-1" in screen
        screen = terminal.wait_for(MODELS)
        assert "│" in screen
        assert "\\u25" not in screen
        leave(terminal)
