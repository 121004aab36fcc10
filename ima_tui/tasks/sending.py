"""Sending queued tasks: each create goes out once, after the ledger says so.

What is sent again by itself is only what was provably not accepted: no connection before a byte was
written, HTTP 429, refusals that pause the queue, and bodies corrected after a refusal. Everything
else that brings no answer leaves the task unconfirmed, for the user to settle.
"""

import asyncio
import hashlib
import random
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import NoReturn

import msgspec

from ..api.client import ImaClient
from ..api.errors import (
    ImaError,
    NoAnswerError,
    NotSentError,
    RateLimitedError,
    ServiceError,
    UnreadableAnswerError,
)
from ..catalog.bodies import with_inputs
from ..catalog.refusals import RefusedError
from ..clock import Clock, wait_for
from ..store.budget import Guard, OverBudgetError
from ..store.database import StoreError
from ..store.pending import Pending
from ..store.records import State, Task
from .backoff import Backoff
from .book import Book, MovedOnError
from .connection import Connection
from .correcting import Corrector
from .crew import Crew
from .envelope import Envelope, read_envelope, write_envelope
from .guards import Guards
from .machine import OCCUPYING, PREPARED, IllegalMoveError
from .outcomes import Outcomes, QueueGate
from .preparing import Preparer, Progress, Stage
from .pricing import Asked, Pricing
from .problems import HOLDING, PAUSING, problem_of

MOST_TRIES = 3
"""How often a command's task looks for a connection before it ends."""


@dataclass(frozen=True, slots=True)
class SenderParts:
    """What a sender works with.

    Attributes:
        guard: gives the caps as they stand now.
        crew: does the sending.
    """

    client: ImaClient
    book: Book
    pending: Pending
    line: Connection
    clock: Clock
    crew: Crew
    gate: QueueGate
    outcomes: Outcomes
    pricing: Pricing
    corrector: Corrector
    preparer: Preparer
    guards: Guards
    guard: Callable[[], Guard]


class _HeldError(Exception):
    """The task waits for the user; that is written down already."""


class Sender:
    """Takes tasks out of the queue and sends them.

    Attributes:
        progress: how far the inputs of tasks have come, by local id.
    """

    def __init__(self, parts: SenderParts) -> None:
        self._parts = parts
        self._book = parts.book
        self._gate = parts.gate
        self._outcomes = parts.outcomes
        self._clock = parts.clock
        self._backoff = Backoff(2.0, 60.0, random.random)
        self._in_hand: set[str] = set()
        self._preparing: dict[str, asyncio.Task[None] | None] = {}
        self._tries: Counter[str] = Counter()
        self._told: dict[str, str] = {}
        self.progress: dict[str, Progress] = {}

    @property
    def under_way(self) -> int:
        """How many creates wait for their answer."""
        return len(self._book.holding(frozenset({State.SENDING})))

    def in_hand(self, task_id: str) -> bool:
        """Tell whether a task is just being prepared or sent, or held."""
        return task_id in self._in_hand

    @contextmanager
    def held(self, task_id: str) -> Iterator[None]:
        """Keep a task that is not in hand from being sent meanwhile."""
        self._in_hand.add(task_id)
        try:
            yield
        finally:
            self._in_hand.discard(task_id)
            self._gate.wake.set()

    async def withdraw(self, task_id: str) -> None:
        """Give up preparing a task, which waits in the queue again; what is being sent is not.

        Raises:
            StoreError: it could not be written down.
        """
        preparing = self._preparing.get(task_id)
        if preparing is not None:
            preparing.cancel()
            await asyncio.wait({preparing})
            await self._book.change(task_id, _waiting_again)

    async def run(self) -> None:
        """Send what is queued, as places become free, until cancelled."""
        gate = self._gate
        while True:
            gate.wake.clear()
            wait = gate.not_before - self._clock.monotonic()
            if wait <= 0:
                self._start_sends()
                await gate.wake.wait()
            else:
                await wait_for(gate.wake, self._clock, wait)

    def _start_sends(self) -> None:
        if self._gate.paused is not None:
            return
        taken = Counter(
            task.media
            for task in self._book.tasks.values()
            if task.state in OCCUPYING or task.id in self._in_hand
        )
        for task in self._book.queue():
            held = task.id in self._in_hand or task.problem in HOLDING
            if held or taken[task.media] >= self._parts.guards.at_once:
                continue
            taken[task.media] += 1
            self._in_hand.add(task.id)
            self._parts.crew.start(self._send(task), f"send-{task.id}")

    async def _send(self, task: Task) -> None:
        self._preparing[task.id] = asyncio.current_task()
        try:
            await self._make_ready(task)
        except (_HeldError, MovedOnError):
            return
        except IllegalMoveError:
            # taken out of the queue while it was prepared: nothing of it leaves
            if self._book.tasks[task.id].state is not State.STOPPED:
                raise
        except (StoreError, OSError):
            await self._outcomes.put_back(task)
            self._gate.pause("store")
        finally:
            self.progress.pop(task.id, None)
            self._preparing.pop(task.id, None)
            self._in_hand.discard(task.id)
            self._gate.wake.set()

    async def _make_ready(self, task: Task) -> None:
        envelope = await asyncio.to_thread(read_envelope, self._parts.pending, task.id)
        if envelope is None:
            await self._outcomes.fail(task, "lost_request")
            return
        try:
            envelope = await self._prepared(task, envelope)
            envelope = await self._priced(task, envelope)
        except RefusedError as refusal:
            await self._outcomes.refuse_inputs(task, refusal)
        except ImaError as error:
            await self._not_yet(task, error)
        else:
            # from here on it is not to be interrupted
            self._preparing.pop(task.id, None)
            body = msgspec.json.encode(envelope.body)
            await self._reserve(task, body)
            await self._create(task, envelope, body)

    async def _prepared(self, task: Task, envelope: Envelope) -> Envelope:
        """Return the request with its inputs where the service finds them.

        Raises:
            RefusedError: an input can't be used.
            ImaError: it could not be brought there now.
        """
        if not envelope.inputs:
            return envelope
        leaf = await self._parts.pricing.leaf(task)
        if leaf is None:
            await self._held(task, "unlisted")
        inputs = await self._parts.preparer.prepare(
            leaf, envelope.inputs, lambda progress: self._note_progress(task.id, progress)
        )
        body = with_inputs(envelope.body, leaf, inputs)
        return await self._keep(task, msgspec.structs.replace(envelope, body=body))

    def _note_progress(self, task_id: str, progress: Progress) -> None:
        """Show how far the inputs have come; a new stage is a new state."""
        before = self.progress.get(task_id)
        self.progress[task_id] = progress
        if before is None or before.stage is not progress.stage:
            self._parts.crew.start(self._enter(task_id, progress.stage), f"stage-{task_id}")

    async def _enter(self, task_id: str, stage: Stage) -> None:
        def entered(now: Task) -> Task:
            return replace(now, state=State(stage)) if now.state in PREPARED else now

        with suppress(StoreError):
            await self._book.change(task_id, entered)

    async def _priced(self, task: Task, envelope: Envelope) -> Envelope:
        """Return the request at its price of now.

        Raises:
            _HeldError: that price needs a yes first.
            ImaError: the service did not say.
        """
        agreed = await self._parts.pricing.agreed(task, envelope)
        if isinstance(agreed, Asked):
            await self._held(task, agreed.problem, agreed.points)
        if agreed.body != envelope.body:
            envelope = await self._keep(task, envelope.with_body(agreed))
        if agreed.credit != task.credit:
            await self._book.change(
                task.id,
                lambda now: replace(now, credit=agreed.credit, exact=agreed.exact),
                "price_new",
                before=task.points,
                after=agreed.points,
            )
        return envelope

    async def _held(self, task: Task, problem: str, points: int | None = None) -> NoReturn:
        await self._outcomes.hold(task, problem, points)
        raise _HeldError

    async def _keep(self, task: Task, envelope: Envelope) -> Envelope:
        await asyncio.to_thread(write_envelope, self._parts.pending, task.id, envelope)
        return envelope

    async def _reserve(self, task: Task, body: bytes) -> None:
        """Check the budget and move to sending, in one transaction."""
        body_hash = hashlib.sha256(body).hexdigest()

        def sending(now: Task) -> Task:
            return replace(now, state=State.SENDING, problem=None, body_hash=body_hash)

        try:
            await self._book.spend(task.id, sending, self._parts.guard())
        except OverBudgetError as error:
            await self._held(task, f"cap_{error.cap}")
        except asyncio.CancelledError:
            # it was written down that it is sent, and now it is not
            await self._outcomes.unsent(task)
            raise

    async def _create(self, task: Task, envelope: Envelope, body: bytes) -> None:
        try:
            created = await self._parts.client.create(body)
        except (NotSentError, RateLimitedError) as error:
            await self._wait_and_retry(task, error)
        except NoAnswerError as error:
            await self._unconfirmed(task, error)
        except ServiceError as error:
            await self._refused(task, envelope, error)
        except Exception:
            # whatever it was, the create may have left
            await self._outcomes.unconfirmed(task, "no_answer")
            raise
        else:
            self._parts.line.report(None)
            self._backoff.reset()
            if not await self._outcomes.accepted(task, created.task_id) and self._book.is_own(
                task.id
            ):
                await self._unconfirmed(task, NoAnswerError("an id that is known already"))

    async def _not_yet(self, task: Task, error: ImaError) -> None:
        """Something before the send did not work: the task waits, nothing was sent."""
        problem = problem_of(error)
        if problem in PAUSING:
            await self._outcomes.pause_for(task, problem)
        else:
            await self._wait_and_retry(task, error)

    async def _wait_and_retry(self, task: Task, error: ImaError) -> None:
        problem = problem_of(error)
        self._parts.line.report(problem)
        self._tries[task.id] += 1
        if not self._parts.guards.patient and self._tries[task.id] >= MOST_TRIES:
            await self._outcomes.fail(task, problem)
            return
        wait = self._backoff.next()
        if isinstance(error, RateLimitedError) and error.retry_after is not None:
            wait = max(wait, error.retry_after)
        self._gate.not_before = max(self._gate.not_before, self._clock.monotonic() + wait)
        told = self._told.get(task.id, task.problem) == problem
        self._told[task.id] = problem
        await self._outcomes.back(task, problem, None if told else "not_sent")

    async def _refused(self, task: Task, envelope: Envelope, error: ServiceError) -> None:
        problem = problem_of(error)
        if problem in PAUSING:
            await self._outcomes.pause_for(task, problem)
            return
        try:
            step = await self._parts.corrector.step(task, envelope, error.code)
        except ImaError:
            # the list that a correction needs did not come: the refusal stands
            step = None
        if step is None:
            await self._outcomes.fail(task, problem)
            return
        await self._outcomes.keep(task, step.envelope)
        if step.asks is not None:
            await self._outcomes.hold(task, "correction", step.asks, **step.detail)
        else:
            await self._outcomes.settle(task, step.change, step.kind, **step.detail)

    async def _unconfirmed(self, task: Task, error: NoAnswerError) -> None:
        problem = problem_of(error)
        await self._outcomes.unconfirmed(task, problem)
        if isinstance(error, UnreadableAnswerError) and problem == "key":
            self._gate.pause(problem)


def _waiting_again(task: Task) -> Task:
    return replace(task, state=State.QUEUED) if task.state in PREPARED else task
