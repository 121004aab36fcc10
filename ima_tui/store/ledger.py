"""The ledger: every task, from before it is sent to after it ended."""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import msgspec

from .budget import Guard
from .database import Database
from .records import COLUMNS, Event, State, Task, TaskMedia, clean_tags, from_row, to_row
from .reservations import Reservations, draw
from .task_rows import add_event, medias_of, put_media, tasks_of, update


class Ledger:
    """Tasks in SQLite. Every method that changes something is one transaction.

    Attributes:
        reservations: the points reserved for runs of workflows.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self.reservations = Reservations(database)

    async def add(self, task: Task, event: Event, guard: Guard | None = None) -> None:
        """Insert a new task, which also reserves its points.

        Raises:
            OverBudgetError: it would go over a cap of the guard.
            StoreError: it could not be written.
        """
        names = ", ".join(COLUMNS)
        places = ", ".join(f":{name}" for name in COLUMNS)
        statement = f"INSERT INTO tasks ({names}) VALUES ({places})"

        def job(connection: sqlite3.Connection) -> None:
            draw(connection, task)
            if guard is not None:
                guard.check(connection, task.id, task.points, sending=False)
            connection.execute(statement, to_row(task))
            add_event(connection, task.id, event)

        await self._database.write(job)

    async def move(
        self,
        before: Task,
        after: Task,
        event: Event | None,
        guard: Guard | None = None,
    ) -> Task:
        """Write a task's next state and its media, if its state and owner are unchanged.

        Returns:
            the current task, including results that another program fetched meanwhile.

        Raises:
            StaleStateError: another change came first.
            OverBudgetError: it is about to be sent and would go over a cap of the guard.
            StoreError: it could not be written.
        """

        def job(connection: sqlite3.Connection) -> Task:
            if guard is not None:
                guard.check(connection, after.id, after.points, sending=True)
            update(connection, before, after)
            for media in after.medias:
                put_media(connection, after.id, before.medias, media)
            if event is not None:
                add_event(connection, after.id, event)
            if not any(media.at_service for media in after.medias):
                return after
            return replace(after, medias=medias_of(connection, [after.id])[after.id])

        return await self._database.write(job)

    async def adopt(
        self, task: str, owner: str, take: Callable[[Task], tuple[Task, Event | None]]
    ) -> Task | None:
        """Take over a task, in its current state, from a program that ended.

        Args:
            task: the local id.
            owner: the program that ended.
            take: maps the current task to the one with its new owner, and a timeline event.

        Returns:
            the task as written; None if another program was faster.

        Raises:
            StoreError: it could not be written.
        """

        def job(connection: sqlite3.Connection) -> Task | None:
            row = connection.execute(
                "SELECT * FROM tasks WHERE id = ? AND owner = ?", [task, owner]
            ).fetchone()
            if row is None:
                return None
            before = from_row(row, medias_of(connection, [task]).get(task, ()))
            after, event = take(before)
            update(connection, before, after)
            if event is not None:
                add_event(connection, task, event)
            return after

        return await self._database.write(job)

    async def in_states(self, states: Iterable[State]) -> tuple[Task, ...]:
        """Return the tasks in these states, oldest first."""
        names = [str(state) for state in states]
        places = ", ".join("?" for _ in names)
        statement = f"SELECT * FROM tasks WHERE state IN ({places}) ORDER BY created_at, id"
        return await self._select(statement, names)

    async def unfinished(
        self, states: Iterable[State], owner: str | None = None
    ) -> tuple[Task, ...]:
        """Return the tasks in these states and those whose results may still come, oldest first.

        Args:
            states: the states with something left to do.
            owner: their owner; None for all.
        """
        condition, values = _unfinished(states)
        if owner is not None:
            condition, values = f"{condition} AND owner = ?", [*values, owner]
        statement = f"SELECT * FROM tasks WHERE {condition} ORDER BY created_at, id"
        return await self._select(statement, values)

    async def of_others(
        self, owner: str, states: Iterable[State], since: float
    ) -> tuple[Task, ...]:
        """Return the tasks that other programs own, oldest first.

        Args:
            owner: the owner to leave out.
            states: the states of open tasks.
            since: tasks that ended later are included, too (seconds since the epoch).
        """
        names = [str(state) for state in states]
        places = ", ".join("?" for _ in names)
        condition = f"owner <> ? AND (state IN ({places}) OR ended_at >= ?)"
        statement = f"SELECT * FROM tasks WHERE {condition} ORDER BY created_at, id"
        return await self._select(statement, [owner, *names, since])

    async def owners(self, states: Iterable[State]) -> tuple[str, ...]:
        """Return the owners of the tasks that ``unfinished`` returns."""
        condition, values = _unfinished(states)
        statement = f"SELECT DISTINCT owner FROM tasks WHERE {condition} ORDER BY owner"

        def job(connection: sqlite3.Connection) -> tuple[str, ...]:
            return tuple(row[0] for row in connection.execute(statement, values))

        return await self._database.read(job)

    async def folders(self, most: int) -> tuple[str, ...]:
        """Return the last folders chosen for results."""
        statement = (
            "SELECT folder FROM tasks WHERE folder IS NOT NULL"
            " GROUP BY folder ORDER BY max(created_at) DESC LIMIT ?"
        )

        def job(connection: sqlite3.Connection) -> tuple[str, ...]:
            return tuple(row[0] for row in connection.execute(statement, [most]))

        return await self._database.read(job)

    async def page(self, offset: int, limit: int) -> tuple[Task, ...]:
        """Return tasks, newest first."""
        statement = (
            "SELECT * FROM tasks WHERE deleted_at IS NULL"
            " ORDER BY created_at DESC, id DESC LIMIT ? OFFSET ?"
        )
        return await self._select(statement, [limit, offset])

    async def star(self, task: str, *, on: bool) -> None:
        """Star a task, or remove the star; an unknown task is ignored.

        Args:
            task: the local id.
            on: whether to star it.

        Raises:
            StoreError: it could not be written.
        """
        await self._database.write(
            lambda c: c.execute("UPDATE tasks SET starred = ? WHERE id = ?", [int(on), task])
        )

    async def saved_again(self, task: str, media: TaskMedia, event: Event) -> None:
        """Record the file of a result that was fetched again, whoever owns its task.

        Args:
            task: the local id.
            media: the result with its new file and address.
            event: the event for the timeline.

        Raises:
            StoreError: it could not be written.
        """

        def job(connection: sqlite3.Connection) -> None:
            connection.execute(
                "UPDATE medias SET path = ?, bytes = ?, url = ?, at_service = 0"
                " WHERE task = ? AND position = ?",
                [media.path, media.bytes, media.url, task, media.position],
            )
            add_event(connection, task, event)

        await self._database.write(job)

    async def tag(self, task: str, tags: Iterable[str]) -> tuple[str, ...]:
        """Set the tags of a task, and return them as stored.

        Args:
            task: the local id.
            tags: as typed; empty and duplicate ones are left out.

        Raises:
            StoreError: it could not be written.
        """
        kept = clean_tags(tags)
        await self._database.write(
            lambda c: c.execute("UPDATE tasks SET tags = ? WHERE id = ?", ["\n".join(kept), task])
        )
        return kept

    async def get(self, task: str) -> Task | None:
        """Return one task by its local id."""
        found = await self._select("SELECT * FROM tasks WHERE id = ?", [task])
        return found[0] if found else None

    async def partly(self, part: str, limit: int) -> tuple[Task, ...]:
        """Return up to ``limit`` tasks whose local id has this prefix or suffix, oldest first."""
        statement = (
            "SELECT * FROM tasks WHERE substr(id, 1, ?1) = ?2 OR substr(id, -?1) = ?2"
            " ORDER BY id LIMIT ?3"
        )
        return await self._select(statement, [len(part), part, limit])

    async def holder(self, task_id: str) -> Task | None:
        """Return the task that holds an id of the service."""
        found = await self._select("SELECT * FROM tasks WHERE task_id = ?", [task_id])
        return found[0] if found else None

    async def of_run(self, group: str) -> tuple[Task, ...]:
        """Return the tasks of a run's steps in the order of their insertion.

        Not by time: a clock that was set back would put a newer one before an older one.
        """
        statement = "SELECT * FROM tasks WHERE group_id = ? AND step IS NOT NULL ORDER BY rowid"
        return await self._select(statement, [group])

    async def totals(self) -> tuple[int, int]:
        """Return how many tasks there are, and the points of all that were charged."""

        def job(connection: sqlite3.Connection) -> tuple[int, int]:
            row = connection.execute(
                "SELECT count(*), coalesce(sum(charged), 0) FROM tasks WHERE deleted_at IS NULL"
            ).fetchone()
            return row[0], row[1]

        return await self._database.read(job)

    async def durations(self, task_type: str, version: str, most: int = 50) -> tuple[float, ...]:
        """Return how long the newest finished tasks of a model took, in seconds from acceptance.

        Those of which that is not known are left out.

        Args:
            task_type: together with the version it identifies the model.
            version: the leaf's id.
            most: the most times returned.
        """
        statement = (
            "SELECT ended_at - accepted_at FROM tasks WHERE task_type = ? AND version = ?"
            " AND state = 'done' AND untimed = 0 AND ended_at > accepted_at"
            " ORDER BY ended_at DESC LIMIT ?"
        )

        def job(connection: sqlite3.Connection) -> tuple[float, ...]:
            rows = connection.execute(statement, [task_type, version, most])
            return tuple(row[0] for row in rows)

        return await self._database.read(job)

    async def timeline(self, task: str) -> tuple[Event, ...]:
        """Return what happened to a task, in order."""

        def job(connection: sqlite3.Connection) -> tuple[Event, ...]:
            rows = connection.execute(
                "SELECT at, kind, detail FROM events WHERE task = ? ORDER BY at, rowid", [task]
            )
            return tuple(Event(at, kind, msgspec.json.decode(text)) for at, kind, text in rows)

        return await self._database.read(job)

    async def _select(self, statement: str, values: Sequence[object]) -> tuple[Task, ...]:
        def job(connection: sqlite3.Connection) -> tuple[Task, ...]:
            return tasks_of(connection, connection.execute(statement, values).fetchall())

        return await self._database.read(job)


def _unfinished(states: Iterable[State]) -> tuple[str, list[str]]:
    """The SQL condition for unfinished tasks, which excludes those the user stopped."""
    names = [str(state) for state in states]
    places = ", ".join("?" for _ in names)
    left = (
        "SELECT task FROM medias WHERE path IS NULL AND state IN ('ready', 'processing')"
        " AND at_service = 0"
    )
    condition = f"state IN ({places}) OR (state <> 'stopped' AND (closing = 1 OR id IN ({left})))"
    return f"(deleted_at IS NULL AND ({condition}))", names
