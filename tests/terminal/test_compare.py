"""Search, mark three models, compare them, run one prompt on all: by keys, in a terminal."""

import re
import sys
from pathlib import Path

import pytest

from .steps import MODELS
from .terminal import Terminal, needs_tmux

pytestmark = [pytest.mark.terminal, needs_tmux, pytest.mark.xdist_group("terminal-compare")]

APP = str(Path(sys.executable).with_name("ima-tui"))
DEMO = [APP, "demo", "--speed", "20"]
WANTED = [("MJ", "Midjourney"), ("seedream", "SeeDream 4.5"), ("nano banana pro", "Banana Pro")]
TOTAL = re.compile(r"Run 3 · (\d+) pts")


@pytest.mark.parametrize("size", [(120, 40), (80, 24)], ids=["120x40", "80x24"])
def test_search_compare_and_run_on_three(tmp_path: Path, size: tuple[int, int]) -> None:
    with Terminal(DEMO, home=tmp_path / "home", size=size) as terminal:
        terminal.wait_for(MODELS)
        before = "/ name, alias"
        for count, (search, title) in enumerate(WANTED, start=1):
            find(terminal, before, search, title)
            terminal.keys("Space")
            terminal.wait_for(f"{count} of 4 marked")
            before = search
        terminal.keys("c")
        compared = terminal.wait_for("3 models side by side")
        assert "8–10" in compared
        assert "10–18" in compared
        terminal.keys("p")
        terminal.wait_for("One prompt on 3 models")
        terminal.type("a lighthouse at dusk")
        terminal.wait_for("a lighthouse at dusk")
        total = TOTAL.search(terminal.wait_for(TOTAL))
        assert total is not None
        terminal.keys("C-r")
        terminal.wait_for("3 tasks are on their way")
        terminal.keys("3")
        terminal.wait_for(re.compile(rf"3 compared .* {total[1]} pts +done"), 60)
        terminal.keys("q")
        assert terminal.exit_code() == 0


def find(terminal: Terminal, before: str, search: str, title: str) -> None:
    """Search for a model and go to it; what stood in the search is replaced."""
    calm = terminal.style_of(before)
    terminal.keys("/")
    terminal.until(lambda: terminal.style_of(before) not in {calm, None}, "the focus on the search")
    terminal.type(search)
    terminal.until(lambda: title in terminal.cursor_row(), f"the cursor on {title}")
    terminal.wait_for(re.compile(rf"^ +{search}( |$)", re.MULTILINE))
    typing = terminal.style_of(search)
    terminal.keys("Enter")
    terminal.until(lambda: terminal.style_of(search) != typing, "the focus on the list")
