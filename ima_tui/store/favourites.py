"""The models that a user marked as favourites."""

import asyncio
import sqlite3

from ..catalog.browsing import Key
from .database import Database


class Favourites:
    """The favourites of one profile.

    Attributes:
        keys: the favourites, by task type and version.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self.keys: frozenset[Key] = frozenset()
        self._in_turn = asyncio.Lock()

    async def load(self) -> None:
        """Load them.

        Raises:
            StoreError: the store can't be read.
        """

        def job(connection: sqlite3.Connection) -> frozenset[Key]:
            rows = connection.execute("SELECT task_type, version FROM favourites")
            return frozenset((kind, version) for kind, version in rows)

        self.keys = await self._database.read(job)

    async def toggle(self, key: Key) -> bool:
        """Add or remove a favourite, and return whether the model is one now.

        Raises:
            StoreError: it could not be written; nothing changed.
        """
        async with self._in_turn:
            return await self._toggle(key)

    async def _toggle(self, key: Key) -> bool:
        loved = key not in self.keys
        statement = (
            "INSERT OR IGNORE INTO favourites (task_type, version) VALUES (?, ?)"
            if loved
            else "DELETE FROM favourites WHERE task_type = ? AND version = ?"
        )
        await self._database.write(lambda connection: connection.execute(statement, key))
        self.keys = self.keys | {key} if loved else self.keys - {key}
        return loved
