"""What is remembered between two looks at a task, and what follows from it."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..api.wire import TaskDetail
from ..catalog.estimates import Estimate, counted, measured_time, next_look
from ..store.records import State, Task
from .backoff import Backoff

MORE_SECONDS = 20.0
"""How long fewer results than asked for may be all there is before that counts as the end."""

LATE_SECONDS = 5.0
"""After the end of a task was seen: one more look, for results that come late."""

RARE_SECONDS = 900.0
"""Between two looks at a task that the service says it does not know."""

REFUSALS = 3
"""So many times in a row the service has to say that."""

DAY_SECONDS = 24 * 3600.0
"""After acceptance, or after the user wished for more: then nobody looks by itself any more."""

_LONG_FACTOR = 4.0
_LONG_SHARE = 0.05
_LONG_MOST = 300.0
_MEASURED = 50
_EARLY_GUESS = 0.85
_LATE_SHARE = 0.5


@dataclass(slots=True)
class Looks:
    """The looks at one task. Moments are those of a monotonic clock, in seconds.

    Attributes:
        backoff: the waits after looks that failed.
        waiting: who waits for the next look.
        last: when the last look came back.
        elapsed: how long the task ran at the last look that found it running.
        refusals: how often in a row the service did not know it.
        status: the last status of the task that nobody foresaw.
        since: when the user wished for more, in seconds since the epoch.
        short: how many results there were when fewer than asked for were all there is, and since
            when.
        late: until when it is looked at after its end, for results that come late; None before.
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

    def answer(self, task: Task | None) -> None:
        """Tell who waits what the look brought."""
        waiting, self.waiting = self.waiting, []
        for future in waiting:
            if not future.done():
                future.set_result(task)

    def awaits_more(self, task: Task, detail: TaskDetail, now: float) -> bool:
        """Tell whether more results are waited for though all that came have ended."""
        count = len(detail.medias)
        if not detail.ended or not 0 < count < task.count:
            return False
        if self.short[0] != count:
            self.short = (count, now)
        return now - self.short[1] < MORE_SECONDS

    def day_passed(self, task: Task, now: float) -> bool:
        """Tell whether it is time to ask the user; ``now`` is in seconds since the epoch."""
        begun = self.since or task.accepted_at or task.created_at
        return task.state is State.TAKING_LONG and now - begun > DAY_SECONDS


class Paces:
    """When looking is worth it, by the estimate and by what others of a model did, or once did."""

    def __init__(self) -> None:
        self._times: defaultdict[tuple[str, str], deque[float]] = defaultdict(
            lambda: deque(maxlen=_MEASURED)
        )

    def learn(self, kind: str, version: str, times: Sequence[float]) -> None:
        """Begin with what was written down of a model; what was seen since counts for more.

        Args:
            kind: the task type; with the version it names the model.
            version: the leaf's id.
            times: seconds that its finished tasks took, the newest first.
        """
        known = self._times[kind, version]
        if not known:
            known.extend(reversed(counted(kind, times)))

    def ended(self, task: Task, before: float | None, elapsed: float) -> None:
        """Note that a task ended between two looks, in seconds since it was accepted."""
        took = elapsed * _EARLY_GUESS if before is None else (before + elapsed) / 2
        self._times[task.task_type, task.version].append(took)

    def wait(self, task: Task, elapsed: float, chance: float) -> float:
        """Return the seconds until the next look at a running task.

        Times may have been written down late, by a program that was not there at the end, or by a
        wrong clock: beyond the estimate they put off a look by half of what has passed at most.
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
