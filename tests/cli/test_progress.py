"""Progress without a terminal: a line as often as the service's guides say."""

import pytest

from ima_tui.cli.ends import end_of
from ima_tui.cli.exits import Exit
from ima_tui.cli.progress import MOST_LINES, Lines, progress_words
from ima_tui.store.records import State
from tests.unit.tasks import event, task


class Still:
    """A clock that a test turns."""

    def __init__(self) -> None:
        self.at = 1000.0

    def now(self) -> float:
        return self.at

    def monotonic(self) -> float:
        return self.at

    async def sleep(self, seconds: float) -> None:
        self.at += seconds


def test_a_line_at_each_interval(capsys: pytest.CaptureFixture[str]) -> None:
    clock = Still()
    lines = Lines(clock)
    one = task(state=State.RUNNING, accepted_at=1000.0)
    for _ in range(61):
        lines.show([one], 0)
        clock.at += 1
    told = capsys.readouterr().err.splitlines()
    assert told[0] == "Model [One] 模型: running, 56 %, waited 20 s, expected at most 35 s"
    assert "almost there" in told[1]
    assert len(told) == 3


def test_many_are_told_of_together(capsys: pytest.CaptureFixture[str]) -> None:
    clock = Still()
    lines = Lines(clock)
    tasks = [task(n, state=State.RUNNING, accepted_at=1000.0) for n in range(MOST_LINES)]
    waiting = task(9)
    for _ in range(21):
        lines.show([*tasks, waiting], 7)
        clock.at += 1
    assert capsys.readouterr().err.splitlines() == [
        f"7 finished, {MOST_LINES} at IMA Studio, 1 waiting"
    ]


def test_what_stands_in_the_way_is_told() -> None:
    full = task(state=State.SAVING, accepted_at=1000.0, problem="disk_full")
    assert progress_words(full, 1001.0) == "saving (the disk is full)"
    assert progress_words(task(), 1001.0) == "queued"


def test_an_input_that_can_t_be_used_is_named() -> None:
    failed = task(state=State.FAILED, problem="inputs")
    told = event("failed", problem="inputs", code="no_file", input="fox.png")
    end = end_of(failed, [event("queued", points=5), told])
    assert end.exit is Exit.BAD_INPUT
    assert end.error is not None
    assert "fox.png" in end.error.words
    odd = end_of(failed, [event("failed", problem="inputs", code="no_file")])
    assert odd.error is not None
    assert odd.error.words


@pytest.mark.parametrize(
    ("state", "problem", "exit_"),
    [
        (State.DONE, None, Exit.DONE),
        (State.DONE, "gone", Exit.DONE),
        (State.PARTIAL, None, Exit.FAILED),
        (State.STOPPED, None, Exit.FAILED),
        (State.RUNNING, None, Exit.RUNNING),
        (State.SAVING, "disk_full", Exit.RUNNING),
        (State.TAKING_LONG, "unknown_task", Exit.RUNNING),
        (State.QUEUED, "cap_day", Exit.BUDGET),
        (State.UNCONFIRMED, "key", Exit.UNCONFIRMED),
        (State.FAILED, "storage", Exit.NETWORK),
        (State.FAILED, "unlisted", Exit.BAD_INPUT),
    ],
)
def test_what_a_task_ends_the_command_with(state: State, problem: str | None, exit_: Exit) -> None:
    assert end_of(task(state=state, problem=problem)).exit is exit_
