"""What one call finds out about the line is heeded by all, and what says nothing of it by none."""

import asyncio
from pathlib import Path

import pytest

from ima_tui.store.catalogue import Catalogue
from ima_tui.store.records import State, Task
from ima_tui.tasks.guards import Guards

from ..faults.trial import EDITED, PICTURE, order_of
from .hosts import hosting
from .rooms import order, plain_leaf, room
from .scripted import Reply, Scripted, Seen, accepted, answer, code, listed, plain_entry, serving

BUSY = answer(b"", "429 Too Many Requests", "Retry-After: 300")


def names() -> list[Reply]:
    return [accepted(f"task_{number}") for number in range(9)]


async def test_what_a_look_is_told_of_too_many_requests_holds_for_sends_too(
    tmp_path: Path,
) -> None:
    service = Scripted(names(), detail=BUSY)
    async with serving(service), room(service.url, tmp_path) as here:
        limited = asyncio.Event()
        here.engine.line.limits.subscribe(lambda _limit: limited.set())
        first = await here.engine.submit(order(plain_leaf(), "one"))
        await here.until(first.id, State.RUNNING)
        await asyncio.wait_for(limited.wait(), 20)
        at = here.clock.monotonic()
        service.detail = answer({"code": 0, "data": {"medias": []}})
        second = await here.engine.submit(order(plain_leaf(), "two"))
        assert service.sends == 1
        await here.until(second.id, State.RUNNING)
        assert here.clock.monotonic() - at > 290


@pytest.mark.parametrize("patient", [True, False])
async def test_a_list_that_does_not_come_after_a_refusal_is_waited_for(
    tmp_path: Path, patient: bool
) -> None:
    """The refusal stands only once the list was there and had nothing better."""
    rule = listed(plain_entry(5, attribute_id=7))
    service = Scripted(
        [code(6010), accepted()], products=[listed(plain_entry(5)), code(503), code(503), rule]
    )
    guards = Guards(patient=patient)
    async with serving(service), room(service.url, tmp_path, guards=guards) as here:
        task = await here.engine.submit(order(plain_leaf()))
        # a command's task looks three times, then it ends
        ends = (State.RUNNING,) if patient else (State.RUNNING, State.FAILED)
        task = await here.until(task.id, *ends)
        kinds = [event.kind for event in await here.ledger.timeline(task.id)]
    assert task.state is State.RUNNING
    assert "corrected_rule" in kinds
    assert service.sends == 2
    assert here.pending() == []


async def test_a_refusal_that_no_list_mends_stands_after_all(tmp_path: Path) -> None:
    plain = listed(plain_entry(5))
    service = Scripted([code(6010)], products=[plain, code(503), plain])
    async with serving(service), room(service.url, tmp_path) as here:
        task = await here.engine.submit(order(plain_leaf()))
        task = await here.until(task.id, State.FAILED)
    assert task.problem == "rule_mismatch"
    assert service.sends <= 2


async def test_the_timeline_tells_once_that_it_could_not_be_sent(tmp_path: Path) -> None:
    limited: Reply = answer(b"", "429 Too Many Requests")
    async with serving(Scripted([limited] * 4 + [accepted()])) as service:
        async with room(service.url, tmp_path) as here:
            task = await here.engine.submit(order(plain_leaf()))
            await here.until(task.id, State.RUNNING)
            kinds = [event.kind for event in await here.ledger.timeline(task.id)]
    assert kinds == ["queued", "sent", "not_sent", "accepted"]
    assert service.sends == 5


async def test_a_host_for_uploads_that_is_away_stops_only_what_needs_it(
    simulator_url: str, tmp_path: Path
) -> None:
    """The service is not called offline for it, and what has no inputs goes on."""
    async with serving(Scripted([])) as gone:
        pass
    async with room(simulator_url, tmp_path, upload_url=gone.url) as here:
        states: list[str | None] = []
        here.engine.line.changed.subscribe(states.append)
        edited = await here.engine.submit(await order_of(here, EDITED, "a blue fox"))
        await here.until_true(edited.id, _stored_nothing)
        for number in range(3):
            other = await here.engine.submit(await order_of(here, PICTURE, f"fox {number}"))
            await here.until(other.id, State.DONE)
        assert states == []
        assert here.engine.book.tasks[edited.id].state in {State.QUEUED, State.UPLOADING}


def _stored_nothing(task: Task) -> bool:
    return task.state is State.QUEUED and task.problem == "storage"


async def test_a_list_asked_for_before_a_price_was_refused_is_of_no_use_after_it(
    tmp_path: Path,
) -> None:
    """A look that was under way then is not shared, nor does its late answer replace the new."""
    asked, go_on = asyncio.Event(), asyncio.Event()

    async def serve(_request: Seen) -> Reply:
        if asked.is_set():
            return listed(plain_entry(9))
        asked.set()
        await go_on.wait()
        return listed(plain_entry(5))

    async with hosting(serve) as host, room(host.url, tmp_path) as here:
        catalogue = Catalogue(here.database, here.clock)

        async def points() -> int:
            listing = await catalogue.fresh(here.client, "text_to_image", since=here.clock.now())
            return listing.leaves[0].rules[0].points

        before = asyncio.create_task(points())
        await asked.wait()
        assert await points() == 9
        go_on.set()
        await before
        assert catalogue.shelves["text_to_image"].listing.leaves[0].rules[0].points == 9
