"""What survives a restart: tasks, uploads and a few facts about the simulator itself, in SQLite."""

import os
import sqlite3
from pathlib import Path

import msgspec

from .records import Task

_SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS tasks (ordinal INTEGER PRIMARY KEY, record BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS uploads (name TEXT PRIMARY KEY, content_type TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS assets (account TEXT, url TEXT, PRIMARY KEY (account, url));
CREATE TABLE IF NOT EXISTS fetches (name TEXT PRIMARY KEY, count INTEGER NOT NULL);
"""
PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700


class Store:
    """The simulator's database.

    Args:
        folder: Holds the database file, readable by its owner only.
        durable: Wait for the disk before a task counts as accepted.
    """

    def __init__(self, folder: Path, *, durable: bool) -> None:
        path = folder / "state.sqlite3"
        # Made by hand first: SQLite gives its companion files the rights of this one.
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, PRIVATE_FILE))
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute(f"PRAGMA synchronous = {'FULL' if durable else 'OFF'}")
        self._db.executescript(_SCHEMA)

    def close(self) -> None:
        """Close the database."""
        self._db.close()

    def fact(self, name: str, default: str) -> str:
        """A fact kept from the first time it was asked for.

        Args:
            name: Which.
            default: What it is from now on, if it was not known.
        """
        self._db.execute("INSERT OR IGNORE INTO meta VALUES (?, ?)", (name, default))
        row = self._db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return str(row[0])

    def set_fact(self, name: str, value: str) -> None:
        """Keep a fact, in place of what was known."""
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def tasks(self) -> list[Task]:
        """All tasks, oldest first."""
        rows = self._db.execute("SELECT record FROM tasks ORDER BY ordinal")
        return [msgspec.json.decode(row[0], type=Task) for row in rows]

    def add_task(self, task: Task) -> None:
        """Keep a task; on disk when this returns."""
        record = msgspec.json.encode(task)
        self._db.execute("INSERT INTO tasks VALUES (?, ?)", (task.ordinal, record))

    def add_fetch(self, name: str) -> int:
        """Count a fetch of a media file whose address expires, and tell how many there were."""
        row = self._db.execute(
            "INSERT INTO fetches VALUES (?, 1) ON CONFLICT (name)"
            " DO UPDATE SET count = count + 1 RETURNING count",
            (name,),
        ).fetchone()
        return int(row[0])

    def add_asset(self, account: str, url: str) -> None:
        """Keep that an asset has passed the check of an account."""
        self._db.execute("INSERT OR IGNORE INTO assets VALUES (?, ?)", (account, url))

    def has_asset(self, account: str, url: str) -> bool:
        """Whether an asset has passed the check of an account."""
        found = "SELECT 1 FROM assets WHERE account = ? AND url = ?"
        return self._db.execute(found, (account, url)).fetchone() is not None

    def add_upload(self, name: str, content_type: str) -> None:
        """Keep the content type of an uploaded file."""
        self._db.execute("INSERT OR REPLACE INTO uploads VALUES (?, ?)", (name, content_type))

    def upload_type(self, name: str) -> str | None:
        """The content type of an uploaded file; None if there is none of that name."""
        row = self._db.execute(
            "SELECT content_type FROM uploads WHERE name = ?", (name,)
        ).fetchone()
        return None if row is None else str(row[0])


def private_folder(path: Path) -> Path:
    """Make a folder only its owner can enter, and return it."""
    path.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    path.chmod(PRIVATE_FOLDER)
    return path
