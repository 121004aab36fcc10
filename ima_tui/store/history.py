"""Past tasks, searched and filtered; fast with 100,000 of them.

A search returns the row ids of everything found, newest first, in one query of the index; pages are
then read by row id, so that a list does not shift while the user scrolls.
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
"""The least length of a word looked up in the index; for shorter ones all text is scanned."""

LEAST_ID = 6
"""The least length of a word that may be the prefix of a task's id."""

MOST_WORDS = 50
"""How many words of a search count: for a pasted text its beginning is enough."""

_MOST_SOURCES = 20
_MOST_RELATED = 9

_INDEXED = "rowid IN (SELECT rowid FROM task_words WHERE task_words MATCH ?)"
_READ = "rowid IN (SELECT id FROM task_words_content WHERE c0 LIKE ? ESCAPE '\\')"
"""The indexed text: LIKE on the index itself does not find two Chinese characters."""

_END = "\U0010ffff"
"""Sorts after every other character."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which tasks to find; the default is all.

    Attributes:
        text: words that must all occur in the prompt (if kept), the model's name or the tags;
            ``#tag`` asks for that tag, ``@word`` for steps of workflows: those of this name, and
            all of the runs in ``runs``. A single word may be the prefix of an id.
        medias: the kinds of media; empty for all.
        states: likewise.
        models: names, in any case; likewise.
        since: the earliest time, in seconds since the epoch.
        until: the time before which they were created.
        starred: only starred ones.
        least: the least points.
        most: the most points.
        runs: the groups of the runs that a ``@word`` means, by that word in lower case.
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
    """The result of a search.

    Attributes:
        rows: the row ids of the tasks, newest first.
        charged: the points of all of them.
    """

    rows: Sequence[int] = ()
    charged: int = 0


class History:
    """All tasks except deleted ones."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(self, wanted: Filter) -> Found:
        """Return the tasks that match a filter.

        Raises:
            StoreError: the store can't be read.
        """
        return await self._database.read(lambda connection: find(connection, wanted))

    async def tasks(self, rows: Sequence[int]) -> tuple[Task, ...]:
        """Return the tasks of some rows, in their order; those deleted meanwhile are left out.

        Raises:
            StoreError: the store can't be read.
        """
        return await self._database.read(lambda connection: tasks_at(connection, rows))

    async def models(self) -> tuple[str, ...]:
        """Return the names of all models used, most used first.

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
        """Return tasks that were made from a result, the newest first, if inputs are kept.

        Args:
            sources: the files and addresses of a task's results.

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
    """Return the tasks that match a filter, fetched as one row, which is faster than one each.

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
        rows: from ``find``.
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


def has_words(text: str) -> bool:
    """Return whether a search is for words, not only for tags and workflows."""
    return any(word[0] not in "#@" for word in text.split())


def _text(text: str, runs: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, list[object]]]:
    # a lone surrogate, as a truncated paste leaves, occurs in no text
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
    """The condition for steps of workflows: those of a name, and all of some runs."""
    among = f" OR group_id IN ({', '.join('?' for _ in groups)})" if groups else ""
    return f"(step LIKE ? ESCAPE '\\'{among})", [f"{_escaped(word)}%", *groups]


def _escaped(word: str) -> str:
    """Return a word escaped for LIKE."""
    for char in "\\%_":
        word = word.replace(char, f"\\{char}")
    return word
