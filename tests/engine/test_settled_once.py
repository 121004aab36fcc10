"""What a user settles is settled once, however often and fast it is said."""

import asyncio
import itertools
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from ima_tui.api.errors import ServiceError
from ima_tui.store.records import State, Task
from ima_tui.tasks.desk import SettleError

from .rooms import order, plain_leaf, room
from .scripted import Scripted, accepted, code, listed, plain_entry, serving


def asked(task: Task) -> bool:
    return task.state is State.QUEUED and task.problem == "price_risen"


def problems(results: Sequence[Task | BaseException]) -> list[str]:
    return [one.problem for one in results if isinstance(one, SettleError)]


async def test_a_yes_said_twice_is_one_yes_and_keeps_no_prompt_on_disk(tmp_path: Path) -> None:
    service = Scripted([accepted()], products=[listed(plain_entry(8))])
    async with serving(service), room(service.url, tmp_path) as here:
        task = await here.engine.submit(order(plain_leaf(5)))
        await here.until_true(task.id, asked)
        agree = here.engine.desk.agree
        said = await asyncio.gather(agree(task.id), agree(task.id), return_exceptions=True)
        assert problems(said) == ["not_asked"]
        await here.until(task.id, State.RUNNING)
        with pytest.raises(SettleError):
            await agree(task.id)
    assert here.pending() == []
    assert service.sends == 1


async def test_an_id_attached_to_two_tasks_at_once_goes_to_one_and_the_other_is_told(
    tmp_path: Path,
) -> None:
    async with serving(Scripted([None])) as service, room(service.url, tmp_path) as here:
        tasks = [await here.engine.submit(order(plain_leaf(), name)) for name in ("a", "b")]
        for task in tasks:
            await here.until(task.id, State.UNCONFIRMED)
        attach = here.engine.desk.attach
        said = await asyncio.gather(
            *(attach(task.id, "task_found") for task in tasks), return_exceptions=True
        )
        assert problems(said) == ["held_id"]
        states = sorted(here.engine.book.tasks[task.id].state for task in tasks)
        assert states == [State.RUNNING, State.UNCONFIRMED]


async def test_a_service_that_has_trouble_says_nothing_of_an_id(tmp_path: Path) -> None:
    """It is no wrong id: it can be attached once the service answers again."""
    service = Scripted([None], detail=code(503))
    async with serving(service), room(service.url, tmp_path) as here:
        task = await here.engine.submit(order(plain_leaf()))
        await here.until(task.id, State.UNCONFIRMED)
        with pytest.raises(ServiceError):
            await here.engine.desk.attach(task.id, "task_found")
        assert here.engine.book.tasks[task.id].state is State.UNCONFIRMED


async def test_a_task_that_another_program_took_over_holds_no_place(tmp_path: Path) -> None:
    ids = (accepted(f"task_{number}") for number in itertools.count())
    service = Scripted([next(ids) for _ in range(9)])
    async with serving(service), room(service.url, tmp_path) as here:
        taken = [await here.engine.submit(order(plain_leaf(), f"fox {n}")) for n in range(4)]
        for task in taken:
            await here.until(task.id, State.RUNNING)
            await here.ledger.adopt(task.id, task.owner, lambda now: (_owned_by_another(now), None))
            await here.engine.book.change(task.id, lambda now: now, "status", status="x")
            assert not here.engine.book.is_own(task.id)
        after = await here.engine.submit(order(plain_leaf(), "one more"))
        await here.until(after.id, State.RUNNING)


def _owned_by_another(task: Task) -> Task:
    return replace(task, owner="another")
