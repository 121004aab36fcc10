"""What a look at Tasks costs with 10, 100, 1,000 and 5,000 running tasks; a key until its paint.

The yardstick is a bare Textual app that draws a screen of text at every key. Run with
`python -m benchmarks.visible`.
"""

import asyncio
import tempfile
from dataclasses import replace
from pathlib import Path

from benchmarks.figures import Figure, table
from benchmarks.models import Bare, keys
from ima_tui.starting import collect_later
from ima_tui.store.records import State
from tests.engine.scripted import Scripted, accepted, serving
from tests.screens.soak import Figures, HandClock, key_to_paint, lives, look, p95
from tests.screens.stage import WIDE, app_on, ready, until

COUNTS = (10, 100, 1000, 5000)
LOOKS = 60


async def crowd(count: int, home: Path) -> Figures:
    """So many running tasks, one changed before each look; a key after each."""
    collect_later()  # as the command does; the app has it collected again once it stands
    clock, figures = HandClock(), Figures()
    async with serving(Scripted([accepted()])) as service:
        app = app_on(service.url, str(home), clock)
        async with app.run_test(size=WIDE) as pilot:
            await ready(app, pilot)
            engine = app.services.engine
            if engine is None:
                raise RuntimeError("there is no engine")
            for life in lives(count):
                task = replace(life[0], state=State.RUNNING, accepted_at=clock.time)
                engine.book._tasks[task.id] = task
            engine.book.changes += 1
            await pilot.press("3")
            await until(pilot, lambda: app.current_mode == "tasks")
            for _ in range(LOOKS):
                clock.time += 0.5
                engine.book.changes += 1
                look(app, figures)
                figures.keys.append(await key_to_paint(app, "j"))
    return figures


async def bare_keys() -> list[float]:
    async with Bare().run_test(size=WIDE) as pilot:
        return await keys(pilot, "x" * LOOKS)


def figures() -> list[Figure]:
    bare, found = asyncio.run(bare_keys()), []
    for count in COUNTS:
        with tempfile.TemporaryDirectory() as home:
            seen = asyncio.run(crowd(count, Path(home)))
        whole = [sum(pair) for pair in zip(seen.looks, seen.draws, strict=True)]
        found.append(Figure(f"{count:,} running tasks: a look and its paint", whole))
        found.append(
            Figure(
                f"{count:,} running tasks: key to paint (p95 {p95(seen.keys):.0f} ms)",
                seen.keys,
                "ms",
                "p95 50 ms" if count == 1000 else "",
                f"bare app (p95 {p95(bare):.0f} ms)",
                bare,
            )
        )
    return found


if __name__ == "__main__":
    print(table(figures()))
