"""What stands there at once, and what is typed before the first screen is loaded."""

import sys
from pathlib import Path

import pytest

from .terminal import Terminal, needs_tmux

pytestmark = [pytest.mark.terminal, needs_tmux, pytest.mark.xdist_group("terminal-unusual")]

APP = str(Path(sys.executable).with_name("ima-tui"))


def test_keys_typed_ahead_of_the_first_screen_are_done_there(
    tmp_path: Path, simulator_url: str
) -> None:
    environment = {"IMA_BASE_URL": simulator_url, "IMA_API_KEY": "ima_test_key"}
    with Terminal([APP], home=tmp_path / "home", env=environment) as terminal:
        terminal.wait_for("IMA TUI")
        terminal.keys("3")
        terminal.wait_for("Nothing is running")
        terminal.keys("q")
        assert terminal.exit_code() == 0
