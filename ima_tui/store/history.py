"""What ran, searched and filtered: instant at 100,000 tasks.

A search gives the rows of all that it found, newest first, in one look at the index; pages are then
read by row, so that a list one scrolls through does not shift under the cursor.
"""

import sqlite3
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from .database import Database
from .records import State, Task
from .task_rows import tasks_of

LEAST_INDEXED = 3
"""Characters from which on a word is looked up in the index; below, all words are read."""

LEAST_ID = 6
"""Characters from which on a word may be the beginning of a task's id."""

MOST_WORDS = 50
"""Of a search that count: whoever pastes a whole text looks for how it begins."""

_MOST_SOURCES = 20
_MOST_RELATED = 9

_INDEXED = "rowid IN (SELECT rowid FROM task_words WHERE task_words MATCH ?)"
_READ = "rowid IN (SELECT id FROM task_words_content WHERE c0 LIKE ? ESCAPE '\\')"
"""What the index is made of: LIKE on the index itself finds nothing of two Chinese characters."""

_END = "\U0010ffff"
"""Sorts behind every character."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which tasks are looked for; the default lets all pass.

    Attributes:
        text: words that must all stand in the prompt (where it is kept), the model's name or the
            tags; ``#tag`` asks for that tag, ``@word`` for steps of workflows: those called
            so, and all of the runs in ``runs``. A single word may be the beginning of an id.
        medias: of which kinds; empty for all.
        states: likewise.
        models: names, in any case; likewise.
        since: the earliest moment, seconds since the epoch.
        until: the moment before which they were made.
        starred: only those with a star.
        least: points they cost at least.
        most: points they cost at the most.
        runs: the groups of the runs that a ``@word`` means, by that word in small letters.
    """

    text: str = ""
    medias: tuple[str, ...] = ()
    states: tuple[State, ...] = ()
    models: tuple[str, ...] = ()
    since: float | None = None
    until: float | None = None
    starred: bool = False
    least: int | None = None
    most: int | None = None
    runs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found.

    Attributes:
        rows: the tasks by their row in the store, newest first.
        charged: points of all of them.
    """

    rows: Sequence[int] = ()
    charged: int = 0


class History:
    """All tasks that ever ran, but for those that were deleted."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(self, wanted: Filter) -> Found:
        """Return what a filter lets pass.

        Raises:
            StoreError: the store can't be read.
        """
        return await self._database.read(lambda connection: find(connection, wanted))

    async def tasks(self, rows: Sequence[int]) -> tuple[Task, ...]:
        """Return the tasks of some rows, in their order; those that went meanwhile are left out.

        Raises:
            StoreError: the store can't be read.
        """
        return await self._database.read(lambda connection: tasks_at(connection, rows))

    async def models(self) -> tuple[str, ...]:
        """Return the names of all models that ran, the one that ran most first.

        Raises:
            StoreError: the store can't be read.
        """
        statement = (
            "SELECT model_name FROM tasks WHERE deleted_at IS NULL"
            " GROUP BY model_name ORDER BY count(*) DESC, model_name"
        )
        return await self._database.read(
            lambda connection: tuple(row[0] for row in connection.execute(statement))
        )

    async def used_in(self, sources: Sequence[str]) -> tuple[Task, ...]:
        """Return tasks that were made from a result, the newest first, where inputs are kept.

        Args:
            sources: where the results of a task are: files and addresses.

        Raises:
            StoreError: the store can't be read.
        """
        needles = [msgspec.json.encode(source).decode() for source in sources]
        return await self._lineage("instr(settings, ?)", needles)

    async def made_from(self, inputs: Sequence[str]) -> tuple[Task, ...]:
        """Return the tasks whose results were the inputs of another one, the newest first.

        Args:
            inputs: files and addresses.

        Raises:
            StoreError: the store can't be read.
        """
        within = "id IN (SELECT task FROM medias WHERE ? IN (path, url))"
        return await self._lineage(within, inputs)

    async def _lineage(self, condition: str, values: Sequence[str]) -> tuple[Task, ...]:
        if not values:
            return ()
        values = values[:_MOST_SOURCES]
        statement = (
            "SELECT * FROM tasks WHERE deleted_at IS NULL"
            f" AND ({' OR '.join([condition] * len(values))})"
            f" ORDER BY created_at DESC LIMIT {_MOST_RELATED}"
        )
        return await self._database.read(
            lambda connection: tasks_of(
                connection, connection.execute(statement, values).fetchall()
            )
        )


def find(connection: sqlite3.Connection, wanted: Filter) -> Found:
    """Return what a filter lets pass: one row of SQLite's, which is quicker than one for each.

    Args:
        connection: to the store.
        wanted: the filter.
    """
    condition, values = condition_of(wanted)
    statement = (
        "SELECT json_group_array(row_number), coalesce(sum(charged), 0) FROM ("
        f"SELECT rowid AS row_number, charged FROM tasks WHERE {condition}"
        " ORDER BY created_at DESC, id DESC)"
    )
    rows, charged = connection.execute(statement, values).fetchone()
    return Found(array("q", msgspec.json.decode(rows, type=list[int])), charged)


def tasks_at(connection: sqlite3.Connection, rows: Sequence[int]) -> tuple[Task, ...]:
    """Return the tasks of some rows, in their order.

    Args:
        connection: to the store.
        rows: as ``find`` gave them.
    """
    marks = ", ".join("?" for _ in rows)
    statement = (
        f"SELECT rowid AS row_number, * FROM tasks WHERE deleted_at IS NULL AND rowid IN ({marks})"
    )
    order = {row: index for index, row in enumerate(rows)}
    found = connection.execute(statement, list(rows)).fetchall()
    return tasks_of(connection, sorted(found, key=lambda row: order[row["row_number"]]))


def condition_of(wanted: Filter) -> tuple[str, list[object]]:
    """Return a filter as a condition on the table of tasks, with the values in it.

    Args:
        wanted: the filter.
    """
    parts = [("deleted_at IS NULL", []), *_plain(wanted), *_text(wanted.text, wanted.runs)]
    return " AND ".join(part for part, _ in parts), [one for _, some in parts for one in some]


def _plain(wanted: Filter) -> Iterator[tuple[str, list[object]]]:
    for column, choice in (
        ("media", wanted.medias),
        ("state", [str(state) for state in wanted.states]),
        ("model_name COLLATE NOCASE", wanted.models),
    ):
        if choice:
            yield f"{column} IN ({', '.join('?' for _ in choice)})", list(choice)
    for comparison, bound in (
        ("created_at >=", wanted.since),
        ("created_at <", wanted.until),
        ("credit * count >=", wanted.least),
        ("credit * count <=", wanted.most),
    ):
        if bound is not None:
            yield f"{comparison} ?", [bound]
    if wanted.starred:
        yield "starred = 1", []


def _text(text: str, runs: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, list[object]]]:
    # half a character, as a cut paste leaves it, is in no text
    readable = text.replace("\0", " ").encode(errors="replace").decode()
    words = [word for word in dict.fromkeys(readable.split()) if word not in {"#", "@"}]
    indexed, others = [], []
    for word in words[:MOST_WORDS]:
        if word.startswith("#"):
            yield (
                "char(10) || tags || char(10) LIKE ? ESCAPE '\\'",
                [f"%\n{_escaped(word[1:])}\n%"],
            )
        elif word.startswith("@"):
            yield _step(word[1:], runs.get(word[1:].casefold(), ()))
        elif len(word) >= LEAST_INDEXED:
            indexed.append(f'"{word.replace(chr(34), chr(34) * 2)}"')
        else:
            others.append(f"%{_escaped(word)}%")
    found = [(_INDEXED, " AND ".join(indexed))] if indexed else []
    found += [(_READ, pattern) for pattern in others]
    if not found:
        return
    here = " AND ".join(part for part, _ in found)
    values: list[object] = [value for _, value in found]
    if len(words) == 1 and len(words[0]) >= LEAST_ID:
        here = f"({here} OR id BETWEEN ? AND ? OR task_id BETWEEN ? AND ?)"
        values += [words[0], words[0] + _END] * 2
    yield here, values


def _step(word: str, groups: Sequence[str]) -> tuple[str, list[object]]:
    """Steps of workflows: those that are called so, and all of some runs."""
    among = f" OR group_id IN ({', '.join('?' for _ in groups)})" if groups else ""
    return f"(step LIKE ? ESCAPE '\\'{among})", [f"{_escaped(word)}%", *groups]


def _escaped(word: str) -> str:
    """Return a word for LIKE, in which nothing stands for something else."""
    for char in "\\%_":
        word = word.replace(char, f"\\{char}")
    return word
