"""Watching over hours, without waiting for them."""

import asyncio
from collections import Counter
from collections.abc import Callable, Coroutine
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest

from ima_tui.catalog.task_types import task_type
from ima_tui.store.records import State, TaskMedia
from ima_tui.tasks.gate import AT_ONCE
from ima_tui.tasks.looks import DAY_SECONDS, LATE_SECONDS, RARE_SECONDS

from ..unit.tasks import ready as one_ready
from .hosts import FAILED, MAKING, Host, asked, detail, hosting, looks_at, ready
from .scripted import Reply, Seen, answer, code
from .warp import WarpClock, warp
from .watching import Post, post


def moments(here: Post) -> list[float]:
    return [at for at, _task in here.looked]


def scenario(folder: Path, reply: Callable[[Seen], Reply]) -> Callable[..., Any]:
    """Run what a test does with a watcher and a service that replies so."""

    def run(act: Callable[[Post, Host], Coroutine[Any, Any, None]]) -> None:
        async def act_there() -> None:
            async def answer_to(request: Seen) -> Reply:
                return reply(request)

            async with hosting(answer_to) as host, post(host.url, folder) as here:
                await act(here, host)

        warp(act_there())

    return run


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


def test_too_many_requests_slows_everybody_and_recovers(tmp_path: Path) -> None:
    refused_until = 130.0
    at: list[float] = []

    async def act() -> None:
        clock = WarpClock()

        async def limiting(request: Seen) -> Reply:
            at.append(clock.monotonic())
            await clock.sleep(0.05)
            storm = 60 < clock.monotonic() < refused_until
            return answer(b"", "429 Too Many Requests") if storm else detail(MAKING)

        async with hosting(limiting) as host, post(host.url, tmp_path) as here:
            for number in range(100):
                await here.accept(number, estimate_low=5.0, estimate_high=20.0, poll=10.0)
            await clock.sleep(600)
            assert here.line.problem is None
            assert not here.line.down
            assert len(looks_at(host)) == 100

    warp(act())
    per_minute = Counter(int(moment // 60) for moment in at)
    assert per_minute[1] < 60, "the storm is not fed"
    assert per_minute[8] > 0.8 * per_minute[0], "and the pace comes back"


def test_everybody_waits_as_long_as_the_service_asks_for(tmp_path: Path) -> None:
    at: list[float] = []

    async def act() -> None:
        clock = WarpClock()

        async def limiting(request: Seen) -> Reply:
            at.append(clock.monotonic())
            if len(at) == 20:
                return answer(b"", "429 Too Many Requests", "Retry-After: 90")
            return detail(MAKING)

        async with hosting(limiting) as host, post(host.url, tmp_path) as here:
            for number in range(30):
                await here.accept(number)
            await clock.sleep(300)

    warp(act())
    # at most those under way still arrive
    assert not [moment for moment in at if at[19] + 1 < moment < at[19] + 90]
    assert len([moment for moment in at if at[19] + 90 <= moment < at[19] + 120]) > 20


def test_offline_is_told_probed_once_at_a_time_and_over_by_itself(tmp_path: Path) -> None:
    async def act() -> None:
        clock = WarpClock()
        offline, probes = True, 0

        async def sometimes(request: Seen) -> Reply:
            nonlocal probes
            probes += offline
            await clock.sleep(0.05)
            return None if offline else detail(ready())

        async with hosting(sometimes) as host, post(host.url, tmp_path) as here:
            states: list[bool] = []
            here.line.changed.subscribe(lambda _problem: states.append(here.line.down))
            for number in range(100):
                await here.accept(number)
            await clock.sleep(3600)
            assert here.line.down
            assert AT_ONCE < probes < AT_ONCE + 80, "about one a minute"
            offline, host.most = False, 0
            await clock.sleep(75)
            assert len(here.book.holding(frozenset({State.SAVING}))) == 100
            assert states == [True, False]
            assert host.most <= AT_ONCE

    warp(act())


def test_one_call_that_was_cut_is_not_offline(tmp_path: Path) -> None:
    replies = iter([None, detail(MAKING), None])

    async def act(here: Post, host: Host) -> None:
        states: list[str | None] = []
        here.line.changed.subscribe(states.append)
        task = await here.accept()
        await here.until(task.id, State.SAVING)
        assert states == []

    scenario(tmp_path, lambda _request: next(replies, detail(ready())))(act)


def test_a_refused_key_is_probed_not_hammered(tmp_path: Path) -> None:
    async def act(here: Post, host: Host) -> None:
        for number in range(50):
            await here.accept(number)
        await here.clock.sleep(1800)
        assert here.line.problem == "key"
        assert len(host.seen) < AT_ONCE + 45

    scenario(tmp_path, lambda _request: code(401))(act)


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


def test_an_unknown_status_is_shown_once_and_the_task_goes_on(tmp_path: Path) -> None:
    replies = iter([detail(status="Moderating[/]\n\x1b[31m")] * 3 + [detail(MAKING)])

    async def act(here: Post, host: Host) -> None:
        task = await here.accept()
        await here.until(task.id, State.SAVING)
        events = await here.ledger.timeline(task.id)
        assert [event.kind for event in events] == ["queued", "status", "ready"]
        shown = str(events[1].detail["status"])
        assert shown.startswith("moderating[/]")
        assert shown.isprintable()

    scenario(tmp_path, lambda _request: next(replies, detail(ready())))(act)


def test_media_that_come_one_by_one_are_all_waited_for(tmp_path: Path) -> None:
    given: list[dict[str, Any]] = []

    def reply(_request: Seen) -> Reply:
        given.append(ready(f"https://example.com/{len(given)}"))
        return detail(*given[:3])

    async def act(here: Post, host: Host) -> None:
        task = await here.accept(count=3)
        task = await here.until(task.id, State.SAVING)
        assert len(task.medias) == 3
        assert len([one for one in here.looked if one[1].state is State.RUNNING]) == 2

    scenario(tmp_path, reply)(act)


def test_fewer_media_than_asked_for_end_a_task_after_a_while(tmp_path: Path) -> None:
    async def act(here: Post, host: Host) -> None:
        task = await here.accept(count=4)
        task = await here.until(task.id, State.SAVING, seconds=120)
        assert len(task.medias) == 1

    scenario(tmp_path, lambda _request: detail(ready()))(act)


def test_media_that_come_after_the_end_are_seen(tmp_path: Path) -> None:
    replies = iter([detail(ready()), detail(ready(), MAKING), detail(ready(), MAKING)])

    async def act(here: Post, host: Host) -> None:
        task = await here.accept()
        await here.until(task.id, State.SAVING)
        assert here.watcher.closing == {task.id}
        await here.clock.sleep(LATE_SECONDS + 1)
        assert here.book.tasks[task.id].medias[1].state == "processing"
        await here.clock.sleep(30)
        assert [media.state for media in here.book.tasks[task.id].medias] == ["ready"] * 2
        count = len(host.seen)
        assert here.watcher.closing == frozenset()
        await here.clock.sleep(3600)
        assert len(host.seen) == count == 4

    scenario(tmp_path, lambda _request: next(replies, detail(ready(), ready())))(act)


def test_what_comes_late_is_seen_however_seldom_its_model_did_that(tmp_path: Path) -> None:
    looks: Counter[str] = Counter()

    def reply(request: Seen) -> Reply:
        looks[asked(request)] += 1
        late = asked(request) == "task_7" and looks["task_7"] > 1
        return detail(ready(), ready("https://example.com/late.png")) if late else detail(ready())

    async def act(here: Post, host: Host) -> None:
        for number in range(8):
            task = await here.accept(number)
            await here.until(task.id, State.SAVING)
            await here.clock.sleep(LATE_SECONDS + 1)
            assert not here.book.tasks[task.id].closing
        assert len(here.book.tasks[f"{7:08x}"].medias) == 2
        assert set(looks.values()) == {2}

    scenario(tmp_path, reply)(act)


def test_a_fifth_of_calls_that_fail_hardly_slow_the_others(tmp_path: Path) -> None:
    """Mishaps of single calls are not taken for a service that is away."""
    lot, worst = Random(5), 0.0

    async def act() -> None:
        nonlocal worst
        clock = WarpClock()

        async def unsteady(request: Seen) -> Reply:
            await clock.sleep(0.05)
            if lot.random() < 0.2:
                return None
            over = clock.monotonic() >= 40
            return detail(ready() if over else MAKING)

        async with hosting(unsteady) as host, post(host.url, tmp_path) as here:
            for number in range(200):
                await here.accept(number, estimate_low=20.0, estimate_high=40.0, poll=5.0)
            while here.book.holding(frozenset({State.RUNNING})):
                await clock.sleep(1)
            worst = clock.monotonic()

    warp(act())
    assert worst < 90


def test_what_never_comes_after_the_end_ends_too_once_the_service_was_asked(
    tmp_path: Path,
) -> None:
    long_after = task_type("text_to_image").long_after
    down = True

    def reply(_request: Seen) -> Reply:
        return code(503) if down else detail(ready(), MAKING)

    async def act(here: Post, host: Host) -> None:
        nonlocal down
        medias = (one_ready(0, path="/results/0.png"), TaskMedia(1, "processing"))
        task = await here.accept(state=State.SAVING, medias=medias)
        here.watcher.finish(task)
        await here.clock.sleep(2 * long_after)
        assert here.book.tasks[task.id].state is State.SAVING
        down = False
        task = await here.until(task.id, State.PARTIAL, seconds=90)
        assert [media.state for media in task.medias] == ["ready", "failed"]
        count = len(host.seen)
        await here.clock.sleep(3600)
        assert len(host.seen) == count

    scenario(tmp_path, reply)(act)


def test_what_comes_late_after_a_restart_is_seen(tmp_path: Path) -> None:
    replies = iter([detail(ready(), MAKING), detail(ready(), MAKING)])

    async def act(here: Post, host: Host) -> None:
        medias = (one_ready(0, path="/results/0.png"), TaskMedia(1, "processing"))
        task = await here.accept(state=State.SAVING, medias=medias)
        here.watcher.finish(task)
        await here.clock.sleep(60)
        assert here.looked[-1][1].medias[1].url == "https://example.com/2.png"

    scenario(
        tmp_path,
        lambda _request: next(replies, detail(ready(), ready("https://example.com/2.png"))),
    )(act)


def test_after_a_failure_one_more_look_and_no_other_word(tmp_path: Path) -> None:
    async def act(here: Post, host: Host) -> None:
        task = await here.accept()
        await here.until(task.id, State.FAILED)
        await here.clock.sleep(3600)
        assert len(host.seen) == 2
        kinds = [event.kind for event in await here.ledger.timeline(task.id)]
        assert kinds == ["queued", "failed"]

    scenario(tmp_path, lambda _request: detail(FAILED))(act)


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


def test_what_a_create_found_out_slows_and_stops_the_looks_too(tmp_path: Path) -> None:
    async def act(here: Post, host: Host) -> None:
        for number in range(40):
            await here.accept(number, estimate_low=1.0, estimate_high=2.0)
        await here.clock.sleep(30)
        usual = len(host.seen) / 30
        begun = len(host.seen)
        here.line.limit(here.clock.monotonic(), None)
        await here.clock.sleep(5)
        assert (len(host.seen) - begun) / 5 < usual / 2
        await here.clock.sleep(60)
        begun = len(host.seen)
        for _ in range(2):
            here.line.report("connection")
        await here.clock.sleep(0.3)
        assert len(host.seen) == begun
        await here.clock.sleep(5)
        assert here.line.problem is None, "the probe found the service"

    scenario(tmp_path, lambda _request: detail(MAKING))(act)
