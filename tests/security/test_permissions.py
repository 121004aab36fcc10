"""Whatever the umask and the folder: only their owner reads what this program writes."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from .marked import KEY, Person, environment_of

HIDDEN = stat.S_IRWXG | stat.S_IRWXO


@pytest.fixture
def open_home(tmp_path: Path) -> Iterator[Path]:
    """A home that somebody made for all to write, in a program that hides nothing by itself."""
    before = os.umask(0)
    home = tmp_path / "home"
    home.mkdir(mode=0o777)
    yield home
    os.umask(before)


def shown(folder: Path) -> list[str]:
    """The files and folders below one that others may look into, or change."""
    return [
        f"{path.relative_to(folder)} {stat.S_IMODE(path.lstat().st_mode):o}"
        for path in folder.rglob("*")
        if path.lstat().st_mode & HIDDEN
    ]


def test_nothing_is_for_others(open_home: Path, simulator_url: str, tmp_path: Path) -> None:
    person = Person(open_home, environment_of(open_home, IMA_BASE_URL=simulator_url))
    settings = open_home / "config" / "settings.toml"
    person.run("auth", "login", given=KEY)
    settings.write_text("prompts.keep = true\n")
    settings.chmod(0o600)
    person.run("create", "-t", "text_to_image", "-p", "a fox", "--wait")
    person.run("models", "--refresh")
    out = tmp_path / "plan.toml"
    person.run("workflow", "plan", "a fox", "--media", "image", "--file", str(out))
    suffixes = {path.suffix for path in open_home.rglob("*") if path.is_file()}
    assert {".sqlite3", ".log", ".json"} <= suffixes
    assert shown(open_home) == []
    assert out.stat().st_mode & HIDDEN == 0


def test_what_sqlite_keeps_beside_is_for_nobody_else(open_home: Path, simulator_url: str) -> None:
    """While the file is open there are two more; they hold the same."""
    import asyncio

    from ima_tui.store.database import Database

    async def look() -> list[str]:
        database = Database(open_home / "data" / "ima-tui.sqlite3")
        await database.open()
        try:
            await database.write(lambda connection: connection.execute("CREATE TABLE x (y)"))
            beside = [path.name for path in (open_home / "data").iterdir()]
            assert {"ima-tui.sqlite3-wal", "ima-tui.sqlite3-shm"} <= set(beside)
            return shown(open_home)
        finally:
            await database.close()

    assert asyncio.run(look()) == []
