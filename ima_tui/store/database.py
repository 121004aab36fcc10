"""One SQLite file: one thread that writes, one that reads, schema changes in order."""

import asyncio
import errno
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TypeVar

from ..files import private_folder
from ..system import sync_folder
from .schema import MIGRATIONS

T = TypeVar("T")
Job = Callable[[sqlite3.Connection], T]

_LEAST_ROOM = 64 * 1024
"""Bytes: with less SQLite can't make what stands beside the file while it is open."""

BUSY_SECONDS = 5.0
"""How long a write waits for another process."""

_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "secure_delete = ON",
)


class StoreError(Exception):
    """The store can't be used.

    Attributes:
        reason: ``newer`` (made by a newer version), ``damaged``, ``locked``, ``full`` (disk),
            ``unusable`` (folder or file can't be opened or written), ``conflict`` (a constraint is
            violated) or ``text`` (the path is no text, so it could not be recorded).
        path: the file.
    """

    def __init__(self, reason: str, path: Path) -> None:
        super().__init__(f"{reason}: {path.name}")
        self.reason = reason
        self.path = path


class Database:
    """The SQLite file of one profile. Jobs run in threads; each write is one transaction."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="store-write")
        self._reader = ThreadPoolExecutor(1, thread_name_prefix="store-read")
        self._write_connection: sqlite3.Connection | None = None
        self._read_connection: sqlite3.Connection | None = None

    async def open(self) -> None:
        """Open the file, creating or migrating it if necessary.

        Raises:
            StoreError: it can't be used; nothing in it was changed.
        """
        self._write_connection = await self._run(self._writer, self._open_for_writing)
        self._read_connection = await self._run(self._reader, self._connect)

    async def close(self) -> None:
        """Close the file once the jobs under way have ended."""
        for pool, connection in (
            (self._reader, self._read_connection),
            (self._writer, self._write_connection),
        ):
            try:
                if connection is not None:
                    await self._run(pool, connection.close)
            finally:
                # its thread must end even if closing failed
                pool.shutdown(wait=False)
        self._read_connection = self._write_connection = None

    async def write(self, job: Job[T]) -> T:
        """Run a job in one transaction, which is durable once this returns.

        Raises:
            StoreError: it could not be written; the transaction was rolled back.
        """
        connection = self._write_connection
        if connection is None:
            raise StoreError("unusable", self._path)
        return await self._run(self._writer, lambda: _in_transaction(connection, job))

    async def tidy(self) -> None:
        """Checkpoint the write-ahead log into the file and truncate it, as far as possible.

        A reader in another program may keep a part of the log.

        Raises:
            StoreError: the file can't be written.
        """
        connection = self._write_connection
        if connection is not None:
            statement = "PRAGMA wal_checkpoint(TRUNCATE)"
            await self._run(self._writer, lambda: connection.execute(statement).fetchall())

    async def read(self, job: Job[T]) -> T:
        """Run a read-only job.

        Raises:
            StoreError: the file can't be read.
        """
        connection = self._read_connection
        if connection is None:
            raise StoreError("unusable", self._path)
        return await self._run(self._reader, lambda: job(connection))

    async def _run(self, pool: ThreadPoolExecutor, work: Callable[[], T]) -> T:
        try:
            return await asyncio.get_running_loop().run_in_executor(pool, work)
        except (sqlite3.Error, OSError, OverflowError, UnicodeEncodeError) as error:
            reason = reason_of(error)
            if reason == "unusable" and _is_full(self._path.parent):
                # of what SQLite could not make beside the file it does not say why
                reason = "full"
            raise StoreError(reason, self._path) from error

    def _open_for_writing(self) -> sqlite3.Connection:
        private_folder(self._path.parent)
        if not self._path.exists():
            self._make()
        elif self._path.stat().st_size == 0:
            # databases are created complete, so an empty file was damaged
            raise StoreError("damaged", self._path)
        connection = self._connect()
        try:
            _in_transaction(connection, self._migrate)
        except BaseException:
            connection.close()
            raise
        return connection

    def _make(self) -> None:
        """Create the file completely or not at all, unless another program is faster."""
        for left in (Path(f"{self._path}{suffix}") for suffix in ("-wal", "-journal")):
            # a log of a removed database: it would be replayed into the new one
            if left.exists():
                left.replace(f"{left}.old")
        with NamedTemporaryFile(
            dir=self._path.parent, prefix=f".{self._path.name}.", delete=False
        ) as file:
            new = Path(file.name)
        try:
            with closing(sqlite3.connect(new, isolation_level=None)) as connection:
                _in_transaction(connection, self._migrate)
            _put_new(new, self._path)
        finally:
            new.unlink(missing_ok=True)
        sync_folder(self._path.parent)

    def _migrate(self, connection: sqlite3.Connection) -> None:
        version = self._version(connection)
        for script in MIGRATIONS[version:]:
            for statement in _statements(script):
                connection.execute(statement)
        if version < len(MIGRATIONS):
            connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")

    def _version(self, connection: sqlite3.Connection) -> int:
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
        if version > len(MIGRATIONS):
            raise StoreError("newer", self._path)
        return version

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self._path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        connection.row_factory = sqlite3.Row
        try:
            self._version(connection)  # before anything that could change the file
            for pragma in _PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")
        except BaseException:
            connection.close()
            raise
        return connection


def _statements(script: str) -> Iterator[str]:
    """Yield the statements of a script; a trigger's body stays in one piece."""
    statement = ""
    for line in script.splitlines():
        statement += f"{line}\n"
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if statement.strip():
        yield statement


def _put_new(new: Path, path: Path) -> None:
    """Give a file its name, unless another program took the name first."""
    try:
        os.link(new, path)
    except FileExistsError:
        return
    except OSError:
        # a file system without hard links
        if not path.exists():
            new.replace(path)


def _in_transaction(connection: sqlite3.Connection, job: Job[T]) -> T:
    connection.execute("BEGIN IMMEDIATE")
    try:
        result = job(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return result


def _is_full(folder: Path) -> bool:
    with suppress(OSError):
        return shutil.disk_usage(folder).free < _LEAST_ROOM
    return False


def reason_of(error: Exception) -> str:
    """Return the reason of a ``StoreError`` for an error of SQLite or the system."""
    code = getattr(error, "sqlite_errorcode", None)
    primary = code & 0xFF if isinstance(code, int) else None
    reasons = {
        sqlite3.SQLITE_BUSY: "locked",
        sqlite3.SQLITE_LOCKED: "locked",
        sqlite3.SQLITE_CORRUPT: "damaged",
        sqlite3.SQLITE_NOTADB: "damaged",
        sqlite3.SQLITE_FULL: "full",
        sqlite3.SQLITE_CONSTRAINT: "conflict",
    }
    if isinstance(error, OSError):
        return "full" if error.errno in {errno.ENOSPC, errno.EDQUOT} else "unusable"
    return reasons.get(primary or 0, "unusable")
