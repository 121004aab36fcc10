"""One charge: what is sent again, what never is, and what the ledger says before that."""

import asyncio
import hashlib
import json
import sqlite3
from pathlib import Path

import msgspec
import pytest

from ima_tui.store.budget import Guard
from ima_tui.store.database import StoreError
from ima_tui.store.records import Event, State, Task

from .rooms import order, plain_leaf, room
from .scripted import Reply, Scripted, accepted, answer, code, listed, plain_entry, serving


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
    (sent,) = (one.body for one in service.seen if one.path.endswith("/create"))
    (kept,) = requests
    assert msgspec.json.decode(kept)["body"] == msgspec.json.decode(sent)
    assert task.body_hash == hashlib.sha256(sent).hexdigest()


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
    ("number", "message", "problem", "sends"),
    [
        (6006, "credit", "price_changed", 2),
        (6009, "no rule", "no_rule", 1),
        (6010, "attribute", "rule_mismatch", 2),
        (500, "oops", "heavy", 1),
        (400, "bad", "bad_request", 1),
        (400017, "Invalid value for model", "bad_value", 1),
        (503, "unavailable", "unavailable", 1),
        (1, "Invalid product attribute", "outdated", 1),
        (400, "below the minimum pixels", "too_small", 1),
        (400, "Invalid lyrics format", "lyrics", 1),
        (400, "Prompt length invalid", "prompt_length", 1),
        (400, "TTS text length", "text_length", 1),
        (12345, "whatever", "refused", 1),
    ],
)
async def test_a_refusal_ends_the_task_and_says_why(
    number: int, message: str, problem: str, sends: int, tmp_path: Path
) -> None:
    async with serving(Scripted([code(number, message)])) as service:
        async with room(service.url, tmp_path) as here:
            task = await here.engine.submit(order(plain_leaf()))
            task = await here.until(task.id, State.FAILED)
            assert await here.ledger.totals() == (1, 0)
    assert here.pending() == []
    assert task.problem == problem
    assert service.sends == sends


@pytest.mark.parametrize(
    ("number", "message", "problem"),
    [
        (401, "", "key"),
        (4008, "", "points"),
        (4008, "Invalid product attribute: Insufficient points", "points"),
        (4014, "", "subscription"),
    ],
)
async def test_what_the_user_must_mend_pauses_the_queue_and_keeps_everything(
    number: int, message: str, problem: str, tmp_path: Path
) -> None:
    async with serving(Scripted([code(number, message), accepted()])) as service:
        async with room(service.url, tmp_path) as here:
            task = await here.engine.submit(order(plain_leaf()))
            await here.until_true(task.id, lambda now: now.problem == problem)
            assert here.engine.queue.paused == problem
            assert here.engine.book.tasks[task.id].state is State.QUEUED
            assert here.pending() == [task.id]
            await here.engine.resume()
            task = await here.until(task.id, State.RUNNING)
    assert service.sends == 2
    assert task.task_id == "task_1"


async def test_after_an_old_list_the_next_run_goes_by_a_new_one(tmp_path: Path) -> None:
    old = code(400, "Invalid product attribute: Insufficient points")
    lists = [listed(plain_entry(attribute_id=1)), listed(plain_entry(attribute_id=2))]
    async with serving(Scripted([old, accepted()], products=list(lists))) as service:
        async with room(service.url, tmp_path) as here:
            first = await here.engine.submit(order(plain_leaf()))
            await here.until(first.id, State.FAILED)
            again = await here.engine.submit(order(plain_leaf()))
            await here.until(again.id, State.RUNNING)
    sent = [json.loads(one.body)["parameters"][0] for one in service.seen if "create" in one.path]
    assert [entry["attribute_id"] for entry in sent] == [1, 2]


async def test_too_many_requests_is_waited_out(tmp_path: Path) -> None:
    limited = answer(b"", "429 Too Many Requests", "Retry-After: 3")
    async with serving(Scripted([limited, accepted()])) as service:
        async with room(service.url, tmp_path) as here:
            task = await here.engine.submit(order(plain_leaf()))
            await here.until(task.id, State.RUNNING)
            events = await here.ledger.timeline(task.id)
    kinds = [event.kind for event in events]
    assert kinds == ["queued", "sent", "not_sent", "accepted"]
    assert events[3].at - events[2].at >= 3
    assert service.sends == 2


async def test_no_connection_waits_and_goes_on_by_itself(tmp_path: Path) -> None:
    script = Scripted([accepted()])
    async with serving(script):
        url = script.url
    async with room(url, tmp_path) as here:
        task = await here.engine.submit(order(plain_leaf()))
        await here.until_true(task.id, lambda now: now.problem == "connection")
        while not here.engine.line.down:
            await here.clock.sleep(1)
        assert here.pending() == [task.id]
        assert script.sends == 0
        async with serving(script, port=int(url.rpartition(":")[2])):
            await here.until(task.id, State.RUNNING)
            assert not here.engine.line.down
    assert script.sends == 1


async def test_a_long_wait_ends_when_told(tmp_path: Path) -> None:
    limited = answer(b"", "429 Too Many Requests", "Retry-After: 80000")
    async with serving(Scripted([limited, accepted()])) as service:
        async with room(service.url, tmp_path) as here:
            task = await here.engine.submit(order(plain_leaf()))
            await here.until_true(task.id, lambda now: now.problem == "rate")
            await here.engine.resume()
            await here.until(task.id, State.RUNNING)
    assert service.sends == 2


@pytest.mark.parametrize(
    ("reply", "state"),
    [(code(400, "no"), State.FAILED), (None, State.UNCONFIRMED), (accepted(), State.RUNNING)],
)
async def test_what_came_of_a_send_is_written_down_however_long_it_takes(
    reply: Reply, state: State, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with serving(Scripted([reply])) as service, room(service.url, tmp_path) as here:
        move, failures = here.ledger.move, [2]

        async def failing(
            before: Task, after: Task, event: Event | None, guard: Guard | None = None
        ) -> Task:
            if before.state is State.SENDING and failures[0]:
                failures[0] -= 1
                raise StoreError("locked", tmp_path)
            return await move(before, after, event, guard)

        monkeypatch.setattr(here.ledger, "move", failing)
        task = await here.engine.submit(order(plain_leaf()))
        await here.until(task.id, state)
        assert failures == [0]
        await here.soon(lambda: here.engine.queue.paused is None)
    assert service.sends == 1


async def test_a_running_program_holds_what_another_one_left_queued(tmp_path: Path) -> None:
    async with serving(Scripted([code(4008), accepted()])) as service:
        async with room(service.url, tmp_path) as stays:
            async with room(service.url, tmp_path) as leaves:
                task = await leaves.engine.submit(order(plain_leaf()))
                await leaves.until_true(task.id, lambda now: now.problem == "points")
            await stays.soon(lambda: task.id in stays.engine.book.tasks)
            held = stays.engine.book.tasks[task.id]
            assert (held.state, held.problem) == (State.QUEUED, "restart")
            assert service.sends == 1
            await stays.engine.resume()
            await stays.until(task.id, State.RUNNING)
            kinds = [event.kind for event in await stays.ledger.timeline(task.id)]
    assert kinds == ["queued", "sent", "refused", "held", "sent", "accepted"]
    assert service.sends == 2


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
    async with serving(Scripted([accepted()])) as service, room(service.url, tmp_path) as here:
        (tmp_path / "pending").write_text("in the way")
        with pytest.raises(StoreError):
            await here.engine.submit(order(plain_leaf()))
        assert here.engine.book.tasks == {}
        (tmp_path / "pending").unlink()
    assert service.sends == 0


async def test_a_queue_that_the_user_paused_sends_nothing_until_told_to_go_on(
    tmp_path: Path,
) -> None:
    answers: list[Reply] = [accepted("task_1"), accepted("task_2")]
    async with serving(Scripted(answers)) as service, room(service.url, tmp_path) as here:
        await here.engine.pause()
        first = await here.engine.submit(order(plain_leaf()))
        second = await here.engine.submit(order(plain_leaf(), "a blue fox"))
        assert here.engine.queue.paused == "paused"
        await here.clock.sleep(60)
        assert [task.state for task in here.engine.book.queue()] == [State.QUEUED] * 2
        assert service.sends == 0
        await here.engine.resume()
        await here.until(first.id, State.RUNNING)
        await here.until(second.id, State.RUNNING)
    assert here.engine.queue.paused is None


async def test_what_is_being_prepared_is_not_sent_once_the_queue_is_paused(tmp_path: Path) -> None:
    async with serving(Scripted([accepted()])) as service, room(service.url, tmp_path) as here:
        asked = asyncio.Event()
        reply = service.reply

        def pausing(path: str) -> Reply:
            if "/product/list" in path:
                asked.set()
            return reply(path)

        service.reply = pausing  # type: ignore[method-assign]
        task = await here.engine.submit(order(plain_leaf()))
        await asked.wait()
        await here.engine.pause()
        await here.clock.sleep(60)
        assert here.engine.book.tasks[task.id].state is State.QUEUED
        assert service.sends == 0
        await here.engine.resume()
        await here.until(task.id, State.RUNNING)
    assert service.sends == 1


async def test_rows_know_the_prompt_while_the_program_runs_though_it_is_not_kept(
    tmp_path: Path,
) -> None:
    async with serving(Scripted([accepted()])) as service:
        async with room(service.url, tmp_path, keep_prompts=False) as here:
            task = await here.engine.submit(order(plain_leaf(), "a red fox"))
            task = await here.until(task.id, State.RUNNING)
            assert task.prompt is None
            assert here.engine.book.shown(task).prompt == "a red fox"
            kept = await here.ledger.get(task.id)
        assert kept is not None
        assert kept.prompt is None


async def test_what_waits_after_a_crash_still_says_what_it_is_about(tmp_path: Path) -> None:
    async with serving(Scripted([None])) as service:
        async with room(service.url, tmp_path, keep_prompts=False, crash=True) as here:
            task = await here.engine.submit(order(plain_leaf(), "a red fox"))
            await here.until(task.id, State.UNCONFIRMED)
        async with room(service.url, tmp_path, keep_prompts=False) as again:
            task = again.engine.book.tasks[task.id]
            while again.engine.book.shown(task).prompt is None:
                await again.clock.sleep(0.1)
            assert again.engine.book.shown(task).prompt == "a red fox"
