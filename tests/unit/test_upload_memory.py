"""What was uploaded before: found by content, kind, place and key, and only while it holds."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from ima_tui.store.database import Database
from ima_tui.store.uploads import LEAST_SECONDS, UploadKey, Uploads

KEY = UploadKey("ab" * 32, "image", "https://upload.example", "print")
URL = "https://cdn.example/a.png"
NOW = 1_000_000.0
END = NOW + 10 * LEAST_SECONDS


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = Database(tmp_path / "data.sqlite3")
    await opened.open()
    yield opened
    await opened.close()


async def kept(database: Database) -> int:
    return await database.read(lambda c: c.execute("SELECT count(*) FROM uploads").fetchone()[0])


async def test_it_is_found_by_all_that_makes_it_the_same(database: Database) -> None:
    uploads = Uploads(database)
    await uploads.remember(KEY, URL, END, NOW)
    assert await uploads.find(KEY, NOW) == URL
    for change in ({"digest": "cd" * 32}, {"kind": "video"}, {"base_url": "x"}, {"key_print": "x"}):
        assert await uploads.find(replace(KEY, **change), NOW) is None


async def test_an_address_about_to_end_is_not_used(database: Database) -> None:
    uploads = Uploads(database)
    await uploads.remember(KEY, URL, END, NOW)
    assert await uploads.find(KEY, END - LEAST_SECONDS) == URL
    assert await uploads.find(KEY, END - LEAST_SECONDS + 1) is None


async def test_the_newest_address_counts(database: Database) -> None:
    uploads = Uploads(database)
    await uploads.remember(KEY, URL, END, NOW)
    await uploads.remember(KEY, f"{URL}?2", END, NOW)
    assert await uploads.find(KEY, NOW) == f"{URL}?2"


async def test_what_ended_leaves_no_trace(database: Database) -> None:
    uploads = Uploads(database)
    await uploads.remember(KEY, URL, END, NOW)
    await uploads.remember(replace(KEY, kind="audio"), URL, END + 2 * LEAST_SECONDS, END + 1)
    assert await kept(database) == 1
    await uploads.forget(replace(KEY, kind="audio"))
    assert await kept(database) == 0
    await uploads.forget(KEY)
