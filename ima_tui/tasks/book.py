"""The tasks of this program: the one place where tasks change, on disk first, then announced."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from ..clock import Clock
from ..signals import Signal
from ..store.budget import Guard
from ..store.ledger import Ledger
from ..store.records import Event, State, Task, TaskMedia
from ..store.task_rows import StaleStateError
from .crew import to_its_end
from .machine import ENDED, check


class MovedOnError(Exception):
    """Nothing was written: another program owns the task now, or changed it meanwhile."""


class Book:
    """The tasks of this program, mirroring the ledger.

    Attributes:
        changed: announces a task after each change.
        changes: the number of changes so far.
        prompts: the prompts by local id: in memory, even if prompts are not kept on disk.
    """

    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self._ledger = ledger
        self._clock = clock
        self._tasks: dict[str, Task] = {}
        self._foreign: set[str] = set()
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self.changed: Signal[Task] = Signal()
        self.changes = 0
        self.prompts: dict[str, str] = {}

    @property
    def tasks(self) -> Mapping[str, Task]:
        """The tasks by local id, in order of arrival."""
        return self._tasks

    def holding(self, states: frozenset[State]) -> list[Task]:
        """Return the own tasks in these states, oldest first."""
        return [
            task
            for task in self._tasks.values()
            if task.state in states and task.id not in self._foreign
        ]

    def queue(self) -> list[Task]:
        """Return the tasks that wait to be sent, in queue order."""
        return sorted(self.holding(frozenset({State.QUEUED})), key=place_of)

    def shown(self, task: Task) -> Task:
        """Return a task with its prompt if known: for display, never for the ledger."""
        prompt = self.prompts.get(task.id)
        return task if task.prompt is not None or prompt is None else replace(task, prompt=prompt)

    def is_own(self, task_id: str) -> bool:
        """Return whether this program still owns a task."""
        return task_id not in self._foreign

    def take(self, task: Task) -> None:
        """Add a task that the ledger already has."""
        self._foreign.discard(task.id)
        self._put(task)

    async def add(self, task: Task, guard: Guard | None = None) -> None:
        """Insert a new task into the ledger and add it.

        Raises:
            OverBudgetError: it would go over a cap of the guard.
            StoreError: it could not be written.
        """
        await self._ledger.add(task, self.event("queued", points=task.points), guard)
        self.take(task)

    async def change(
        self,
        task_id: str,
        change: Callable[[Task], Task],
        kind: str | None = None,
        **detail: str | float,
    ) -> Task:
        """Change a task, write it and announce it.

        Args:
            task_id: the local id.
            change: maps the current task to the new one. Changes of one task never overlap.
            kind: the kind of its timeline event; None for no event.
            detail: the details of the event.

        Raises:
            IllegalMoveError: the state can't follow.
            StoreError: it could not be written; the task stays as it was.

        Returns:
            the current task; if another program changed it meanwhile, in that program's version.
        """
        try:
            return await self.change_own(task_id, change, kind, **detail)
        except MovedOnError:
            return self._tasks[task_id]

    async def change_own(
        self,
        task_id: str,
        change: Callable[[Task], Task],
        kind: str | None = None,
        **detail: str | float,
    ) -> Task:
        """Change a task like ``change``, but only if no other program changed it.

        Raises:
            IllegalMoveError: the state can't follow.
            StoreError: it could not be written; the task stays as it was.
            MovedOnError: another program owns or changed it; nothing was written.
        """
        return await self._change(task_id, change, self.event(kind, **detail) if kind else None)

    async def settle(
        self, task_id: str, change: Callable[[Task], Task], kind: str | None, **detail: str | float
    ) -> Task:
        """Write the outcome of a task, based on its state in the ledger, whoever changed it last.

        Raises:
            IllegalMoveError: the state can't follow.
            StoreError: it could not be written; the task stays as it was.
            MovedOnError: another program owns it, and there its outcome is known already.
        """
        event = self.event(kind, **detail) if kind else None
        try:
            return await self._change(task_id, change, event)
        except MovedOnError:
            return await self._change(task_id, change, event, insist=True)

    async def spend(
        self, task_id: str, change: Callable[[Task], Task], guard: Guard, *, told: bool = False
    ) -> Task:
        """Move a task to sending if the budget allows it, in one transaction.

        Args:
            task_id: the local id.
            change: maps the current task to the one being sent.
            guard: the caps.
            told: whether its timeline already has an event for sending.

        Raises:
            OverBudgetError: it would go over a cap of the guard; the task stays as it was.
            StoreError: it could not be written; likewise.
            MovedOnError: the task was changed or is another program's now: it must not be sent.
        """
        event = self.event("sent", points=self._tasks[task_id].points)

        def sent(now: Task) -> Task:
            return replace(change(now), sent_at=event.at)

        return await self._change(task_id, sent, None if told else event, guard=guard)

    async def _change(
        self,
        task_id: str,
        change: Callable[[Task], Task],
        event: Event | None,
        *,
        guard: Guard | None = None,
        insist: bool = False,
    ) -> Task:
        """Change a task; a write under way is completed even if cancelled."""
        async with self._locks[task_id]:
            before = self._tasks[task_id]
            open_there = insist and before.state in {State.SENDING, State.UNCONFIRMED}
            if task_id in self._foreign and not open_there:
                raise MovedOnError
            after = change(before)
            check(before.state, after.state)
            if after.state in ENDED and after.ended_at is None:
                after = replace(after, ended_at=self._clock.now())
            if after == before and event is None:
                return before
            return await to_its_end(self._write(before, after, event, guard))

    async def _write(
        self, before: Task, after: Task, event: Event | None, guard: Guard | None
    ) -> Task:
        try:
            after = await self._ledger.move(before, after, event, guard)
        except StaleStateError:
            found = await self._ledger.get(before.id) or before
            if found.owner != before.owner:
                self._foreign.add(before.id)
            self._put(found)
            raise MovedOnError from None
        self._put(after)
        return after

    async def star(self, task_id: str, *, on: bool) -> None:
        """Star a task or remove the star, whoever owns it.

        Raises:
            StoreError: it could not be written.
        """
        async with self._locks[task_id]:
            await to_its_end(self._ledger.star(task_id, on=on))
            self._refresh(task_id, starred=on)

    async def tag(self, task_id: str, tags: Iterable[str]) -> None:
        """Set the tags of a task, whoever owns it.

        Raises:
            StoreError: it could not be written.
        """
        async with self._locks[task_id]:
            kept = await to_its_end(self._ledger.tag(task_id, tags))
            self._refresh(task_id, tags=kept)

    async def saved_again(self, task_id: str, media: TaskMedia) -> None:
        """Record the file of a result that was fetched again, whoever owns its task.

        Raises:
            StoreError: it could not be written.
        """
        name = PurePath(media.path or "").name
        event = self.event("saved", name=name, number=media.position + 1)
        async with self._locks[task_id]:
            await to_its_end(self._ledger.saved_again(task_id, media, event))
            medias = self._tasks[task_id].medias if task_id in self._tasks else ()
            self._refresh(
                task_id,
                medias=tuple(media if one.position == media.position else one for one in medias),
            )

    def forget(self, task_id: str) -> None:
        """Drop a task whose record was deleted."""
        self._tasks.pop(task_id, None)
        self.changes += 1

    def _refresh(self, task_id: str, **changes: Any) -> None:
        held = self._tasks.get(task_id)
        if held is not None:
            self._put(replace(held, **changes))
        else:
            self.changes += 1

    def _put(self, task: Task) -> None:
        self._tasks[task.id] = task
        self.changes += 1
        self.changed.emit(task)

    def event(self, kind: str, **detail: str | float) -> Event:
        """Return a timeline event with the current time."""
        return Event(self._clock.now(), kind, detail)


def place_of(task: Task) -> float:
    """Return the position of a task in the queue; lower is earlier."""
    return task.created_at if task.place is None else task.place
