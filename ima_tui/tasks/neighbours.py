"""The tasks of other programs on the same data folder, for display."""

from dataclasses import dataclass

from ..clock import Clock
from ..store.database import StoreError
from ..store.ledger import Ledger
from ..store.records import Task
from .crew import Crew
from .machine import OPEN

REREAD_SECONDS = 2.0
"""Seconds until the tasks of others are read again."""


@dataclass(slots=True)
class Neighbours:
    """Others' tasks from the ledger; read again only when requested.

    Args:
        own: the id of this program, see ``store.instances``.
        since: tasks of others that ended before are left out (seconds since the epoch).
        crew: runs the reads.
    """

    ledger: Ledger
    clock: Clock
    own: str
    since: float
    crew: Crew
    _known: tuple[Task, ...] = ()
    _not_before: float = -float("inf")

    def tasks(self) -> tuple[Task, ...]:
        """Return the tasks as last read, oldest first."""
        now = self.clock.monotonic()
        if now >= self._not_before:
            self._not_before = now + REREAD_SECONDS
            self.crew.start(self._read(), "neighbours")
        return self._known

    async def _read(self) -> None:
        # if they can't be read now, the old ones are shown
        try:
            self._known = await self.ledger.of_others(self.own, OPEN, self.since)
        except StoreError:
            return
