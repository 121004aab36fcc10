"""The screens with a marked key and prompt: the key is on none, and nothing stays behind."""

import re
import sys
from pathlib import Path

import pytest

from tests.terminal.steps import MODELS, leave_field, open_model, run
from tests.terminal.terminal import Terminal, needs_tmux

from .marked import KEY, PROMPT, Person, environment_of, files_with, watching_processes

pytestmark = [pytest.mark.terminal, needs_tmux, pytest.mark.xdist_group("terminal-security")]

APP = str(Path(sys.executable).with_name("ima-tui"))
CRASH = """
import os
from ima_tui.screens.models import ModelsScreen
def tick(self):
    key = open(os.environ["KEY_FILE"]).read()
    raise ValueError(f"with {key} in it")
ModelsScreen.tick = tick
from ima_tui.cli import main
main([])
"""


@pytest.fixture
def person(tmp_path: Path, simulator_url: str) -> Person:
    made = Person(tmp_path / "home", environment_of(tmp_path / "home", IMA_BASE_URL=simulator_url))
    made.run("auth", "login", given=KEY)
    return made


def screens_of(terminal: Terminal) -> list[str]:
    """What stands on each main screen, and on its help."""
    seen = []
    for number, sign in (("1", MODELS), ("2", "Run ·"), ("3", "done"), ("4", "1 task")):
        terminal.keys(number)
        seen.append(terminal.wait_for(sign))
        if number == "2":
            leave_field(terminal)
        terminal.keys("?")
        seen.append(terminal.wait_for("Keys on "))
        # words, then what is said of the key and of prompts
        terminal.keys("Right", "Right")
        seen.append(terminal.wait_for("imapi.liveme.com"))
        terminal.keys("Escape")
        terminal.wait_gone("imapi.liveme.com")
    terminal.keys("5")
    seen.append(terminal.wait_for("Several media from one idea"))
    terminal.keys(",")
    seen.append(terminal.wait_for("API key"))
    terminal.keys("Escape")
    terminal.wait_for("Several media from one idea")
    return seen


def test_no_screen_shows_the_key_and_no_prompt_stays(person: Person, tmp_path: Path) -> None:
    with (
        watching_processes() as processes,
        Terminal([APP], home=person.home, size=(120, 40), env=person.environment) as terminal,
    ):
        terminal.wait_for(MODELS)
        open_model(terminal, "Text to image", "SeeDream 4.5")
        terminal.type(PROMPT)
        terminal.wait_for(PROMPT)
        run(terminal, "SeeDream 4.5")
        leave_field(terminal)
        terminal.keys("3")
        terminal.wait_for(re.compile(rf"{PROMPT}.*done"))
        seen = screens_of(terminal)
        assert [screen for screen in seen if KEY in screen or KEY[-8:] in screen] == []
        terminal.keys("q")
        assert terminal.exit_code() == 0
        assert KEY not in terminal.screen()
    own = [one for one in processes if APP in one]
    assert own != [], "the looking works"
    assert [one for one in processes if KEY in one] == []
    assert [one for one in own if PROMPT in one] == []
    assert files_with(PROMPT, tmp_path) == []
    assert files_with(KEY, tmp_path) == [person.home / "config" / "api-key"]


def test_a_crash_with_the_key_in_hand_shows_and_keeps_none(person: Person, tmp_path: Path) -> None:
    own = person.home / "config" / "api-key"
    environment = {**person.environment, "KEY_FILE": str(own)}
    words = [sys.executable, "-c", CRASH]
    with Terminal(words, home=person.home, size=(120, 40), env=environment) as terminal:
        shown = terminal.wait_for("because of a bug")
        assert terminal.exit_code() == 1
        assert KEY not in shown + terminal.screen()
        assert "ValueError" not in shown
    (report,) = (person.home / "logs").glob("crash-*.txt")
    assert "ValueError" in report.read_text()
    assert files_with(KEY, tmp_path) == [own]
