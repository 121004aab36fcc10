"""History in a real terminal: search in Chinese, star, use again, leave and find it marked."""

import asyncio
import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.past import past, write_past

from .terminal import Terminal, needs_tmux

pytestmark = [pytest.mark.terminal, needs_tmux, pytest.mark.xdist_group("terminal-wide")]

DEMO = [sys.executable, "-m", "ima_tui", "demo"]
SET_UP = 60.0


def test_search_star_and_use_again(tmp_path: Path) -> None:
    fox, film, *rest = past()
    film = replace(film, version="wan2.6-t2v", model_name="Wan 2.6")
    asyncio.run(write_past(tmp_path, [fox, film, *rest], demo=True))
    with Terminal(DEMO, home=tmp_path, size=(100, 30)) as terminal:
        terminal.wait_for("4 History", SET_UP)
        terminal.keys("4")
        terminal.wait_for("4 tasks · 362 pts", SET_UP)
        terminal.keys("/")
        terminal.wait_for("words in prompts")
        terminal.type("狐狸")
        terminal.wait_for("1 task · 330 pts")
        terminal.wait_for("狐狸在雪地里奔跑")
        terminal.wait_gone("a red fox")
        typing = terminal.style_of("雪地")
        terminal.keys("Enter")
        terminal.until(lambda: terminal.style_of("雪地") != typing, "the focus in the list")
        terminal.keys("b")
        terminal.wait_for("★ ▶")
        terminal.keys("Escape")
        terminal.wait_for("4 tasks · 362 pts")
        assert "狐狸" in terminal.cursor_row(), "the cursor stays on its task"
        terminal.keys("u")
        terminal.wait_for(re.compile(r"Text to video +▼"))
        terminal.wait_for("狐狸在雪地里奔跑")
    with Terminal(DEMO, home=tmp_path, size=(80, 24)) as terminal:
        terminal.wait_for("4 History", SET_UP)
        terminal.keys("4")
        terminal.wait_for("★ ▶", SET_UP)
        terminal.keys("B")
        terminal.wait_for("1 task · 330 pts")
        terminal.keys("c")
        terminal.wait_for("330 pts for 1 task.")
        terminal.keys("c", "q")
        assert terminal.exit_code() == 0
