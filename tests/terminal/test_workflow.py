"""A workflow in a real terminal: from a sentence to four files, also over a kill -9 in between."""

import json
import re
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from ..simulating import simulating
from .steps import MODELS
from .terminal import Terminal, needs_tmux
from .viewers import film, loudest, picture_size

pytestmark = [pytest.mark.terminal, needs_tmux, pytest.mark.xdist_group("terminal-workflow")]

APP = str(Path(sys.executable).with_name("ima-tui"))
LONGEST = 120.0
SENTENCE = 'A red fox in the snow: "Hello there"'
MEDIA = ("image", "video", "music", "speech")


@pytest.fixture
def url() -> Iterator[str]:
    """A simulator of its own."""
    with simulating("--seed=7", "--speed=20") as url:
        yield url


def app(home: Path, url: str, size: tuple[int, int] = (120, 36)) -> Terminal:
    env = {"IMA_API_KEY": "ima_test", "IMA_BASE_URL": url, "IMA_UPLOAD_URL": url}
    return Terminal([APP], home=home, size=size, env=env)


def plan(terminal: Terminal) -> int:
    """Plan four media from a sentence; return the points that the plan says."""
    terminal.wait_for(MODELS, LONGEST)
    terminal.keys("5")
    terminal.wait_for("Start with one of these")
    terminal.keys("n")
    terminal.wait_for("From a sentence")
    terminal.keys("Enter")
    terminal.wait_for("What to make")
    terminal.type(SENTENCE)
    terminal.wait_for("Hello there")
    for medium in MEDIA:
        press(terminal, "Tab", f"] {medium}")
        # what the sentence names is ticked already
        if f"[x] {medium}" not in terminal.screen():
            terminal.keys("Space")
            terminal.wait_for(f"[x] {medium}")
    terminal.keys("C-r")
    for step in MEDIA:
        terminal.wait_for(re.compile(rf"[▣▶♪¶] {step} .* \d+ *$", re.MULTILINE))
    screen = terminal.wait_for(re.compile(r"Run · [\d,]+ pts"))
    found = re.search(r"Run · ([\d,]+) pts", screen)
    assert found is not None
    return int(found[1].replace(",", ""))


def press(terminal: Terminal, key: str, text: str) -> None:
    """Press a key and see that a text is drawn otherwise then."""
    before = terminal.style_of(text)
    terminal.keys(key)
    terminal.until(lambda: terminal.style_of(text) != before, f"{key} to do something to {text}")


def charges(url: str) -> list[dict[str, Any]]:
    told = httpx.get(f"{url}/__sim/ledger", trust_env=False).json()["charges"]
    assert isinstance(told, list)
    return told


def test_from_a_sentence_to_four_files_in_one_folder(tmp_path: Path, url: str) -> None:
    home = tmp_path / "home"
    with app(home, url) as terminal:
        points = plan(terminal)
        terminal.keys("C-r")
        terminal.wait_for(f"Run exactly this plan for {points} pts?")
        assert charges(url) == [], "planning costs nothing"
        terminal.keys("Enter")
        terminal.wait_for("4 of 4 done", LONGEST)
        terminal.keys("e")
        terminal.wait_for("Copy all results into one folder")
        terminal.keys("Tab")
        terminal.keys("Enter")
        terminal.wait_for(re.compile(r"[4-9] files"))
        terminal.keys("q")
        assert terminal.exit_code() == 0
    told = charges(url)
    assert len(told) == 4, "one charge a step"
    assert sum(one["charged"] for one in told) == points
    (index,) = home.rglob("workflow-*/index.json")
    steps = {one["step"]: one["files"] for one in json.loads(index.read_text())["steps"]}
    assert set(steps) == set(MEDIA)
    assert all(picture_size(index.parent / name) for name in steps["image"])
    assert all(film(index.parent / name).seconds > 1 for name in steps["video"])
    for step in ("music", "speech"):
        assert all(loudest(index.parent / name)[1] > 1000 for name in steps[step])


def test_killed_in_the_middle_and_gone_on_with_by_screen(tmp_path: Path, url: str) -> None:
    home = tmp_path / "home"
    with app(home, url, (80, 24)) as terminal:
        plan(terminal)
        terminal.keys("C-r")
        terminal.wait_for("Run exactly this plan")
        terminal.keys("Enter")
        terminal.wait_for("1 of 4 done", LONGEST)
        terminal.kill()
        assert terminal.exit_code() == 128 + signal.SIGKILL
        paid = len(charges(url))
    assert 1 <= paid < 4, "killed in the middle"
    with app(home, url, (80, 24)) as terminal:
        terminal.wait_for(MODELS, LONGEST)
        terminal.keys("5")
        terminal.wait_for("not finished")
        terminal.keys("Enter")
        terminal.wait_for("ctrl+r resumes it")
        terminal.keys("C-r")
        terminal.wait_for("Resume for at most")
        terminal.keys("Enter")
        terminal.wait_for("4 of 4 done", LONGEST)
        terminal.keys("q")
        assert terminal.exit_code() == 0
    assert len(charges(url)) == 4, "each step is paid for once"
