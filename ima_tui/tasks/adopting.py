"""Taking over what programs that ended have left."""

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
"""Between two looks for tasks whose program has ended."""


class Adopter:
    """Takes tasks over whose program has ended.

    Args:
        takes_over: which ones.
        taken: called with each, once it is in hand.
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
        """Take over what is open, and what ended but has results that are not on disk.

        Raises:
            StoreError: it could not be read or written; what was taken over so far stays in hand.
        """
        for owner in await self._ledger.owners(OPEN):
            if not await asyncio.to_thread(self._instances.is_alive, owner):
                await self._adopt_from(owner)

    async def run(self) -> None:
        """Go on taking over, until cancelled."""
        while True:
            await self._clock.sleep(ADOPT_SECONDS)
            try:
                await asyncio.to_thread(self._instances.stay)
                await self.adopt()
            except (StoreError, OSError):
                continue

    async def sweep(self) -> None:
        """Remove what programs have left that ended and of which nothing is left to take over.

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
        """Where a task belongs whose program ended.

        Nothing was sent: held until told. It may have been sent: unconfirmed. Else it goes on.
        """
        ours = replace(task, owner=self._instances.own)
        if task.state is State.SENDING:
            unsure = replace(ours, state=State.UNCONFIRMED, problem=HELD)
            return unsure, self._book.event("unconfirmed", problem=HELD)
        if task.state in UNSETTLED and task.state is not State.UNCONFIRMED:
            # what was asked about is asked about still
            problem = task.problem if task.problem in ASKING else HELD
            return replace(ours, state=State.QUEUED, problem=problem), self._book.event("held")
        return ours, None
