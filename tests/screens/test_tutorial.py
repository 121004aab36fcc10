"""The tutorials, step by step: each key pressed, each word typed, and what is then on screen."""

import re
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from textual.pilot import Pilot

from ima_tui.app import ImaApp
from ima_tui.locale import use_language

from .stage import on_stage, text_of, until, write

DOCS = Path(__file__).parents[2] / "docs"
SIZE = (100, 30)
"""As the tutorials say."""

NAMES = {"↵": "enter", "esc": "escape", "/": "slash", "]": "right_square_bracket"}
NAMES |= {"?": "question_mark", ",": "comma"}
_DONE = re.compile(r"`(?P<key>[^`]+)`|\*\*(?P<text>.+?)\*\*")


@dataclass(frozen=True)
class Step:
    """A numbered line of a tutorial.

    Attributes:
        acts: keys to press; what is typed begins with a quotation mark.
        seen: what then stands on the screen.
    """

    number: int
    acts: tuple[str, ...]
    seen: tuple[str, ...]


def steps_of(page: str) -> list[Step]:
    found = []
    for number, line in re.findall(r"^(\d+)\. (.*)$", page, re.MULTILINE):
        told, *rest = re.split(r"You see: |你会看到：", line)
        acts = tuple(one["key"] or f'"{one["text"]}' for one in _DONE.finditer(told))
        found.append(Step(int(number), acts, tuple(re.findall(r"`([^`]+)`", "".join(rest)))))
    return found


@pytest.mark.parametrize(("name", "language"), [("tutorial.md", "en"), ("tutorial.zh.md", "zh")])
async def test_every_step_shows_what_the_tutorial_says(
    name: str, language: str, simulator_url: str, tmp_path: Path
) -> None:
    use_language(language)
    steps = steps_of((DOCS / name).read_text("utf-8"))
    assert [step.number for step in steps] == list(range(1, len(steps) + 1))
    async with on_stage(simulator_url, tmp_path, SIZE) as (app, pilot):
        for step in steps[:-1]:
            assert step.seen, f"step {step.number} says nothing of what one sees"
            for act in step.acts:
                await (write(pilot, act[1:]) if act[0] == '"' else press(pilot, act))
            shown = partial(seen, app, step)
            try:
                await until(pilot, shown)
            except AssertionError as error:
                raise AssertionError(f"step {step.number}: {step.seen}\n{error}") from None
        for act in steps[-1].acts:
            await press(pilot, act)
        await until(pilot, lambda: not app.is_running)


def test_both_languages_tell_the_same() -> None:
    english, chinese = (
        [[act for act in step.acts if act[0] != '"'] for step in steps_of(page)]
        for page in ((DOCS / name).read_text("utf-8") for name in ("tutorial.md", "tutorial.zh.md"))
    )
    assert english == chinese


async def press(pilot: Pilot[None], key: str) -> None:
    await pilot.press(NAMES.get(key, key))
    # a reader looks before the next key
    await pilot.pause()


def seen(app: ImaApp, step: Step) -> bool:
    screen = text_of(app)
    return all(one in screen for one in step.seen)
