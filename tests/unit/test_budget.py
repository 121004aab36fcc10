"""The budget guards: what counts, from when, and that two programs can't go over a cap together."""

import asyncio
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ima_tui.store.budget import Caps, Guard, OverBudgetError
from ima_tui.store.database import Database
from ima_tui.store.ledger import Ledger
from ima_tui.store.records import Event, State, Task

from .tasks import task

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC).timestamp()
HOUR = 3600.0


def guard(caps: Caps, *, owner: str = "me", now: float = NOON, since: float = NOON) -> Guard:
    return Guard(caps, since, now, owner)


def made(name: str, **more: object) -> Task:
    values: dict[str, object] = {"owner": "me", "created_at": NOON, "credit": 10, "count": 2}
    return replace(task(), id=name, **(values | more))  # type: ignore[arg-type]


EVENT = Event(NOON, "queued", {})


async def opened(folder: Path) -> tuple[Database, Ledger]:
    database = Database(folder / "data.sqlite3")
    await database.open()
    return database, Ledger(database)


@pytest.mark.parametrize("cap", ["session", "day", "month"])
async def test_a_cap_lets_through_what_fits_and_no_more(tmp_path: Path, cap: str) -> None:
    database, ledger = await opened(tmp_path)
    caps = Caps(**{cap: 40})
    await ledger.add(made("a"), EVENT, guard(caps))
    await ledger.add(made("b"), EVENT, guard(caps))
    with pytest.raises(OverBudgetError) as told:
        await ledger.add(made("c", credit=1, count=1), EVENT, guard(caps))
    assert (told.value.cap, told.value.limit, told.value.spent) == (cap, 40, 40)
    assert await ledger.get("c") is None
    await database.close()


@pytest.mark.parametrize(
    ("state", "task_id", "counts"),
    [
        (State.QUEUED, None, True),
        (State.SENDING, None, True),
        (State.UNCONFIRMED, None, True),
        (State.RUNNING, "t", True),
        (State.DONE, "t", True),
        (State.FAILED, "t", True),
        (State.FAILED, None, False),
        (State.STOPPED, None, False),
        (State.STOPPED, "t", True),
    ],
)
async def test_what_may_have_been_charged_counts(
    tmp_path: Path, state: State, task_id: str | None, counts: bool
) -> None:
    database, ledger = await opened(tmp_path)
    await ledger.add(made("a", state=state, task_id=task_id), EVENT)
    wanted = guard(Caps(day=20))
    if counts:
        with pytest.raises(OverBudgetError):
            await ledger.add(made("b", credit=1, count=1), EVENT, wanted)
    else:
        await ledger.add(made("b"), EVENT, wanted)
        assert await ledger.get("b") is not None
    await database.close()


@pytest.mark.parametrize(
    ("cap", "at", "counts"),
    [
        ("session", NOON - HOUR, False),
        ("session", NOON, True),
        ("day", NOON - 13 * HOUR, False),
        ("day", NOON - 11 * HOUR, True),
        ("month", NOON - 10 * 24 * HOUR, True),
        ("month", NOON - 25 * 24 * HOUR, False),
    ],
)
async def test_windows_begin_where_they_should(
    tmp_path: Path, cap: str, at: float, counts: bool
) -> None:
    database, ledger = await opened(tmp_path)
    await ledger.add(made("a", created_at=at, accepted_at=at, task_id="t"), EVENT)
    try:
        await ledger.add(made("b"), EVENT, guard(Caps(**{cap: 30})))
    except OverBudgetError:
        assert counts
    else:
        assert not counts
    await database.close()


@pytest.mark.parametrize(
    ("now", "spent_at"),
    [
        # the day on which summer time ends has 25 hours
        ("2026-10-25T12:00+01:00", "2026-10-25T00:30+02:00"),
        # and of its month the first hour was one of summer time
        ("2026-10-31T12:00+01:00", "2026-10-01T00:30+02:00"),
    ],
)
async def test_a_day_begins_at_its_midnight_also_where_summer_time_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, now: str, spent_at: str
) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    try:
        at, then = (datetime.fromisoformat(text).timestamp() for text in (now, spent_at))
        caps = Caps(month=30) if at - then > 24 * HOUR else Caps(day=30)
        database, ledger = await opened(tmp_path)
        await ledger.add(made("a", created_at=then, accepted_at=then, task_id="t"), EVENT)
        with pytest.raises(OverBudgetError):
            await ledger.add(made("b"), EVENT, guard(caps, now=at))
        await database.close()
    finally:
        monkeypatch.undo()
        time.tzset()


async def test_another_program_s_session_is_its_own(tmp_path: Path) -> None:
    database, ledger = await opened(tmp_path)
    await ledger.add(made("a", owner="other"), EVENT)
    await ledger.add(made("b"), EVENT, guard(Caps(session=20)))
    with pytest.raises(OverBudgetError):
        await ledger.add(made("c"), EVENT, guard(Caps(day=50)))
    await database.close()


async def test_sending_is_checked_again_without_those_that_wait(tmp_path: Path) -> None:
    database, ledger = await opened(tmp_path)
    for name in ("a", "b"):
        await ledger.add(made(name), EVENT)
    waiting = made("a")
    sending = replace(waiting, state=State.SENDING)
    await ledger.move(waiting, sending, None, guard(Caps(day=20)))
    other = made("b")
    with pytest.raises(OverBudgetError):
        await ledger.move(other, replace(other, state=State.SENDING), None, guard(Caps(day=20)))
    kept = await ledger.get("b")
    assert kept is not None
    assert kept.state is State.QUEUED
    await database.close()


async def test_two_programs_can_t_go_over_a_cap_together(tmp_path: Path) -> None:
    stores = [await opened(tmp_path), await opened(tmp_path)]

    async def add(number: int) -> bool:
        _, ledger = stores[number % 2]
        owner = f"program-{number % 2}"
        try:
            await ledger.add(
                made(f"t{number}", owner=owner), EVENT, guard(Caps(day=100), owner=owner)
            )
        except OverBudgetError:
            return False
        return True

    passed = await asyncio.gather(*(add(number) for number in range(20)))
    assert sum(passed) == 5
    for database, _ in stores:
        await database.close()


@pytest.mark.parametrize(
    ("more", "spent"),
    [
        ({"state": State.QUEUED}, 20),
        ({"state": State.UNCONFIRMED}, 20),
        ({"state": State.DONE, "task_id": "t", "sent_at": NOON}, 20),
        ({"state": State.DONE, "task_id": "t", "accepted_at": NOON}, 20),
        ({"state": State.DONE, "task_id": "t"}, 0),
        ({"state": State.STOPPED, "unsure": 1, "sent_at": NOON}, 20),
        ({"state": State.FAILED, "unsure": 0, "sent_at": NOON}, 0),
        ({"state": State.RUNNING, "task_id": "t", "unsure": 2, "accepted_at": NOON}, 60),
        ({"state": State.QUEUED, "unsure": 1}, 40),
    ],
)
async def test_what_was_made_before_counts_when_it_holds_points_or_was_sent_since(
    tmp_path: Path, more: dict[str, object], spent: int
) -> None:
    database, ledger = await opened(tmp_path)
    await ledger.add(made("a", created_at=NOON - 40 * 24 * HOUR, **more), EVENT)
    with pytest.raises(OverBudgetError) as told:
        await ledger.add(made("b"), EVENT, guard(Caps(day=19)))
    assert told.value.spent == spent
    await database.close()


async def test_a_create_without_an_answer_counts_against_its_own_next_one(tmp_path: Path) -> None:
    database, ledger = await opened(tmp_path)
    waiting = made("a", unsure=1, sent_at=NOON)
    await ledger.add(waiting, EVENT)
    sending = replace(waiting, state=State.SENDING)
    with pytest.raises(OverBudgetError):
        await ledger.move(waiting, sending, EVENT, guard(Caps(day=39)))
    await ledger.move(waiting, sending, EVENT, guard(Caps(day=40)))
    await database.close()


async def test_all_that_may_have_been_charged_is_in_the_total(tmp_path: Path) -> None:
    database, ledger = await opened(tmp_path)
    await ledger.add(made("a", state=State.RUNNING, task_id="t", unsure=1), EVENT)
    await ledger.add(made("b", state=State.STOPPED, unsure=1), EVENT)
    await ledger.add(made("c", state=State.STOPPED), EVENT)
    assert await ledger.totals() == (3, 60)
    await database.close()


async def test_what_a_program_reserved_for_a_run_is_free_again_once_it_ended(
    tmp_path: Path,
) -> None:
    database, ledger = await opened(tmp_path)
    caps = Caps(day=40)
    await ledger.reservations.reserve("run", 30, guard(caps, owner="other"))
    await ledger.reservations.sweep(lambda _owner: True)
    with pytest.raises(OverBudgetError):
        await ledger.add(made("a"), EVENT, guard(caps))
    await ledger.reservations.sweep(lambda owner: owner != "other")
    await ledger.add(made("a"), EVENT, guard(caps))
    await database.close()
