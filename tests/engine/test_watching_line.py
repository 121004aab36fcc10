"""Watching on a line that is slow, down or refused: all are slowed, none is given up."""

from collections import Counter
from pathlib import Path
from random import Random

from ima_tui.store.records import State
from ima_tui.tasks.gate import AT_ONCE

from .hosts import MAKING, Host, detail, hosting, looks_at, ready
from .scripted import Reply, Seen, answer, code
from .warp import WarpClock, warp
from .watching import Post, post, scenario


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


def test_a_fifth_of_calls_that_fail_hardly_slow_the_others(tmp_path: Path) -> None:
    """Mishaps of single calls are not taken for a service that is away."""
    looks, worst = Counter[bytes](), 0.0

    async def act() -> None:
        nonlocal worst
        clock = WarpClock()

        async def unsteady(request: Seen) -> Reply:
            await clock.sleep(0.05)
            looks[request.body] += 1
            # by the task and its look: which call of many comes first is not the same each time
            if Random(f"{request.body!r} {looks[request.body]}").random() < 0.2:
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
    assert worst < 110, "some 75 s; it was over two minutes while they were taken for one"


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
