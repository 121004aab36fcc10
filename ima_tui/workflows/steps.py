"""The states of a run's steps, derived from their tasks."""

from dataclasses import dataclass
from enum import StrEnum

from ..catalog.refusals import RefusedError
from ..store.records import State, Task
from ..tasks.machine import ENDED
from ..tasks.problems import HELD, HOLDING
from .outputs import Output
from .plan import Step


class StepState(StrEnum):
    """The state of a step."""

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
"""States in which nothing more happens until the run is resumed."""


@dataclass(frozen=True, slots=True)
class StepView:
    """The current view of a step.

    Attributes:
        task: the newest task that makes it, or the earlier one whose results are reused.
        problem: why it waits for the user or failed: a code of ``tasks.problems``, ``refused``,
            ``no_result`` if a required result did not come, ``gone_input`` if that does not exist
            any more, or ``reuse_gone`` if its own reused result does not.
        refusal: why its creation is refused, if it is.
        asked: its current price, if that is more than was confirmed.
    """

    step: Step
    state: StepState = StepState.WAITING
    task: Task | None = None
    problem: str | None = None
    refusal: RefusedError | None = None
    asked: int | None = None


def seen(step: Step, task: Task) -> StepView:
    """Return the view of a step by its task."""
    state = StepState.WORKING
    if task.state is State.UNCONFIRMED:
        state = StepState.UNCONFIRMED
    elif task.state is State.QUEUED and task.problem in HOLDING:
        state = StepState.ASKING
    elif task.state in ENDED:
        state = StepState.DONE if Output(step, task).good else StepState.FAILED
    return StepView(step, state, task, problem=task.problem, asked=task.asked)


def taken_over(step: Step, task: Task | None) -> StepView:
    """Return the view of a step that reuses an earlier task; None if that was deleted."""
    if task is None:
        return StepView(step, StepState.ASKING, problem="reuse_gone")
    return StepView(step, StepState.REUSED, task)


def was_sent(view: StepView) -> bool:
    """Return whether a step's price is settled, unless it fails and is retried."""
    return view.state is not StepState.FAILED and view.task is not None and bool(view.task.task_id)


def is_held(view: StepView) -> bool:
    """Return whether a step waits only because its program ended: the run resumes it."""
    return view.state is StepState.ASKING and view.problem == HELD


def is_to_send(view: StepView) -> bool:
    """Return whether a resumed step is still to be sent, or sent again."""
    if view.state in GOOD:
        return False
    return view.task is None or view.state in OVER or view.state is StepState.ASKING


def is_unsent(task: Task) -> bool:
    """Return whether a task was taken out before it was sent."""
    return task.state is State.STOPPED and task.task_id is None


def is_settled(task: Task | None) -> bool:
    """Return whether nothing can come any more of a step's earlier sends."""
    return task is None or task.state is State.FAILED or is_unsent(task)
