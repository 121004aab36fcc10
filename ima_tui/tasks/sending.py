"""The queue: which task is sent next, when, and how many at a time."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace

from ..clock import wait_for
from ..store.database import StoreError
from ..store.records import State, Task
from .book import MovedOnError
from .connection import Limit
from .delivering import Delivery, HeldError, SenderParts
from .machine import OCCUPYING, PREPARED, IllegalMoveError
from .preparing import Progress, Stage
from .problems import HOLDING


class Sender:
    """Takes tasks out of the queue and sends them.

    Attributes:
        progress: the progress of the inputs of tasks, by local id.
    """

    def __init__(self, parts: SenderParts) -> None:
        self._parts = parts
        self._book = parts.book
        self._gate = parts.gate
        self._outcomes = parts.outcomes
        self._clock = parts.clock
        self._delivery = Delivery(parts, self._note_progress, self._leaves)
        self._in_hand: set[str] = set()
        self._preparing: dict[str, asyncio.Task[None] | None] = {}
        self._was_down = False
        self.progress: dict[str, Progress] = {}
        parts.line.changed.subscribe(self._on_line)
        parts.line.limits.subscribe(self._on_limit)

    @property
    def under_way(self) -> int:
        """How many creates are waiting for their answer."""
        return len(self._book.holding(frozenset({State.SENDING})))

    def in_hand(self, task_id: str) -> bool:
        """Return whether a task is being prepared, sent or held."""
        return task_id in self._in_hand

    @contextmanager
    def held(self, task_id: str) -> Iterator[None]:
        """Keep a task from being sent within the context."""
        self._in_hand.add(task_id)
        try:
            yield
        finally:
            self._in_hand.discard(task_id)
            self._gate.wake.set()

    async def withdraw(self, task_id: str) -> None:
        """Cancel preparing a task, which goes back to the queue; one being sent is not cancelled.

        Raises:
            StoreError: it could not be written.
        """
        preparing = self._preparing.get(task_id)
        if preparing is not None:
            preparing.cancel()
            await asyncio.wait({preparing})
            await self._book.change(task_id, _waiting_again)

    async def run(self) -> None:
        """Send queued tasks as slots become free, until cancelled."""
        gate = self._gate
        while True:
            gate.wake.clear()
            wait: float | None = gate.rest(self._clock.monotonic())
            if wait is None:
                wait = self._start_sends()
            if wait is None:
                await gate.wake.wait()
            else:
                await wait_for(gate.wake, self._clock, wait)

    def _start_sends(self) -> float | None:
        """Start the sends that are due; return the seconds until the next one is, None for none."""
        if self._gate.paused is not None:
            return None
        queue, now = self._book.queue(), self._clock.monotonic()
        taken = Counter(task.media for task in self._book.holding(OCCUPYING))
        taken.update(task.media for task in queue if task.id in self._in_hand)
        rests = []
        for task in queue:
            held = task.id in self._in_hand or task.problem in HOLDING
            if held or taken[task.media] >= self._parts.limits.now.at_once:
                continue
            rest = self._delivery.rests.get(task.id, now) - now
            if rest > 0:
                rests.append(rest)
                continue
            taken[task.media] += 1
            self._in_hand.add(task.id)
            self._parts.crew.start(self._send(task), f"send-{task.id}")
        return min(rests, default=None)

    async def _send(self, task: Task) -> None:
        self._preparing[task.id] = asyncio.current_task()
        try:
            await self._delivery.deliver(task)
        except (HeldError, MovedOnError):
            return
        except IllegalMoveError:
            # taken out of the queue while it was prepared: nothing is sent
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

    def _leaves(self, task_id: str) -> None:
        """Note that a task must not be interrupted from now on."""
        self._preparing.pop(task_id, None)

    def _note_progress(self, task_id: str, progress: Progress) -> None:
        """Record the progress of inputs; a new stage is a new state."""
        before = self.progress.get(task_id)
        self.progress[task_id] = progress
        if before is None or before.stage is not progress.stage:
            self._parts.crew.start(self._enter(task_id, progress.stage), f"stage-{task_id}")

    async def _enter(self, task_id: str, stage: Stage) -> None:
        def entered(now: Task) -> Task:
            return replace(now, state=State(stage)) if now.state in PREPARED else now

        with suppress(StoreError):
            await self._book.change(task_id, entered)

    def _on_line(self, problem: str | None) -> None:
        """Send at once what waited for the connection."""
        if self._was_down and problem is None:
            self._gate.not_before = 0.0
            self._gate.wake.set()
        self._was_down = self._parts.line.down

    def _on_limit(self, limit: Limit) -> None:
        """Wait as long as the service asks for, whichever call was refused."""
        until = self._clock.monotonic() + (limit.retry_after or 0.0)
        self._gate.limited_until = max(self._gate.limited_until, until)


def _waiting_again(task: Task) -> Task:
    return replace(task, state=State.QUEUED) if task.state in PREPARED else task
