"""Estimated time, shown progress and polling interval of a task."""

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
"""A task expected to end soon is polled more often, so that its end is noticed promptly."""

SHORTEST_POLL = 1.0
"""The least number of seconds between two polls of a task."""

EARLY_SHARE = 0.7
"""Fraction of the lower bound before which a task is not polled."""

LOOKS_SHARE = 0.45
"""Share of the polls that the usual interval would take up to the expected end."""

TAIL_FACTOR = 1.5
"""Factor of the usual interval for tasks that take longer than nine in ten of their model."""

ENOUGH_TIMES = 5
"""How many measured times are needed to prefer them to the model's estimate."""

PROGRESS_CAP = 95
"""The highest percentage shown before the service reports a task as done."""


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
    """Return the usual seconds between two polls of a running task of this leaf."""
    timing = _timing(leaf.task_type, leaf.model_id)
    usual = timing.poll if timing else task_type(leaf.task_type).poll
    return min(usual, max(SHORTEST_POLL, estimate_of(leaf).high / LOOKS_PER_ESTIMATE))


def progress_interval(kind: str, model_id: str) -> float:
    """Return the seconds between two progress lines of a task.

    Args:
        kind: its task type.
        model_id: its model.
    """
    timing = _timing(kind, model_id)
    return timing.progress_every if timing else task_type(kind).progress_every


def next_look(
    elapsed: float, expected: Estimate, poll: float, chance: float, *, measured: bool = False
) -> float:
    """Return the seconds until the next poll of a running task.

    One poll comes before the lower bound, in case the estimate is too long; measured times need
    none. From the lower bound on polls are at most one usual interval apart; around the expected
    end they are denser, as long as all of them stay within half of what polling at the usual
    interval from the start would take. Tasks that outlast measured times are rare and polled less
    often.

    Args:
        elapsed: seconds since the task was accepted.
        expected: the expected time.
        poll: the usual interval, in seconds.
        chance: a random number from 0 to 1; spreads the polls of tasks that began together.
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
    """The seconds between two polls from the lower to the upper bound."""
    middle = (expected.low + expected.high) / 2
    looks = middle / poll * LOOKS_SHARE - 1.5
    return min(poll, max(poll / 2, (middle - expected.low) / looks if looks > 0 else poll))


def measured_time(times: Sequence[float]) -> Estimate | None:
    """Return a task's expected time from how long others of its model took.

    Args:
        times: measured seconds, in any order; None is returned for fewer than ``ENOUGH_TIMES``.
    """
    if len(times) < ENOUGH_TIMES:
        return None
    ranked = sorted(times)
    tenth = len(ranked) // 10
    return Estimate(ranked[tenth], ranked[-1 - tenth])


def counted(kind: str, times: Sequence[float]) -> list[float]:
    """Return the meaningful times of finished tasks, in their order.

    Those over the task type's ``long_after`` are left out: their end was likely noticed late.

    Args:
        kind: the task type.
        times: seconds.
    """
    return [time for time in times if 0 < time <= task_type(kind).long_after]


def usual_time(kind: str, times: Sequence[float]) -> Estimate | None:
    """Return a model's usual time: the median and the 90th percentile of its history.

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
    """Return the percentage shown for a running task.

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
