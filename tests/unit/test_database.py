"""The SQLite file: made, kept, refused; never harmed."""

import asyncio
import errno
import os
import shutil
import sqlite3
import stat
from collections.abc import AsyncIterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from ima_tui.store import database as module
from ima_tui.store.database import Database, StoreError, reason_of
from ima_tui.store.schema import MIGRATIONS


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "ima.sqlite3"


@pytest.fixture
async def opened(path: Path) -> AsyncIterator[Database]:
    database = Database(path)
    await database.open()
    yield database
    await database.close()


async def make(path: Path) -> None:
    database = Database(path)
    await database.open()
    await database.write(lambda c: put(c, "kept"))
    await database.close()


def put(connection: sqlite3.Connection, name: str) -> None:
    connection.execute("INSERT INTO products VALUES (?, 1.0, x'00')", [name])


def names(connection: sqlite3.Connection) -> list[str]:
    return [row[0] for row in connection.execute("SELECT task_type FROM products ORDER BY 1")]


async def refusal(path: Path) -> str:
    database = Database(path)
    with pytest.raises(StoreError) as told:
        await database.open()
    await database.close()
    assert told.value.path == path
    return told.value.reason


async def test_a_new_file_is_private_and_of_this_version(opened: Database, path: Path) -> None:
    version = await opened.read(lambda c: c.execute("PRAGMA user_version").fetchone()[0])
    assert version == len(MIGRATIONS)
    await opened.write(lambda c: put(c, "one"))
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    for file in path.parent.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file.name


async def test_what_was_written_is_there_at_the_next_start(path: Path) -> None:
    await make(path)
    database = Database(path)
    await database.open()
    assert await database.read(names) == ["kept"]
    await database.close()
    assert [file.name for file in path.parent.iterdir()] == [path.name]


async def test_what_earlier_versions_kept_can_be_searched(path: Path) -> None:
    """The migration indexes the tasks that are there."""
    path.parent.mkdir()
    before = next(n for n, script in enumerate(MIGRATIONS) if "task_words" in script)
    with closing(sqlite3.connect(path)) as old:
        for script in MIGRATIONS[:before]:
            old.executescript(script)
        old.execute(
            "INSERT INTO tasks (id, owner, state, created_at, task_type, media, model_id, version,"
            " model_name, credit, count, exact, estimate_low, estimate_high, poll, body_hash,"
            " key_print, prompt, settings) VALUES ('a1', 'o', 'done', 1.0, 'text_to_image',"
            " 'image', 'm', 'v', 'SeeDream 4.5', 5, 1, 1, 1.0, 2.0, 5.0, '', '',"
            " '一只狐狸在雪地里',"
            " '{}')"
        )
        old.execute(f"PRAGMA user_version = {before}")
        old.commit()
    database = Database(path)
    await database.open()
    for words, found in (('"狐狸在"', 1), ('"seedream"', 1), ('"wolf"', 0)):
        query = "SELECT count(*) FROM task_words WHERE task_words MATCH ?"
        assert await database.read(lambda c: c.execute(query, [words]).fetchone()[0]) == found  # noqa: B023
    await database.close()


async def test_writes_last(opened: Database) -> None:
    pragmas = ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
    found = await opened.write(
        lambda c: [c.execute(f"PRAGMA {name}").fetchone()[0] for name in pragmas]
    )
    assert found == ["wal", 2, 1, 1]


async def test_a_failing_job_leaves_nothing(opened: Database) -> None:
    def job(connection: sqlite3.Connection) -> None:
        put(connection, "half")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await opened.write(job)
    assert await opened.read(names) == []
    await opened.write(lambda c: put(c, "next"))
    assert await opened.read(names) == ["next"]


async def test_a_double_entry_is_a_conflict(opened: Database) -> None:
    await opened.write(lambda c: put(c, "one"))
    with pytest.raises(StoreError) as told:
        await opened.write(lambda c: put(c, "one"))
    assert told.value.reason == "conflict"
    assert await opened.read(names) == ["one"]


async def test_jobs_at_once_follow_each_other(opened: Database) -> None:
    await asyncio.gather(*(opened.write(partial(put, name=f"{n:02}")) for n in range(20)))
    assert await opened.read(names) == [f"{n:02}" for n in range(20)]


async def test_a_closed_store_can_not_be_used(path: Path) -> None:
    database = Database(path)
    for call in (database.read(names), database.write(names)):
        with pytest.raises(StoreError) as told:
            await call
        assert told.value.reason == "unusable"


@pytest.mark.parametrize("journal", ["wal", "delete"])
async def test_a_newer_file_is_refused_and_stays_as_it_is(path: Path, journal: str) -> None:
    await make(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
        connection.execute(f"PRAGMA journal_mode = {journal}")
    before = path.read_bytes()
    assert await refusal(path) == "newer"
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize(
    "content",
    [b"this is no database, but long enough to be one" * 40, b"\x00" * 4096, b"{}", b""],
)
async def test_a_damaged_file_is_refused_and_stays_as_it_is(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    assert await refusal(path) == "damaged"
    assert path.read_bytes() == content


async def test_what_is_left_of_a_file_that_was_moved_away_is_kept_and_not_read(path: Path) -> None:
    database = Database(path)
    await database.open()
    await database.write(lambda c: put(c, "old"))
    left = path.with_name(f"{path.name}-wal").read_bytes()
    await database.close()
    path.unlink()
    path.with_name(f"{path.name}-wal").write_bytes(left)
    await make(path)
    database = Database(path)
    await database.open()
    assert await database.read(names) == ["kept"]
    await database.close()
    assert path.with_name(f"{path.name}-wal.old").read_bytes() == left


async def test_a_file_that_could_not_be_made_is_not_there(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(module, "MIGRATIONS", (*MIGRATIONS, "CREATE TABLE tasks (a TEXT)"))
        assert await refusal(path) == "unusable"
    assert list(path.parent.iterdir()) == []
    await make(path)


async def test_it_is_made_where_there_are_no_hard_links_too(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def link(*_paths: object) -> None:
        raise OSError(errno.EPERM, "no hard links here")

    monkeypatch.setattr(os, "link", link)
    await make(path)
    assert [file.name for file in path.parent.iterdir()] == [path.name]


async def test_of_two_that_make_the_file_at_once_both_use_one(path: Path) -> None:
    one, two = Database(path), Database(path)
    await asyncio.gather(one.open(), two.open())
    await one.write(lambda c: put(c, "one"))
    assert await two.read(names) == ["one"]
    await one.close()
    await two.close()


async def test_a_file_damaged_further_in_is_told_when_it_is_read(path: Path) -> None:
    await make(path)
    content = path.read_bytes()
    page = int.from_bytes(content[16:18], "big")
    damaged = content[:page] + b"\xff" * (len(content) - page)
    path.write_bytes(damaged)
    database = Database(path)
    reasons = []
    try:
        await database.open()
        await database.read(names)
    except StoreError as error:
        reasons.append(error.reason)
    finally:
        await database.close()
    assert reasons == ["damaged"]
    assert path.read_bytes() == damaged


async def test_a_file_that_another_program_holds_is_locked(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await make(path)
    monkeypatch.setattr(module, "BUSY_SECONDS", 0.0)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert await refusal(path) == "locked"
        other.execute("ROLLBACK")
    database = Database(path)
    await database.open()
    assert await database.read(names) == ["kept"]
    await database.close()


async def test_a_write_waits_for_no_other_program_for_ever(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BUSY_SECONDS", 0.0)
    database = Database(path)
    await database.open()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError) as told:
            await database.write(lambda c: put(c, "one"))
        assert told.value.reason == "locked"
        assert await database.read(names) == [], "reading goes on"
        other.execute("ROLLBACK")
    await database.write(lambda c: put(c, "one"))
    await database.close()


async def test_a_folder_in_its_place_is_unusable(path: Path) -> None:
    path.mkdir(parents=True)
    assert await refusal(path) == "unusable"


async def test_a_file_in_the_place_of_its_folder_is_unusable(path: Path) -> None:
    path.parent.write_bytes(b"")
    assert await refusal(path) == "unusable"


async def test_a_migration_that_fails_changes_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await make(path)
    bad = (*MIGRATIONS, "CREATE TABLE extra (a TEXT) STRICT; CREATE TABLE tasks (a TEXT) STRICT")
    with monkeypatch.context() as patch:
        patch.setattr(module, "MIGRATIONS", bad)
        assert await refusal(path) == "unusable"
    database = Database(path)
    await database.open()
    assert await database.read(names) == ["kept"]
    tables = "SELECT count(*) FROM sqlite_master WHERE name = 'extra'"
    assert await database.read(lambda c: c.execute(tables).fetchone()[0]) == 0
    await database.close()


async def test_only_the_missing_migrations_run(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    await make(path)
    more = (*MIGRATIONS, "ALTER TABLE products ADD COLUMN extra TEXT")
    monkeypatch.setattr(module, "MIGRATIONS", more)
    for _ in range(2):
        database = Database(path)
        await database.open()
        row = await database.read(lambda c: dict(c.execute("SELECT * FROM products").fetchone()))
        assert (row["task_type"], row["extra"]) == ("kept", None)
        await database.close()


def sqlite_error(code: int) -> sqlite3.Error:
    error = sqlite3.OperationalError("text")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (OSError(errno.ENOSPC, ""), "full"),
        (OSError(errno.EDQUOT, ""), "full"),
        (PermissionError(errno.EACCES, ""), "unusable"),
        (sqlite_error(sqlite3.SQLITE_FULL), "full"),
        (sqlite_error(sqlite3.SQLITE_BUSY_SNAPSHOT), "locked"),
        (sqlite_error(sqlite3.SQLITE_CORRUPT_INDEX), "damaged"),
        (sqlite_error(sqlite3.SQLITE_NOTADB), "damaged"),
        (sqlite_error(sqlite3.SQLITE_CONSTRAINT_UNIQUE), "conflict"),
        (sqlite_error(sqlite3.SQLITE_READONLY), "unusable"),
        (sqlite3.ProgrammingError("no code"), "unusable"),
    ],
)
def test_reasons(error: sqlite3.Error | OSError, reason: str) -> None:
    assert reason_of(error) == reason


async def test_what_can_not_be_opened_for_want_of_room_is_called_so(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.mkdir(parents=True)
    assert await refusal(path) == "unusable"
    usage = shutil.disk_usage(path)._replace(free=1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: usage)
    assert await refusal(path) == "full"
