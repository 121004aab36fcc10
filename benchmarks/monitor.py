"""Tasks on screen: an hour of simulated time with 300 tasks, and 1,000 running at once.

Objects and memory while tasks come and go and somebody uses the keys; then what a look at a
thousand running tasks costs. Run with `python -m benchmarks.monitor`.
"""

import asyncio
import statistics
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from ima_tui.starting import collect_later
from ima_tui.store.records import State
from tests.engine.scripted import Scripted, accepted, serving
from tests.screens.soak import Figures, HandClock, key_to_paint, lives, look, p95, soak
from tests.screens.stage import WIDE, app_on, ready, until

TASKS, MINUTES, MANY = 300, 60, 1000
LOOKS = 200


async def many(home: Path) -> tuple[Figures, float]:
    """A thousand running tasks in sight; also the share of a core that looking takes."""
    collect_later()  # as the command does; the app has it collected again once it stands
    clock, figures = HandClock(), Figures()
    async with serving(Scripted([accepted()])) as service:
        app = app_on(service.url, str(home), clock)
        async with app.run_test(size=WIDE) as pilot:
            await ready(app, pilot)
            engine = app.services.engine
            if engine is None:
                sys.exit("there is no engine")
            for life in lives(MANY):
                task = replace(life[0], state=State.RUNNING, accepted_at=clock.time)
                engine.book._tasks[task.id] = task
            engine.book.changes += 1
            await pilot.press("3")
            await until(pilot, lambda: app.current_mode == "tasks")
            for _ in range(LOOKS):
                clock.time += 0.5
                engine.book.changes += 1  # as if one had changed
                look(app, figures)
                figures.keys.append(await key_to_paint(app, "j"))
            used, began = time.process_time(), time.monotonic()
            await pilot.pause(10)
            share = (time.process_time() - used) / (time.monotonic() - began)
    return figures, share


def told(name: str, figures: list[float]) -> str:
    return f"{name} {statistics.median(figures):.1f} ms (p95 {p95(figures):.1f})"


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        began = time.monotonic()
        figures = asyncio.run(soak(Path(folder) / "soak", TASKS, MINUTES))
        took = time.monotonic() - began
        crowd, share = asyncio.run(many(Path(folder) / "many"))
    print(f"{TASKS} tasks in {MINUTES} min of simulated time ({took:.0f} s), with keys and changes")
    for minute in range(0, MINUTES + 1, 10):
        objects, megabytes = figures.objects[minute], figures.megabytes[minute]
        print(f"  minute {minute:>2}   {objects:>8,} objects   {megabytes:6.1f} MB at the most")
    print(f"  {told('a look', figures.looks)}, {told('a whole paint', figures.draws)}")
    print(f"{MANY} running at once, in sight, one changed each time:")
    print(f"  {told('a look', crowd.looks)}, {told('a whole paint', crowd.draws)},")
    print(f"  {told('a key to its paint', crowd.keys)}; at rest {share:.1%} of a core")
    return 0


if __name__ == "__main__":
    sys.exit(main())
