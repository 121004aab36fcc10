"""Two programs on one data folder: each task is watched by one and seen by both."""

import asyncio
from pathlib import Path

from ima_tui.store.records import State, Task
from ima_tui.tasks.filing import Filing
from ima_tui.tasks.neighbours import REREAD_SECONDS
from ima_tui.tasks.results import left_there

from .hosts import MAKING, PNG, detail, hosting, ready
from .rooms import Room, order, plain_leaf, room
from .scripted import Reply, Seen, accepted, answer, listed, plain_entry


def other_reply(request: Seen) -> Reply:
    if request.path.endswith("/create"):
        return accepted()
    return answer(PNG) if ".png" in request.path else listed(plain_entry())


async def seen(here: Room, *states: State) -> Task:
    """The one task of others, once it stands in one of the states here."""
    while True:
        found = [task for task in here.engine.others() if task.state in states]
        if found:
            return found[0]
        await here.clock.sleep(REREAD_SECONDS)


async def test_what_one_runs_the_other_sees_and_leaves_alone(tmp_path: Path) -> None:
    """Its end is seen too, but no program looks at it except the one that sent it."""
    finished = asyncio.Event()

    async def serve(request: Seen) -> Reply:
        if request.path.endswith("/detail"):
            return detail(ready(f"{host.url}/1.png") if finished.is_set() else MAKING)
        return other_reply(request)

    async with hosting(serve) as host, room(host.url, tmp_path) as one:
        async with room(host.url, tmp_path) as other:
            task = await one.engine.submit(order(plain_leaf()))
            running = await asyncio.wait_for(seen(other, State.RUNNING), 20)
            assert running.id == task.id
            assert other.engine.others() == (running,)
            assert one.engine.others() == ()
            assert other.engine.book.tasks == {}
            finished.set()
            ended = await asyncio.wait_for(seen(other, State.DONE), 20)
        assert ended.medias[0].path is not None
        assert len(one.files()) == 1


async def test_what_one_fetched_the_other_does_not_lose(tmp_path: Path) -> None:
    """Saving is off: the look after the end comes when the other program has a result already."""
    looks = 0

    async def serve(request: Seen) -> Reply:
        nonlocal looks
        if request.path.endswith("/detail"):
            looks += 1
            # each look names the same files by other addresses
            names = (f"{host.url}/{number}.png?look={looks}" for number in (1, 2))
            return detail(*map(ready, names))
        return other_reply(request)

    def off() -> Filing:
        return Filing(auto=False)

    async with hosting(serve) as host, room(host.url, tmp_path, filing=off) as one:
        task = await one.engine.submit(order(plain_leaf()))
        await one.until(task.id, State.DONE)
        async with room(host.url, tmp_path, filing=off) as other:
            (file,) = (await other.engine.fetch_again(task.id, 0)).saved
        # a look that is under way would answer
        await one.until_true(task.id, lambda now: not now.closing)
        before = looks
        await one.engine._watcher.look(task.id)
        assert looks > before
        kept = await one.ledger.get(task.id)
        assert kept is not None
        assert kept.medias[0].path == str(file)
        assert [media.position for media in left_there(one.engine.book.tasks[task.id])] == [1]
        (rest,) = (await one.engine.fetch_again(task.id)).saved
        assert one.files() == sorted((file, rest))


async def test_what_ended_before_is_history_not_a_neighbour_s(tmp_path: Path) -> None:
    async def serve(request: Seen) -> Reply:
        if request.path.endswith("/detail"):
            return detail(ready(f"{host.url}/1.png"))
        return other_reply(request)

    async with hosting(serve) as host, room(host.url, tmp_path) as one:
        task = await one.engine.submit(order(plain_leaf()))
        await one.until(task.id, State.DONE)
        async with room(host.url, tmp_path, clock=one.clock) as other:
            for _ in range(3):
                assert other.engine.others() == ()
                await other.clock.sleep(REREAD_SECONDS)
