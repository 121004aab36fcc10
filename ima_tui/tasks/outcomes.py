"""Writing down what came of a send, however long that takes: the money may be gone."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace

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
    """Whether the queue moves.

    Attributes:
        lasting: why it does not move whatever the user says; None as a rule.
        not_before: until when nothing is sent for want of a connection, on the monotonic clock.
        limited_until: until when nothing is sent because the service asked for that.
        wake: set whenever the queue may be looked at again.
    """

    def __init__(self, lasting: str | None = None) -> None:
        self.lasting = lasting
        self._reasons: list[str] = []
        self.not_before = 0.0
        self.limited_until = 0.0
        self.wake = asyncio.Event()

    @property
    def paused(self) -> str | None:
        """Why it stands still, the first reason of several; None while it moves."""
        return self.lasting or (self._reasons[0] if self._reasons else None)

    def pause(self, problem: str | None) -> None:
        """Stop the queue for one more reason, or with None let it go on."""
        if problem is None:
            self._reasons.clear()
            self.not_before = self.limited_until = 0.0
        elif problem not in self._reasons:
            self._reasons.append(problem)
        self.wake.set()

    def rest(self, now: float) -> float | None:
        """Return the seconds until something may be sent; None where that is now."""
        wait = max(self.not_before, self.limited_until) - now
        return wait if wait > 0 else None

    def lift(self, problem: str) -> None:
        """Take one reason away; for others the queue stands still on."""
        if problem in self._reasons:
            self._reasons.remove(problem)
        self.wake.set()


class Outcomes:
    """The ends of a send.

    Args:
        limits: whether a task may wait for the user; else it ends.
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
        """Write a change down, again and again until the store takes it.

        Returns:
            False when the entry stands against another one, or another program settled the task
            otherwise; nothing was written then.
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

    async def accepted(self, task: Task, task_id: str) -> bool:
        """The service took it: from now on it is watched, and its request is forgotten."""
        at = self._clock.now()

        def accept(now: Task) -> Task:
            if now.task_id is not None:
                # taken over and sent again by another program
                raise IllegalMoveError(f"{now.state}, accepted already")
            return replace(
                now,
                state=State.RUNNING,
                task_id=task_id,
                accepted_at=at,
                problem=None,
                asked=None,
            )

        if not await self.settle(task, accept, "accepted"):
            return False
        await asyncio.to_thread(self._pending.remove, task.id)
        return True

    async def back(self, task: Task, problem: str, kind: str | None) -> None:
        """It waits in the queue for its next try."""
        about = {"problem": problem} if kind is not None else {}
        await self.settle(task, _now(State.QUEUED, problem), kind, **about)

    async def put_back(self, task: Task) -> None:
        """It waits in the queue as before it was taken out to be sent, which did not happen."""
        await self.settle(task, _before, None)

    async def unsent(self, task: Task) -> None:
        """The same where there is no time to try again: else the next start asks about it."""
        with suppress(StoreError):
            await self._book.change(task.id, _before)

    async def keep(self, task: Task, envelope: Envelope) -> None:
        """Keep a changed request, again and again until the disk takes it.

        The task, which was refused, waits in the queue until then.
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
        """Nobody knows whether the service took it: the user settles that."""
        await self.settle(task, _now(State.UNCONFIRMED, problem), "unconfirmed", problem=problem)

    async def pause_for(self, task: Task, problem: str) -> None:
        """Nothing can be sent until the user has acted: everything is kept."""
        if self._patient:
            # first, or what waits behind it would be sent before the queue stands still
            self._gate.pause(problem)
            await self.back(task, problem, "refused")
        else:
            await self.fail(task, problem)

    async def hold(
        self, task: Task, problem: str, points: int | None = None, **detail: Detail
    ) -> None:
        """It waits for a yes of the user, to these points where there are any."""
        if not self._asks:
            await self._fail(task, problem, points, {})
            return

        def held(now: Task) -> Task:
            return replace(now, state=State.QUEUED, problem=problem, asked=points)

        about = {"points": points} | detail if points is not None else detail
        await self.settle(task, held, "waits", **about, problem=problem)

    async def fail(self, task: Task, problem: str, **detail: Detail) -> None:
        """It ends, provably without having been taken; its request is forgotten.

        One that was sent again goes back to where it was: the earlier create may have been charged.
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
        """An input can't be used: the timeline says which and why."""
        about = {key: value for key, value in refusal.about.items() if isinstance(value, str | int)}
        await self.fail(task, "inputs", code=refusal.code, **about)


def still_open(problem: str | None) -> Change:
    """Return the change of a task whose earlier create stays without an answer."""

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
