"""Tasks on screen for a long time: what the app holds and takes while tasks come and go."""

import asyncio
import gc
import resource
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from rich.console import RenderableType
from textual import events
from textual.pilot import Pilot
from textual.screen import Screen

from ima_tui.app import ImaApp
from ima_tui.screens.page import Page
from ima_tui.store.records import State, Task, TaskMedia
from ima_tui.tasks.engine import Engine

from ..engine.scripted import Scripted, accepted, serving
from ..unit.tasks import PLAIN
from .stage import WIDE, app_on, ready, until

STEP = 0.5
"""Seconds of the app's own time between two looks at what changed."""
LIFE = (State.QUEUED, State.SENDING, State.RUNNING, State.TAKING_LONG, State.SAVING, State.DONE)
_KEYS = (
    "j",
    "j",
    "k",
    "G",
    "g",
    "f",
    "F",
    "slash",
    "escape",
    "right_square_bracket",
    "m",
    "escape",
)


class HandClock:
    """Moves only when it is told to; waits are real."""

    def __init__(self) -> None:
        self.time = 1_790_000_000.0

    def now(self) -> float:
        return self.time

    def monotonic(self) -> float:
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


@dataclass
class Figures:
    """What was measured.

    Attributes:
        objects: Python objects the app held, by simulated minute.
        megabytes: memory of the process, likewise.
        looks: milliseconds for one look at what changed.
        draws: milliseconds for painting the whole screen.
        keys: milliseconds from a key to its paint.
    """

    objects: dict[int, int] = field(default_factory=dict)
    megabytes: dict[int, float] = field(default_factory=dict)
    looks: list[float] = field(default_factory=list)
    draws: list[float] = field(default_factory=list)
    keys: list[float] = field(default_factory=list)

    def growth(self) -> float:
        """Objects at the end, as a share of those a fifth of the way in."""
        counts = list(self.objects.values())
        return counts[-1] / counts[len(counts) // 5]


def lives(count: int, group_of: int = 6) -> Iterator[list[Task]]:
    """Tasks that start one after another and end; every sixth few belong together."""
    for number in range(count):
        group = f"batch-{number // group_of}" if number // group_of % 3 == 0 else None
        task = replace(
            PLAIN,
            id=f"soak{number:05}",
            prompt=f"a red fox in the snow, number {number} 狐狸",
            group_id=group,
            model_name=f"Model {number % 7}",
        )
        yield [replace(task, state=state) for state in LIFE]


def _step(task: Task, engine: Engine, now: float) -> None:
    """Put a task on as its program would have it after a change."""
    at: dict[str, Any] = {"created_at": now} if task.state is State.QUEUED else {}
    held = engine.book.tasks.get(task.id)
    begun = held.created_at if held is not None else now
    times: dict[str, Any] = {"created_at": begun, "accepted_at": begun + 1}
    done: dict[str, Any] = {
        "ended_at": now,
        "medias": (TaskMedia(0, "ready", path="/nowhere/a.png"),),
    }
    ended = done if task.state is State.DONE else {}
    # nothing of it is looked for: the program that owns it is this one, but nobody sends it
    engine.book._tasks[task.id] = replace(task, **{**times, **at, **ended})
    engine.book.changes += 1


async def soak(home: Path, count: int, minutes: int, keys: bool = True) -> Figures:
    """Let tasks come and go for some minutes of simulated time, with a user at the keys."""
    clock, figures = HandClock(), Figures()
    async with serving(Scripted([accepted()])) as service:
        app = app_on(service.url, str(home), clock)
        async with app.run_test(size=WIDE) as pilot:
            await ready(app, pilot)
            engine = app.services.engine
            assert engine is not None
            await pilot.press("3")
            await until(pilot, lambda: app.current_mode == "tasks")
            steps = int(minutes * 60 / STEP)
            changes = [
                (round((number + stage) * steps / (count + len(LIFE))), task)
                for number, life in enumerate(lives(count))
                for stage, task in enumerate(life)
            ]
            changes.sort(key=lambda change: change[0], reverse=True)
            for step in range(steps):
                clock.time += STEP
                while changes and changes[-1][0] <= step:
                    _step(changes.pop()[1], engine, clock.time)
                await _look(app, pilot, figures, step, keys=keys)
                if step % int(60 / STEP) == 0:
                    _measure(figures, int(step * STEP / 60))
            _measure(figures, minutes)
    return figures


async def _look(
    app: ImaApp, pilot: Pilot[None], figures: Figures, step: int, *, keys: bool
) -> None:
    look(app, figures)
    if keys and step % 10 == 0:
        await pilot.press(_KEYS[step // 10 % len(_KEYS)])
    if keys and step % 200 == 0:
        await pilot.press("4", "3")


def look(app: ImaApp, figures: Figures) -> None:
    """Look at what changed and paint all of the screen."""
    page = app.screen
    began = time.perf_counter()
    if isinstance(page, Page):
        page.tick()
    looked = time.perf_counter()
    page._compositor.render_strips()
    figures.looks.append((looked - began) * 1000)
    figures.draws.append((time.perf_counter() - looked) * 1000)


async def key_to_paint(app: ImaApp, key: str) -> float:
    """Return the milliseconds from a key to the paint that follows."""
    painted = asyncio.Event()
    display = app._display

    def noted(screen: Screen[object], renderable: RenderableType | None) -> None:
        display(screen, renderable)
        painted.set()

    began = time.perf_counter()
    app._display = noted  # type: ignore[method-assign]
    try:
        app.post_message(events.Key(key, key if len(key) == 1 else None))
        await painted.wait()
    finally:
        del app._display
    return (time.perf_counter() - began) * 1000


def _measure(figures: Figures, minute: int) -> None:
    gc.collect()
    figures.objects[minute] = len(gc.get_objects())
    usage = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    figures.megabytes[minute] = usage / (1024 if sys.platform != "darwin" else 1024**2)


def p95(values: list[float]) -> float:
    """The value that nineteen in twenty stay below."""
    return statistics.quantiles(values, n=20)[-1]
