"""Watching accepted tasks until they end: one scheduler for all of them."""

import asyncio
import heapq
import random
from collections.abc import Callable
from dataclasses import replace

from ..api.client import ImaClient
from ..api.errors import ImaError, RateLimitedError
from ..catalog.task_types import task_type
from ..clock import Clock, wait_for
from ..store.database import StoreError
from ..store.records import State, Task
from .backoff import Backoff
from .book import Book
from .connection import Connection
from .crew import Crew
from .machine import WATCHED
from .problems import problem_of
from .results import ready_count, with_detail

LOOKS_AT_ONCE = 8
SPREAD = 0.1
"""Each wait is up to this share longer or shorter, so that looks don't bunch."""
SLOWER = 4.0
"""A task that is taking long is looked at this many times less often."""


class Watcher:
    """Asks the service where tasks stand, as often as each is worth it.

    Args:
        looked: called with a task after each look.
        crew: does the looking.
    """

    def __init__(
        self,
        client: ImaClient,
        book: Book,
        line: Connection,
        clock: Clock,
        looked: Callable[[Task], None],
        crew: Crew,
    ) -> None:
        self._client = client
        self._book = book
        self._line = line
        self._clock = clock
        self._looked = looked
        self._due: list[tuple[float, str]] = []
        self._watched: set[str] = set()
        self._backoffs: dict[str, Backoff] = {}
        self._places = asyncio.Semaphore(LOOKS_AT_ONCE)
        self._wake = asyncio.Event()
        self._crew = crew

    def watch(self, task: Task) -> None:
        """Look at a task from now on: at once if its first look is overdue."""
        if task.id in self._watched:
            return
        self._watched.add(task.id)
        elapsed = max(0.0, self._clock.now() - (task.accepted_at or self._clock.now()))
        self._schedule(task.id, self._interval(task) - elapsed)

    async def run(self) -> None:
        """Look at tasks when they are due, until cancelled."""
        while True:
            await self._wait_for_next()
            while self._due and self._due[0][0] <= self._clock.monotonic():
                _when, task_id = heapq.heappop(self._due)
                self._crew.start(self._scheduled_look(task_id), f"look-{task_id}")

    async def look(self, task_id: str) -> Task | None:
        """Ask where a task stands and write that down; None when the service could not say."""
        task = self._book.tasks.get(task_id)
        if task is None or task.task_id is None:
            return None
        try:
            async with self._places:
                detail = await self._client.detail(task.task_id)
        except ImaError as error:
            self._line.report(problem_of(error))
            self._postpone(error)
            return None
        self._line.report(None)
        self._backoffs.pop(task_id, None)
        kind, about = _news(task, with_detail(task, detail))
        task = await self._book.change(task_id, lambda now: with_detail(now, detail), kind, **about)
        self._looked(task)
        return task

    async def _scheduled_look(self, task_id: str) -> None:
        task = self._book.tasks.get(task_id)
        if task is None or task.state not in WATCHED:
            self._watched.discard(task_id)
            return
        try:
            await self._note_long(task)
            looked = await self.look(task_id)
        except StoreError:
            looked = None
        if looked is None:
            backoff = self._backoffs.setdefault(
                task_id, Backoff(max(2.0, task.poll), 60.0, random.random)
            )
            self._schedule(task_id, backoff.next())
        elif looked.state in WATCHED:
            self._schedule(task_id, self._interval(looked))
        else:
            self._watched.discard(task_id)

    def _postpone(self, error: ImaError) -> None:
        """Let every look wait as long as the service asks for."""
        if isinstance(error, RateLimitedError) and error.retry_after:
            until = self._clock.monotonic() + error.retry_after
            self._due = [(max(when, until), other) for when, other in self._due]
            heapq.heapify(self._due)

    async def _note_long(self, task: Task) -> None:
        accepted = task.accepted_at or task.created_at
        limit = task_type(task.task_type).long_after
        if task.state is State.RUNNING and self._clock.now() - accepted > limit:
            await self._book.change(
                task.id, lambda now: replace(now, state=State.TAKING_LONG), "taking_long"
            )

    def _interval(self, task: Task) -> float:
        usual = task.poll * (SLOWER if task.state is State.TAKING_LONG else 1.0)
        return usual * random.uniform(1 - SPREAD, 1 + SPREAD)  # noqa: S311 - no secret

    def _schedule(self, task_id: str, wait: float) -> None:
        heapq.heappush(self._due, (self._clock.monotonic() + wait, task_id))
        self._wake.set()

    async def _wait_for_next(self) -> None:
        self._wake.clear()
        if self._due:
            await wait_for(self._wake, self._clock, self._due[0][0] - self._clock.monotonic())
        else:
            await self._wake.wait()


def _news(before: Task, after: Task) -> tuple[str | None, dict[str, str | float]]:
    """Return the line that a look is worth in the timeline, and what it is about."""
    if after.state is State.FAILED:
        return "failed", {"problem": "generation"}
    if ready_count(after) > ready_count(before):
        return "ready", {"ready": ready_count(after), "total": len(after.medias)}
    return None, {}
