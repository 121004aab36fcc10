"""Recording the outcome of a send, however long that takes: points may have been charged."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace

from ..api.wire import Created
from ..catalog.refusals import RefusedError
from ..clock import Clock
from ..store.database import StoreError
from ..store.pending import Pending
from ..store.records import State, Task
from .book import Book, MovedOnError
from .envelope import Envelope, write_envelope
from .guards import Limits
from .machine import PREPARED, IllegalMoveError

STORE_RETRY_SECONDS = 2.0

Change = Callable[[Task], Task]
Detail = str | int | float


class QueueGate:
    """Whether the queue is moving.

    Attributes:
        lasting: why it is stopped regardless of the user; usually None.
        not_before: until when nothing is sent for lack of a connection, on the monotonic clock.
        limited_until: until when nothing is sent at the request of the service, likewise.
        wake: set whenever the queue should be checked again.
    """

    def __init__(self, lasting: str | None = None) -> None:
        self.lasting = lasting
        self._reasons: list[str] = []
        self.not_before = 0.0
        self.limited_until = 0.0
        self.wake = asyncio.Event()

    @property
    def paused(self) -> str | None:
        """The first reason why it is stopped; None while it moves."""
        return self.lasting or (self._reasons[0] if self._reasons else None)

    def pause(self, problem: str | None) -> None:
        """Stop the queue for another reason, or resume it with None."""
        if problem is None:
            self._reasons.clear()
            self.not_before = self.limited_until = 0.0
        elif problem not in self._reasons:
            self._reasons.append(problem)
        self.wake.set()

    def rest(self, now: float) -> float | None:
        """Return the seconds until something may be sent; None for now."""
        wait = max(self.not_before, self.limited_until) - now
        return wait if wait > 0 else None

    def lift(self, problem: str) -> None:
        """Remove one reason; others keep the queue stopped."""
        if problem in self._reasons:
            self._reasons.remove(problem)
        self.wake.set()


class Outcomes:
    """Records the outcomes of sends.

    Args:
        limits: tells whether a task may wait for the user, or fails instead.
    """

    def __init__(
        self, book: Book, pending: Pending, clock: Clock, gate: QueueGate, limits: Limits
    ) -> None:
        self._book = book
        self._pending = pending
        self._clock = clock
        self._gate = gate
        self._patient = limits.now.patient
        self._asks = limits.now.patient or limits.now.asks

    async def settle(self, task: Task, change: Change, kind: str | None, **detail: Detail) -> bool:
        """Write a change, retrying until the store accepts it.

        Returns:
            False if it violates a constraint, or another program settled the task differently; then
            nothing was written.
        """
        paused = False
        while True:
            try:
                await self._book.settle(task.id, change, kind, **detail)
            except MovedOnError:
                return False
            except IllegalMoveError:
                if self._book.is_own(task.id):
                    raise
                return False
            except StoreError as error:
                if error.reason == "conflict":
                    return False
                self._gate.pause("store")
                paused = True
                await self._clock.sleep(STORE_RETRY_SECONDS)
            else:
                if paused:
                    self._gate.lift("store")
                return True

    async def accepted(self, task: Task, created: Created) -> bool:
        """The service accepted it: poll it, and remove its request."""
        at = self._clock.now()

        def accept(now: Task) -> Task:
            if now.task_id is not None:
                # adopted and sent again by another program
                raise IllegalMoveError(f"{now.state}, accepted already")
            return replace(
                now,
                state=State.RUNNING,
                task_id=created.task_id,
                accepted_at=at,
                problem=None,
                asked=None,
            )

        about = {"until": created.until} if created.until is not None else {}
        if not await self.settle(task, accept, "accepted", **about):
            return False
        await asyncio.to_thread(self._pending.remove, task.id)
        return True

    async def back(self, task: Task, problem: str, kind: str | None) -> None:
        """Put it back into the queue for its next try."""
        about = {"problem": problem} if kind is not None else {}
        await self.settle(task, _now(State.QUEUED, problem), kind, **about)

    async def put_back(self, task: Task) -> None:
        """Put it back into the queue as it was, since it was not sent."""
        await self.settle(task, _before, None)

    async def unsent(self, task: Task) -> None:
        """The same without retries, while leaving, so that the next start need not ask."""
        with suppress(StoreError):
            await self._book.change(task.id, _before)

    async def keep(self, task: Task, envelope: Envelope) -> None:
        """Store a changed request, retrying until the disk accepts it.

        The refused task waits in the queue until then.
        """
        paused = False
        while True:
            try:
                await asyncio.to_thread(write_envelope, self._pending, task.id, envelope)
            except OSError:
                await self.put_back(task)
                self._gate.pause("store")
                paused = True
                await self._clock.sleep(STORE_RETRY_SECONDS)
            else:
                if paused:
                    self._gate.lift("store")
                return

    async def unconfirmed(self, task: Task, problem: str) -> None:
        """It is unknown whether the service accepted it: the user settles that."""
        await self.settle(task, _now(State.UNCONFIRMED, problem), "unconfirmed", problem=problem)

    async def pause_for(self, task: Task, problem: str) -> None:
        """Pause the queue until the user has acted; everything is kept."""
        if self._patient:
            # pause first, or the next task would be sent before the queue has stopped
            self._gate.pause(problem)
            await self.back(task, problem, "refused")
        else:
            await self.fail(task, problem)

    async def hold(
        self, task: Task, problem: str, points: int | None = None, **detail: Detail
    ) -> None:
        """Make it wait for the user's agreement, to these points if given."""
        if not self._asks:
            await self._fail(task, problem, points, {})
            return

        def held(now: Task) -> Task:
            return replace(now, state=State.QUEUED, problem=problem, asked=points)

        about = {"points": points} | detail if points is not None else detail
        await self.settle(task, held, "waits", **about, problem=problem)

    async def fail(self, task: Task, problem: str, **detail: Detail) -> None:
        """Make it fail, provably not accepted; its request is removed.

        One that was sent again becomes unconfirmed again: the earlier create may have been charged.
        """
        await self._fail(task, problem, None, detail)

    async def _fail(
        self, task: Task, problem: str, asked: int | None, detail: Mapping[str, Detail]
    ) -> None:
        if self._book.tasks[task.id].unsure:
            await self.settle(task, still_open(problem), "not_sent_again", problem=problem)
            return

        def failed(now: Task) -> Task:
            return replace(now, state=State.FAILED, problem=problem, asked=asked)

        await self.settle(task, failed, "failed", problem=problem, **detail)
        await asyncio.to_thread(self._pending.remove, task.id)

    async def refuse_inputs(self, task: Task, refusal: RefusedError) -> None:
        """Make it fail for an unusable input, which the timeline names."""
        about = {key: value for key, value in refusal.about.items() if isinstance(value, str | int)}
        await self.fail(task, "inputs", code=refusal.code, **about)


def still_open(problem: str | None) -> Change:
    """Return the change for a task whose earlier create is still unanswered."""

    def change(task: Task) -> Task:
        unsure = max(0, task.unsure - 1)
        return replace(task, state=State.UNCONFIRMED, problem=problem, asked=None, unsure=unsure)

    return change


def _before(task: Task) -> Task:
    waits = task.state in PREPARED or task.state is State.SENDING
    return replace(task, state=State.QUEUED) if waits else task


def _now(state: State, problem: str) -> Change:
    def change(task: Task) -> Task:
        return replace(task, state=state, problem=problem)

    return change
