"""One charge where two act on a task at once: programs, user and queue, a cancelled write."""

import asyncio
import errno
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from ima_tui.store.budget import Guard
from ima_tui.store.records import Event, State, Task
from ima_tui.tasks.desk import SettleError
from ima_tui.tasks.envelope import Envelope
from ima_tui.tasks.guards import Limits, guards_of
from ima_tui.tasks.outcomes import QueueGate

from .clocks import FastClock
from .hosts import hosting
from .rooms import Room, order, plain_leaf, room
from .scripted import (
    Reply,
    Scripted,
    Seen,
    accepted,
    answer,
    code,
    listed,
    plain_entry,
    serving,
)

Move = Callable[[Task, Task, Event | None, Guard | None], Awaitable[None]]


def slowed(here: Room, state: State, monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
    """Let the store's word that a task is in a state come only when the event is set."""
    said, move = asyncio.Event(), here.ledger.move

    async def slow(
        before: Task, after: Task, event: Event | None, guard: Guard | None = None
    ) -> Task:
        stands = await move(before, after, event, guard)
        if after.state is state:
            await said.wait()
        return stands

    monkeypatch.setattr(here.ledger, "move", slow)
    return said


async def in_ledger(here: Room, task: Task, state: State) -> None:
    while (await here.ledger.get(task.id) or task).state is not state:  # noqa: ASYNC110
        await asyncio.sleep(0)


async def test_a_task_that_another_program_took_over_is_sent_by_that_one_only(
    tmp_path: Path,
) -> None:
    # the first one is too slow to take its task back before the second one has it
    slow = FastClock(1.0)
    async with (
        serving(Scripted([accepted()])) as service,
        room(service.url, tmp_path, clock=slow) as first,
    ):
        first.engine.queue.pause("points")
        task = await first.engine.submit(order(plain_leaf()))
        # as if its program had been taken for dead
        await first.database.write(lambda store: store.execute("UPDATE tasks SET owner = 'gone'"))
        (tmp_path / "instances" / "gone.lock").touch(mode=0o600)
        async with room(service.url, tmp_path) as second:
            assert second.engine.book.tasks[task.id].owner != task.owner
            await first.engine.resume()
            await first.until_true(task.id, lambda now: now.owner != task.owner)
            assert first.engine.book.queue() == []
            await first.soon(lambda: not first.engine.sender.in_hand(task.id))
            with pytest.raises(SettleError, match="not_here"):
                await first.engine.desk.take_out(task.id)
            assert service.sends == 0
            await second.engine.resume()
            await second.until(task.id, State.RUNNING)
    assert service.sends == 1


async def test_an_answer_is_kept_though_another_program_took_the_task_over(tmp_path: Path) -> None:
    service = Scripted([accepted("task_paid")])
    async with serving(service), room(service.url, tmp_path) as first:
        taken = asyncio.Event()

        def take_over() -> None:
            job = first.database.write(
                lambda store: store.execute(
                    "UPDATE tasks SET owner = 'other', state = 'unconfirmed'"
                )
            )
            asyncio.ensure_future(job).add_done_callback(lambda _done: taken.set())

        service.on_create = take_over
        task = await first.engine.submit(order(plain_leaf()))
        await first.until_true(task.id, lambda now: now.task_id == "task_paid")
        assert taken.is_set()
        kept = await first.ledger.get(task.id)
    assert kept is not None
    assert (kept.owner, kept.state, kept.task_id) == ("other", State.RUNNING, "task_paid")


@pytest.mark.parametrize("interrupted", [False, True])
async def test_what_is_being_taken_out_is_not_sent(
    interrupted: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with serving(Scripted([accepted()])) as service, room(service.url, tmp_path) as here:
        here.engine.queue.pause("points")
        task = await here.engine.submit(order(plain_leaf()))
        said = slowed(here, State.STOPPED, monkeypatch)
        out = asyncio.create_task(here.engine.desk.take_out(task.id))
        await in_ledger(here, task, State.STOPPED)
        if interrupted:
            out.cancel()
        here.engine.queue.pause(None)
        other = await here.engine.submit(order(plain_leaf(), "another"))
        await here.until(other.id, State.RUNNING)
        said.set()
        await asyncio.wait({out})
        assert here.engine.book.tasks[task.id].state is State.STOPPED
    assert service.sends == 1


async def test_a_send_that_is_interrupted_before_it_leaves_waits_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with serving(Scripted([accepted()])) as service, room(service.url, tmp_path) as here:
        said = slowed(here, State.SENDING, monkeypatch)
        task = await here.engine.submit(order(plain_leaf()))
        await in_ledger(here, task, State.SENDING)
        leaving = asyncio.create_task(here.engine.finish_sending(0))
        asyncio.get_running_loop().call_later(0.05, said.set)
        await leaving
        kept = await here.ledger.get(task.id)
    assert kept is not None
    assert kept.state is State.QUEUED
    assert here.engine.book.tasks[task.id].state is State.QUEUED
    assert service.sends == 0


async def test_an_id_is_not_attached_to_what_was_settled_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with serving(Scripted([None, accepted("task_new")])) as service:
        async with room(service.url, tmp_path) as here:
            task = await here.engine.submit(order(plain_leaf()))
            await here.until(task.id, State.UNCONFIRMED)
            asked, answered, detail = asyncio.Event(), asyncio.Event(), here.client.detail

            async def slow(service_id: str) -> object:
                asked.set()
                await answered.wait()
                return await detail(service_id)

            with monkeypatch.context() as patch:
                patch.setattr(here.client, "detail", slow)
                attaching = asyncio.create_task(here.engine.desk.attach(task.id, "task_old"))
                await asked.wait()
            await here.engine.desk.send_again(task.id)
            await here.until(task.id, State.RUNNING)
            answered.set()
            with pytest.raises(SettleError, match="other_state"):
                await attaching
            kept = await here.ledger.get(task.id)
    assert kept is not None
    assert kept.task_id == "task_new"


@pytest.mark.parametrize(("settled", "spent"), [("send_again", 10), ("not_created", 0)])
async def test_sending_again_keeps_counting_the_create_without_an_answer(
    settled: str, spent: int, tmp_path: Path
) -> None:
    async with serving(Scripted([None, accepted()])) as service:
        async with room(service.url, tmp_path) as here:
            task = await here.engine.submit(order(plain_leaf(5)))
            await here.until(task.id, State.UNCONFIRMED)
            assert here.engine.spent == 5
            await getattr(here.engine.desk, settled)(task.id)
            await here.until(task.id, State.RUNNING, State.STOPPED)
            assert here.engine.spent == spent
            assert await here.ledger.totals() == (1, spent)


async def test_a_disk_that_fails_after_a_refusal_leaves_nothing_half_sent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusal = code(6006, "credit")
    async with serving(Scripted([refusal, accepted()])) as service:
        async with room(service.url, tmp_path) as here:
            pending = here.engine._parts.pending
            write = pending.write
            failed: list[tuple[State, str | None]] = []

            def full(task_id: str, body: bytes) -> None:
                if service.sends == 1 and len(failed) < 2:
                    failed.append((here.engine.book.tasks[task_id].state, here.engine.queue.paused))
                    raise OSError(errno.ENOSPC, "full")
                write(task_id, body)

            monkeypatch.setattr(pending, "write", full)
            task = await here.engine.submit(order(plain_leaf()))
            await here.until(task.id, State.RUNNING)
            assert failed[1] == (State.QUEUED, "store")
            assert here.engine.queue.paused is None
    assert service.sends == 2


async def test_a_disk_that_fails_while_inputs_are_prepared_leaves_the_task_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with serving(Scripted([accepted()])) as service, room(service.url, tmp_path) as here:
        book = here.engine.book

        async def prepared(task: Task, envelope: Envelope) -> Envelope:
            await book.change(task.id, lambda now: replace(now, state=State.UPLOADING))
            raise OSError(errno.EIO, "broken")

        with monkeypatch.context() as patch:
            patch.setattr(here.engine.sender._delivery, "_prepared", prepared)
            task = await here.engine.submit(order(plain_leaf()))
            await here.until(task.id, State.UPLOADING)
            await here.until(task.id, State.QUEUED)
            await here.engine._sends.finish(10)
            assert here.engine.queue.paused == "store"
        await here.engine.resume()
        await here.until(task.id, State.RUNNING)
    assert service.sends == 1


async def test_what_nobody_foresaw_in_a_create_is_unconfirmed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def odd(_body: bytes) -> None:
        raise ZeroDivisionError

    async with serving(Scripted([accepted()])) as service, room(service.url, tmp_path) as here:
        monkeypatch.setattr(here.client, "create", odd)
        task = await here.engine.submit(order(plain_leaf()))
        await here.until(task.id, State.UNCONFIRMED)
        await here.engine._sends.finish(10)
        assert [type(fault) for fault in here.faults] == [ZeroDivisionError]
        here.faults.clear()


def test_a_queue_stands_still_until_each_reason_is_gone() -> None:
    gate = QueueGate()
    gate.pause("points")
    gate.pause("store")
    gate.lift("store")
    assert gate.paused == "points"
    gate.pause(None)
    assert gate.paused is None


async def test_the_same_problem_is_one_line_however_often_it_is_met(tmp_path: Path) -> None:
    limited = answer(b"", "429 Too Many Requests")
    async with serving(Scripted([limited, limited, limited, accepted()])) as service:
        async with room(service.url, tmp_path) as here:
            task = await here.engine.submit(order(plain_leaf()))
            await here.until(task.id, State.RUNNING)
            kinds = [event.kind for event in await here.ledger.timeline(task.id)]
    assert kinds.count("not_sent") == 1


async def test_a_task_can_be_moved_back_and_forth_as_often_as_one_likes(tmp_path: Path) -> None:
    async with serving(Scripted([accepted()])) as service, room(service.url, tmp_path) as here:
        here.engine.queue.pause("points")
        for name in "abc":
            await here.engine.submit(order(plain_leaf(), name))
        moved = here.engine.book.queue()[0].id
        for _ in range(60):
            await here.engine.desk.move(moved, 1)
            await here.engine.desk.move(moved, 1)
            assert [task.prompt for task in here.engine.book.queue()] == ["b", "c", "a"]
            await here.engine.desk.move(moved, -1)
            await here.engine.desk.move(moved, -1)
            assert [task.prompt for task in here.engine.book.queue()] == ["a", "b", "c"]


async def test_nothing_is_sent_while_a_limit_cannot_be_read(tmp_path: Path) -> None:
    read = [guards_of({}, unclear=True)]
    async with serving(Scripted([accepted()])) as service:
        async with room(service.url, tmp_path, limits=Limits(lambda: read[-1])) as here:
            task = await here.engine.submit(order(plain_leaf()))
            await here.engine.resume()
            await here.engine.finish_sending(0)
            assert here.engine.queue.paused == "settings"
            assert here.engine.book.tasks[task.id].state is State.QUEUED
            read.append(guards_of({}))
            await here.engine.resume()
            assert here.engine.queue.paused is None
    assert service.sends == 0


async def test_what_is_not_sent_again_is_open_as_before(tmp_path: Path) -> None:
    service = Scripted([None, code(400, "no")])
    async with serving(service), room(service.url, tmp_path) as here:
        task = await here.engine.submit(order(plain_leaf(5)))
        await here.until(task.id, State.UNCONFIRMED)
        before = await here.ledger.totals()
        await here.engine.desk.send_again(task.id)
        task = await here.until(task.id, State.UNCONFIRMED)
        assert (task.problem, task.unsure) == ("bad_request", 0)
        assert await here.ledger.totals() == before == (1, 5)
        assert here.pending() == [task.id]
        service.detail = answer({"code": 0, "data": {"id": "task_1", "medias": []}})
        task = await here.engine.desk.attach(task.id, "task_1")
        assert task.state is State.RUNNING
    assert service.sends == 2


async def test_taking_back_a_second_send_leaves_the_first_one_open(tmp_path: Path) -> None:
    service = Scripted([None])
    async with serving(service), room(service.url, tmp_path) as here:
        task = await here.engine.submit(order(plain_leaf(5)))
        await here.until(task.id, State.UNCONFIRMED)
        here.engine.queue.pause("points")
        await here.engine.desk.send_again(task.id)
        task = await here.engine.desk.take_out(task.id)
        assert (task.state, task.unsure) == (State.UNCONFIRMED, 0)
        assert await here.ledger.totals() == (1, 5)
        assert here.pending() == [task.id]
    assert service.sends == 1


async def test_who_leaves_while_a_price_is_looked_up_sends_nothing_any_more(
    tmp_path: Path,
) -> None:
    asked, told = asyncio.Event(), asyncio.Event()

    async def serve(request: Seen) -> Reply:
        if "/product/list" in request.path:
            asked.set()
            await told.wait()
            return listed(plain_entry())
        return accepted()

    async with hosting(serve) as host:
        async with room(host.url, tmp_path) as here:
            task = await here.engine.submit(order(plain_leaf()))
            await asked.wait()
            leaving = asyncio.create_task(here.engine.finish_sending())
            # an answer to a create that leaves now might come too late
            await here.soon(lambda: not here.engine.sender.in_hand(task.id))
            told.set()
            await leaving
        async with room(host.url, tmp_path) as here:
            held = here.engine.book.tasks[task.id]
            assert (held.state, held.problem) == (State.QUEUED, "restart")
    assert not any(request.path.endswith("/create") for request in host.seen)
