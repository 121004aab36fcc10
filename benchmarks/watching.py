"""How many looks it takes to watch a day's tasks, and how soon their ends are noticed.

A simulated day over real HTTP, on time that takes no time, beside looking at the fixed intervals of
the service's own advice. Run with `python -m benchmarks.watching`.
"""

import statistics
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from benchmarks.figures import Figure
from ima_tui.catalog.estimates import LOOKS_PER_ESTIMATE
from ima_tui.store.records import State
from ima_tui.tasks.machine import WATCHED
from tests.engine.hosts import MAKING, asked, detail, hosting, looks_at, ready
from tests.engine.scripted import Reply, Seen
from tests.engine.warp import WarpClock, warp
from tests.engine.watching import Post, post

DAY = 86_400.0
LATENCY = 0.15
PAST = 30


@dataclass(frozen=True)
class Kind:
    """What a person makes in a day; times in seconds."""

    name: str
    task_type: str
    low: float
    high: float
    interval: float
    tasks: int

    @property
    def poll(self) -> float:
        return min(self.interval, max(1.0, self.high / LOOKS_PER_ESTIMATE))


KINDS = (
    Kind("picture, 20~35 s", "text_to_image", 20, 35, 5, 120),
    Kind("picture, 25~60 s", "text_to_image", 25, 60, 5, 120),
    Kind("Midjourney, 40~90 s", "text_to_image", 40, 90, 8, 40),
    Kind("film, 60~120 s", "text_to_video", 60, 120, 8, 30),
    Kind("film, 90~150 s", "text_to_video", 90, 150, 8, 40),
    Kind("film, 180~360 s", "text_to_video", 180, 360, 8, 30),
    Kind("music, 20~45 s", "text_to_music", 20, 45, 5, 30),
    Kind("speech, 5~30 s", "text_to_speech", 5, 30, 3, 30),
)


def as_estimated(kind: Kind, chance: Random) -> float:
    return chance.uniform(kind.low, kind.high)


def with_surprises(kind: Kind, chance: Random) -> float:
    """One in ten sooner than estimated, one in ten later."""
    lot = chance.random()
    if lot < 0.1:
        return chance.uniform(0.4 * kind.low, kind.low)
    if lot > 0.9:
        return chance.uniform(kind.high, 3 * kind.high)
    return as_estimated(kind, chance)


def quicker(kind: Kind, chance: Random) -> float:
    """An estimate that is too careful, as most are."""
    return kind.low * chance.uniform(0.5, 0.9)


Draw = Callable[[Kind, Random], float]


@dataclass(frozen=True)
class Watched:
    """One finished task: what it took, and what fixed intervals take."""

    kind: Kind
    looks: int
    lag: float
    fixed_looks: int
    fixed_lag: float


def fixed(kind: Kind, took: float) -> tuple[int, float]:
    """Looks and lag of looking every so many seconds from the start."""
    looks = int(took // kind.interval) + 1
    return looks, looks * kind.interval - took + LATENCY


async def day(folder: Path, draw: Draw, past: int = 0) -> list[Watched]:
    """Watch a day's tasks, accepted at any time of it, with so many of each kind written down."""
    clock, chance = WarpClock(), Random(11)  # noqa: S311 - a draw, not a secret
    planned = [kind for kind in KINDS for _ in range(kind.tasks)]
    ends: dict[str, float] = {}

    async def service(request: Seen) -> Reply:
        await clock.sleep(LATENCY)
        return detail(ready() if clock.monotonic() >= ends[asked(request)] else MAKING)

    async with hosting(service) as host, post(host.url, folder) as here:
        for kind in KINDS:
            before = [draw(kind, chance) + kind.interval / 2 for _ in range(past)]
            here.watcher.learn(kind.task_type, kind.name, before)
        begins = sorted((chance.uniform(0, DAY), n) for n in range(len(planned)))
        took = [draw(kind, chance) for kind in planned]
        for begin, number in begins:
            await clock.sleep(max(0.0, begin - clock.monotonic()))
            ends[f"task_{number}"] = clock.monotonic() + took[number]
            await accept(here, number, planned[number])
        await clock.sleep(3600)
        noticed: dict[str, float] = {}
        for at, task in here.looked:
            if task.state not in WATCHED and task.task_id is not None:
                noticed.setdefault(task.task_id, at)
        if len(here.book.holding(frozenset({State.SAVING}))) != len(planned):
            raise RuntimeError("not all ends were noticed")
        looks = looks_at(host)
    return [
        Watched(kind, looks[name], noticed[name] - ends[name], *fixed(kind, took[number]))
        for number, kind in enumerate(planned)
        for name in [f"task_{number}"]
    ]


async def accept(here: Post, number: int, kind: Kind) -> None:
    await here.accept(
        number,
        task_type=kind.task_type,
        version=kind.name,
        estimate_low=kind.low,
        estimate_high=kind.high,
        poll=kind.poll,
    )


def show(title: str, found: list[Watched]) -> None:
    print(f"\n{title}")
    print(f"{'':22}{'looks a task':>24}{'median lag, intervals':>26}{'95 %':>16}")
    print(
        f"{'':22}{'ours':>8}{'fixed':>8}{'share':>8}{'ours':>17}{'fixed':>9}{'ours':>9}{'fixed':>7}"
    )
    for name in [*(kind.name for kind in KINDS), "all"]:
        rows = [one for one in found if name in {one.kind.name, "all"}]
        ours, theirs = (sum(looks) / len(rows) for looks in columns(rows))
        lags = sorted(one.lag / one.kind.interval for one in rows)
        old = sorted(one.fixed_lag / one.kind.interval for one in rows)
        most = int(len(rows) * 0.95)
        print(
            f"{name:22}{ours:8.1f}{theirs:8.1f}{ours / theirs:8.2f}"
            f"{statistics.median(lags):17.2f}{statistics.median(old):9.2f}"
            f"{lags[most]:9.2f}{old[most]:7.2f}"
        )


def columns(rows: list[Watched]) -> tuple[list[int], list[int]]:
    return [one.looks for one in rows], [one.fixed_looks for one in rows]


DAYS: tuple[tuple[str, Draw, int], ...] = (
    ("Tasks end anywhere within their estimate; nothing is known of the models", as_estimated, 0),
    ("The same with thirty tasks of each kind in the history", as_estimated, PAST),
    ("One in ten ends sooner, one in ten later, with a history", with_surprises, PAST),
    ("All end well before their estimate, with a history", quicker, PAST),
)


def watched(draw: Draw, past: int) -> list[Watched]:
    """A day, in a moment."""
    with tempfile.TemporaryDirectory() as folder:
        return warp(day(Path(folder), draw, past))


def figures() -> list[Figure]:
    found = []
    for _title, draw, past in DAYS[:2]:
        rows = watched(draw, past)
        known = "known" if past else "new"
        looks, others = columns(rows)
        lags = [one.lag / one.kind.interval for one in rows]
        fixed_lags = [one.fixed_lag / one.kind.interval for one in rows]
        ours, theirs = statistics.mean(looks), statistics.mean(others)
        found += [
            Figure(f"{known} models: looks a task", [ours], "", "0.5", "fixed intervals", [theirs]),
            Figure(f"{known} models: lag, in intervals", lags, "", "0.5", "fixed", fixed_lags),
        ]
    return found


def main() -> None:
    for title, draw, past in DAYS:
        show(title, watched(draw, past))


if __name__ == "__main__":
    main()
