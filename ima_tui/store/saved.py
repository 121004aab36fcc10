"""The results on disk that a profile's history knows; their folder may hold anything else."""

import re
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import msgspec

SIDECAR = ".json"
"""What the name of a result's description ends with, after the result's own name."""

_HIDDEN = re.compile(r"\.ima-(?:deleted-)?(?P<task>[0-9a-z]+)-.+")
"""The names of partial results and of deleted ones that can still be restored."""


def saved_files(database: Path, folder: Path) -> tuple[Path, ...]:
    """Return the results in a folder, with their descriptions; none that was changed since.

    Args:
        database: the profile's SQLite file, which is only read.
        folder: where the profile saves.
    """
    rows = _asked(database, "SELECT task, path, bytes FROM medias WHERE path IS NOT NULL")
    return tuple(dict.fromkeys(_inside(rows, folder)))


def hidden_files(database: Path, folder: Path) -> tuple[Path, ...]:
    """Return the partial and the deleted results of a profile in a folder.

    Args:
        database: the profile's SQLite file, which is only read.
        folder: where the profile saves.
    """
    own = {task for (task,) in _asked(database, "SELECT id FROM tasks")}
    found: list[Path] = []
    with suppress(OSError):
        for path in folder.glob(".ima-*"):
            named = _HIDDEN.fullmatch(path.name)
            if named is not None and named["task"] in own and is_unchanged(path, None):
                found.append(path)
    return tuple(found)


def describes(file: Path, task: str) -> bool:
    """Return whether a file is the unchanged sidecar of a task's result.

    Args:
        file: beside the result.
        task: the local id.
    """
    try:
        if file.is_symlink() or not file.is_file():
            return False
        there = msgspec.json.decode(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(there, dict) and there.get("id") == task


def is_unchanged(path: Path, size: int | None) -> bool:
    """Return whether a file has the size it was saved with; one that can't be checked has not.

    Args:
        path: the file.
        size: in bytes; None for any.
    """
    with suppress(OSError, ValueError):
        here = path.lstat()
        return stat.S_ISREG(here.st_mode) and (size is None or here.st_size == size)
    return False


def _inside(rows: list[tuple[Any, ...]], folder: Path) -> Iterator[Path]:
    for task, text, size in rows:
        path = Path(text)
        if not path.is_relative_to(folder):
            continue
        if is_unchanged(path, size):
            yield path
        described = Path(f"{text}{SIDECAR}")
        if describes(described, task):
            yield described


def _asked(database: Path, question: str) -> list[tuple[Any, ...]]:
    """Return rows of a database; none if it can't be read."""
    address = f"{database.absolute().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True)) as connection:
            return connection.execute(question).fetchall()
    except sqlite3.Error:
        return []
