"""Four tasks at once that end in four different ways, in a real terminal."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ..simulating import simulating
from .steps import MODELS, leave_field, open_model, rows, run
from .terminal import Terminal, needs_tmux

pytestmark = [pytest.mark.terminal, needs_tmux, pytest.mark.xdist_group("terminal-ends")]

APP = str(Path(sys.executable).with_name("ima-tui"))
MODEL = "Midjourney"
LONGEST = 60.0
FATES = """
[[rules]]
kind = "fail_task"
nth = 2
[[rules]]
kind = "drop_after"
call = "create"
nth = 3
[[rules]]
kind = "fail_media"
nth = 4
place = 1
"""


@pytest.fixture
def url(tmp_path: Path) -> Iterator[str]:
    """A simulator of its own, with a fate for each of four tasks."""
    faults = tmp_path / "faults.toml"
    faults.write_text(FATES)
    with simulating("--seed=7", "--speed=12", f"--faults={faults}") as url:
        yield url


def test_four_tasks_at_once_end_in_four_ways(tmp_path: Path, url: str) -> None:
    env = {"IMA_API_KEY": "ima_test", "IMA_BASE_URL": url, "IMA_UPLOAD_URL": url}
    with Terminal([APP], home=tmp_path / "home", size=(110, 34), env=env) as terminal:
        terminal.wait_for(MODELS, LONGEST)
        open_model(terminal, "Text to image", MODEL)
        for prompt in ("one", "two", "three", "four"):
            terminal.type(f"{prompt} ")
            terminal.wait_for(prompt)
            run(terminal, MODEL)
        leave_field(terminal)
        terminal.keys("3")

        def ended() -> bool:
            states = sorted(row.state for row in rows(terminal.screen()))
            return states == ["done", "failed", "partial", "unconfirmed"]

        terminal.until(ended, "four ends", LONGEST)
        # what needs the user is on top, and says so
        terminal.keys("g")
        screen = terminal.wait_for("it may have been charged")
        assert "1 needs you" in screen
        terminal.keys("u")
        terminal.wait_for("It was not created")
        terminal.keys("Escape")
        terminal.wait_gone("It was not created")
        # the others are one key away
        terminal.keys("f", "f", "f", "f")
        terminal.until(
            lambda: {row.state for row in rows(terminal.screen())} == {"done", "partial"},
            "what is done",
        )
        terminal.keys("f")
        terminal.until(
            lambda: {row.state for row in rows(terminal.screen())} == {"failed", "partial"},
            "what failed",
        )
        terminal.keys("q")
        assert terminal.exit_code() == 0
