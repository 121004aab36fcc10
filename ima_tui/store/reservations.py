"""Points that runs of workflows will spend: caps apply to a whole plan before its first step."""

import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING

from .budget import Guard
from .database import Database

if TYPE_CHECKING:
    from .records import Task


class Reservations:
    """The reservations of runs. Every method that changes something is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def reserve(self, run: str, points: int, guard: Guard) -> None:
        """Reserve points for a run, replacing its earlier reservation.

        Args:
            run: the group of its tasks.
            points: the price of its remaining steps.
            guard: the caps.

        Raises:
            OverBudgetError: it would go over a cap; then nothing is reserved.
            StoreError: it could not be written.
        """

        def job(connection: sqlite3.Connection) -> None:
            connection.execute("DELETE FROM reservations WHERE run = ?", [run])
            guard.check(connection, "", points, sending=False)
            connection.execute(
                "INSERT INTO reservations (run, owner, points) VALUES (?, ?, ?)",
                [run, guard.owner, points],
            )

        await self._database.write(job)

    async def release(self, run: str) -> None:
        """Release the reservation of a run.

        Raises:
            StoreError: it could not be written.
        """
        await self._database.write(
            lambda c: c.execute("DELETE FROM reservations WHERE run = ?", [run])
        )

    async def sweep(self, is_alive: Callable[[str], bool]) -> None:
        """Release the reservations of programs that ended.

        Raises:
            StoreError: it could not be written.
        """

        def owners(connection: sqlite3.Connection) -> list[str]:
            return [row[0] for row in connection.execute("SELECT owner FROM reservations")]

        gone = [[one] for one in set(await self._database.read(owners)) if not is_alive(one)]
        if gone:
            await self._database.write(
                lambda c: c.executemany("DELETE FROM reservations WHERE owner = ?", gone)
            )


def draw(connection: sqlite3.Connection, task: "Task") -> None:
    """Move a step's points from the reservation of its run to its task.

    Args:
        connection: in the transaction that inserts the task.
        task: the task; one that is not a step changes nothing.
    """
    if task.step is not None:
        connection.execute(
            "UPDATE reservations SET points = max(0, points - ?) WHERE run = ?",
            [task.points, task.group_id],
        )
