"""A history file that can't be used: said plainly, kept byte by byte, nothing written over it."""

import errno
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from random import Random

import pytest

from ima_tui.locale import t
from ima_tui.profiles import live_profile
from ima_tui.services import Services
from ima_tui.stage import Stage
from ima_tui.store import database as module
from ima_tui.store.database import Database
from ima_tui.store.ledger import Ledger
from ima_tui.store.schema import MIGRATIONS

from ..unit.tasks import event, ready, task

TASKS = 300
HOLDER = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute(f"BEGIN {sys.argv[2]}")
print("held", flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def services(tmp_path: Path) -> Services:
    # nobody listens there: what is started gets no further than that
    environment = {
        "IMA_TUI_HOME": str(tmp_path / "home"),
        "IMA_BASE_URL": "http://127.0.0.1:9",
        "IMA_API_KEY": "ima_test_key",
    }
    return Services(live_profile(environment, None))


@pytest.fixture
async def path(services: Services) -> Path:
    """A history with some tasks."""
    file = services.profile.folders.database
    database = Database(file)
    await database.open()
    ledger = Ledger(database)
    for number in range(TASKS):
        plain = task(number, prompt="x" * 500, medias=(ready(0),))
        await ledger.add(plain, event("queued"))
    await database.close()
    assert file.stat().st_size > 20 * 4096
    return file


def content(path: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in path.parent.glob(f"{path.name}*")}


async def refused(services: Services, path: Path) -> str:
    """Start, see that nothing was touched, and return the reason."""
    before = content(path)
    await services.begin()
    await services.stop()
    assert services.stage is Stage.FAILED
    failure = services.failure
    assert failure is not None
    assert failure.about == str(path)
    assert str(path) in t(f"start-{failure.problem}", about=failure.about)
    assert content(path) == before
    return failure.problem


@pytest.mark.parametrize("share", [0.03, 0.3, 0.5, 0.9, 0.99])
async def test_truncated(services: Services, path: Path, share: float) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    assert await refused(services, path) == "store_damaged"


GARBAGE = {
    "zeros": b"\x00" * 100_000,
    "noise": Random(7).randbytes(100_000),
    "text": b'{"no": "database"}' * 100,
    "a few bytes": b"SQLite",
    "a head and noise": b"SQLite format 3\x00" + Random(8).randbytes(100_000),
}


@pytest.mark.parametrize("garbage", GARBAGE)
async def test_garbage(services: Services, path: Path, garbage: str) -> None:
    path.write_bytes(GARBAGE[garbage])
    assert await refused(services, path) == "store_damaged"


async def test_of_a_newer_version(services: Services, path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert await refused(services, path) == "store_newer"


async def test_locked_by_another_process(
    services: Services, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BUSY_SECONDS", 0.05)
    with _held(path), closing(sqlite3.connect(path)) as other:
        # both stand by the journal, which is not the file
        whole = path.read_bytes()
        await services.begin()
        await services.stop()
        assert services.failure is not None
        assert services.failure.problem == "store_locked"
        assert path.read_bytes() == whole
        assert other.execute("SELECT count(*) FROM tasks").fetchone() == (TASKS,)


@contextmanager
def _held(path: Path) -> Iterator[None]:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path), "IMMEDIATE"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    try:
        yield
    finally:
        holder.communicate("\n")


async def test_read_only(services: Services, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root, who runs some tests, may write everything: the system's answer is given for it."""

    def refuse(*_args: object, **_more: object) -> sqlite3.Connection:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(sqlite3, "connect", refuse)
    assert await refused(services, path) == "store_unusable"


async def test_a_folder_in_its_place(services: Services, path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "mine").write_text("mine")
    await services.begin()
    await services.stop()
    assert services.failure is not None
    assert services.failure.problem == "store_unusable"
    assert (path / "mine").read_text() == "mine"


async def test_no_room_to_write(
    services: Services, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A limit on the size of files stands for a disk that is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    # one more change of the schema than it was made with
    changes = (*MIGRATIONS, "CREATE TABLE extra (a TEXT) STRICT")
    monkeypatch.setattr("ima_tui.store.database.MIGRATIONS", changes)
    older = path.read_bytes()
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        await services.begin()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    await services.stop()
    assert services.failure is not None
    assert services.failure.problem in {"store_full", "store_unusable"}
    assert path.read_bytes() == older
    again = Services(services.profile)
    await again.begin()
    assert again.stage is Stage.READY
    assert await again.ledger.totals() == (TASKS, 0)
    await again.stop()
