"""What a row says of a task."""

from dataclasses import replace

import pytest

from ima_tui.store.records import Event, State, TaskMedia
from ima_tui.tasks.machine import UNSETTLED
from ima_tui.tasks.preparing import Progress, Stage
from ima_tui.widgets.task_detail import describe_task
from ima_tui.widgets.task_words import event_line, prompt_words, remark
from ima_tui.wording.records import record_of

from .tasks import event, ready, task


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (None, "10 s of 20–36 s"),
        ("unknown_task", "IMA Studio can't find it right now"),
        ("day_passed", "not finished after a day"),
        ("disk_full", "the disk is full"),
    ],
)
def test_what_stands_in_the_way_of_a_running_task_comes_first(
    problem: str | None, said: str
) -> None:
    running = task(state=State.RUNNING, accepted_at=1000.0, problem=problem)
    assert remark(running, 1010.0) == said


@pytest.mark.parametrize(
    ("state", "inputs", "said"),
    [
        (State.UPLOADING, Progress(Stage.UPLOADING, 12_000_000, 40_100_000), "12.0 MB of 40.1 MB"),
        (State.VERIFYING, Progress(Stage.VERIFYING, 2, 3), "2 of 3 inputs checked"),
        (State.SENDING, Progress(Stage.VERIFYING, 3, 3), ""),
        (State.UPLOADING, None, ""),
    ],
)
def test_how_far_the_inputs_have_come(state: State, inputs: Progress | None, said: str) -> None:
    assert remark(task(state=state), 1010.0, inputs) == said


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (1010.0, "10 s of about 30 s"),
        (1031.0, "slower than usual · 31 s"),
    ],
)
def test_own_history_says_what_is_slow(now: float, said: str) -> None:
    running = task(state=State.RUNNING, accepted_at=1000.0, usual_low=30.0, usual_high=30.2)
    assert remark(running, now) == said


@pytest.mark.parametrize("state", [State.DONE, State.PARTIAL])
def test_how_long_it_took_is_said_where_it_is_known(state: State) -> None:
    ended = task(
        state=state, accepted_at=1000.0, ended_at=1022.0, medias=(ready(0, path="/a.png"),)
    )
    assert remark(ended, 5000.0) == "1 file · 22 s"
    assert remark(replace(ended, untimed=True), 5000.0) == "1 file"
    assert (record_of(ended)["seconds"], record_of(replace(ended, untimed=True))["seconds"]) == (
        22.0,
        None,
    )


@pytest.mark.parametrize("state", State)
def test_a_prompt_that_is_not_at_hand_is_kept_until_its_task_is_settled(state: State) -> None:
    assert prompt_words(task(state=state, prompt="a fox")) == "a fox"
    assert ("is kept until" in prompt_words(task(state=state))) == (state in UNSETTLED)


def test_the_detail_tells_why_some_results_failed_beside_those_that_came() -> None:
    medias = (ready(0, path="/results/0.png"), TaskMedia(1, "failed"))
    partial = task(state=State.PARTIAL, medias=medias)
    told = event("ready_in_part", ready=1, total=2, failed=1, problem="moderation")
    shown = str(describe_task(partial, [told]))
    assert "1 of 2 failed: rejected by content review. The others are kept" in shown
    assert "1 of 2 ready, 1 failed: rejected by content review" in shown
    assert "1 of 2 failed: generation failed" in str(describe_task(partial, []))


def test_the_service_s_own_deadline_is_said_where_it_tells_one() -> None:
    assert event_line(Event(0.0, "accepted", {})).endswith("  accepted")
    told = event_line(Event(0.0, "accepted", {"until": 3661.0}))
    assert told.endswith("accepted · IMA Studio's own deadline: 01:01:01")
