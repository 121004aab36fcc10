"""How a task ends for who watches it: one by one, with fewer, late, or never."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from ima_tui.catalog.task_types import task_type
from ima_tui.store.records import State, TaskMedia
from ima_tui.tasks.looks import LATE_SECONDS

from ..unit.tasks import ready as one_ready
from .hosts import FAILED, MAKING, Host, asked, detail, ready
from .scripted import Reply, Seen, code
from .watching import Post, scenario


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


@pytest.mark.parametrize(
    ("away", "untimed"),
    [
        pytest.param(0.0, False, id="just accepted"),
        pytest.param(20.0, False, id="back before its first look is due"),
        pytest.param(3600.0, True, id="an hour away"),
        pytest.param(-3600.0, False, id="the clock was set back"),
    ],
)
def test_how_long_it_took_is_known_only_if_somebody_looked(
    away: float, untimed: bool, tmp_path: Path
) -> None:
    async def act(here: Post, host: Host) -> None:
        task = await here.accept(accepted_at=here.clock.now() - away)
        task = await here.until(task.id, State.SAVING)
        assert task.untimed is untimed
        kept = await here.ledger.get(task.id)
        assert kept is not None
        assert kept.untimed is untimed

    scenario(tmp_path, lambda _request: detail(ready()))(act)


def test_how_long_it_took_is_not_known_if_the_service_was_out_of_reach_meanwhile(
    tmp_path: Path,
) -> None:
    begun: list[float] = []

    async def act(here: Post, host: Host) -> None:
        begun.append(here.clock.monotonic())
        clock.append(here.clock)
        task = await here.accept()
        task = await here.until(task.id, State.SAVING)
        assert task.untimed

    clock: list[Any] = []

    def reply(_request: Seen) -> Reply:
        # the line is cut for half an hour
        return None if clock[0].monotonic() - begun[0] < 1800 else detail(ready())

    scenario(tmp_path, reply)(act)


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
