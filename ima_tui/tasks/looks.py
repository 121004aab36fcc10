"""The polling state of a task, and what follows from it."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..api.wire import TaskDetail
from ..catalog.estimates import Estimate, counted, measured_time, next_look
from ..store.records import State, Task
from .backoff import Backoff

MORE_SECONDS = 20.0
"""How long fewer results than requested may be the only ones before that counts as the end."""

LATE_SECONDS = 5.0
"""Seconds after the end of a task until one more poll for late results."""

RARE_SECONDS = 900.0
"""Seconds between two polls of a task that the service says it does not know."""

REFUSALS = 3
"""How many times in a row the service must say that."""

DAY_SECONDS = 24 * 3600.0
"""Seconds after acceptance, or after the user's request, until automatic polling ends."""

_OVERDUE_SECONDS = 15.0
_OVERDUE_FACTOR = 1.25
_LONG_FACTOR = 4.0
_LONG_SHARE = 0.05
_LONG_MOST = 300.0
_MEASURED = 50
_EARLY_GUESS = 0.85
_LATE_SHARE = 0.5


@dataclass(slots=True)
class Looks:
    """The polls of one task. Times are in seconds of a monotonic clock.

    Attributes:
        backoff: the waits after failed polls.
        waiting: callers that wait for the next poll.
        last: when the last poll ended.
        elapsed: how long the task had been running at the last poll.
        refusals: how many times in a row the service did not know it.
        status: the last unknown status of the task.
        since: when the user asked to continue, in seconds since the epoch.
        short: the number of results if fewer than requested, and since when.
        late: until when it is polled after its end, for late results; None before the end.
        due: how long the task should have been running at the next poll.
    """

    backoff: Backoff
    waiting: list[asyncio.Future[Task | None]] = field(default_factory=list)
    last: float = -float("inf")
    elapsed: float | None = None
    refusals: int = 0
    status: str = ""
    since: float | None = None
    short: tuple[int, float] = (0, 0.0)
    late: float | None = None
    due: float = 0.0

    def overdue(self, elapsed: float) -> bool:
        """Return whether nobody looked for so long that an end noticed now says little.

        No program ran, the computer slept, or the service could not be reached.

        Args:
            elapsed: seconds since the task was accepted.
        """
        return elapsed > self.due * _OVERDUE_FACTOR + _OVERDUE_SECONDS

    def answer(self, task: Task | None) -> None:
        """Pass the outcome of a poll to those waiting."""
        waiting, self.waiting = self.waiting, []
        for future in waiting:
            if not future.done():
                future.set_result(task)

    def awaits_more(self, task: Task, detail: TaskDetail, now: float) -> bool:
        """Return whether more results are expected though all present ones have ended."""
        count = len(detail.medias)
        if not detail.ended or not 0 < count < task.count:
            return False
        if self.short[0] != count:
            self.short = (count, now)
        return now - self.short[1] < MORE_SECONDS

    def day_passed(self, task: Task, now: float) -> bool:
        """Return whether it is time to ask the user; ``now`` is in seconds since the epoch."""
        begun = self.since or task.accepted_at or task.created_at
        return task.state is State.TAKING_LONG and now - begun > DAY_SECONDS


class Paces:
    """Polling intervals, by the estimates and the measured times of models."""

    def __init__(self) -> None:
        self._times: defaultdict[tuple[str, str], deque[float]] = defaultdict(
            lambda: deque(maxlen=_MEASURED)
        )

    def learn(self, kind: str, version: str, times: Sequence[float]) -> None:
        """Load a model's past times; those measured since take precedence.

        Args:
            kind: the task type; together with the version it identifies the model.
            version: the leaf's id.
            times: seconds that its finished tasks took, the newest first.
        """
        known = self._times[kind, version]
        if not known:
            known.extend(reversed(counted(kind, times)))

    def ended(self, task: Task, before: float | None, elapsed: float) -> None:
        """Record that a task ended between two polls, in seconds since it was accepted."""
        took = elapsed * _EARLY_GUESS if before is None else (before + elapsed) / 2
        self._times[task.task_type, task.version].append(took)

    def wait(self, task: Task, elapsed: float, chance: float) -> float:
        """Return the seconds until the next poll of a running task.

        Recorded times may be wrong, as the end was noticed late or the clock was off: beyond the
        estimate they delay a poll by at most half of the elapsed time.
        """
        if task.state is State.TAKING_LONG:
            slow = max(task.poll * _LONG_FACTOR, min(_LONG_MOST, elapsed * _LONG_SHARE))
            return slow * (0.9 + 0.2 * chance)
        times = self._times[task.task_type, task.version]
        listed = Estimate(task.estimate_low, task.estimate_high)
        measured = measured_time(times)
        wait = next_look(
            elapsed, measured or listed, task.poll, chance, measured=measured is not None
        )
        most = max(listed.high - elapsed, elapsed * _LATE_SHARE, task.poll)
        return min(wait, most * (0.9 + 0.1 * chance)) if measured else wait
