"""The tasks of other programs on the same data folder: seen here, looked after there."""

from dataclasses import dataclass

from ..clock import Clock
from ..store.database import StoreError
from ..store.ledger import Ledger
from ..store.records import Task
from .crew import Crew
from .machine import OPEN

REREAD_SECONDS = 2.0
"""So long what was read of others is shown before the ledger is read again."""


@dataclass(slots=True)
class Neighbours:
    """What the ledger has of others' tasks; read again when somebody looks, and only then.

    Args:
        own: this program, see ``store.instances``.
        since: tasks of others that ended before are history (seconds since the epoch).
        crew: does the reading.
    """

    ledger: Ledger
    clock: Clock
    own: str
    since: float
    crew: Crew
    _known: tuple[Task, ...] = ()
    _not_before: float = -float("inf")

    def tasks(self) -> tuple[Task, ...]:
        """Return them as they stood a moment ago, oldest first."""
        now = self.clock.monotonic()
        if now >= self._not_before:
            self._not_before = now + REREAD_SECONDS
            self.crew.start(self._read(), "neighbours")
        return self._known

    async def _read(self) -> None:
        # what can't be read now is shown as it was
        try:
            self._known = await self.ledger.of_others(self.own, OPEN, self.since)
        except StoreError:
            return
