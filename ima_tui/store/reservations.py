"""Points that runs of workflows will spend: the caps see a whole plan before its first step."""

import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING

from .budget import Guard
from .database import Database

if TYPE_CHECKING:
    from .records import Task


class Reservations:
    """What runs hold of the caps. Every method that changes something is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def reserve(self, run: str, points: int, guard: Guard) -> None:
        """Hold points for a run, in place of what it held.

        Args:
            run: the group of its tasks.
            points: what its steps that are still to come cost.
            guard: the caps.

        Raises:
            OverBudgetError: that would go over a cap; it holds nothing then.
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
        """Hold nothing for a run any more.

        Raises:
            StoreError: it could not be written.
        """
        await self._database.write(
            lambda c: c.execute("DELETE FROM reservations WHERE run = ?", [run])
        )

    async def sweep(self, is_alive: Callable[[str], bool]) -> None:
        """Hold nothing for the runs of programs that ended.

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
    """Take a step's points out of what its run holds: from now on its task holds them.

    Args:
        connection: in the transaction that writes the task down.
        task: of a step; any other changes nothing.
    """
    if task.step is not None:
        connection.execute(
            "UPDATE reservations SET points = max(0, points - ?) WHERE run = ?",
            [task.points, task.group_id],
        )
