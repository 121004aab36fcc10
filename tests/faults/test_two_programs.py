"""Programs on one data folder: caps that are raced for, tasks that change hands."""

import asyncio
import json
from collections import Counter
from pathlib import Path

from ima_tui.simulator.service import Simulator
from ima_tui.store.records import State

from ..engine.clocks import FastClock
from ..engine.rooms import Room, room
from .nursery import Nursery

TAKEN_OVER_SECONDS = 10.0
PROMPT = "a red fox"


def charged(sim: Simulator) -> int:
    return sum(one["charged"] for one in sim.ledger()["charges"])


def test_caps_that_are_raced_for_hold(
    nursery: Nursery, sim: Simulator, url: str, tmp_path: Path
) -> None:
    start, cap = tmp_path / "start", 50
    programs = [
        nursery.start(
            "spend",
            url=url,
            folder=str(tmp_path / "home"),
            start=str(start),
            prompt=f"{PROMPT} {number}",
            tasks=12,
            cap=cap,
        )
        for number in range(2)
    ]
    for program in programs:
        program.line("ready")
    start.touch()
    done = [json.loads(program.line("done")) for program in programs]
    assert [program.ended() for program in programs] == [0, 0]
    price = sim.ledger()["charges"][0]["charged"]
    assert all(done), "both got something"
    assert sum(map(len, done)) == cap // price
    assert charged(sim) == cap // price * price <= cap


async def test_each_task_is_watched_by_one_and_taken_over_within_ten_seconds(
    nursery: Nursery, sim: Simulator, url: str, tmp_path: Path
) -> None:
    sim.speed = 10.0
    clock = FastClock(5.0)
    about = {"url": url, "folder": str(tmp_path), "prompt": PROMPT, "pace": 5.0}
    one = nursery.start("watch", tasks=3, **about)
    theirs = json.loads(await asyncio.to_thread(one.line, "accepted"))
    async with room(url, tmp_path, clock=clock) as here:
        assert here.engine.book.tasks == {}, "what another program watches is left alone"
        shown = await here.ledger.page(0, 10)
        assert {task.id for task in shown} == set(theirs), "and seen all the same"
        one.kill()
        killed_at = clock.now()
        await _taken_over(here, theirs)
        assert clock.now() - killed_at < TAKEN_OVER_SECONDS
        for task_id in theirs:
            task = await here.until(task_id, State.DONE)
            assert Path(str(task.medias[0].path)).is_file()
    assert len(sim.ledger()["charges"]) == len(theirs)
    assert len(here.files()) == len(theirs)


async def test_of_two_that_are_left_each_task_goes_to_one(
    nursery: Nursery, sim: Simulator, url: str, tmp_path: Path
) -> None:
    sim.speed = 10.0
    about = {"url": url, "folder": str(tmp_path), "prompt": PROMPT, "pace": 5.0}
    first = nursery.start("watch", tasks=4, **about)
    theirs = json.loads(await asyncio.to_thread(first.line, "accepted"))
    async with room(url, tmp_path) as left, room(url, tmp_path) as right:
        first.kill()
        both = (left, right)
        for task_id in theirs:
            await _known(both, task_id)
        owners = Counter(task.owner for task in await left.ledger.page(0, 10))
        held = [task_id for here in both for task_id in here.engine.book.tasks]
        assert sorted(held) == sorted(theirs)
        assert owners.total() == len(theirs)
        for here in both:
            for task_id in here.engine.book.tasks:
                await here.until(task_id, State.DONE)
    assert len(left.files()) == len(theirs)


async def _taken_over(here: Room, tasks: list[str]) -> None:
    for task_id in tasks:
        await _known((here,), task_id)


async def _known(rooms: tuple[Room, ...], task_id: str) -> None:
    """Wait until one of the programs has a task in hand."""
    taken = asyncio.Event()
    for here in rooms:
        here.engine.book.changed.subscribe(lambda _task: taken.set())
    while not any(task_id in here.engine.book.tasks for here in rooms):
        taken.clear()
        await asyncio.wait_for(taken.wait(), timeout=20)
