"""Typing the key: nothing of it is seen, neither on the screen nor in the list of processes."""

import subprocess
import sys
from pathlib import Path

import pytest

from .terminal import Terminal, needs_tmux

pytestmark = [pytest.mark.terminal, needs_tmux, pytest.mark.xdist_group("terminal-unusual")]

APP = str(Path(sys.executable).with_name("ima-tui"))
KEY = "ima_marked_terminal_key_1234"
ENVIRONMENT = {"PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}


def test_the_key_is_typed_unseen(tmp_path: Path, simulator_url: str) -> None:
    home = tmp_path / "home"
    environment = {**ENVIRONMENT, "IMA_BASE_URL": simulator_url}
    with Terminal([APP, "auth", "login"], home=home, env=environment) as terminal:
        terminal.wait_for("hidden while you type or paste")
        terminal.type(KEY)
        processes = subprocess.run(
            ["ps", "-eo", "args"], capture_output=True, text=True, check=True
        )
        assert f"{APP} auth login" in processes.stdout
        assert KEY not in processes.stdout
        terminal.keys("Enter")
        shown = terminal.wait_for("accepts it")
        assert terminal.exit_code() == 0
        assert "…1234" in shown
        assert KEY not in terminal.screen()
    with Terminal([APP], home=home, env=environment) as terminal:
        terminal.wait_for("Text to video")
        terminal.keys("q")
        assert terminal.exit_code() == 0


def test_leaving_the_question_keeps_nothing(tmp_path: Path) -> None:
    home = tmp_path / "home"
    for key, code, words in (("C-c", 130, ""), ("C-d", 3, "No key was given")):
        with Terminal([APP, "auth", "login"], home=home, env=ENVIRONMENT) as terminal:
            terminal.wait_for("hidden while")
            terminal.keys(key)
            assert terminal.exit_code() == code
            assert "Traceback" not in terminal.wait_for(words)
    assert not (home / "config" / "api-key").exists()


def test_leaving_does_not_wait_for_a_keyring_that_is_locked(tmp_path: Path) -> None:
    environment = {
        "PYTHON_KEYRING_BACKEND": "tests.keyrings.Silent",
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }
    with Terminal([APP], home=tmp_path / "home", env=environment) as terminal:
        terminal.wait_for("1 Models")
        terminal.keys("q")
        assert terminal.exit_code(timeout=10) == 0
