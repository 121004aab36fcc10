"""Far too much at once: a paste of a megabyte, and a storm of window sizes while tasks run."""

import itertools
import re
import sys
from pathlib import Path

import pytest

from .steps import MODELS, Row, leave_field, open_model, rows, run
from .terminal import Terminal, needs_tmux

pytestmark = [pytest.mark.terminal, needs_tmux, pytest.mark.xdist_group("terminal-unusual")]

DEMO = [str(Path(sys.executable).with_name("ima-tui")), "demo", "--speed", "20"]
MEGABYTE = 1_000_000
SLOW = 60.0
SIZES = ((40, 10), (250, 70), (80, 24), (61, 17), (200, 50), (59, 15), (100, 30), (250, 10))


def test_a_megabyte_pasted_into_the_prompt_is_told_and_taken_back(tmp_path: Path) -> None:
    line = "a lighthouse at dusk, calm sea, long exposure\n"
    text = line * (MEGABYTE // len(line))
    with Terminal(DEMO, home=tmp_path / "home") as terminal:
        terminal.wait_for(MODELS)
        open_model(terminal, "Text to image", "Midjourney")
        terminal.type("keep this")
        terminal.wait_for("keep this")
        terminal.paste(text)
        terminal.wait_for(re.compile(r"\d{6,7} / \d+"), SLOW)
        # nothing of it was taken for keys: it is still Create, and nothing was sent
        screen = terminal.screen()
        assert "Run · " in screen
        assert "▸" not in screen.split("\n")[0]
        terminal.keys("C-z")
        terminal.wait_for("keep this", SLOW)
        leave_field(terminal)
        terminal.keys("3")
        terminal.wait_for("Nothing is running")
        terminal.keys("q")
        assert terminal.exit_code() == 0


def test_a_window_pulled_about_while_tasks_run_loses_nothing(tmp_path: Path) -> None:
    with Terminal(DEMO, home=tmp_path / "home") as terminal:
        terminal.wait_for(MODELS)
        open_model(terminal, "Text to image", "Midjourney")
        for count, words in enumerate(("a lighthouse", " at dusk", ", calm"), start=1):
            terminal.type(words)
            terminal.wait_for(words.strip(" ,"))
            run(terminal, "Midjourney")
            terminal.wait_for(f"demo · {8 * count} pts")
        for size in itertools.islice(itertools.cycle(SIZES), 120):
            terminal.resize(*size)
        terminal.resize(100, 30)
        terminal.until(lambda: "? help" in terminal.screen().rstrip().split("\n")[-1], "the keys")
        terminal.wait_for("a lighthouse at dusk, calm")
        leave_field(terminal)
        terminal.keys("3")
        done = terminal.until(
            lambda: found if len(found := finished(terminal)) == 3 else None, "three done tasks"
        )
        assert {row.files for row in done} == {4}
        for size in itertools.islice(itertools.cycle(SIZES), 60):
            terminal.resize(*size)
        terminal.resize(80, 24)
        terminal.until(lambda: len(finished(terminal)) == 3, "the same three tasks")
        terminal.keys("q")
        assert terminal.exit_code() == 0


def finished(terminal: Terminal) -> list[Row]:
    return [row for row in rows(terminal.screen()) if row.state == "done"]
