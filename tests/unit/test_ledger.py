"""The ledger: what it is told is what it tells, and nothing moves twice."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ima_tui.store.database import Database, StoreError
from ima_tui.store.ledger import Ledger
from ima_tui.store.records import Event, State, Task, from_row, to_row
from ima_tui.store.task_rows import StaleStateError

from .leaves import STEADY
from .tasks import event, ready, task


@pytest.fixture
async def ledger(tmp_path: Path) -> AsyncIterator[Ledger]:
    database = Database(tmp_path / "ledger.sqlite3")
    await database.open()
    yield Ledger(database)
    await database.close()


async def added(ledger: Ledger, *tasks: Task) -> None:
    for one in tasks:
        await ledger.add(one, event("queued"))


async def test_a_task_comes_back_as_it_was(ledger: Ledger) -> None:
    whole = task(
        1,
        state=State.RUNNING,
        exact=False,
        prompt="a [red] cat\n模型 \x1b[31m",
        problem="rate",
        accepted_at=3.5,
        ended_at=4.5,
        task_id="task_1",
        settings={},
    )
    await added(ledger, task(0), whole)
    assert await ledger.get("task0") == task(0)
    assert await ledger.get("task1") == whole
    assert await ledger.get("none") is None


async def test_a_task_is_added_once(ledger: Ledger) -> None:
    await added(ledger, task(0))
    with pytest.raises(StoreError) as told:
        await ledger.add(task(0, credit=9), event("again"))
    assert told.value.reason == "conflict"
    assert await ledger.get("task0") == task(0)
    assert len(await ledger.timeline("task0")) == 1


async def test_a_move_writes_state_media_and_event(ledger: Ledger) -> None:
    before = task(0)
    medias = (ready(0, path="/x/a.png", bytes=5), ready(1, state="failed", url=""))
    after = replace(before, state=State.RUNNING, task_id="t", accepted_at=2.0, medias=medias)
    await added(ledger, before)
    await ledger.move(before, after, event("accepted", 2.0, number=3))
    assert await ledger.get("task0") == after
    assert [(one.kind, one.at, one.detail) for one in await ledger.timeline("task0")] == [
        ("queued", 1.0, {}),
        ("accepted", 2.0, {"number": 3}),
    ]


async def test_media_are_kept_in_order_and_replaced(ledger: Ledger) -> None:
    one = task(0, state=State.RUNNING)
    two = replace(one, medias=(ready(1), ready(0)))
    await added(ledger, one)
    await ledger.move(one, two, None)
    three = replace(two, medias=(ready(0, path="/saved", bytes=9), ready(1), ready(2)))
    await ledger.move(two, three, None)
    found = await ledger.get("task0")
    assert found is not None
    assert found.medias == three.medias


async def test_what_another_program_fetched_is_not_forgotten_by_a_look(ledger: Ledger) -> None:
    one = task(0, state=State.RUNNING)
    left = ready(0, at_service=True)
    two = replace(one, medias=(left, ready(1, at_service=True)))
    await added(ledger, one)
    await ledger.move(one, two, None)
    file = replace(left, path="/saved", bytes=9, at_service=False)
    await ledger.saved_again("task0", file, event("saved"))
    later = (replace(left, url="https://x/0?again"), two.medias[1])
    stands = await ledger.move(two, replace(two, medias=later), None)
    assert stands.medias == (replace(file, url="https://x/0?again"), two.medias[1])
    assert await ledger.get("task0") == stands


async def test_a_stale_move_changes_nothing(ledger: Ledger) -> None:
    queued = task(0)
    sending = replace(queued, state=State.SENDING)
    await added(ledger, queued)
    await ledger.move(queued, sending, event("sent"))
    failed = replace(queued, state=State.FAILED, medias=(ready(0),))
    with pytest.raises(StaleStateError):
        await ledger.move(queued, failed, event("failed"))
    assert await ledger.get("task0") == sending
    assert [one.kind for one in await ledger.timeline("task0")] == ["queued", "sent"]


async def test_a_task_that_is_not_there_can_not_move(ledger: Ledger) -> None:
    with pytest.raises(StaleStateError):
        await ledger.move(task(0), task(0, state=State.SENDING), event("sent"))
    assert await ledger.timeline("task0") == ()


async def test_of_two_moves_at_once_one_wins(ledger: Ledger) -> None:
    queued = task(0)
    await added(ledger, queued)
    moves = [
        ledger.move(queued, replace(queued, state=state), event(str(state)))
        for state in (State.SENDING, State.STOPPED, State.FAILED)
    ]
    told = await asyncio.gather(*moves, return_exceptions=True)
    assert sorted(type(one).__name__ for one in told) == [*["StaleStateError"] * 2, "Task"]
    assert len(await ledger.timeline("task0")) == 2


async def test_a_move_without_change_only_adds_to_the_timeline(ledger: Ledger) -> None:
    await added(ledger, task(0))
    await ledger.move(task(0), task(0), event("held"))
    assert await ledger.get("task0") == task(0)
    assert [one.kind for one in await ledger.timeline("task0")] == ["queued", "held"]


async def test_the_services_id_belongs_to_one_task(ledger: Ledger) -> None:
    await added(ledger, task(0, task_id="same"), task(1))
    with pytest.raises(StoreError) as told:
        await ledger.move(task(1), task(1, state=State.RUNNING, task_id="same"), event("accepted"))
    assert told.value.reason == "conflict"
    assert await ledger.get("task1") == task(1)


async def test_pages_are_newest_first_and_whole(ledger: Ledger) -> None:
    tasks = [task(number) for number in range(7)]
    same_time = replace(task(7), created_at=tasks[6].created_at)
    await added(ledger, *tasks, same_time)
    found = [one.id for start in (0, 3, 6) for one in await ledger.page(start, 3)]
    assert found == ["task7", *(f"task{number}" for number in reversed(range(7)))]
    assert await ledger.page(9, 3) == ()


async def test_a_long_page_has_all_media(ledger: Ledger) -> None:
    for number in range(3):
        before = task(number)
        await added(ledger, before)
        await ledger.move(before, replace(before, medias=(ready(0), ready(1))), None)
    assert [len(one.medias) for one in await ledger.page(0, 10)] == [2, 2, 2]


async def test_tasks_by_state_are_oldest_first(ledger: Ledger) -> None:
    await added(
        ledger,
        task(2, state=State.RUNNING),
        task(0, state=State.QUEUED),
        task(1, state=State.DONE),
        task(3, state=State.QUEUED),
    )
    found = await ledger.in_states([State.QUEUED, State.RUNNING])
    assert [one.id for one in found] == ["task0", "task2", "task3"]
    assert await ledger.in_states([]) == ()


async def test_totals_count_what_was_or_may_have_been_charged(ledger: Ledger) -> None:
    assert await ledger.totals() == (0, 0)
    await added(
        ledger,
        task(0, credit=1),
        task(1, credit=10, count=2, task_id="a", state=State.DONE),
        task(2, credit=100, task_id="b", state=State.FAILED),
        task(3, credit=1000, state=State.UNCONFIRMED),
        task(4, credit=5000, state=State.FAILED),
    )
    assert await ledger.totals() == (5, 1120)


async def test_a_timeline_is_in_order_of_time_then_of_telling(ledger: Ledger) -> None:
    one = task(0)
    await ledger.add(one, event("first", 1.0))
    for kind, at in (("third", 2.0), ("fourth", 2.0), ("second", 1.5)):
        await ledger.move(one, one, event(kind, at, name="模型 [b]"))
    found = await ledger.timeline("task0")
    assert [line.kind for line in found] == ["first", "second", "third", "fourth"]
    assert found[1].detail == {"name": "模型 [b]"}
    assert await ledger.timeline("none") == ()


def taken_by(owner: str) -> Callable[[Task], tuple[Task, Event | None]]:
    def take(found: Task) -> tuple[Task, Event | None]:
        return replace(found, owner=owner, problem="restart"), event("held", 3.0)

    return take


async def test_a_task_is_adopted_once(ledger: Ledger) -> None:
    await added(ledger, task(0))
    adopted = await ledger.adopt("task0", "owner1", taken_by("owner2"))
    assert adopted == await ledger.get("task0")
    assert adopted is not None
    assert (adopted.owner, adopted.problem) == ("owner2", "restart")
    assert await ledger.adopt("task0", "owner1", taken_by("owner3")) is None
    assert await ledger.adopt("none", "owner1", taken_by("owner3")) is None
    assert [line.kind for line in await ledger.timeline("task0")][-1] == "held"


async def test_a_task_in_other_hands_is_not_moved(ledger: Ledger) -> None:
    before = task(0)
    await added(ledger, before)
    await ledger.adopt("task0", "owner1", taken_by("owner2"))
    with pytest.raises(StaleStateError):
        await ledger.move(before, replace(before, problem="points"), None)


async def test_of_two_programs_at_once_one_adopts(tmp_path: Path) -> None:
    databases = [Database(tmp_path / "ledger.sqlite3") for _ in range(2)]
    for database in databases:
        await database.open()
    ledgers = [Ledger(database) for database in databases]
    await added(ledgers[0], task(0))
    told = await asyncio.gather(
        *(one.adopt("task0", "owner1", taken_by(f"by{at}")) for at, one in enumerate(ledgers))
    )
    winners = [one for one in told if one is not None]
    assert len(winners) == 1
    assert await ledgers[0].get("task0") == winners[0]
    for database in databases:
        await database.close()


async def test_how_long_a_model_took_is_told_of_what_ended_well_newest_first(
    ledger: Ledger,
) -> None:
    done = {"state": State.DONE, "accepted_at": 100.0}
    await added(
        ledger,
        task(0, **done, ended_at=120.0),
        task(1, **done, ended_at=130.0),
        task(2, **done, ended_at=90.0),  # the clock was set back meanwhile
        task(3, **done, ended_at=140.0, version="model-2"),
        task(4, **done, ended_at=150.0, task_type="image_to_image"),
        task(5, state=State.FAILED, accepted_at=100.0, ended_at=101.0),
        task(6, state=State.RUNNING, accepted_at=100.0),
        task(7, **done, ended_at=9000.0, untimed=True),  # nobody looked
    )
    assert await ledger.durations("text_to_image", "model-1") == (30.0, 20.0)
    assert await ledger.durations("text_to_image", "model-1", most=1) == (30.0,)


@STEADY
@given(
    st.builds(
        task,
        st.integers(0, 99),
        state=st.sampled_from(State),
        credit=st.integers(0, 10**6),
        count=st.integers(1, 9),
        exact=st.booleans(),
        poll=st.floats(0, 1e6),
        prompt=st.none() | st.text(),
        accepted_at=st.none() | st.floats(0, 1e12),
        group_id=st.none() | st.text(),
        usual_low=st.none() | st.floats(0, 1e6),
        settings=st.dictionaries(
            st.text(max_size=5),
            st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=9),
        ),
    )
)
def test_a_row_holds_all_of_a_task(one: Task) -> None:
    assert from_row(to_row(one)) == one


async def test_stars_and_tags_are_kept_and_change_nothing_else(ledger: Ledger) -> None:
    await added(ledger, task(0), task(1))
    await ledger.star("task0", on=True)
    assert await ledger.tag("task0", ["  fox\n series ", "Fox series", "", "雪"]) == (
        "fox series",
        "雪",
    )
    assert await ledger.get("task0") == task(0, starred=True, tags=("fox series", "雪"))
    assert await ledger.get("task1") == task(1)
    await ledger.star("task0", on=False)
    await ledger.tag("task0", [])
    assert await ledger.get("task0") == task(0)


async def test_a_task_that_runs_on_keeps_its_star(ledger: Ledger) -> None:
    before = task(0)
    await added(ledger, before)
    await ledger.star("task0", on=True)
    await ledger.move(before, replace(before, state=State.SENDING), None)
    found = await ledger.get("task0")
    assert found is not None
    assert (found.starred, found.state) == (True, State.SENDING)
