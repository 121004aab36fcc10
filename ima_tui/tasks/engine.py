"""The engine: takes orders, sends them, polls them, saves results, and announces changes."""

import asyncio
import time
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from ..catalog.bodies import Order
from ..catalog.estimates import Estimate
from ..catalog.products import Leaf
from ..catalog.repricing import inner_of
from ..store.budget import Guard
from ..store.database import StoreError, reason_of
from ..store.records import State, Task
from .adopting import Adopter
from .book import Book
from .connection import Connection
from .correcting import Corrector
from .crew import Crew
from .delivering import SenderParts
from .desk import Desk
from .envelope import read_envelope
from .fetching import Fetched, Fetcher
from .intake import Intake
from .keeping import Keeper
from .machine import ENDED, GOING_ON, OPEN, PREPARED, UNSETTLED, WATCHED
from .neighbours import Neighbours
from .outcomes import Outcomes, QueueGate
from .parts import EngineParts
from .preparing import Inspected
from .pricing import Pricing
from .problems import DAY_PASSED, PAUSED, UNCLEAR
from .results import unsaved
from .sending import Sender
from .watching import Watcher

T = TypeVar("T")

ANSWER_SECONDS = 60.0
"""How long to wait on leaving for answers to pending creates: longer than any answer takes."""

SWEPT_FOLDERS = 20
"""How many of the last chosen folders are searched for left-over partial files."""

LOOK_SECONDS = 0.25
"""Seconds between two checks whether a task is over, as not every end is announced."""

LEAVING = "leaving"
"""The reason why the queue is stopped while the program ends."""

QUIT_SECONDS = 2.0
"""The same as ``ANSWER_SECONDS`` when the terminal is gone, or the user insists."""


class Engine:
    """Owns the state of all tasks of this program.

    Attributes:
        book: the tasks, with a signal of their changes.
        line: whether the service can be reached.
        queue: whether the queue is moving, and why not.
        desk: carries out the user's decisions.
    """

    def __init__(self, parts: EngineParts) -> None:
        self._parts = parts
        self.book = Book(parts.ledger, parts.clock)
        self.line = Connection()
        client, clock = parts.client, parts.clock
        self._takes: set[asyncio.Future[Any]] = set()
        self._sends, self._work, self._loops = (Crew(parts.fault) for _ in range(3))
        self.queue = QueueGate(UNCLEAR if parts.limits.now.unclear else None)
        self.sender = Sender(self._sender_parts())
        self._watcher = Watcher(
            client,
            self.book,
            self.line,
            clock,
            self._after_look,
            self._work,
            leaves=lambda task: parts.filing().leaves(task),
        )
        self._keeper = Keeper(
            client, self.book, self._watcher, parts.results, clock, self._work, parts.filing
        )
        self.desk = Desk(
            client,
            self.book,
            parts.ledger,
            parts.pending,
            clock,
            self._watcher,
            self.sender,
            self.reread_limits,
        )
        self._fetcher = Fetcher(client, self.book, parts.ledger, parts.results, clock, parts.filing)
        self._adopter = Adopter(
            self.book, parts.ledger, parts.instances, clock, parts.takes_over, self._on_adopted
        )
        self._started_at = parts.clock.now()
        self._intake = Intake(
            parts, self.book, self._guard, self.queue.wake.set, self._watcher.learn
        )
        self._neighbours = Neighbours(
            parts.ledger, clock, parts.instances.own, self._started_at, self._work
        )

    @property
    def spent(self) -> int:
        """The points of this session's tasks, unconfirmed ones included."""
        since = self._session_since()
        return sum(
            task.points * (task.unsure + int(_charged(task)))
            for task in self.book.tasks.values()
            if (task.accepted_at or task.sent_at or task.created_at) >= since
        )

    async def start(self) -> None:
        """Adopt what earlier runs left, then run until stopped.

        Raises:
            StoreError: the store can't be used.
        """
        unsubscribe = self.book.changed.subscribe(self._on_change)
        try:
            await self._take_up()
        except BaseException:
            # release adopted tasks to other programs
            unsubscribe()
            await self._work.cancel()
            await asyncio.to_thread(self._parts.instances.leave)
            raise
        self._loops.start(self.sender.run(), "sender")
        self._loops.start(self._watcher.run(), "watcher")
        self._loops.start(self._adopter.run(), "adopter")

    async def stop(self) -> None:
        """Stop: wait briefly for pending answers; everything else continues at the next start."""
        await self.finish_sending(QUIT_SECONDS)
        await self.taken(QUIT_SECONDS)
        await self._work.cancel()
        await asyncio.to_thread(self._parts.instances.leave)

    async def finish_sending(self, seconds: float = ANSWER_SECONDS) -> None:
        """Send nothing more and wait up to ``seconds`` for pending answers.

        What is still being prepared goes back to the queue: an answer to a create that left now
        might come too late.
        """
        await self._loops.cancel()
        with suppress(StoreError, TimeoutError):
            async with asyncio.timeout(seconds):
                await self._withdraw_all()
        await self._sends.finish(seconds)

    async def submit(
        self,
        order: Order,
        group: str | None = None,
        *,
        step: str | None = None,
        ceiling: int = 0,
        folder: Path | None = None,
    ) -> Task:
        """Queue an order as ``Intake.submit`` does; its errors and arguments are the same."""
        return await self._intake.submit(order, group, step=step, ceiling=ceiling, folder=folder)

    async def take(self, work: Coroutine[Any, Any, T]) -> T:
        """Run work that takes orders to its end, even if the caller is cancelled.

        Leaving and ``stop`` wait for it: what the user agreed to is in the queue, or was refused.
        """
        task = asyncio.ensure_future(work)
        self._takes.add(task)
        task.add_done_callback(self._takes.discard)
        return await asyncio.shield(task)

    @property
    def taking(self) -> bool:
        """Whether orders are being taken."""
        return bool(self._takes)

    async def taken(self, seconds: float | None = None) -> None:
        """Wait, at most some seconds, until no orders are being taken."""
        if self._takes:
            await asyncio.wait(self._takes, timeout=seconds)

    async def reserve(self, run: str, points: int) -> None:
        """Reserve points for a run of a workflow, as ``Reservations.reserve`` does."""
        await self.reread_limits()
        await self._parts.ledger.reservations.reserve(run, points, self._guard())

    async def usual(self, leaf: Leaf) -> Estimate | None:
        """Return a model's usual time, as ``Intake.usual`` does."""
        return await self._intake.usual(leaf)

    async def inspect(self, leaf: Leaf, text: str) -> Inspected:
        """Inspect one input as named by a user, without network access.

        Args:
            leaf: the model.
            text: an address or a path, as it was typed.
        """
        return await self._parts.preparer.inspect(leaf, text)

    def repeats(self, order: Order) -> bool:
        """Return whether the same order was just given: perhaps a key pressed twice."""
        return self._intake.repeats(order)

    async def resume(self) -> None:
        """Resume the queue, held tasks and waiting saves, within the current limits."""
        await self.reread_limits()
        for task in self.book.queue():
            # prices and changes need the user's agreement one by one
            if task.problem is not None and task.asked is None:
                await self.book.change(task.id, lambda now: replace(now, problem=None))
        self.queue.pause(None)
        self._keeper.retry()

    async def reread_limits(self) -> None:
        """Reload the user's limits."""
        await asyncio.to_thread(self._parts.limits.refresh)
        self.queue.lasting = UNCLEAR if self._parts.limits.now.unclear else None
        self.queue.wake.set()

    async def pause(self) -> None:
        """Send nothing more until resumed; tasks at the service continue.

        Raises:
            StoreError: it could not be written that a task waits again.
        """
        await self.hold_back(PAUSED)

    async def hold_back(self, reason: str = LEAVING) -> None:
        """Send nothing that is not being sent yet; it stays in the queue.

        Raises:
            StoreError: it could not be written.
        """
        self.queue.pause(reason)
        await self._withdraw_all()

    async def _withdraw_all(self) -> None:
        for task in self.book.holding(PREPARED):
            await self.sender.withdraw(task.id)

    async def fetch_again(self, task_id: str, position: int | None = None) -> Fetched:
        """Fetch the missing files of a task, as ``Fetcher.fetch_again`` does.

        Raises:
            SettleError: there is no such task.
            StoreError: the ledger can't be read.
        """
        return await self._fetcher.fetch_again(task_id, position)

    async def look_up(self, task: Task) -> Task:
        """Return a task with current addresses of its results, as ``Fetcher.look_up`` does."""
        return await self._fetcher.look_up(task)

    def at_rest(self, task: Task) -> bool:
        """Return whether nothing more is fetched or polled for a task of this program."""
        return task.state in ENDED and not unsaved(task) and task.id not in self._watcher.closing

    def is_over(self, task: Task) -> bool:
        """Return whether a task of this program will not change by itself any more.

        It is at rest, or unconfirmed, which the user settles, or was polled for a whole day.
        """
        late = task.state in WATCHED and task.problem == DAY_PASSED
        return late or task.state is State.UNCONFIRMED or self.at_rest(task)

    async def ended(self, task_id: str) -> Task:
        """Wait until a task is over and its results, if any, are on disk.

        Args:
            task_id: the local id of a task of this program.

        Returns:
            the task in its final state; see ``is_over``.

        Raises:
            KeyError: there is no such task.
        """
        while not self.is_over(task := self.book.tasks[task_id]):
            await self._parts.clock.sleep(LOOK_SECONDS)
        return task

    def others(self) -> tuple[Task, ...]:
        """Return the tasks that other programs on this data folder own, oldest first.

        They are open, or ended since this program started; the data is at most two seconds old.
        Tasks that another program took over from this one are included.
        """
        return self._neighbours.tasks()

    def going_on(self) -> list[Task]:
        """Return the tasks that are still progressing by themselves."""
        return self.book.holding(GOING_ON)

    def _guard(self) -> Guard:
        parts = self._parts
        now, since = parts.clock.now(), self._session_since()
        return Guard(parts.limits.now.caps, since, now, parts.instances.own)

    def _session_since(self) -> float:
        """When this session began, by a clock that may have been set back since."""
        self._started_at = min(self._started_at, self._parts.clock.now())
        return self._started_at

    def _sender_parts(self) -> SenderParts:
        parts = self._parts
        pricing = Pricing(parts.client, parts.catalogue, parts.clock)
        return SenderParts(
            client=parts.client,
            book=self.book,
            pending=parts.pending,
            line=self.line,
            clock=parts.clock,
            crew=self._sends,
            gate=self.queue,
            outcomes=Outcomes(self.book, parts.pending, parts.clock, self.queue, parts.limits),
            pricing=pricing,
            corrector=Corrector(pricing, parts.limits),
            preparer=parts.preparer,
            limits=parts.limits,
            guard=self._guard,
        )

    async def _take_up(self) -> None:
        try:
            await asyncio.to_thread(self._parts.instances.enter)
            await self._learn_times()
            await self._adopter.adopt()
            await self._adopter.sweep()
            await self._parts.ledger.reservations.sweep(self._parts.instances.is_alive)
            await self._sweep_pending()
            await self._sweep_results()
        except OSError as error:
            raise StoreError(reason_of(error), self._parts.results) from error

    async def _learn_times(self) -> None:
        """Schedule the polls of running tasks by their models' earlier times."""
        ledger = self._parts.ledger
        running = await ledger.in_states(WATCHED)
        for kind, version in {(task.task_type, task.version) for task in running}:
            self._watcher.learn(kind, version, await ledger.durations(kind, version))

    async def _sweep_pending(self) -> None:
        """Remove requests of settled tasks that a crash left behind."""
        pending, ledger = self._parts.pending, self._parts.ledger
        for task_id in await asyncio.to_thread(pending.ids):
            task = await ledger.get(task_id)
            if task is not None and task.state not in UNSETTLED:
                await asyncio.to_thread(pending.remove, task_id)
        unsettled = {task.id for task in await ledger.in_states(UNSETTLED)}
        await asyncio.to_thread(pending.sweep, time.time(), unsettled)

    async def _sweep_results(self) -> None:
        """Remove partial files of results that are no longer expected."""
        waiting = await self._parts.ledger.unfinished(OPEN)
        folders = await self._parts.ledger.folders(SWEPT_FOLDERS)
        await self._keeper.sweep({task.id for task in waiting}, folders)

    def _on_adopted(self, task: Task) -> None:
        self._keeper.keep(task)
        if task.state in UNSETTLED:
            self._work.start(self._recall(task.id), f"recall-{task.id}")
        if task.state is State.SAVING or task.state in ENDED:
            self._watcher.finish(task)

    async def _recall(self, task_id: str) -> None:
        """Show the prompt of a task that waits for the user, from its request."""
        with suppress(OSError):
            envelope = await asyncio.to_thread(read_envelope, self._parts.pending, task_id)
            if envelope is not None:
                self.book.prompts[task_id] = str(inner_of(envelope.body).get("prompt", ""))

    def _after_look(self, task: Task) -> None:
        self._keeper.keep(task)

    def _on_change(self, task: Task) -> None:
        if task.state in WATCHED and self.book.is_own(task.id):
            self._watcher.watch(task)
        self.queue.wake.set()


def _charged(task: Task) -> bool:
    return task.task_id is not None or task.state is State.UNCONFIRMED
