"""The whole path, as in the README: browse, run three media at once, watch, keep, leave, return."""

import re
import subprocess
from pathlib import Path

import pytest

from .steps import (
    MODELS,
    RUN,
    Row,
    back_to_models,
    leave_field,
    open_model,
    price,
    results,
    rows,
    run,
)
from .terminal import REPO, Terminal, needs_tmux
from .viewers import film, loudest, picture_size

pytestmark = [pytest.mark.terminal, needs_tmux]

SPEED = 12
"""A Midjourney image takes 3 to 8 s, a song 7 to 13 s, a Wan video 25 to 35 s."""
SET_UP = 60.0
LONGEST = 90.0

VIDEO, SONG, IMAGE = "Wan 2.6", "Suno", "Midjourney"
LEFT = (IMAGE, "done")
KINDS = {".png": "image", ".mp4": "video", ".mp3": "sound", ".wav": "sound"}


@pytest.fixture
def demo_command() -> list[str]:
    """The README's command, which sets itself up; here that was done by ``make test``."""
    ready = subprocess.run(["make", "-q", ".venv/.app"], cwd=REPO, check=False)
    assert ready.returncode == 0, "run `make setup` first: the set-up is older than its inputs"
    return ["make", "-s", "demo", f"ARGS=--speed {SPEED}"]


@pytest.mark.parametrize(
    "size",
    [
        pytest.param((100, 30), id="100x30", marks=pytest.mark.xdist_group("terminal-wide")),
        pytest.param((80, 24), id="80x24", marks=pytest.mark.xdist_group("terminal-narrow")),
    ],
)
def test_main_path(tmp_path: Path, demo_command: list[str], size: tuple[int, int]) -> None:
    home = tmp_path / "home"
    with Terminal(demo_command, home=home, size=size) as terminal:
        terminal.wait_for(MODELS, SET_UP)
        charged = run_three(terminal)
        watch_three(terminal)
        check_files(home)
        charged += leave_while_one_runs(terminal)
        assert terminal.exit_code() == 0
    with Terminal(demo_command, home=home, size=size) as terminal:
        terminal.wait_for(MODELS, SET_UP)
        see_it_picked_up(terminal, home)
        see_history(terminal, charged)
        terminal.keys("q")
        assert terminal.exit_code() == 0


def run_three(terminal: Terminal) -> int:
    """Run three media one after another without waiting for any; return the points shown.

    The slowest comes first, so that all three are under way when Tasks is opened.
    """
    open_model(terminal, "Text to video", VIDEO)
    before = terminal.wait_for(RUN)
    terminal.type("a red fox")
    terminal.wait_for("a red fox")
    change_an_option(terminal, price(before))
    charged = price(terminal.screen())
    run(terminal, VIDEO)

    terminal.keys("Escape")
    terminal.wait_for(MODELS)
    open_model(terminal, "Text to music", SONG)
    charged += price(terminal.wait_for(RUN))
    run(terminal, SONG)

    back_to_models(terminal)
    charged += price(open_model(terminal, "Text to image", IMAGE))
    run(terminal, IMAGE)
    leave_field(terminal)
    terminal.keys("3")
    terminal.wait_for("3 running")
    return charged


def change_an_option(terminal: Terminal, before: int) -> None:
    """Choose 10 seconds instead of 5 by keys: the price on the Run button follows."""
    terminal.wait_for(re.compile(r"Duration +\(•\) 5 "))
    terminal.keys("Tab", "Right")
    screen = terminal.wait_for(re.compile(r"Duration +\( \) 5 +\(•\) 10 "))
    screen = terminal.until(
        lambda: now if price(now := terminal.screen()) != before else None, "another price"
    )
    assert price(screen) > before


def watch_three(terminal: Terminal) -> None:
    """See three bars at once, each growing, until all three are done."""
    looks: list[dict[str, Row]] = []

    def ended() -> bool:
        looks.append({row.model: row for row in rows(terminal.screen())})
        return len(looks[-1]) == 3 and all(row.state == "done" for row in looks[-1].values())

    terminal.until(ended, "three tasks to be done", LONGEST)
    moving = [look for look in looks if len(look) == 3 and all(map(is_moving, look.values()))]
    assert moving, f"never three bars at once: {looks}"
    for model in (VIDEO, SONG, IMAGE):
        seen = [row.per_cent for look in looks if (row := look.get(model)) and is_moving(row)]
        figures = [figure for figure in seen if figure is not None]
        assert figures == sorted(figures), f"{model} went back: {figures}"
        assert figures[-1] > figures[0], f"{model} stood still: {figures}"
        assert figures[-1] < 100
    files = {model: row.files for model, row in looks[-1].items()}
    assert files == {VIDEO: 1, SONG: 2, IMAGE: 4}


def is_moving(row: Row) -> bool:
    return row.state in {"running", "saving"} and row.per_cent is not None


def check_files(home: Path) -> None:
    """What was saved opens whole and is what was asked for."""
    kinds = known_kinds(home)
    assert [len(kinds[kind]) for kind in ("image", "sound", "video")] == [4, 2, 1]
    for path in kinds["image"]:
        assert min(picture_size(path)) >= 256
    for path in kinds["sound"]:
        seconds, peak = loudest(path)
        assert seconds >= 5
        assert peak > 1000, f"silent: {path}"
    clip = film(kinds["video"][0])
    assert clip.size[0] > clip.size[1] >= 256
    assert clip.seconds == pytest.approx(10, abs=0.5), "10 s were chosen"
    assert clip.frames >= 10 * clip.seconds


def known_kinds(home: Path) -> dict[str, list[Path]]:
    """The saved files by what they are; anything else is a mistake."""
    kinds: dict[str, list[Path]] = {}
    for path in results(home):
        kinds.setdefault(KINDS[path.suffix], []).append(path)
    return kinds


def leave_while_one_runs(terminal: Terminal) -> int:
    """Run another image and leave: the app says that it goes on. Return its points."""
    terminal.keys("2")
    terminal.wait_for("ctrl+r run")
    charged = price(terminal.wait_for(RUN))
    run(terminal, IMAGE)
    terminal.wait_for("3 Tasks ▸1")
    leave_field(terminal)
    terminal.keys("q")
    told = terminal.wait_for("Quit?")
    sentence = " ".join(re.sub("[│╭╮╰╯─]", " ", told).split())
    assert "1 task keeps running and is picked up at the" in sentence
    terminal.keys("q")
    return charged


def see_it_picked_up(terminal: Terminal, home: Path) -> None:
    """The task that was left ends in this run, with its files.

    Below it may stand those that ended just before: they are looked at once more.
    """
    terminal.keys("3")
    newest = terminal.until(
        lambda: next(
            (row for row in rows(terminal.screen())[:1] if (row.model, row.state) == LEFT), None
        ),
        "the task that was left",
        LONGEST,
    )
    assert newest.files == 4
    pictures = known_kinds(home)["image"]
    assert len(pictures) == 8
    for path in pictures:
        assert picture_size(path)


def see_history(terminal: Terminal, charged: int) -> None:
    """History lists all four, newest first, with what they cost."""
    terminal.keys("4")
    screen = terminal.wait_for(f"4 tasks · {charged} pts")
    terminal.until(lambda: len(rows(terminal.screen())) == 4, "four rows")
    seen = rows(terminal.screen())
    assert [row.model for row in seen] == [IMAGE, IMAGE, SONG, VIDEO]
    assert {row.state for row in seen} == {"done"}
    assert sum(row.points for row in seen) == charged, screen
