"""How long a task should take, how far along it looks, and how often to look."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from statistics import median

from .products import Leaf
from .task_types import Timing, task_type, timings
from .values import canonical

_EET = re.compile(r"(\d+(?:\.\d+)?)\s*[~\-–]\s*(\d+(?:\.\d+)?)\s*s", re.IGNORECASE)

LOOKS_PER_ESTIMATE = 8
"""A task expected to end soon is looked at more often, so that its end is noticed in good time."""

SHORTEST_POLL = 1.0
"""Seconds; no task is looked at more often."""

EARLY_SHARE = 0.7
"""Of the lower bound: nothing is looked at sooner."""

LOOKS_SHARE = 0.45
"""Of the looks that the usual interval would take until the expected end: what may be spent."""

TAIL_FACTOR = 1.5
"""Times the usual interval: between looks at what takes longer than nine in ten of its model."""

ENOUGH_TIMES = 5
"""Measured times from which on a model is judged by them rather than by its estimate."""

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
    timing = _timing(leaf.task_type, leaf.model_id)
    return Estimate(*(timing.estimate if timing else task_type(leaf.task_type).estimate))


def poll_interval(leaf: Leaf) -> float:
    """Return the seconds between two looks at a running task of this leaf."""
    timing = _timing(leaf.task_type, leaf.model_id)
    usual = timing.poll if timing else task_type(leaf.task_type).poll
    return min(usual, max(SHORTEST_POLL, estimate_of(leaf).high / LOOKS_PER_ESTIMATE))


def progress_interval(kind: str, model_id: str) -> float:
    """Return the seconds between two lines that tell how far a task has come.

    Args:
        kind: its task type.
        model_id: its model.
    """
    timing = _timing(kind, model_id)
    return timing.progress_every if timing else task_type(kind).progress_every


def next_look(
    elapsed: float, expected: Estimate, poll: float, chance: float, *, measured: bool = False
) -> float:
    """Return the seconds until the next look at a running task is worth it.

    One look comes before the lower bound, in case the estimate is too careful; times that were
    measured need none. From the lower bound
    on looks are at most one usual interval apart; around the expected end they are denser, as long
    as all of them stay within half of what looking at the usual interval from the start would take.
    What outlasts measured times is rare, and looked at less often.

    Args:
        elapsed: seconds since the task was accepted.
        expected: when it should end.
        poll: the usual interval, in seconds.
        chance: from 0 to 1: spreads the looks at tasks that began together.
        measured: whether ``expected`` is what other tasks of the model took.
    """
    dense = _dense_interval(expected, poll)
    early, low = expected.low * EARLY_SHARE, expected.low + dense * chance
    if not measured and expected.low - early > poll and elapsed < early:
        wait = early + (expected.low - early) * 0.5 * chance - elapsed
    elif elapsed < expected.low:
        wait = low - elapsed
    else:
        late = poll * TAIL_FACTOR if measured else poll
        wait = (dense if elapsed < expected.high else late) * (0.9 + 0.1 * chance)
    return max(SHORTEST_POLL, wait)


def _dense_interval(expected: Estimate, poll: float) -> float:
    """The seconds between two looks from the lower to the upper bound."""
    middle = (expected.low + expected.high) / 2
    looks = middle / poll * LOOKS_SHARE - 1.5
    return min(poll, max(poll / 2, (middle - expected.low) / looks if looks > 0 else poll))


def measured_time(times: Sequence[float]) -> Estimate | None:
    """Return when a task should end, judging by how long others of its model took.

    Args:
        times: measured seconds, in any order; None is returned for fewer than ``ENOUGH_TIMES``.
    """
    if len(times) < ENOUGH_TIMES:
        return None
    ranked = sorted(times)
    tenth = len(ranked) // 10
    return Estimate(ranked[tenth], ranked[-1 - tenth])


def counted(kind: str, times: Sequence[float]) -> list[float]:
    """Return the times of finished tasks that tell something, in their order.

    Those beyond the wait of the task type are left out: nobody was there to see those end.

    Args:
        kind: the task type.
        times: seconds.
    """
    return [time for time in times if 0 < time <= task_type(kind).long_after]


def usual_time(kind: str, times: Sequence[float]) -> Estimate | None:
    """Return what a model usually takes: the median of its own history, and nine tenths of it.

    Args:
        kind: the task type.
        times: seconds that finished tasks took, in any order; None is returned while fewer than
            ``ENOUGH_TIMES`` count.
    """
    ranked = sorted(counted(kind, times))
    if len(ranked) < ENOUGH_TIMES:
        return None
    ninth = math.ceil(0.9 * len(ranked)) - 1
    return Estimate(median(ranked), ranked[ninth])


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


def _timing(kind: str, model_id: str) -> Timing | None:
    model = canonical(model_id)
    return next(
        (
            timing
            for timing in timings()
            if model in timing.model_ids and fnmatchcase(kind, timing.task_type)
        ),
        None,
    )
