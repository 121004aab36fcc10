"""Deleting records: hidden at once, purged later; their points still count as spent."""

import sqlite3
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from .database import Database
from .records import State

UNDO_SECONDS = 600.0
"""How long a deletion can be undone."""

_MERGE_PAGES = 200
_MOST_MERGES = 10_000

Asides = Sequence[tuple[str, str]]
"""Files that were moved aside: the old path and the new one."""


@dataclass(frozen=True, slots=True)
class Deletion:
    """What was deleted of one task and can still be undone."""

    task: str
    files: Asides


class NeededError(Exception):
    """A task can't be deleted, as it is open again, perhaps through another program."""


class Deletions:
    """The recent deletions, which can be undone."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(
        self, tasks: Mapping[str, Asides], now: float, states: Collection[State], *, records: bool
    ) -> Mapping[str, Asides]:
        """Record a deletion before any file moves; return what it includes, by task.

        Tasks purged meanwhile are left out, and files that are results of other tasks, too.

        Args:
            tasks: by local id, the files that go with them.
            now: seconds since the epoch.
            states: the states in which a task may be deleted.
            records: whether to hide the tasks' records, too.

        Raises:
            NeededError: a task is in another state now; nothing is deleted.
            StoreError: it could not be written; nothing is deleted.
        """

        def job(connection: sqlite3.Connection) -> Mapping[str, Asides]:
            known = {task: _state(connection, task) for task in tasks}
            there = [task for task in tasks if known[task] is not None]
            if any(known[task] not in states for task in there):
                raise NeededError
            shared = _shared(connection, {task: tasks[task] for task in there})
            planned = {
                task: [move for move in tasks[task] if move[0] not in shared] for task in there
            }
            for task, files in planned.items():
                before = _deletion(connection, task)
                both = [*(before.files if before else ()), *files]
                connection.execute(
                    "INSERT OR REPLACE INTO deletions (task, at, files) VALUES (?, ?, ?)",
                    [task, now, msgspec.json.encode(both).decode()],
                )
                if records:
                    connection.execute("UPDATE tasks SET deleted_at = ? WHERE id = ?", [now, task])
            return planned

        return await self._database.write(job)

    async def latest(self) -> tuple[Deletion, ...]:
        """Return the last deletion with all its tasks; empty if there is none.

        Raises:
            StoreError: the store can't be read.
        """
        return await self._database.read(
            lambda c: _deletions(c, "at = (SELECT max(at) FROM deletions)", [])
        )

    async def restore(self, tasks: Sequence[str]) -> None:
        """Undo deletions: show the tasks again.

        Raises:
            StoreError: it could not be written.
        """

        def job(connection: sqlite3.Connection) -> None:
            for task in tasks:
                connection.execute("UPDATE tasks SET deleted_at = NULL WHERE id = ?", [task])
                connection.execute("DELETE FROM deletions WHERE task = ?", [task])

        await self._database.write(job)

    async def expired(self, now: float) -> tuple[Deletion, ...]:
        """Return the deletions that can't be undone any more, even if the clock was set back since.

        Args:
            now: seconds since the epoch.

        Raises:
            StoreError: the store can't be read.
        """
        return await self._database.read(
            lambda c: _deletions(c, "abs(? - at) >= ?", [now, UNDO_SECONDS])
        )

    async def purge(self, tasks: Sequence[str]) -> None:
        """Purge deleted records; only their points and times stay, for the caps.

        Raises:
            StoreError: it could not be written.
        """

        def job(connection: sqlite3.Connection) -> None:
            for task in tasks:
                gone = "id = ? AND deleted_at IS NOT NULL"
                connection.execute(
                    "INSERT INTO spent (at, owner, points) SELECT"
                    " coalesce(accepted_at, sent_at, created_at), owner, charged FROM tasks"
                    f" WHERE charged > 0 AND {gone}",
                    [task],
                )
                connection.execute(f"DELETE FROM tasks WHERE {gone}", [task])
                connection.execute("DELETE FROM deletions WHERE task = ?", [task])

        await self._database.write(job)
        await self._scrub()

    async def _scrub(self) -> None:
        """Clear deleted text from the search index and the log, which keep it for a while.

        Done in small steps, so that no send waits for it.
        """
        for _ in range(_MOST_MERGES):
            if not await self._database.write(_merge):
                break
        await self._database.tidy()


def _merge(connection: sqlite3.Connection) -> bool:
    """Merge a part of the index; return False if there was nothing left to merge."""
    before = connection.total_changes
    connection.execute(
        "INSERT INTO task_words (task_words, rank) VALUES ('merge', ?)", [-_MERGE_PAGES]
    )
    # how SQLite reports it (FTS5, "The 'merge' Command")
    return connection.total_changes - before >= 2


def _state(connection: sqlite3.Connection, task: str) -> State | None:
    row = connection.execute("SELECT state FROM tasks WHERE id = ?", [task]).fetchone()
    return State(row[0]) if row is not None else None


def _shared(connection: sqlite3.Connection, tasks: Mapping[str, Asides]) -> frozenset[str]:
    """Return the files that are results of other tasks, too: equal ones may share a name."""
    paths = [path for files in tasks.values() for path, _aside in files]
    if not paths:
        return frozenset()
    rows = connection.execute(
        "SELECT path FROM medias JOIN tasks ON tasks.id = medias.task WHERE deleted_at IS NULL"
        " AND path IN (SELECT value FROM json_each(?))"
        " AND task NOT IN (SELECT value FROM json_each(?))",
        [msgspec.json.encode(paths).decode(), msgspec.json.encode(list(tasks)).decode()],
    )
    return frozenset(row[0] for row in rows)


def _deletion(connection: sqlite3.Connection, task: str) -> Deletion | None:
    return next(iter(_deletions(connection, "task = ?", [task])), None)


def _deletions(
    connection: sqlite3.Connection, condition: str, values: Sequence[object]
) -> tuple[Deletion, ...]:
    rows = connection.execute(f"SELECT task, files FROM deletions WHERE {condition}", values)
    return tuple(
        Deletion(task, msgspec.json.decode(files, type=list[tuple[str, str]]))
        for task, files in rows
    )
