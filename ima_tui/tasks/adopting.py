"""Adopting the tasks of programs that ended."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

from ..clock import Clock
from ..store.database import StoreError
from ..store.instances import Instances
from ..store.ledger import Ledger
from ..store.records import Event, State, Task
from .book import Book
from .machine import OPEN, UNSETTLED
from .problems import ASKING, HELD

ADOPT_SECONDS = 5.0
"""Seconds between two searches for tasks whose program has ended."""


class Adopter:
    """Adopts tasks whose program has ended.

    Args:
        takes_over: which tasks to adopt.
        taken: called with each adopted task.
    """

    def __init__(
        self,
        book: Book,
        ledger: Ledger,
        instances: Instances,
        clock: Clock,
        takes_over: Callable[[Task], bool],
        taken: Callable[[Task], None],
    ) -> None:
        self._book = book
        self._ledger = ledger
        self._instances = instances
        self._clock = clock
        self._takes_over = takes_over
        self._taken = taken

    async def adopt(self) -> None:
        """Adopt open tasks, and ended ones with results that are not on disk.

        Raises:
            StoreError: it could not be read or written; tasks adopted so far stay adopted.
        """
        for owner in await self._ledger.owners(OPEN):
            if not await asyncio.to_thread(self._instances.is_alive, owner):
                await self._adopt_from(owner)

    async def run(self) -> None:
        """Keep adopting until cancelled."""
        while True:
            await self._clock.sleep(ADOPT_SECONDS)
            try:
                await asyncio.to_thread(self._instances.stay)
                await self.adopt()
            except (StoreError, OSError):
                continue

    async def sweep(self) -> None:
        """Remove the files of ended programs without tasks left to adopt.

        Raises:
            StoreError: the ledger can't be read.
            OSError: it can't be removed.
        """
        needed = await self._ledger.owners(OPEN)
        await asyncio.to_thread(self._instances.clear, needed)

    async def _adopt_from(self, owner: str) -> None:
        for task in await self._ledger.unfinished(OPEN, owner):
            if not self._takes_over(task):
                continue
            ours = await self._ledger.adopt(task.id, owner, self._recovered)
            if ours is not None:
                self._book.take(ours)
                self._taken(ours)

    def _recovered(self, task: Task) -> tuple[Task, Event | None]:
        """Return an adopted task in the state to continue from.

        Not sent: held until the user resumes it. Possibly sent: unconfirmed. Otherwise it
        continues.
        """
        ours = replace(task, owner=self._instances.own)
        if task.state is State.SENDING:
            unsure = replace(ours, state=State.UNCONFIRMED, problem=HELD)
            return unsure, self._book.event("unconfirmed", problem=HELD)
        if task.state in UNSETTLED and task.state is not State.UNCONFIRMED:
            # an open question stays open
            problem = task.problem if task.problem in ASKING else HELD
            return replace(ours, state=State.QUEUED, problem=problem), self._book.event("held")
        # saved only now: when it was ready is not known any more
        return replace(ours, untimed=ours.untimed or task.state is State.SAVING), None
