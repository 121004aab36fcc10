"""Decisions of the user: agreeing to a price, an unconfirmed create, the order of the queue."""

import asyncio
import math
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial

import msgspec

from ..api.client import ImaClient
from ..api.errors import ImaError, ServiceError
from ..api.wire import usable_id
from ..catalog.repricing import inner_of
from ..clock import Clock
from ..store.database import StoreError
from ..store.ledger import Ledger
from ..store.pending import Pending
from ..store.records import State, Task
from .book import Book, MovedOnError, place_of
from .envelope import Envelope, read_envelope, write_envelope
from .machine import WATCHED
from .outcomes import still_open
from .problems import ASKING, HELD, NOT_CREATED, PASSING
from .sending import Sender
from .watching import Watcher

_MOST_TAKEN = 500
"""How many requests of tasks taken out are kept in memory, to be put back."""


class SettleError(Exception):
    """The task does not allow what the user asked for.

    Attributes:
        problem: why; each has the message ``settle-<problem>`` in every language.
    """

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


class Desk:
    """Carries out decisions that only the user may make."""

    def __init__(
        self,
        client: ImaClient,
        book: Book,
        ledger: Ledger,
        pending: Pending,
        clock: Clock,
        watcher: Watcher,
        sender: Sender,
        reread_limits: Callable[[], Awaitable[None]],
    ) -> None:
        self._client = client
        self._book = book
        self._ledger = ledger
        self._pending = pending
        self._clock = clock
        self._watcher = watcher
        self._sender = sender
        self._reread_limits = reread_limits
        self._taken: dict[str, tuple[Envelope, Task]] = {}
        self._agreeing: set[str] = set()

    async def agree(self, task_id: str) -> Task:
        """Agree to what a queued task waits for: its current price, a change, another try.

        Raises:
            SettleError: it waits for nothing, or its request is gone.
            StoreError: it could not be written.
            OSError: the request could not be written.
        """
        task = self._task(task_id, State.QUEUED)
        if task.problem not in ASKING or task_id in self._agreeing:
            raise SettleError("not_asked")
        self._agreeing.add(task_id)
        try:
            # if a cap prevented it, that may have been raised
            await self._reread_limits()
            return await self._agree(task)
        finally:
            self._agreeing.discard(task_id)

    async def _agree(self, task: Task) -> Task:
        task_id = task.id
        envelope = await self._envelope(task_id)
        points = max(envelope.ceiling, task.asked or 0)
        envelope = msgspec.structs.replace(
            envelope,
            body=envelope.offer or envelope.body,
            offer=None,
            ceiling=points,
            # the user agrees to the price shown; questions about a cap or a model show none
            exact=envelope.exact and task.asked is None,
        )
        credit = int(inner_of(envelope.body)["cast"]["points"])
        await asyncio.to_thread(write_envelope, self._pending, task_id, envelope)
        return await self._settle(
            task_id,
            State.QUEUED,
            lambda now: replace(now, credit=credit, problem=None, asked=None),
            "agreed",
            points=points,
        )

    async def take_out(self, task_id: str) -> Task:
        """Take a task out of the queue before it is sent: nothing is charged.

        One that was to be sent again becomes unconfirmed again. Until this program ends it can be
        put back; its request is kept in memory only.

        Raises:
            SettleError: it is being sent, or was.
            StoreError: it could not be written.
        """
        before = self._task(task_id, State.QUEUED)
        unsure = before.unsure
        if self._sender.in_hand(task_id):
            raise SettleError("being_sent")
        change, kind = (still_open(HELD), "taken_back") if unsure else (_stopped, "taken_out")
        with self._sender.held(task_id):
            envelope = await asyncio.to_thread(read_envelope, self._pending, task_id)
            task = await self._settle(task_id, State.QUEUED, change, kind)
        if task.state is State.STOPPED:
            if envelope is not None:
                self._keep(before, envelope)
            await asyncio.to_thread(self._pending.remove, task_id)
        return task

    async def put_back(self, task_id: str) -> Task:
        """Put a task that was taken out back into the queue, at its old position.

        Raises:
            SettleError: it was not taken out, or its request is gone.
            StoreError: it could not be written; it stays out.
            OSError: its request could not be written; it stays out.
        """
        self._task(task_id, State.STOPPED)
        if task_id not in self._taken:
            raise SettleError("lost_request")
        envelope, before = self._taken[task_id]
        await asyncio.to_thread(write_envelope, self._pending, task_id, envelope)
        try:
            # its open question is asked again
            queued = partial(_queued_as, before)
            task = await self._settle(task_id, State.STOPPED, queued, "put_back")
        except BaseException:
            await asyncio.to_thread(self._pending.remove, task_id)
            raise
        del self._taken[task_id]
        return task

    def _keep(self, task: Task, envelope: Envelope) -> None:
        self._taken[task.id] = (envelope, task)
        while len(self._taken) > _MOST_TAKEN:
            del self._taken[next(iter(self._taken))]

    async def move(self, task_id: str, by: int) -> Task:
        """Move a task up (-1) or down (1) in the queue, past one other.

        Raises:
            SettleError: it is not waiting any more.
            StoreError: it could not be written.
        """
        task = self._task(task_id, State.QUEUED)
        queue = self._book.queue()
        at = next(i for i, one in enumerate(queue) if one.id == task_id)
        other = at + by
        if not 0 <= other < len(queue):
            return task
        places = [place_of(one) for one in queue]
        for i in range(1, len(places)):
            # tasks created at the same time have distinct positions, too
            places[i] = max(places[i], math.nextafter(places[i - 1], math.inf))
        queue[at], queue[other] = queue[other], queue[at]
        for one, place in zip(queue, places, strict=True):
            if place_of(one) != place:
                await self._book.change(one.id, partial(_placed, place))
        return self._book.tasks[task_id]

    async def stop_watching(self, task_id: str) -> Task:
        """Stop polling a task; it continues at the service and stays paid for.

        Raises:
            SettleError: it is not being watched.
            StoreError: it could not be written.
        """
        self._task(task_id, *WATCHED, State.SAVING)
        await self._watcher.stop(task_id)
        return self._book.tasks[task_id]

    async def watch_again(self, task_id: str) -> Task:
        """Poll a task again that was stopped, or not finished after a day.

        Raises:
            SettleError: it was never accepted.
            StoreError: it could not be written.
        """
        if self._task(task_id, State.STOPPED, *WATCHED).task_id is None:
            raise SettleError("never_accepted")
        await self._watcher.look_again(task_id)
        return self._book.tasks[task_id]

    async def attach(self, task_id: str, service_id: str) -> Task:
        """Settle an unconfirmed task: the user found its id in the records.

        Also one of which the user said that it was not created: it may have turned up since.

        Raises:
            SettleError: the service does not know the id, or another task holds it.
            ImaError: the service did not say.
            StoreError: it could not be written.
        """
        state = self._task(task_id, State.UNCONFIRMED, State.STOPPED).state
        if state is State.STOPPED and self._book.tasks[task_id].problem != NOT_CREATED:
            raise SettleError("other_state")
        service_id = usable_id(service_id)
        if not service_id:
            raise SettleError("unknown_id")
        if await self._ledger.holder(service_id) is not None:
            raise SettleError("held_id")
        try:
            await self._client.detail(service_id)
        except ServiceError as error:
            raise _unknown(error) from None
        at = self._clock.now()

        def accepted(now: Task) -> Task:
            if now.task_id is not None:
                raise SettleError("other_state")
            return replace(
                now,
                state=State.RUNNING,
                task_id=service_id,
                accepted_at=at,
                ended_at=None,
                problem=None,
                # it was accepted some time before
                untimed=True,
            )

        try:
            task = await self._settle(task_id, state, accepted, "attached")
        except StoreError as error:
            if error.reason == "conflict":
                # another task was just given this id
                raise SettleError("held_id") from None
            raise
        await asyncio.to_thread(self._pending.remove, task_id)
        return task

    async def not_created(self, task_id: str) -> Task:
        """Settle an unconfirmed task: the user saw that it was not created.

        Raises:
            SettleError: it is not unconfirmed.
            StoreError: it could not be written.
        """
        self._task(task_id, State.UNCONFIRMED)
        task = await self._settle(
            task_id,
            State.UNCONFIRMED,
            lambda now: replace(now, state=State.STOPPED, problem=NOT_CREATED, unsure=0),
            "not_created",
        )
        await asyncio.to_thread(self._pending.remove, task_id)
        return task

    async def send_again(self, task_id: str) -> Task:
        """Settle an unconfirmed task: send it once more, though that may charge twice.

        Raises:
            SettleError: it is not unconfirmed, or its request is gone.
            StoreError: it could not be written.
        """
        self._task(task_id, State.UNCONFIRMED)
        await self._envelope(task_id)
        return await self._settle(
            task_id,
            State.UNCONFIRMED,
            lambda now: replace(now, state=State.QUEUED, problem=None, unsure=now.unsure + 1),
            "sent_again",
        )

    def _task(self, task_id: str, *states: State) -> Task:
        task = self._book.tasks.get(task_id)
        if task is None:
            raise SettleError("not_here")
        if task.state not in states:
            raise SettleError("other_state")
        return task

    async def _settle(
        self,
        task_id: str,
        state: State,
        change: Callable[[Task], Task],
        kind: str,
        **detail: float,
    ) -> Task:
        """Change a task only if it is still in the state that the user saw.

        Raises:
            SettleError: its state changed meanwhile.
            StoreError: it could not be written.
        """

        def settled(now: Task) -> Task:
            if now.state is not state:
                raise SettleError("other_state")
            return change(now)

        try:
            return await self._book.change_own(task_id, settled, kind, **detail)
        except MovedOnError:
            own = self._book.is_own(task_id)
            raise SettleError("other_state" if own else "not_here") from None

    async def _envelope(self, task_id: str) -> Envelope:
        envelope = await asyncio.to_thread(read_envelope, self._pending, task_id)
        if envelope is None:
            raise SettleError("lost_request")
        return envelope


def _placed(place: float, task: Task) -> Task:
    return replace(task, place=place)


def _stopped(task: Task) -> Task:
    return replace(task, state=State.STOPPED, problem=None, asked=None)


def _queued_as(before: Task, task: Task) -> Task:
    problem, asked = before.problem, before.asked
    return replace(task, state=State.QUEUED, ended_at=None, problem=problem, asked=asked)


def _unknown(error: ServiceError) -> ImaError | SettleError:
    """Whether an error means that the id is unknown, not a refused key or an outage."""
    return error if error.code in PASSING else SettleError("unknown_id")
