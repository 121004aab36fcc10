"""When tasks are looked at, over hours and days, without waiting for them."""

import asyncio
from itertools import pairwise
from pathlib import Path

import pytest

from ima_tui.store.records import State
from ima_tui.tasks.gate import AT_ONCE
from ima_tui.tasks.looks import DAY_SECONDS, RARE_SECONDS

from .hosts import MAKING, Host, asked, detail, hosting, looks_at, ready
from .scripted import Reply, Seen, code
from .warp import WarpClock, warp
from .watching import Post, moments, post, scenario


def test_looks_begin_before_the_expected_end_and_stay_close_until_it_came(tmp_path: Path) -> None:
    async def act(here: Post, host: Host) -> None:
        task = await here.accept(estimate_low=90.0, estimate_high=150.0, poll=8.0)
        await here.clock.sleep(240)
        at = moments(here)
        gaps = [later - sooner for sooner, later in pairwise(at)]
        assert 0.7 * 90 <= at[0] < 90
        assert len([moment for moment in at if moment < 90]) == 1
        assert all(1.0 <= gap <= 8.0 + 0.2 for gap, moment in zip(gaps[1:], at[1:], strict=False))
        dense = [g for g, m in zip(gaps, at, strict=False) if m >= 90 and m + g < 150]
        sparse = [g for g, m in zip(gaps, at, strict=False) if m > 150]
        assert max(dense) < min(sparse)
        assert here.book.tasks[task.id].state is State.RUNNING

    scenario(tmp_path, lambda _request: detail(MAKING))(act)


def test_what_a_model_took_before_says_when_looking_is_worth_it(tmp_path: Path) -> None:
    async def act(here: Post, host: Host) -> None:
        slow = [float(seconds) for seconds in range(200, 220)]
        await looks_from(here, "never seen", [])
        assert moments(here)[0] < 90
        here.looked.clear()
        await looks_from(here, "slow", slow)
        assert 135 <= moments(here)[0] < 150, "the estimate is not forgotten"
        assert 190 <= moments(here)[1] < 220
        here.looked.clear()
        await looks_from(here, "a few", slow[:3])
        assert moments(here)[0] < 90

    async def looks_from(here: Post, version: str, before: list[float]) -> None:
        number = len(here.book.tasks)
        here.watcher.learn("text_to_image", version, before)
        begun = here.clock.monotonic()
        task = await here.accept(
            number, version=version, estimate_low=90.0, estimate_high=150.0, poll=8.0
        )
        await here.clock.sleep(230)
        await here.watcher.stop(task.id)
        here.looked[:] = [(at - begun, one) for at, one in here.looked]

    scenario(tmp_path, lambda _request: detail(MAKING))(act)


def test_times_written_down_late_do_not_put_off_the_looks(tmp_path: Path) -> None:
    async def act(here: Post, host: Host) -> None:
        # as of somebody who starts pictures, leaves, and is back ten minutes later
        here.watcher.learn("text_to_image", "left alone", [590.0] * 50)
        await here.accept(version="left alone", estimate_low=10.0, estimate_high=30.0, poll=5.0)
        await here.clock.sleep(590)
        at = moments(here)
        assert at[0] <= 30
        assert all(later - sooner <= max(5.0, sooner / 2) for sooner, later in pairwise(at))

    scenario(tmp_path, lambda _request: detail(MAKING))(act)


def test_never_two_looks_at_a_task_within_a_second(tmp_path: Path) -> None:
    async def act(here: Post, host: Host) -> None:
        task = await here.accept(estimate_low=0.1, estimate_high=0.3, poll=1.0)
        for _ in range(20):
            await here.watcher.look(task.id)
        at = moments(here)
        assert min(b - a for a, b in pairwise(at)) >= 1.0

    scenario(tmp_path, lambda _request: detail(MAKING))(act)


def test_looks_wished_for_at_once_are_one_look(tmp_path: Path) -> None:
    async def act(here: Post, host: Host) -> None:
        task = await here.accept()
        found = await asyncio.gather(*(here.watcher.look(task.id) for _ in range(4)))
        assert [one is not None and one.state for one in found] == [State.SAVING] * 4
        assert len(host.seen) == 1

    scenario(tmp_path, lambda _request: detail(ready()))(act)


def test_five_hundred_tasks_share_the_places_and_none_starves(tmp_path: Path) -> None:
    async def act() -> None:
        clock = WarpClock()

        async def slowly(request: Seen) -> Reply:
            await clock.sleep(0.05)
            done = clock.monotonic() > 100 and int(asked(request).removeprefix("task_")) % 2
            return detail(ready() if done else MAKING)

        async with hosting(slowly) as host, post(host.url, tmp_path) as here:
            for number in range(500):
                await here.accept(number, poll=20.0)
            await clock.sleep(90)
            assert host.most == AT_ONCE
            looks = looks_at(host)
            assert len(looks) == 500
            assert min(looks.values()) >= max(looks.values()) - 1 >= 3
            await clock.sleep(60)
            ended = here.book.holding(frozenset({State.SAVING}))
            assert len(ended) == 250
            assert host.most == AT_ONCE

    warp(act())


def test_a_task_that_takes_long_is_looked_at_less_and_less_for_a_day_then_asks(
    tmp_path: Path,
) -> None:
    async def act(here: Post, host: Host) -> None:
        task = await here.accept()
        await here.until(task.id, State.TAKING_LONG)
        assert 600 < here.clock.monotonic() < 610
        before = len(host.seen)
        await here.clock.sleep(DAY_SECONDS)
        asking = here.book.tasks[task.id]
        assert (asking.state, asking.problem) == (State.TAKING_LONG, "day_passed")
        assert 200 < len(host.seen) - before < 500
        count = len(host.seen)
        await here.clock.sleep(DAY_SECONDS)
        assert len(host.seen) == count
        kinds = [event.kind for event in await here.ledger.timeline(task.id)]
        assert kinds == ["queued", "taking_long", "day_passed"]

        await here.watcher.look_again(task.id)
        await here.clock.sleep(3600)
        assert here.book.tasks[task.id].problem is None
        assert len(host.seen) > count + 5
        await here.clock.sleep(DAY_SECONDS)
        assert here.book.tasks[task.id].problem == "day_passed"

    scenario(tmp_path, lambda _request: detail(MAKING))(act)


def test_a_task_is_looked_at_after_days_away_before_anybody_is_asked(tmp_path: Path) -> None:
    async def act(here: Post, host: Host) -> None:
        since = here.clock.now() - 3 * DAY_SECONDS
        task = await here.accept(accepted_at=since, state=State.TAKING_LONG)
        await here.until(task.id, State.SAVING, seconds=1.0)

    scenario(tmp_path, lambda _request: detail(ready()))(act)


def test_who_stops_watching_stops_the_looks_and_may_begin_again(tmp_path: Path) -> None:
    async def act(here: Post, host: Host) -> None:
        task = await here.accept()
        await here.clock.sleep(40)
        await here.watcher.stop(task.id)
        count = len(host.seen)
        await here.clock.sleep(3600)
        stopped = here.book.tasks[task.id]
        assert (stopped.state, len(host.seen)) == (State.STOPPED, count)
        await here.watcher.look_again(task.id)
        again = here.book.tasks[task.id]
        assert (again.state, again.ended_at) == (State.RUNNING, None)
        await here.clock.sleep(30)
        assert len(host.seen) > count

    scenario(tmp_path, lambda _request: detail(MAKING))(act)


def test_a_task_that_the_service_does_not_know_is_told_and_looked_at_rarely(
    tmp_path: Path,
) -> None:
    known = False

    async def act(here: Post, host: Host) -> None:
        nonlocal known
        task = await here.accept()
        await here.clock.sleep(400)
        lost = here.book.tasks[task.id]
        assert (lost.state, lost.problem) == (State.RUNNING, "unknown_task")
        assert len(host.seen) == 3
        assert not here.line.down
        await here.clock.sleep(4 * RARE_SECONDS)
        assert 3 + 3 <= len(host.seen) <= 3 + 5
        known = True
        task = await here.until(task.id, State.SAVING)
        assert task.problem is None

    scenario(tmp_path, lambda _request: detail(ready()) if known else code(400, "no task"))(act)


@pytest.mark.parametrize("number", [500, 503])
def test_a_passing_fault_of_the_service_is_not_a_task_that_it_does_not_know(
    number: int, tmp_path: Path
) -> None:
    async def act(here: Post, host: Host) -> None:
        task = await here.accept()
        await here.clock.sleep(500)
        assert here.book.tasks[task.id].problem is None
        assert len(host.seen) > 6

    scenario(tmp_path, lambda _request: code(number))(act)


def test_a_model_is_judged_by_how_long_it_took_before(tmp_path: Path) -> None:
    took = 30.0

    async def act() -> None:
        clock = WarpClock()

        async def timed(request: Seen) -> Reply:
            task = here.book.tasks[f"{int(asked(request).removeprefix('task_')):08x}"]
            over = clock.now() - (task.accepted_at or 0) >= took
            return detail(ready() if over else MAKING)

        async with hosting(timed) as host, post(host.url, tmp_path) as here:
            last = 0.0
            for number in range(40):
                task = await here.accept(number, estimate_low=90.0, estimate_high=150.0, poll=8.0)
                begun = clock.monotonic()
                await here.until(task.id, State.SAVING)
                last = clock.monotonic() - begun
            assert last < took + 8
            assert host.most == 1

    warp(act())
