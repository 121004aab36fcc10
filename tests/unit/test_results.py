"""What looks and saves make of a task, without any service."""

from dataclasses import replace
from pathlib import Path

import pytest

from ima_tui.api.wire import Media, MediaState, TaskDetail
from ima_tui.store.records import State, Task
from ima_tui.tasks.results import unsaved, with_detail, with_saved

from .tasks import task

P, R, F, D = MediaState.PROCESSING, MediaState.READY, MediaState.FAILED, MediaState.DELETED


def detail(*states: MediaState, status: str = "") -> TaskDetail:
    medias = tuple(Media(state=state, url=f"https://x/{n}") for n, state in enumerate(states))
    return TaskDetail(status=status, medias=medias)


def running() -> Task:
    return replace(task(0), state=State.RUNNING, medias=())


def saved(one: Task, *positions: int) -> Task:
    for position in positions:
        one = with_saved(one, position, Path(f"/results/{position}.png"), 10)
    return one


@pytest.mark.parametrize(
    ("states", "after"),
    [
        ((), State.RUNNING),
        ((P,), State.RUNNING),
        ((R, P), State.RUNNING),
        ((F, P), State.RUNNING),
        ((R,), State.SAVING),
        ((R, F), State.SAVING),
        ((R, R, R, R), State.SAVING),
        ((F,), State.FAILED),
        ((D, F), State.FAILED),
    ],
)
def test_a_task_ends_when_all_its_media_have(states: tuple[MediaState, ...], after: State) -> None:
    assert with_detail(running(), detail(*states)).state is after


def test_a_task_that_failed_without_media_ended() -> None:
    assert with_detail(running(), detail(status="failed")).state is State.FAILED


@pytest.mark.parametrize(
    ("states", "after"), [((R, R), State.DONE), ((R, F), State.PARTIAL), ((D, R), State.PARTIAL)]
)
def test_it_is_over_once_all_that_is_ready_is_saved(
    states: tuple[MediaState, ...], after: State
) -> None:
    one = with_detail(running(), detail(*states))
    assert one.state is State.SAVING
    one = saved(one, *(media.position for media in unsaved(one)))
    assert one.state is after


def test_what_was_ready_does_not_become_unready() -> None:
    one = with_detail(running(), detail(R))
    one = with_detail(one, detail(P))
    assert one.state is State.SAVING
    assert [media.position for media in unsaved(one)] == [0]


def test_a_fresh_address_is_taken() -> None:
    one = with_detail(running(), detail(R))
    fresh = TaskDetail(status="", medias=(Media(state=R, url="https://x/fresh"),))
    assert unsaved(with_detail(one, fresh))[0].url == "https://x/fresh"


def test_what_is_gone_before_it_was_saved_is_no_result() -> None:
    one = with_detail(with_detail(running(), detail(R)), detail(D))
    assert (one.state, one.problem) == (State.FAILED, "generation")
    two = saved(with_detail(running(), detail(R, R)), 0)
    assert with_detail(two, detail(D, D)).state is State.PARTIAL


def test_what_is_saved_stays_saved() -> None:
    one = saved(with_detail(running(), detail(R, P)), 0)
    one = with_detail(one, detail(F, R))
    assert one.medias[0].path == "/results/0.png"
    assert saved(one, 1).state is State.DONE


def test_an_end_that_more_media_may_follow_is_no_end_yet() -> None:
    one = with_detail(running(), detail(R), more=True)
    assert one.state is State.RUNNING
    assert [media.position for media in unsaved(one)] == [0]


def test_a_task_that_is_known_again_has_no_problem() -> None:
    one = with_detail(replace(running(), problem="unknown_task"), detail(P))
    assert one.problem is None
    two = with_detail(replace(running(), problem="disk_full"), detail(P))
    assert two.problem == "disk_full"


def test_what_comes_after_a_failure_is_kept_and_the_failure_told() -> None:
    one = with_detail(running(), detail(F))
    one = with_detail(one, detail(F, R))
    assert [media.position for media in unsaved(one)] == [1]
    one = saved(one, 1)
    assert (one.state, one.problem) == (State.FAILED, "generation")
    assert one.medias[1].path is not None
