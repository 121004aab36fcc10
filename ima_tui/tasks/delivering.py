"""Sending one task: its create goes out once, after the ledger says so.

What is sent again by itself is only what was provably not accepted: no connection before a byte was
written, HTTP 429, refusals that pause the queue, and bodies corrected after a refusal. Everything
else that brings no answer leaves the task unconfirmed, for the user to settle.
"""

import asyncio
import hashlib
import random
from collections import Counter, defaultdict
from collections.abc import Callable
from contextlib import suppress
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
    StorageError,
    UnreadableAnswerError,
)
from ..catalog.bodies import with_inputs
from ..catalog.refusals import RefusedError
from ..clock import Clock
from ..store.budget import Guard, OverBudgetError
from ..store.pending import Pending
from ..store.records import State, Task
from .backoff import Backoff
from .book import Book
from .connection import Connection
from .correcting import Corrector
from .crew import Crew
from .envelope import Envelope, read_envelope, write_envelope
from .guards import Limits
from .outcomes import Outcomes, QueueGate
from .preparing import Preparer, Progress
from .pricing import Asked, Pricing
from .problems import OUTDATED, PAUSING, problem_of, reference_of

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
    limits: Limits
    guard: Callable[[], Guard]


class HeldError(Exception):
    """The task waits for the user; that is written down already."""


class Delivery:
    """Brings a task from the queue to the service, or to where it stays instead.

    Args:
        parts: what it works with.
        on_progress: told how far the inputs of a task have come.
        on_leave: told of a task from where on it is not to be interrupted.

    Attributes:
        rests: until when a task waits alone, by local id, on the monotonic clock.
    """

    def __init__(
        self,
        parts: SenderParts,
        on_progress: Callable[[str, Progress], None],
        on_leave: Callable[[str], None],
    ) -> None:
        self._parts = parts
        self._book = parts.book
        self._gate = parts.gate
        self._line = parts.line
        self._outcomes = parts.outcomes
        self._clock = parts.clock
        self._on_progress = on_progress
        self._on_leave = on_leave
        self._backoff = _new_backoff()
        self._backoffs: defaultdict[str, Backoff] = defaultdict(_new_backoff)
        self._tries: Counter[str] = Counter()
        self._told: dict[str, str] = {}
        self.rests: dict[str, float] = {}

    async def deliver(self, task: Task) -> None:
        """Prepare and send a task that waits in the queue.

        Raises:
            HeldError: it waits for the user.
            MovedOnError: another program has it.
            IllegalMoveError: it was taken out meanwhile.
            StoreError: it could not be written down; nothing was sent.
            OSError: likewise.
        """
        envelope = await asyncio.to_thread(read_envelope, self._parts.pending, task.id)
        if envelope is None:
            await self._outcomes.fail(task, "lost_request")
            return
        since = self._clock.monotonic()
        try:
            if envelope.refused is not None:
                await self._correct(task, envelope, *envelope.refused)
                return
            envelope = await self._prepared(task, envelope)
            envelope = await self._priced(task, envelope)
        except RefusedError as refusal:
            await self._outcomes.refuse_inputs(task, refusal)
        except ImaError as error:
            await self._not_yet(task, error, since)
        else:
            self._on_leave(task.id)
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
            leaf, envelope.inputs, lambda progress: self._on_progress(task.id, progress)
        )
        body = with_inputs(envelope.body, leaf, inputs)
        return await self._keep(task, msgspec.structs.replace(envelope, body=body))

    async def _priced(self, task: Task, envelope: Envelope) -> Envelope:
        """Return the request at its price of now.

        Raises:
            HeldError: that price needs a yes first.
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
        raise HeldError

    async def _keep(self, task: Task, envelope: Envelope) -> Envelope:
        await asyncio.to_thread(write_envelope, self._parts.pending, task.id, envelope)
        return envelope

    async def _reserve(self, task: Task, body: bytes) -> None:
        """Check the budget and move to sending, in one transaction."""
        body_hash = hashlib.sha256(body).hexdigest()

        def sending(now: Task) -> Task:
            return replace(now, state=State.SENDING, problem=None, body_hash=body_hash)

        try:
            # one line for all tries of which it is told that they did not leave
            told = task.id in self._told
            await self._book.spend(task.id, sending, self._parts.guard(), told=told)
        except OverBudgetError as error:
            await self._held(task, f"cap_{error.cap}")
        except asyncio.CancelledError:
            # it was written down that it is sent, and now it is not
            await self._outcomes.unsent(task)
            raise

    async def _create(self, task: Task, envelope: Envelope, body: bytes) -> None:
        since = self._clock.monotonic()
        try:
            created = await self._parts.client.create(body)
        except (NotSentError, RateLimitedError) as error:
            await self._wait_and_retry(task, error, since)
        except NoAnswerError as error:
            await self._unconfirmed(task, error)
        except ServiceError as error:
            self._told.pop(task.id, None)
            await self._refused(task, envelope, error)
        except Exception:
            # whatever it was, the create may have left
            await self._outcomes.unconfirmed(task, "no_answer")
            raise
        else:
            self._line.report(None)
            self._backoff.reset()
            if not await self._outcomes.accepted(task, created.task_id) and self._book.is_own(
                task.id
            ):
                await self._unconfirmed(task, NoAnswerError("an id that is known already"))

    async def _not_yet(self, task: Task, error: ImaError, since: float) -> None:
        """Something before the send did not work: the task waits, nothing was sent."""
        problem = problem_of(error)
        if problem in PAUSING:
            await self._outcomes.pause_for(task, problem)
        else:
            await self._wait_and_retry(task, error, since)

    async def _wait_and_retry(self, task: Task, error: ImaError, since: float) -> None:
        problem = problem_of(error)
        self._tries[task.id] += 1
        self._slow_down(task, error, since)
        if not self._parts.limits.now.patient and self._tries[task.id] >= MOST_TRIES:
            await self._outcomes.fail(task, problem)
            return
        told = self._told.get(task.id, task.problem) == problem
        self._told[task.id] = problem
        await self._outcomes.back(task, problem, None if told else "not_sent")

    def _slow_down(self, task: Task, error: ImaError, since: float) -> None:
        """Let the queue wait, or only this task where that says nothing of others."""
        now = self._clock.monotonic()
        if isinstance(error, StorageError):
            self.rests[task.id] = now + self._backoffs[task.id].next()
            return
        if isinstance(error, RateLimitedError):
            self._line.limit(since, error.retry_after)
        else:
            self._line.report(problem_of(error))
        self._gate.not_before = max(self._gate.not_before, now + self._backoff.next())

    async def _refused(self, task: Task, envelope: Envelope, error: ServiceError) -> None:
        problem = problem_of(error)
        if problem in PAUSING:
            await self._outcomes.pause_for(task, problem)
            return
        since = self._clock.monotonic()
        try:
            await self._correct(task, envelope, error.code, problem, reference_of(error))
        except ImaError as missing:
            # the list that a correction needs did not come: it waits for that
            refused = msgspec.structs.replace(envelope, refused=(error.code, problem))
            await self._outcomes.keep(task, refused)
            await self._not_yet(task, missing, since)

    async def _correct(
        self, task: Task, envelope: Envelope, code: int, problem: str, reference: str = ""
    ) -> None:
        """Find what is sent next in place of what was refused.

        Raises:
            ImaError: the list that it needs did not come.
        """
        envelope = msgspec.structs.replace(envelope, refused=None)
        step = await self._parts.corrector.step(task, envelope, code)
        if step is None:
            if problem == OUTDATED:
                await self._fetch_list(task)
            about = {"reference": reference} if reference else {}
            await self._outcomes.fail(task, problem, **about)
            return
        await self._outcomes.keep(task, step.envelope)
        if step.asks is not None:
            await self._outcomes.hold(task, "correction", step.asks, **step.detail)
        else:
            await self._outcomes.settle(task, step.change, step.kind, **step.detail)

    async def _fetch_list(self, task: Task) -> None:
        """Have the prices of now where those that were sent are old, also if that takes a while."""
        self._parts.pricing.distrust(task.task_type)
        with suppress(ImaError):
            await self._parts.pricing.leaf(task)

    async def _unconfirmed(self, task: Task, error: NoAnswerError) -> None:
        problem = problem_of(error)
        await self._outcomes.unconfirmed(task, problem)
        if isinstance(error, UnreadableAnswerError) and problem == "key":
            self._gate.pause(problem)


def _new_backoff() -> Backoff:
    return Backoff(2.0, 60.0, random.random)
