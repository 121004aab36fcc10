"""The rows of tasks, their results and their timelines, read and written within one transaction."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from .records import Event, Task, TaskMedia, from_row, to_row


class StaleStateError(Exception):
    """The task no longer has the state or the owner that the change starts from."""


def tasks_of(connection: sqlite3.Connection, rows: Sequence[Mapping[str, Any]]) -> tuple[Task, ...]:
    """Return the tasks of these rows of the table ``tasks``, with their results."""
    medias = medias_of(connection, [row["id"] for row in rows])
    return tuple(from_row(row, medias.get(row["id"], ())) for row in rows)


def update(connection: sqlite3.Connection, before: Task, after: Task) -> None:
    """Write a task's changed columns, if the row still has the state and owner of ``before``.

    Args:
        connection: to the store, in a transaction.
        before: the task as it was read.
        after: the new task.

    Raises:
        StaleStateError: another change came first.
    """
    row = to_row(after)
    changed = {name: row[name] for name, old in to_row(before).items() if row[name] != old}
    assignments = ", ".join(f"{name} = :{name}" for name in changed) or "state = state"
    guard = "id = :_id AND state = :_state AND owner = :_owner"
    values = changed | {"_id": before.id, "_state": str(before.state), "_owner": before.owner}
    statement = f"UPDATE tasks SET {assignments} WHERE {guard}"
    if connection.execute(statement, values).rowcount != 1:
        raise StaleStateError(before.id)


def add_event(connection: sqlite3.Connection, task: str, event: Event) -> None:
    """Append a line to the timeline of a task."""
    connection.execute(
        "INSERT INTO events (task, at, kind, detail) VALUES (?, ?, ?, ?)",
        [task, event.at, event.kind, msgspec.json.encode(dict(event.detail)).decode()],
    )


def put_media(
    connection: sqlite3.Connection, task: str, before: Iterable[TaskMedia], media: TaskMedia
) -> None:
    """Insert a result, or update the columns that changed: another program may have fetched it.

    Args:
        connection: to the store, in a transaction.
        task: the local id.
        before: the results as they were read.
        media: the new result.
    """
    values = {name: getattr(media, name) for name in TaskMedia.__slots__}
    old = next((one for one in before if one.position == media.position), None)
    changed = [name for name in values if old is None or getattr(old, name) != values[name]]
    if not changed:
        return
    places = ", ".join(f":{name}" for name in values)
    assignments = ", ".join(f"{name} = excluded.{name}" for name in changed)
    connection.execute(
        f"INSERT INTO medias (task, {', '.join(values)}) VALUES (:task, {places})"
        f" ON CONFLICT (task, position) DO UPDATE SET {assignments}",
        values | {"task": task},
    )


def medias_of(
    connection: sqlite3.Connection, tasks: Sequence[str]
) -> Mapping[str, tuple[TaskMedia, ...]]:
    """Return the results of tasks by local id, in order; tasks without any are left out."""
    grouped: dict[str, list[TaskMedia]] = defaultdict(list)
    for start in range(0, len(tasks), 500):
        part = tasks[start : start + 500]
        places = ", ".join("?" for _ in part)
        rows: Iterable[Any] = connection.execute(
            f"SELECT * FROM medias WHERE task IN ({places}) ORDER BY task, position",
            part,
        )
        for row in rows:
            values = dict(row)
            values["at_service"] = bool(values["at_service"])
            grouped[values.pop("task")].append(TaskMedia(**values))
    return {task: tuple(medias) for task, medias in grouped.items()}
