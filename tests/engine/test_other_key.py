"""Another key on the same folder: of the same account, or of another one."""

from pathlib import Path

import httpx

from ima_tui.store.records import State, Task
from ima_tui.tasks.looks import RARE_SECONDS

from .clocks import FastClock
from .rooms import Room, key_of, leaf, order, room

PICTURE = ("text_to_image", "doubao-seedream-4-5-251128")


async def bought(here: Room, prompt: str) -> Task:
    return await here.engine.submit(order(await leaf(here.client, *PICTURE), prompt))


async def spent(url: str, key: str) -> int:
    headers = {"Authorization": f"Bearer {key}"}
    async with httpx.AsyncClient(base_url=url, headers=headers, trust_env=False) as http:
        return 2000 - int((await http.get("/__sim/ledger")).json()["balance"])


async def test_a_task_of_another_key_is_kept_and_ends_once_its_key_is_back(
    simulator_url: str, tmp_path: Path
) -> None:
    first = key_of(tmp_path)
    other = f"{first}_other"
    clock = FastClock(1.0)
    async with room(simulator_url, tmp_path, key=first, clock=clock) as here:
        task = await bought(here, "a red fox")
        await here.until(task.id, State.RUNNING)
        paid = task.points
    async with room(simulator_url, tmp_path, key=other, clock=FastClock(400.0)) as here:
        known = await here.until_true(task.id, lambda now: now.problem == "unknown_task")
        assert known.state in {State.RUNNING, State.TAKING_LONG}, "it was paid for"
        here.clock.jump(RARE_SECONDS)
        assert here.engine.book.tasks[task.id].state is not State.FAILED
    async with room(simulator_url, tmp_path, key=first) as here:
        done = await here.until(task.id, State.DONE)
        assert done.problem is None
        assert done.medias[0].path is not None
    assert (await spent(simulator_url, first), await spent(simulator_url, other)) == (paid, 0)


async def test_what_waited_goes_to_another_key_only_when_told_and_once(
    simulator_url: str, tmp_path: Path
) -> None:
    first = key_of(tmp_path)
    other = f"{first}_other"
    async with room(simulator_url, tmp_path, key=first) as here:
        await here.engine.pause()
        task = await bought(here, "a red fox")
    async with room(simulator_url, tmp_path, key=other) as here:
        held = here.engine.book.tasks[task.id]
        assert (held.state, held.problem) == (State.QUEUED, "restart")
        assert await spent(simulator_url, other) == 0
        await here.engine.resume()
        await here.until(task.id, State.DONE)
    spent_by_both = (await spent(simulator_url, first), await spent(simulator_url, other))
    assert spent_by_both == (0, task.points)
