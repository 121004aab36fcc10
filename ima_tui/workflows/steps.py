"""Where the steps of a run stand, as their tasks tell it."""

from dataclasses import dataclass
from enum import StrEnum

from ..catalog.refusals import RefusedError
from ..store.records import State, Task
from ..tasks.machine import ENDED
from ..tasks.problems import HELD, HOLDING
from .outputs import Output
from .plan import Step


class StepState(StrEnum):
    """Where a step stands."""

    WAITING = "waiting"
    WORKING = "working"
    ASKING = "asking"
    UNCONFIRMED = "unconfirmed"
    DONE = "done"
    REUSED = "reused"
    GIVEN = "given"
    FAILED = "failed"
    BLOCKED = "blocked"


GOOD = frozenset({StepState.DONE, StepState.REUSED, StepState.GIVEN})
OVER = GOOD | {StepState.FAILED, StepState.BLOCKED}
"""Nothing more comes of it in this run, until it is resumed."""


@dataclass(frozen=True, slots=True)
class StepView:
    """A step as it stands.

    Attributes:
        task: the newest task that makes it, or the earlier one whose results are taken.
        problem: why it waits for the user or failed: a code of ``tasks.problems``, ``refused``,
            ``no_result`` where what it takes of another step did not come, ``gone_input`` where
            that is not there any more, or ``reuse_gone`` where its own was taken over and is not.
        refusal: what is wrong with its creation, where it is that.
        asked: what it would cost now, where that is more than was confirmed.
    """

    step: Step
    state: StepState = StepState.WAITING
    task: Task | None = None
    problem: str | None = None
    refusal: RefusedError | None = None
    asked: int | None = None


def seen(step: Step, task: Task) -> StepView:
    """Return how a step stands by its task."""
    state = StepState.WORKING
    if task.state is State.UNCONFIRMED:
        state = StepState.UNCONFIRMED
    elif task.state is State.QUEUED and task.problem in HOLDING:
        state = StepState.ASKING
    elif task.state in ENDED:
        state = StepState.DONE if Output(step, task).good else StepState.FAILED
    return StepView(step, state, task, problem=task.problem, asked=task.asked)


def taken_over(step: Step, task: Task | None) -> StepView:
    """Return how a step stands whose results are an earlier task's; None where that was deleted."""
    if task is None:
        return StepView(step, StepState.ASKING, problem="reuse_gone")
    return StepView(step, StepState.REUSED, task)


def was_sent(view: StepView) -> bool:
    """Tell whether what a step costs is settled, unless it fails and is tried again."""
    return view.state is not StepState.FAILED and view.task is not None and bool(view.task.task_id)


def is_held(view: StepView) -> bool:
    """Tell whether a step waits only because its program ended: the run goes on with it."""
    return view.state is StepState.ASKING and view.problem == HELD


def is_to_send(view: StepView) -> bool:
    """Tell whether a step that is gone on with is still to be sent, or is sent once more."""
    if view.state in GOOD:
        return False
    return view.task is None or view.state in OVER or view.state is StepState.ASKING


def is_unsent(task: Task) -> bool:
    """Tell whether a task was taken out before it was sent."""
    return task.state is State.STOPPED and task.task_id is None


def is_settled(task: Task | None) -> bool:
    """Tell whether nothing can come any more of what a step was sent as."""
    return task is None or task.state is State.FAILED or is_unsent(task)
