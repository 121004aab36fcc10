"""What only the user settles, moves and repeats."""

import sqlite3
from pathlib import Path

import pytest

from ima_tui.store.records import State, Task
from ima_tui.tasks.desk import SettleError

from .clocks import FastClock
from .rooms import Room, order, plain_leaf, room, waits
from .scripted import Scripted, accepted, answer, code, listed, plain_entry, serving


async def unsure(here: Room) -> Task:
    task = await here.engine.submit(order(plain_leaf()))
    return await here.until(task.id, State.UNCONFIRMED)


async def test_an_unconfirmed_task_takes_the_id_that_the_user_found(tmp_path: Path) -> None:
    service = Scripted([accepted("task_held"), None])
    async with serving(service), room(service.url, tmp_path) as here:
        held = await here.engine.submit(order(plain_leaf(), "held"))
        await here.until(held.id, State.RUNNING)
        task = await unsure(here)
        for wrong, problem in (
            ("task_held", "held_id"),
            ("  ", "unknown_id"),
            ("a\nb", "unknown_id"),
        ):
            with pytest.raises(SettleError) as refused:
                await here.engine.desk.attach(task.id, wrong)
            assert refused.value.problem == problem
        service.detail = code(400, "no such task")
        with pytest.raises(SettleError):
            await here.engine.desk.attach(task.id, "task_unknown")
        assert here.engine.book.tasks[task.id].state is State.UNCONFIRMED
        service.detail = answer({"code": 0, "data": {"medias": []}})
        task = await here.engine.desk.attach(task.id, " task_found ")
        assert (task.state, task.task_id) == (State.RUNNING, "task_found")
        assert task.untimed, "it was accepted at a time that nobody knows"
        assert here.pending() == []
    assert service.sends == 2


async def test_an_unconfirmed_task_that_was_not_created_costs_nothing(tmp_path: Path) -> None:
    service = Scripted([None])
    async with serving(service), room(service.url, tmp_path) as here:
        task = await here.engine.desk.not_created((await unsure(here)).id)
        assert (task.state, task.problem) == (State.STOPPED, "not_created")
        assert await here.ledger.totals() == (1, 0)
        assert here.pending() == []
    assert service.sends == 1


async def test_what_turned_up_after_all_is_attached_though_it_was_called_not_created(
    tmp_path: Path,
) -> None:
    service = Scripted([None])
    async with serving(service), room(service.url, tmp_path) as here:
        task = await here.engine.desk.not_created((await unsure(here)).id)
        service.detail = answer({"code": 0, "data": {"medias": []}})
        task = await here.engine.desk.attach(task.id, "task_late")
        assert (task.state, task.task_id, task.ended_at) == (State.RUNNING, "task_late", None)
        assert await here.ledger.totals() == (1, 5), "it was charged after all"
        with pytest.raises(SettleError):
            await here.engine.desk.attach(task.id, "task_other")
    assert service.sends == 1


async def test_what_was_taken_out_takes_no_id(tmp_path: Path) -> None:
    service = Scripted([code(4008)])
    async with serving(service), room(service.url, tmp_path) as here:
        task = await here.engine.submit(order(plain_leaf()))
        await here.until_true(task.id, waits("points"))
        await here.engine.desk.take_out(task.id)
        with pytest.raises(SettleError) as refused:
            await here.engine.desk.attach(task.id, "task_found")
        assert refused.value.problem == "other_state"


async def test_an_unconfirmed_task_is_sent_again_only_by_the_user(tmp_path: Path) -> None:
    service = Scripted([None, accepted()])
    async with serving(service), room(service.url, tmp_path) as here:
        task = await unsure(here)
        await here.engine.desk.send_again(task.id)
        await here.until(task.id, State.RUNNING)
        with pytest.raises(SettleError):
            await here.engine.desk.send_again(task.id)
    assert service.sends == 2


async def test_what_waits_can_be_moved_and_taken_out(tmp_path: Path) -> None:
    service = Scripted([code(4008)])
    async with serving(service), room(service.url, tmp_path) as here:
        first = await here.engine.submit(order(plain_leaf(), "first"))
        await here.until_true(first.id, waits("points"))
        rest = [await here.engine.submit(order(plain_leaf(), name)) for name in ("b", "c", "d")]
        desk = here.engine.desk
        await desk.move(rest[2].id, -1)
        await desk.move(rest[0].id, 1)
        await desk.move(first.id, -1)
        names = [task.prompt for task in here.engine.book.queue()]
        assert names == ["first", "d", "b", "c"]
        await desk.take_out(rest[1].id)
        assert [task.prompt for task in here.engine.book.queue()] == ["first", "d", "b"]
        assert len(here.pending()) == 3
        assert await here.ledger.totals() == (4, 0)
    assert service.sends == 1


async def test_a_running_task_can_be_left_and_taken_up_again(tmp_path: Path) -> None:
    service = Scripted([accepted()])
    async with serving(service), room(service.url, tmp_path) as here:
        task = await here.engine.submit(order(plain_leaf()))
        await here.until(task.id, State.RUNNING)
        with pytest.raises(SettleError):
            await here.engine.desk.take_out(task.id)
        task = await here.engine.desk.stop_watching(task.id)
        assert task.state is State.STOPPED
        assert await here.ledger.totals() == (1, 5), "it stays paid for"
        task = await here.engine.desk.watch_again(task.id)
        assert (task.state, task.ended_at) == (State.RUNNING, None)


async def test_the_same_order_again_is_noticed_for_a_while(tmp_path: Path) -> None:
    # not so fast that the time in which it is noticed passes while it is sent
    clock = FastClock(1.0)
    async with (
        serving(Scripted([accepted()])) as service,
        room(service.url, tmp_path, clock=clock) as here,
    ):
        given = order(plain_leaf())
        assert not here.engine.repeats(given)
        await here.engine.submit(given)
        assert here.engine.repeats(given)
        assert not here.engine.repeats(order(plain_leaf(), "another"))
        here.clock.jump(11)
        assert not here.engine.repeats(given)


async def test_the_same_order_again_is_noticed_though_it_was_sent_at_another_price(
    tmp_path: Path,
) -> None:
    service = Scripted([accepted()], products=[listed(plain_entry(3))])
    clock = FastClock(1.0)
    async with serving(service), room(service.url, tmp_path, clock=clock) as here:
        given = order(plain_leaf(5))
        task = await here.engine.submit(given)
        sent = await here.until(task.id, State.RUNNING)
        assert sent.body_hash != task.body_hash
        assert here.engine.repeats(given)


async def test_no_prompt_is_left_in_the_store(tmp_path: Path) -> None:
    service = Scripted([accepted()])
    async with serving(service), room(service.url, tmp_path, keep_prompts=False) as here:
        task = await here.engine.submit(order(plain_leaf(), "a secret fox"))
        await here.until(task.id, State.RUNNING)
    with sqlite3.connect(tmp_path / "data.sqlite3") as connection:
        dump = "\n".join(connection.iterdump())
    connection.close()
    assert "secret" not in dump
