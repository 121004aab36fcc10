"""Results of long ago as inputs: asked for anew, else brought from their files, else gone."""

import asyncio
from dataclasses import replace
from pathlib import Path

from ima_tui.api.errors import NotSentError
from ima_tui.store.records import Task
from ima_tui.workflows.pricing import Priced, priced
from ima_tui.workflows.running import Run, RunParts
from ima_tui.workflows.starting import begin, resume
from tests.engine.rooms import Room, room

from .flows import IMAGE, VIDEO, files_of, parts, plan, priced_at, worked

FIRST = {"step": "hero", "role": "first_frame"}
LONG = 2 * 3600.0


async def hero_and_film(here: Room) -> tuple[Run, Priced, RunParts]:
    """A picture that was made long ago, and the plan to make a film from it."""
    costs, lists = await priced_at(here.client, plan(IMAGE | {"id": "hero"}))
    of = parts(here, lists)
    first = await worked(await begin(of, costs, costs.hash))
    film = VIDEO | {"id": "film", "inputs": [FIRST]}
    aged = "UPDATE tasks SET ended_at = ended_at - ?"
    await here.database.write(lambda c: c.execute(aged, [LONG]))
    return first, priced(plan(IMAGE | {"id": "hero"}, film), lists), of


def states(run: Run) -> dict[str, str]:
    return {id_: str(view.state) for id_, view in run.steps.items()}


def inputs_of(run: Run) -> list[str]:
    task = run.steps["film"].task
    assert task is not None
    return list(task.settings["inputs"])


async def test_the_service_is_asked_where_a_result_is_now(
    simulator_url: str, tmp_path: Path
) -> None:
    async with room(simulator_url, tmp_path) as here:
        first, longer, of = await hero_and_film(here)
        look_up = here.engine.look_up
        looked: list[str] = []

        async def moved(task: Task) -> Task:
            looked.append(task.id)
            found = await look_up(task)
            medias = tuple(replace(one, url=f"{one.url}?fresh=1") for one in found.medias)
            return replace(found, medias=medias)

        here.engine.look_up = moved  # type: ignore[method-assign]
        run = await worked(await begin(of, longer, longer.hash, reuse=first.record))
        assert states(run) == {"hero": "reused", "film": "done"}
        assert [one.endswith("?fresh=1") for one in inputs_of(run)] == [True]
        assert len(looked) == 1


async def test_of_a_result_that_another_clock_dated_into_the_future_the_service_is_asked(
    simulator_url: str, tmp_path: Path
) -> None:
    async with room(simulator_url, tmp_path) as here:
        first, longer, of = await hero_and_film(here)
        ahead = "UPDATE tasks SET ended_at = ended_at + ?"
        await here.database.write(lambda c: c.execute(ahead, [1000 * LONG]))
        look_up = here.engine.look_up
        looked: list[str] = []

        async def noted(task: Task) -> Task:
            looked.append(task.id)
            return await look_up(task)

        here.engine.look_up = noted  # type: ignore[method-assign]
        run = await worked(await begin(of, longer, longer.hash, reuse=first.record))
    assert states(run) == {"hero": "reused", "film": "done"}
    assert len(looked) == 1


async def test_what_is_not_at_its_address_is_brought_from_its_file(
    simulator_url: str, tmp_path: Path
) -> None:
    async with room(simulator_url, tmp_path) as here:
        first, longer, of = await hero_and_film(here)

        async def gone(_address: str) -> bool:
            return True

        gone_parts = replace(of, is_gone=gone)
        run = await worked(await begin(gone_parts, longer, longer.hash, reuse=first.record))
        assert states(run) == {"hero": "reused", "film": "done"}
        assert inputs_of(run) == [str(files_of(first)[0])]


async def test_what_is_nowhere_any_more_is_not_paid_for(simulator_url: str, tmp_path: Path) -> None:
    async with room(simulator_url, tmp_path) as here:
        first, longer, of = await hero_and_film(here)
        for path in files_of(first):
            path.unlink()

        async def gone(_address: str) -> bool:
            return True

        gone_parts = replace(of, is_gone=gone)
        run = await worked(await begin(gone_parts, longer, longer.hash, reuse=first.record))
        assert states(run) == {"hero": "reused", "film": "blocked"}
        assert run.steps["film"].problem == "gone_input"
        assert await here.ledger.totals() == (1, 5), "nothing was paid for in vain"
        there = await worked(await resume(of, longer, longer.hash))
    assert states(there) == {"hero": "reused", "film": "done"}, "the simulator still has it"


async def test_without_the_network_an_old_result_is_waited_for(
    simulator_url: str, tmp_path: Path
) -> None:
    async with room(simulator_url, tmp_path) as here:
        first, longer, of = await hero_and_film(here)
        look_up = here.engine.look_up

        async def away(_task: Task) -> Task:
            raise NotSentError("away")

        here.engine.look_up = away  # type: ignore[assignment,method-assign]
        run = await begin(of, longer, longer.hash, reuse=first.record)
        waits = asyncio.Event()
        run.changed.subscribe(
            lambda now: waits.set() if now.steps["film"].problem == "connection" else None
        )
        working = asyncio.ensure_future(run.work())
        await asyncio.wait_for(waits.wait(), 20)
        here.engine.look_up = look_up  # type: ignore[method-assign]
        # a clock that is set back does not put off what is tried again
        here.clock.jump(-50 * 60.0)
        await asyncio.wait_for(working, 30)
        await run.leave()
    assert states(run) == {"hero": "reused", "film": "done"}
