"""What is written down with an order: what it belongs to, and how long it should take."""

from dataclasses import replace
from pathlib import Path

from ima_tui.store.records import Event, State
from ima_tui.tasks.groups import BATCH, new_group

from ..unit.tasks import PLAIN
from .rooms import order, plain_leaf, room
from .scripted import Scripted, accepted, serving


async def test_what_is_ordered_together_is_known_together(tmp_path: Path) -> None:
    service = Scripted([accepted("task_1"), accepted("task_2"), accepted("task_3")])
    async with serving(service), room(service.url, tmp_path) as here:
        group = new_group(BATCH)
        both = [await here.engine.submit(order(plain_leaf()), group) for _ in range(2)]
        alone = await here.engine.submit(order(plain_leaf()))
        kept = [await here.ledger.get(task.id) for task in (*both, alone)]
    assert [task.group_id for task in kept if task] == [group, group, None]


async def test_five_of_a_model_tell_what_the_sixth_should_take(tmp_path: Path) -> None:
    service = Scripted([accepted()])
    async with serving(service), room(service.url, tmp_path) as here:
        for number in range(5):
            now, took = 1000.0 * number, 20.0 + number
            await here.ledger.add(
                replace(
                    PLAIN,
                    id=f"old{number}",
                    state=State.DONE,
                    version="plain-1",
                    accepted_at=now,
                    ended_at=now + took,
                ),
                Event(now, "queued", {}),
            )
        task = await here.engine.submit(order(plain_leaf()))
    assert task.expected == (22.0, 24.0)
    assert (task.estimate_low, task.estimate_high) == (20.0, 60.0)
