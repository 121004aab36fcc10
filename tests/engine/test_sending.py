"""One charge: what is sent again, what never is, and what the ledger says before that."""

import sqlite3
from pathlib import Path

import pytest

from ima_tui.store.records import State

from .rooms import order, plain_leaf, room
from .scripted import Reply, Scripted, accepted, answer, code, serving


async def test_the_ledger_has_it_before_it_is_sent(tmp_path: Path) -> None:
    service = Scripted([accepted()])
    found: list[tuple[str, str]] = []
    requests: list[bytes] = []

    def look() -> None:
        with sqlite3.connect(tmp_path / "data.sqlite3") as connection:
            found.extend(connection.execute("SELECT state, body_hash FROM tasks"))
        connection.close()
        requests.extend(path.read_bytes() for path in (tmp_path / "pending").iterdir())

    service.on_create = look
    async with serving(service), room(service.url, tmp_path) as here:
        task = await here.engine.submit(order(plain_leaf()))
        await here.until(task.id, State.RUNNING)
    assert here.pending() == []
    assert found == [("sending", task.body_hash)]
    assert requests == [service.seen[0].body]


@pytest.mark.parametrize(
    "reply",
    [
        None,
        answer(b"", "500 Internal Server Error"),
        answer(b"<html>", "200 OK"),
        answer(b'{"code": 0, "da'),
        answer({"code": 0, "data": {}}),
    ],
)
async def test_no_answer_is_unconfirmed_and_never_sent_again(reply: Reply, tmp_path: Path) -> None:
    async with serving(Scripted([reply, accepted()])) as service:
        async with room(service.url, tmp_path, crash=True) as here:
            task = await here.engine.submit(order(plain_leaf()))
            await here.until(task.id, State.UNCONFIRMED)
            await here.engine.resume()
            assert here.pending() == [task.id]
        async with room(service.url, tmp_path) as again:
            task = await again.until(task.id, State.UNCONFIRMED)
    assert service.sends == 1
    assert task.problem is not None


@pytest.mark.parametrize(
    ("number", "message", "problem"),
    [
        (6006, "credit", "price_changed"),
        (6009, "no rule", "no_rule"),
        (6010, "attribute", "rule_mismatch"),
        (500, "oops", "heavy"),
        (400, "bad", "bad_request"),
        (400017, "Invalid value for model", "bad_value"),
        (503, "unavailable", "unavailable"),
        (1, "Invalid product attribute", "outdated"),
        (400, "below the minimum pixels", "too_small"),
        (12345, "whatever", "refused"),
    ],
)
async def test_a_refusal_ends_the_task_and_says_why(
    number: int, message: str, problem: str, tmp_path: Path
) -> None:
    async with serving(Scripted([code(number, message)])) as service:
        async with room(service.url, tmp_path) as here:
            task = await here.engine.submit(order(plain_leaf()))
            task = await here.until(task.id, State.FAILED)
            assert await here.ledger.totals() == (1, 0)
    assert here.pending() == []
    assert task.problem == problem
    assert service.sends == 1


@pytest.mark.parametrize(
    ("number", "problem"), [(401, "key"), (4008, "points"), (4014, "subscription")]
)
async def test_what_the_user_must_mend_pauses_the_queue_and_keeps_everything(
    number: int, problem: str, tmp_path: Path
) -> None:
    async with serving(Scripted([code(number), accepted()])) as service:
        async with room(service.url, tmp_path) as here:
            task = await here.engine.submit(order(plain_leaf()))
            await here.until_true(task.id, lambda now: now.problem == problem)
            assert here.engine.sender.paused == problem
            assert here.engine.book.tasks[task.id].state is State.QUEUED
            assert here.pending() == [task.id]
            await here.engine.resume()
            task = await here.until(task.id, State.RUNNING)
    assert service.sends == 2
    assert task.task_id == "task_1"


async def test_too_many_requests_is_waited_out(tmp_path: Path) -> None:
    limited = answer(b"", "429 Too Many Requests", "Retry-After: 3")
    async with serving(Scripted([limited, accepted()])) as service:
        async with room(service.url, tmp_path) as here:
            task = await here.engine.submit(order(plain_leaf()))
            await here.until(task.id, State.RUNNING)
            events = await here.ledger.timeline(task.id)
    kinds = [event.kind for event in events]
    assert kinds == ["queued", "sent", "not_sent", "sent", "accepted"]
    assert events[3].at - events[2].at >= 3
    assert service.sends == 2


async def test_no_connection_waits_and_goes_on_by_itself(tmp_path: Path) -> None:
    script = Scripted([accepted()])
    async with serving(script):
        url = script.url
    async with room(url, tmp_path) as here:
        task = await here.engine.submit(order(plain_leaf()))
        await here.until_true(task.id, lambda now: now.problem == "connection")
        assert here.engine.line.problem == "connection"
        assert here.pending() == [task.id]
    assert script.sends == 0
    assert (await _state_after(tmp_path, task.id)) == "queued"


async def _state_after(folder: Path, task: str) -> str:
    with sqlite3.connect(folder / "data.sqlite3") as connection:
        (state,) = connection.execute("SELECT state FROM tasks WHERE id = ?", [task]).fetchone()
    connection.close()
    return str(state)


async def test_what_waited_at_the_end_is_held_until_told(tmp_path: Path) -> None:
    async with serving(Scripted([code(4008), accepted()])) as service:
        async with room(service.url, tmp_path, crash=True) as first:
            task = await first.engine.submit(order(plain_leaf()))
            await first.until_true(task.id, lambda now: now.problem == "points")
        async with room(service.url, tmp_path) as second:
            await second.until_true(task.id, lambda now: now.problem == "restart")
            assert service.sends == 1
            await second.engine.resume()
            await second.until(task.id, State.RUNNING)
    assert service.sends == 2


async def test_a_crash_while_sending_is_unconfirmed(tmp_path: Path) -> None:
    async with serving(Scripted([None])) as service:
        async with room(service.url, tmp_path) as first:
            task = await first.engine.submit(order(plain_leaf()))
            await first.until(task.id, State.UNCONFIRMED)
    with sqlite3.connect(tmp_path / "data.sqlite3") as connection:
        connection.execute("UPDATE tasks SET state = 'sending'")
    connection.close()
    async with serving(Scripted([accepted()])) as other, room(other.url, tmp_path) as again:
        task = await again.until(task.id, State.UNCONFIRMED)
        await again.engine.resume()
        assert again.pending() == [task.id]
    assert other.sends == 0


async def test_nothing_is_sent_when_it_can_t_be_written_down(tmp_path: Path) -> None:
    from ima_tui.store.database import StoreError

    async with serving(Scripted([accepted()])) as service, room(service.url, tmp_path) as here:
        (tmp_path / "pending").write_text("in the way")
        with pytest.raises(StoreError):
            await here.engine.submit(order(plain_leaf()))
        assert here.engine.book.tasks == {}
        (tmp_path / "pending").unlink()
    assert service.sends == 0
