"""What was taken out of the queue comes back as it was, and is on disk only while it waits."""

from dataclasses import replace
from pathlib import Path

import pytest

from ima_tui.store.records import State, Task
from ima_tui.tasks.desk import SettleError

from .rooms import order, plain_leaf, room
from .scripted import Scripted, accepted, serving


def _asking(task: Task) -> Task:
    return replace(task, problem="price_risen", asked=9)


async def test_it_comes_back_and_is_sent_once(tmp_path: Path) -> None:
    service = Scripted([accepted()])
    async with serving(service), room(service.url, tmp_path, keep_prompts=False) as here:
        desk = here.engine.desk
        await here.engine.pause()
        task = await here.engine.submit(order(plain_leaf(), "a secret fox"))
        await desk.take_out(task.id)
        assert here.pending() == []
        assert not any(b"secret" in path.read_bytes() for path in tmp_path.rglob("*.json"))
        back = await desk.put_back(task.id)
        assert back.state is State.QUEUED
        assert back.ended_at is None
        assert here.pending() == [task.id]
        with pytest.raises(SettleError, match="other_state"):
            await desk.put_back(task.id)
        await here.engine.resume()
        await here.until(task.id, State.RUNNING)
        events = [event.kind for event in await here.ledger.timeline(task.id)]
    assert events[:3] == ["queued", "taken_out", "put_back"]
    assert service.sends == 1


async def test_what_it_asked_it_asks_again(tmp_path: Path) -> None:
    service = Scripted([accepted()])
    async with serving(service), room(service.url, tmp_path) as here:
        await here.engine.pause()
        task = await here.engine.submit(order(plain_leaf()))
        await here.engine.book.change(task.id, _asking)
        await here.engine.desk.take_out(task.id)
        back = await here.engine.desk.put_back(task.id)
    assert (back.problem, back.asked) == ("price_risen", 9)


async def test_what_an_earlier_run_took_out_stays_out(tmp_path: Path) -> None:
    service = Scripted([accepted()])
    async with serving(service):
        async with room(service.url, tmp_path) as here:
            await here.engine.pause()
            task = await here.engine.submit(order(plain_leaf()))
            out = await here.engine.desk.take_out(task.id)
        async with room(service.url, tmp_path) as here:
            here.engine.book.take(out)
            with pytest.raises(SettleError, match="lost_request"):
                await here.engine.desk.put_back(task.id)
