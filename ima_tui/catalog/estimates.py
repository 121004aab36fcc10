"""How long a task should take, how far along it looks, and how often to look."""

import math
import re
from dataclasses import dataclass
from fnmatch import fnmatchcase

from .products import Leaf
from .task_types import Timing, task_type, timings
from .values import canonical

_EET = re.compile(r"(\d+(?:\.\d+)?)\s*[~\-–]\s*(\d+(?:\.\d+)?)\s*s", re.IGNORECASE)

LOOKS_PER_ESTIMATE = 8
"""A task expected to end soon is looked at more often, so that its end is noticed in good time."""

SHORTEST_POLL = 1.0
"""Seconds; no task is looked at more often."""

PROGRESS_CAP = 95
"""Per cent shown at the most before the service says that a task is done."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """The expected time in seconds, from and to."""

    low: float
    high: float


def estimate_of(leaf: Leaf) -> Estimate:
    """Return a leaf's expected time: its ``EET`` tag, else the model's, else the task type's."""
    found = _EET.search(leaf.tag("EET") or "")
    if found is not None:
        low, high = float(found[1]), float(found[2])
        if 0 < high < math.inf and low <= high:
            return Estimate(low, high)
    timing = _timing(leaf)
    return Estimate(*(timing.estimate if timing else task_type(leaf.task_type).estimate))


def poll_interval(leaf: Leaf) -> float:
    """Return the seconds between two looks at a running task of this leaf."""
    timing = _timing(leaf)
    usual = timing.poll if timing else task_type(leaf.task_type).poll
    return min(usual, max(SHORTEST_POLL, estimate_of(leaf).high / LOOKS_PER_ESTIMATE))


def progress(elapsed: float, high: float) -> int:
    """Return the per cent shown for a running task.

    ``min(95, floor(elapsed / upper bound * 100))``: 100 only when it is done (IMA Open API, task
    detail).

    Args:
        elapsed: seconds since the task was accepted.
        high: the upper bound of the expected time, in seconds.
    """
    if high <= 0:
        return PROGRESS_CAP
    return math.floor(max(0.0, min(float(PROGRESS_CAP), elapsed / high * 100)))


def _timing(leaf: Leaf) -> Timing | None:
    model = canonical(leaf.model_id)
    return next(
        (
            timing
            for timing in timings()
            if model in timing.model_ids and fnmatchcase(leaf.task_type, timing.task_type)
        ),
        None,
    )
