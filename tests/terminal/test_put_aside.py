"""ctrl+z puts the program aside for the shell, as every program at a terminal does."""

import re
import sys
from pathlib import Path

import pytest

from .steps import MODELS, leave_field, open_model, run
from .terminal import Terminal, needs_tmux

pytestmark = [pytest.mark.terminal, needs_tmux, pytest.mark.xdist_group("terminal-unusual")]

APP = str(Path(sys.executable).with_name("ima-tui"))
DEMO = [APP, "demo", "--speed", "20"]
PROMPT = "at the shell$"
SHELL = ["env", f"PS1={PROMPT} ", "sh", "-i"]


# as it is, and started by another program, which has to stop as well
@pytest.mark.parametrize("start", [" ".join(DEMO), f"sh -c '{' '.join(DEMO)}; true'"])
def test_the_shell_comes_and_fg_brings_all_back(tmp_path: Path, start: str) -> None:
    with Terminal(SHELL, home=tmp_path / "home") as terminal:
        terminal.wait_for(PROMPT)
        terminal.type(start)
        terminal.keys("Enter")
        terminal.wait_for(MODELS)
        open_model(terminal, "Text to image", "Midjourney")
        terminal.type("a lighthouse at dusk")
        terminal.wait_for("a lighthouse at dusk")
        run(terminal, "Midjourney")
        terminal.type(", calm")
        terminal.wait_for("a lighthouse at dusk, calm")
        leave_field(terminal)

        terminal.keys("C-z")
        terminal.wait_for(re.compile(rf"[Ss]topped[\s\S]*{re.escape(PROMPT)}"))
        terminal.type("echo $((40 + 2)) answers")
        terminal.keys("Enter")
        terminal.wait_for("42 answers")

        terminal.type("fg")
        terminal.keys("Enter")
        terminal.wait_for("a lighthouse at dusk, calm")
        terminal.keys("3")
        terminal.wait_for(re.compile(r"Midjourney.*4 files.*done"))
        terminal.keys("q")
        terminal.wait_for(re.compile(rf"{re.escape(PROMPT)}\s*\Z"))
        assert "Traceback" not in terminal.screen()
        terminal.type("exit")
        terminal.keys("Enter")
        assert terminal.exit_code() == 0


def test_without_a_shell_it_stays_and_says_so(tmp_path: Path) -> None:
    with Terminal(["setsid", "-cw", *DEMO], home=tmp_path / "home") as terminal:
        terminal.wait_for(MODELS)
        terminal.keys("C-z")
        terminal.wait_for("There is no shell to return to here.")
        terminal.keys("3")
        terminal.wait_for("Nothing is running")
        terminal.keys("q")
        assert terminal.exit_code() == 0
