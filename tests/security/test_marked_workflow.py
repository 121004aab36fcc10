"""A marked run of workflows, lyrics, the history's exports, an editor and a viewer."""

import json
import re
import sys
from pathlib import Path

import pytest

from tests.terminal.steps import MODELS, leave_field, open_model, run
from tests.terminal.terminal import Terminal, needs_tmux

from .marked import KEY, PROMPT, Person, environment_of, files_with, watching_processes

APP = str(Path(sys.executable).with_name("ima-tui"))
EDITOR = """#!/bin/sh
stat -c '%a %n' "$1" > "$SEEN"
stat -c '%a' "$(dirname "$1")" >> "$SEEN"
printf ' and snow' >> "$1"
"""
VIEWER = """#!/bin/sh
echo "$@" > "$OPENED"
"""


@pytest.fixture
def person(tmp_path: Path, simulator_url: str) -> Person:
    made = Person(tmp_path / "home", environment_of(tmp_path / "home", IMA_BASE_URL=simulator_url))
    made.run("auth", "login", given=KEY)
    return made


def test_a_workflow_leaves_no_prompt_but_in_the_plan_one_asked_for(
    person: Person, tmp_path: Path
) -> None:
    plan = tmp_path / "plan.toml"
    with watching_processes() as processes:
        sentence = f"{PROMPT} a fox, with music"
        made = ("workflow", "plan", sentence, "--media", "image,music", "--file", str(plan))
        told = json.loads(person.run(*made, "--json"))
        person.run("workflow", "show", str(plan))
        out = tmp_path / "export"
        person.run("workflow", "run", str(plan), "--confirm", told["hash"], "--export", str(out))
        person.run("workflow", "list")
    assert any(out.iterdir())
    assert files_with(PROMPT, tmp_path) == [plan]
    assert [one for one in processes if KEY in one] == []
    assert [text for text in person.written if KEY in text] == []
    assert files_with(KEY, tmp_path) == [person.home / "config" / "api-key"]


def test_what_is_sung_and_what_the_history_exports(person: Person, tmp_path: Path) -> None:
    song = ("-t", "text_to_music", "-p", f"{PROMPT} a ballad", "--param", "custom_mode=true")
    person.run("create", *song, "--param", f"lyrics={PROMPT} la la", "--wait", "--json")
    assert any((person.home / "results").rglob("*.json")), "each has a description beside it"
    for words in (("--format", "csv"), ("--format", "json"), ("--format", "table"), ("--spend",)):
        assert PROMPT not in person.run("history", *words)
    assert PROMPT not in person.run("tasks", "--json")
    assert files_with(PROMPT, tmp_path) == []


@pytest.mark.terminal
@needs_tmux
@pytest.mark.xdist_group("terminal-security")
def test_an_editor_gets_a_private_file_and_a_viewer_a_name_without_the_prompt(
    person: Person, tmp_path: Path
) -> None:
    programs = tmp_path / "bin"
    programs.mkdir()
    for name, script in {"editor": EDITOR, "xdg-open": VIEWER}.items():
        (programs / name).write_text(script)
        (programs / name).chmod(0o755)
    seen, opened, scratch = tmp_path / "seen", tmp_path / "opened", tmp_path / "scratch"
    scratch.mkdir()
    environment = {
        **person.environment,
        "EDITOR": str(programs / "editor"),
        "SEEN": str(seen),
        "OPENED": str(opened),
        "PATH": f"{programs}:{person.environment['PATH']}",
        "TMPDIR": str(scratch),
    }
    with (
        watching_processes() as processes,
        Terminal([APP], home=person.home, size=(120, 40), env=environment) as terminal,
    ):
        terminal.wait_for(MODELS)
        open_model(terminal, "Text to image", "SeeDream 4.5")
        terminal.type(f"{PROMPT} fox")
        terminal.wait_for(f"{PROMPT} fox")
        terminal.keys("C-e")
        terminal.wait_for(f"{PROMPT} fox and snow")
        assert [line.split()[0] for line in seen.read_text().splitlines()] == ["600", "700"]
        assert list(scratch.iterdir()) == []
        run(terminal, "SeeDream 4.5")
        leave_field(terminal)
        terminal.keys("3")
        terminal.wait_for(re.compile(rf"{PROMPT}.*done"))
        terminal.keys("o")
        terminal.until(lambda: opened.exists() and opened.read_text(), "the viewer")
        terminal.keys("q")
        assert terminal.exit_code() == 0
    own = [one for one in processes if APP in one or str(programs) in one]
    assert [one for one in own if PROMPT in one or KEY in one] == []
    assert PROMPT not in opened.read_text()
    assert files_with(PROMPT, tmp_path) == []
