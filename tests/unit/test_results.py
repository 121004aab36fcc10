"""What looks and saves make of a task, without any service."""

from dataclasses import replace
from pathlib import Path

import pytest

from ima_tui.api.wire import Media, MediaState, TaskDetail
from ima_tui.store.records import State, Task
from ima_tui.tasks.results import news, unsaved, with_detail, with_gone, with_saved

from .tasks import task

P, R, F, D = MediaState.PROCESSING, MediaState.READY, MediaState.FAILED, MediaState.DELETED


def detail(*states: MediaState, status: str = "") -> TaskDetail:
    medias = tuple(Media(state=state, url=f"https://x/{n}") for n, state in enumerate(states))
    return TaskDetail(status=status, medias=medias)


def listed(*urls: str) -> TaskDetail:
    """What is ready at these addresses, or still being made."""
    medias = tuple(Media(state=R if url else P, url=url) for url in urls)
    return TaskDetail(status="", medias=medias)


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


def test_what_was_ready_is_a_result_until_its_address_gives_nothing() -> None:
    one = with_detail(running(), detail(R))
    for state in (D, F):
        told = with_detail(one, TaskDetail(status="", medias=(Media(state=state),)))
        assert [media.url for media in unsaved(told)] == ["https://x/0"]
        told = with_detail(with_gone(told, 0, "https://x/0"), detail(state))
        assert (told.state, told.problem) == (State.FAILED, "generation")
    two = saved(with_detail(running(), detail(R, R)), 0)
    assert with_detail(with_gone(two, 1, "https://x/1"), detail(D, D)).state is State.PARTIAL


def test_an_address_that_is_fresh_again_is_not_taken_for_the_one_that_is_gone() -> None:
    one = with_detail(running(), detail(R))
    assert with_gone(one, 0, "https://x/old") == one
    gone = with_gone(one, 0, "https://x/0")
    assert [media.url for media in unsaved(with_detail(gone, detail(R)))] == ["https://x/0"]


@pytest.mark.parametrize(
    ("first", "then", "fetched"),
    [
        # in another order
        (("b", ""), ("a", "b"), {1: "a"}),
        (("b", ""), ("a?sig=2", "b?sig=2"), {1: "a?sig=2"}),
        # one more before the others
        (("b",), ("a", "b"), {1: "a"}),
        # what is saved comes no more
        (("a", ""), ("b",), {1: "b"}),
        # each at an address of its own again
        (("a?sig=1", "b"), ("a?sig=2", "b"), {1: "b"}),
        # told apart by what follows the question mark only
        (("f?n=1", ""), ("f?n=2", "f?n=1"), {1: "f?n=2"}),
        # two at one address are two
        (("a", ""), ("a", "a"), {1: "a"}),
        (("a",), ("elsewhere",), {}),
    ],
)
def test_what_is_saved_is_known_again_and_nothing_else_is_taken_for_it(
    first: tuple[str, ...], then: tuple[str, ...], fetched: dict[int, str]
) -> None:
    one = with_detail(replace(running(), count=2), listed(*first))
    one = with_detail(saved(one, 0), listed(*then))
    assert {media.position: media.url for media in unsaved(one)} == fetched
    assert one.medias[0].path == "/results/0.png"
    assert [media.position for media in one.medias] == list(range(len(one.medias)))


def test_one_that_failed_in_another_place_is_none_of_the_others() -> None:
    one = saved(with_detail(running(), listed("a", "b")), 0, 1)
    told = TaskDetail(status="", medias=(Media(state=F), Media(state=R, url="a")))
    assert with_detail(one, told).medias == one.medias


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


REFUSED = Media(state=F, message="Content policy violation")


def test_why_it_failed_is_what_the_service_says_where_that_is_known() -> None:
    for medias, problem in (
        ((REFUSED,), "moderation"),
        ((Media(state=D), Media(state=F, message="提示词包含敏感内容")), "moderation"),
        ((Media(state=F, message="node 7 exploded"),), "generation"),
        ((Media(state=F),), "generation"),
    ):
        told = TaskDetail(status="", medias=medias)
        before, after = running(), with_detail(running(), told)
        assert (after.state, after.problem) == (State.FAILED, problem)
        assert news(before, after, told) == ("failed", {"problem": problem})


def test_the_timeline_tells_which_results_failed_beside_others_and_why() -> None:
    told = TaskDetail(status="", medias=(Media(state=R, url="a"), REFUSED))
    after = with_detail(running(), told)
    about = {"ready": 1, "total": 2, "failed": 1, "problem": "moderation"}
    assert news(running(), after, told) == ("ready_in_part", about)
    assert news(after, with_detail(after, told), told) == (None, {})
