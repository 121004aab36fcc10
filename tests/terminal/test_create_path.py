"""Create in a terminal: a sentence, what it suggests, an input, an editor, and the run."""

import os
import re
import stat
import sys
from pathlib import Path

import pytest
from PIL import Image

from .steps import MODELS, RUN
from .terminal import Terminal, needs_tmux

pytestmark = [pytest.mark.terminal, needs_tmux, pytest.mark.xdist_group("terminal-create")]

DEMO = [str(Path(sys.executable).with_name("ima-tui")), "demo", "--speed", "20"]


def test_a_sentence_its_suggestions_an_input_and_the_run(tmp_path: Path) -> None:
    picture = tmp_path / "a fox.png"
    Image.new("RGB", (640, 480), "orange").save(picture)
    with Terminal(DEMO, home=tmp_path / "home", size=(80, 24)) as terminal:
        terminal.wait_for(MODELS)
        terminal.keys("2")
        terminal.wait_for("Run · 5 pts")
        terminal.type("animate this photo for 10 seconds")
        terminal.wait_for(re.compile(r"from your prompt: Image to video .*\n?.*ctrl\+g applies"))
        terminal.keys("C-g")
        terminal.wait_for("First frame")
        terminal.wait_for(re.compile(r"Duration +\( \) 5 +\(•\) 10 "))
        before = terminal.style_of("or https address")
        terminal.keys("Tab")
        terminal.until(
            lambda: terminal.style_of("or https address") not in {before, None},
            "the focus on the line for inputs",
        )
        terminal.type(f"'{picture}'")
        terminal.keys("Enter")
        terminal.wait_for(re.compile(r"✓ First frame +a fox\.png"))
        terminal.wait_for(RUN)
        terminal.keys("C-r")
        terminal.wait_for("is on its way")


def test_a_prompt_is_written_in_the_user_s_own_editor(tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    editor = tmp_path / "editor"
    editor.write_text(
        f'#!/bin/sh\nls -l "$1" > {seen}\necho "$1" >> {seen}\nprintf " at dusk\\n" >> "$1"\n'
    )
    editor.chmod(0o755)
    env = {"VISUAL": str(editor)}
    with Terminal(DEMO, home=tmp_path / "home", size=(80, 24), env=env) as terminal:
        terminal.wait_for(MODELS)
        terminal.keys("2")
        terminal.wait_for("Run · 5 pts")
        terminal.type("a fox")
        terminal.wait_for("a fox")
        terminal.keys("C-e")
        terminal.wait_for("a fox at dusk")
        modes, path = seen.read_text().splitlines()
        assert modes.startswith(stat.filemode(0o100600))
        assert not os.path.exists(path)  # noqa: PTH110 - as the editor was told
        terminal.type(", calm")
        terminal.wait_for("a fox at dusk, calm")
        terminal.keys("C-r")
        terminal.wait_for("is on its way")
