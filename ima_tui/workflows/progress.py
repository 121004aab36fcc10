"""The progress of a run, and the remaining time of its longest path."""

from collections.abc import Mapping
from dataclasses import dataclass

from ..catalog.estimates import Estimate, progress
from .graph import before, ordered
from .plan import Plan
from .steps import GOOD, StepState, StepView

_UNKNOWN = Estimate(0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Progress:
    """The progress of a run.

    Attributes:
        per_cent: percentage of the time of all steps; 100 only when done.
        left: the remaining seconds of its longest path.
    """

    per_cent: int
    left: Estimate


def progress_of(
    plan: Plan, views: Mapping[str, StepView], usual: Mapping[str, Estimate], now: float
) -> Progress:
    """Return the progress of a run.

    Args:
        plan: the plan, without faults.
        views: its current steps.
        usual: the expected seconds of each step, as far as known.
        now: seconds since the epoch.
    """
    ends: dict[str, Estimate] = {}
    done = whole = 0.0
    for step in ordered(plan):
        view = views[step.id]
        task = view.task
        took = Estimate(*task.expected) if task is not None else usual.get(step.id, _UNKNOWN)
        elapsed = now - task.accepted_at if task is not None and task.accepted_at else 0.0
        # a step with unknown time counts as a second
        weight = max(1.0, took.high)
        whole += weight
        if view.state in GOOD:
            done += weight
        elif view.state is StepState.WORKING and elapsed:
            done += weight * progress(elapsed, took.high) / 100
        starts = [ends[one] for one in before(step)]
        rest = _rest(view, took, elapsed)
        ends[step.id] = Estimate(
            max((one.low for one in starts), default=0.0) + rest.low,
            max((one.high for one in starts), default=0.0) + rest.high,
        )
    left = Estimate(
        max((one.low for one in ends.values()), default=0.0),
        max((one.high for one in ends.values()), default=0.0),
    )
    good = all(view.state in GOOD for view in views.values())
    return Progress(100 if good else min(99, int(done / whole * 100)) if whole else 0, left)


def _rest(view: StepView, took: Estimate, elapsed: float) -> Estimate:
    if view.state in GOOD | {StepState.FAILED, StepState.BLOCKED}:
        return _UNKNOWN
    return Estimate(max(0.0, took.low - elapsed), max(0.0, took.high - elapsed))
