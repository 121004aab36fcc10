"""Sending one task: its create is sent once, after the ledger says so.

Only what was provably not accepted is sent again automatically: no connection before a byte was
written, HTTP 429, refusals that pause the queue, and bodies corrected after a refusal. Any other
missing answer leaves the task unconfirmed, for the user to settle.
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
"""How often a command's task tries to connect before it fails."""


@dataclass(frozen=True, slots=True)
class SenderParts:
    """What ``Sender`` and ``Delivery`` work with.

    Attributes:
        guard: returns the current caps.
        crew: runs the sends.
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
    """The task waits for the user, which is written already."""


class Delivery:
    """Takes a task from the queue to the service, or to the state it stays in instead.

    Args:
        parts: its dependencies.
        on_progress: called with the progress of a task's inputs.
        on_leave: called with a task that must not be interrupted from then on.

    Attributes:
        rests: until when single tasks wait, by local id, on the monotonic clock.
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
        """Prepare and send a queued task.

        Raises:
            HeldError: it waits for the user.
            MovedOnError: another program owns it.
            IllegalMoveError: it was taken out meanwhile.
            StoreError: it could not be written; nothing was sent.
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
        """Return the request with its inputs uploaded.

        Raises:
            RefusedError: an input can't be used.
            ImaError: it could not be uploaded now.
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
        """Return the request at its current price.

        Raises:
            HeldError: the user must agree to that price first.
            ImaError: the list could not be fetched.
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
            # one event for all attempts that provably did not leave
            told = task.id in self._told
            await self._book.spend(task.id, sending, self._parts.guard(), told=told)
        except OverBudgetError as error:
            await self._held(task, f"cap_{error.cap}")
        except asyncio.CancelledError:
            # it was recorded as being sent, but is not
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
            # whatever the error was, the create may have left
            await self._outcomes.unconfirmed(task, "no_answer")
            raise
        else:
            self._line.report(None)
            self._backoff.reset()
            if not await self._outcomes.accepted(task, created) and self._book.is_own(task.id):
                await self._unconfirmed(task, NoAnswerError("an id that is known already"))

    async def _not_yet(self, task: Task, error: ImaError, since: float) -> None:
        """Handle a failure before the send: the task waits, nothing was sent."""
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
        """Make the queue wait, or only this task if others are not affected."""
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
            # the list that a correction needs could not be fetched: wait for it
            refused = msgspec.structs.replace(envelope, refused=(error.code, problem))
            await self._outcomes.keep(task, refused)
            await self._not_yet(task, missing, since)

    async def _correct(
        self, task: Task, envelope: Envelope, code: int, problem: str, reference: str = ""
    ) -> None:
        """Find the next attempt after a refusal.

        Raises:
            ImaError: the list that it needs could not be fetched.
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
        """Fetch the current prices if those sent are old, even if that takes a while."""
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
