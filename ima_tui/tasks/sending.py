"""Sending queued tasks: each create goes out once, after the ledger says so.

What is sent again by itself is only what was provably not accepted: no connection before a byte was
written, HTTP 429, and refusals that pause the queue. Everything else that brings no answer leaves
the task unconfirmed, for the user to settle.
"""

import asyncio
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from ..api.client import ImaClient
from ..api.errors import (
    ImaError,
    NoAnswerError,
    NotSentError,
    RateLimitedError,
    UnreadableAnswerError,
)
from ..clock import Clock, wait_for
from ..store.database import StoreError
from ..store.pending import Pending
from ..store.records import State, Task
from .backoff import Backoff
from .book import Book
from .connection import Connection
from .crew import Crew
from .machine import OCCUPYING
from .problems import HELD, PAUSING, problem_of

AT_ONCE = 4
"""Tasks of one medium at the service at once."""

STORE_RETRY_SECONDS = 2.0


class Sender:
    """Takes tasks out of the queue and sends them.

    Args:
        crew: does the sending.

    Attributes:
        paused: why the queue stands still; None while it moves.
    """

    def __init__(
        self,
        client: ImaClient,
        book: Book,
        pending: Pending,
        line: Connection,
        clock: Clock,
        crew: Crew,
    ) -> None:
        self._client = client
        self._book = book
        self._pending = pending
        self._line = line
        self._clock = clock
        self._backoff = Backoff(2.0, 60.0, random.random)
        self._wake = asyncio.Event()
        self._crew = crew
        self._in_hand: set[str] = set()
        self._not_before = 0.0
        self.paused: str | None = None

    def wake(self) -> None:
        """Look at the queue again."""
        self._wake.set()

    def pause(self, problem: str | None) -> None:
        """Stop the queue for a reason, or with None let it go on."""
        self.paused = problem
        if problem is None:
            self._not_before = 0.0
        self.wake()

    @property
    def under_way(self) -> int:
        """How many creates wait for their answer."""
        return len(self._book.holding(frozenset({State.SENDING})))

    async def run(self) -> None:
        """Send what is queued, as places become free, until cancelled."""
        while True:
            self._wake.clear()
            wait = self._not_before - self._clock.monotonic()
            if wait <= 0:
                self._start_sends()
                await self._wake.wait()
            else:
                await wait_for(self._wake, self._clock, wait)

    def _start_sends(self) -> None:
        if self.paused is not None:
            return
        taken = Counter(
            task.media
            for task in self._book.tasks.values()
            if task.state in OCCUPYING or task.id in self._in_hand
        )
        for task in self._book.holding(frozenset({State.QUEUED})):
            held = task.id in self._in_hand or task.problem == HELD
            if held or taken[task.media] >= AT_ONCE:
                continue
            taken[task.media] += 1
            self._in_hand.add(task.id)
            self._crew.start(self._send(task), f"send-{task.id}")

    async def _send(self, task: Task) -> None:
        try:
            body = await asyncio.to_thread(self._pending.read, task.id)
            if body is None:
                await self._fail(task, "lost_request")
                return
            await self._book.change(task.id, _sending, "sent", points=task.points)
            await self._create(task, body)
        except (StoreError, OSError):
            self.pause("store")
        finally:
            self._in_hand.discard(task.id)
            self.wake()

    async def _create(self, task: Task, body: bytes) -> None:
        try:
            created = await self._client.create(body)
        except (NotSentError, RateLimitedError) as error:
            await self._wait_and_retry(task, error)
        except NoAnswerError as error:
            await self._unconfirmed(task, error)
        except ImaError as error:
            await self._refused(task, problem_of(error))
        else:
            self._line.report(None)
            self._backoff.reset()
            await self._accepted(task, created.task_id)

    async def _accepted(self, task: Task, task_id: str) -> None:
        def accept(now: Task) -> Task:
            accepted_at = self._clock.now()
            return replace(
                now, state=State.RUNNING, task_id=task_id, accepted_at=accepted_at, problem=None
            )

        if await self._settle(task, accept, "accepted"):
            await asyncio.to_thread(self._pending.remove, task.id)
        else:
            await self._unconfirmed(task, NoAnswerError("an id that is known already"))

    async def _wait_and_retry(self, task: Task, error: NotSentError | RateLimitedError) -> None:
        problem = problem_of(error)
        self._line.report(problem)
        wait = self._backoff.next()
        if isinstance(error, RateLimitedError) and error.retry_after is not None:
            wait = max(wait, error.retry_after)
        self._not_before = self._clock.monotonic() + wait
        await self._settle(task, _now(State.QUEUED, problem), "not_sent", problem)

    async def _refused(self, task: Task, problem: str) -> None:
        if problem in PAUSING:
            await self._settle(task, _now(State.QUEUED, problem), "refused", problem)
            self.pause(problem)
        else:
            await self._fail(task, problem)

    async def _unconfirmed(self, task: Task, error: NoAnswerError) -> None:
        problem = problem_of(error)
        await self._settle(task, _now(State.UNCONFIRMED, problem), "unconfirmed", problem)
        if isinstance(error, UnreadableAnswerError) and problem == "key":
            self.pause(problem)

    async def _fail(self, task: Task, problem: str) -> None:
        await self._settle(task, _now(State.FAILED, problem), "failed", problem)
        await asyncio.to_thread(self._pending.remove, task.id)

    async def _settle(
        self, task: Task, change: Callable[[Task], Task], kind: str, problem: str | None = None
    ) -> bool:
        """Write down what came of a send, however long that takes: the money may be gone.

        Returns:
            False when the entry stands against another one; nothing was written then.
        """
        detail = {"problem": problem} if problem else {}
        while True:
            try:
                await self._book.change(task.id, change, kind, **detail)
            except StoreError as error:
                if error.reason == "conflict":
                    return False
                self.pause("store")
                await self._clock.sleep(STORE_RETRY_SECONDS)
            else:
                if self.paused == "store":
                    self.pause(None)
                return True


def _now(state: State, problem: str) -> Callable[[Task], Task]:
    def change(task: Task) -> Task:
        return replace(task, state=state, problem=problem)

    return change


def _sending(task: Task) -> Task:
    return replace(task, state=State.SENDING, problem=None)
