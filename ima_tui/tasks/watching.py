"""Polling accepted tasks until they end: one scheduler for all of them."""

import asyncio
import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from ..api.client import ImaClient
from ..api.errors import ImaError, RateLimitedError, ServiceError
from ..api.wire import TaskDetail
from ..catalog.estimates import SHORTEST_POLL
from ..catalog.task_types import task_type
from ..catalog.values import clean
from ..clock import Clock, wait_for
from ..store.database import StoreError
from ..store.records import State, Task
from .agenda import Agenda
from .backoff import Backoff
from .book import Book
from .connection import Connection, Limit
from .crew import Crew
from .gate import Gate
from .looks import LATE_SECONDS, RARE_SECONDS, REFUSALS, Looks, Paces
from .machine import WATCHED
from .problems import DAY_PASSED, PASSING, UNKNOWN, problem_of
from .results import news, still_making, with_detail, with_no_more

_FORESEEN = frozenset(
    {"", "pending", "queued", "running", "processing", "success", "completed", "failed"}
)


class Watcher:
    """Polls the state of tasks at suitable intervals.

    Args:
        looked: called with a task after each poll.
        crew: runs the polls.
        chance: returns a random number from 0 to 1, which spreads polls.
        leaves: returns whether ready results of a task are left at the service.
    """

    def __init__(
        self,
        client: ImaClient,
        book: Book,
        line: Connection,
        clock: Clock,
        looked: Callable[[Task], None],
        crew: Crew,
        chance: Callable[[], float] = random.random,
        leaves: Callable[[Task], bool] = lambda _task: False,
    ) -> None:
        self._client = client
        self._book = book
        self._line = line
        self._clock = clock
        self._looked = looked
        self._crew = crew
        self._chance = chance
        self._leaves = leaves
        self._agenda = Agenda()
        self._gate = Gate(Backoff(2.0, 60.0, chance), Backoff(0.5, 60.0, chance))
        self._paces = Paces()
        self._looks: dict[str, Looks] = {}
        self._under_way: set[str] = set()
        self._wake = asyncio.Event()
        line.changed.subscribe(self._on_line)
        line.limits.subscribe(self._on_limit)

    def learn(self, kind: str, version: str, times: Sequence[float]) -> None:
        """Use the times of a model's earlier tasks, see ``Paces``."""
        self._paces.learn(kind, version, times)

    @property
    def closing(self) -> frozenset[str]:
        """The ended tasks that are polled once more, for late results."""
        return frozenset(
            task_id
            for task_id, looks in self._looks.items()
            if looks.late is not None and (task_id in self._agenda or task_id in self._under_way)
        )

    def watch(self, task: Task) -> None:
        """Poll a task from now on, at once if its first poll is overdue."""
        watched = task.id in self._agenda or task.id in self._under_way
        if watched or task.problem == DAY_PASSED:
            return
        first = self._paces.wait(task, 0.0, self._chance())
        self._of(task.id).due = first
        self._schedule(task.id, max(0.0, first - self._elapsed(task)))

    def finish(self, task: Task) -> None:
        """Poll for late results of a task that ended while another program owned it."""
        looks = self._of(task.id)
        if looks.late is None:
            looks.late = self._clock.monotonic() + task_type(task.task_type).long_after
            self._schedule(task.id, LATE_SECONDS)

    async def look(self, task_id: str) -> Task | None:
        """Poll a task soon and write the result; None if the service did not answer."""
        task = self._book.tasks.get(task_id)
        if task is None or task.task_id is None:
            return None
        waiter: asyncio.Future[Task | None] = asyncio.get_running_loop().create_future()
        self._of(task_id).waiting.append(waiter)
        if task_id not in self._under_way:
            self._schedule(task_id, 0.0)
        return await waiter

    async def look_again(self, task_id: str) -> None:
        """Poll a task for another day, at the user's request.

        Raises:
            IllegalMoveError: it can't be in progress any more.
            StoreError: it could not be written.
        """
        self._of(task_id).since = self._clock.now()
        self._of(task_id).refusals = 0
        await self._book.change(task_id, _watched_again, "watched_again")
        self._schedule(task_id, 0.0)

    async def stop(self, task_id: str) -> None:
        """Stop polling a task, at the user's request. It is still paid for.

        Raises:
            IllegalMoveError: it is not at the service.
            StoreError: it could not be written.
        """
        await self._book.change(task_id, _stopped, "stopped")
        self._agenda.drop(task_id)

    async def run(self) -> None:
        """Poll tasks when they are due, until cancelled."""
        while True:
            self._wake.clear()
            wait = self._start_looks()
            if wait is None:
                await self._wake.wait()
            else:
                await wait_for(self._wake, self._clock, wait)

    def _start_looks(self) -> float | None:
        """Start the polls that are due; return the seconds until the next one, None if unknown."""
        while (first := self._agenda.first()) is not None and not self._gate.full:
            now, (moment, task_id) = self._clock.monotonic(), first
            wait = self._gate.wait(now)
            if not self._gate.probing:
                wait = max(wait, moment - now)
            if wait > 0:
                return wait
            self._agenda.drop(task_id)
            self._under_way.add(task_id)
            self._gate.enter(now)
            self._crew.start(self._one_look(task_id), f"look-{task_id}")
        return None

    async def _one_look(self, task_id: str) -> None:
        looks, looked = self._of(task_id), None
        try:
            task = self._book.tasks[task_id]
            if task.state in WATCHED or looks.waiting or looks.late is not None:
                looked = await self._ask(await self._note_long(task), looks)
        except StoreError:
            pass
        finally:
            self._gate.leave()
            self._under_way.discard(task_id)
            looks.last = self._clock.monotonic()
            looks.answer(looked)
            self._wake.set()
        await self._plan(task_id, looks, looked)

    async def _ask(self, task: Task, looks: Looks) -> Task | None:
        since = self._clock.monotonic()
        try:
            detail = await self._client.detail(task.task_id or "")
        except ImaError as error:
            await self._failed(task, looks, error, since)
            return None
        self._answered()
        looks.backoff.reset()
        looks.refusals = 0
        await self._note_status(task, looks, detail)
        more = looks.awaits_more(task, detail, self._clock.monotonic())
        looked = partial(
            with_detail,
            detail=detail,
            more=more,
            leaves=self._leaves(task),
            late=looks.overdue(self._elapsed(task)),
        )
        kind, about = news(task, looked(task), detail)
        after = await self._book.change(task.id, looked, kind, **about)
        self._measure(task, after, looks)
        self._looked(after)
        return after

    async def _failed(self, task: Task, looks: Looks, error: ImaError, since: float) -> None:
        if isinstance(error, RateLimitedError):
            self._line.limit(since, error.retry_after)
            return
        self._line.report(problem_of(error))
        if self._line.useless:
            self._gate.unreachable(self._clock.monotonic(), since)
        elif isinstance(error, ServiceError):
            self._answered()
            looks.refusals = looks.refusals + 1 if error.code not in PASSING else 0
            if looks.refusals == REFUSALS and task.state in WATCHED:
                await self._book.change(task.id, _with(UNKNOWN), UNKNOWN)

    def _answered(self) -> None:
        self._line.report(None)
        self._gate.answered()

    def _on_line(self, problem: str | None) -> None:
        """Probe or continue after a change of the connection, whoever noticed it."""
        now = self._clock.monotonic()
        if self._line.useless:
            self._gate.unreachable(now, now)
        elif problem is None:
            self._gate.answered()
        self._wake.set()

    def _on_limit(self, limit: Limit) -> None:
        """Slow down, whichever call was refused."""
        self._gate.limited(self._clock.monotonic(), limit.since, limit.retry_after)
        self._wake.set()

    async def _plan(self, task_id: str, looks: Looks, looked: Task | None) -> None:
        """Schedule the next poll of a task, if there is one."""
        task = self._book.tasks[task_id]
        if task.state not in WATCHED:
            await self._plan_late(task, looks, looked)
        elif looks.day_passed(task, self._clock.now()) and (looked or looks.refusals):
            try:
                await self._book.change(task_id, _with(DAY_PASSED), DAY_PASSED)
            except StoreError:
                self._schedule(task_id, task.poll)
        elif looked is not None:
            wait = self._paces.wait(task, self._elapsed(task), self._chance())
            looks.due = self._elapsed(task) + wait
            self._schedule(task_id, wait)
        elif self._line.useless:
            self._schedule(task_id, 0.0)
        elif looks.refusals >= REFUSALS:
            self._schedule(task_id, RARE_SECONDS * (0.9 + 0.2 * self._chance()))
        else:
            self._schedule(task_id, looks.backoff.next())

    async def _plan_late(self, task: Task, looks: Looks, looked: Task | None) -> None:
        """Poll once more after the end, and further while results are in progress."""
        now, making = self._clock.monotonic(), still_making(task)
        if task.state is State.STOPPED:
            return
        if looks.late is None:
            looks.late = now + task_type(task.task_type).long_after
            self._schedule(task.id, LATE_SECONDS)
            return
        over = now > looks.late
        if making:
            over = over and (looked is not None or looks.refusals >= REFUSALS)
        if over or (looked is not None and not making):
            await self._close(task)
        else:
            self._schedule(task.id, LATE_SECONDS if looked is not None else looks.backoff.next())

    async def _close(self, task: Task) -> None:
        """Stop polling; results still in progress count as failed, the others are kept."""
        kind, about = news(task, with_no_more(task))
        try:
            await self._book.change(task.id, with_no_more, kind, **about)
        except StoreError:
            self._schedule(task.id, LATE_SECONDS)

    def _measure(self, before: Task, after: Task, looks: Looks) -> None:
        """Measure the time of a task that ended."""
        if before.state not in WATCHED:
            return
        elapsed = self._elapsed(after)
        if after.state not in WATCHED | {State.FAILED} and not after.untimed:
            self._paces.ended(after, looks.elapsed, elapsed)
        looks.elapsed = elapsed

    async def _note_long(self, task: Task) -> Task:
        if task.state is not State.RUNNING:
            return task
        if self._elapsed(task) <= task_type(task.task_type).long_after:
            return task
        return await self._book.change(task.id, _taking_long, "taking_long")

    async def _note_status(self, task: Task, looks: Looks, detail: TaskDetail) -> None:
        """Record an unknown status; the task continues."""
        status = clean(detail.status, 40)
        if status not in _FORESEEN and status != looks.status and task.state in WATCHED:
            looks.status = status
            await self._book.change(task.id, lambda now: now, "status", status=status)

    def _schedule(self, task_id: str, wait: float) -> None:
        """Poll a task after some seconds, never twice within the shortest interval."""
        moment = self._clock.monotonic() + wait
        self._agenda.put(task_id, max(moment, self._of(task_id).last + SHORTEST_POLL))
        self._wake.set()

    def _elapsed(self, task: Task) -> float:
        """Seconds since a task was accepted."""
        return max(0.0, self._clock.now() - (task.accepted_at or task.created_at))

    def _of(self, task_id: str) -> Looks:
        if task_id not in self._looks:
            self._looks[task_id] = Looks(Backoff(2.0, 60.0, self._chance))
        return self._looks[task_id]


def _taking_long(task: Task) -> Task:
    return replace(task, state=State.TAKING_LONG) if task.state is State.RUNNING else task


def _with(problem: str) -> Callable[[Task], Task]:
    return lambda task: replace(task, problem=problem) if task.state in WATCHED else task


def _stopped(task: Task) -> Task:
    return replace(task, state=State.STOPPED, problem=None, closing=False)


def _watched_again(task: Task) -> Task:
    state = State.RUNNING if task.state is State.STOPPED else task.state
    return replace(task, state=state, problem=None, ended_at=None)
