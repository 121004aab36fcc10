"""Where prompts are not kept, no byte of them is on disk once the service has accepted the task.

Every file of the home is read: free pages, the log beside the database, pending requests, logs,
descriptions, thumbnails; also while a second program has all of it open, and after a kill.
"""

import asyncio
import os
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from subprocess import DEVNULL

from ima_tui.profiles import Endpoint, Profile
from ima_tui.services import Services
from ima_tui.store.database import StoreError
from ima_tui.store.folders import live_folders
from ima_tui.store.history import Filter
from ima_tui.store.records import State, Task
from ima_tui.tasks.removing import Part

from ..engine.rooms import KEY, leaf, order

PROMPT = "Unmistakable words of a marked prompt 不会认错的句子"
NEGATIVE = "blurred marked edges"
MARKS = (PROMPT.encode(), b"Unmistakable", "不会认错".encode(), NEGATIVE.encode(), KEY.encode())


def found(home: Path) -> list[tuple[str, bytes]]:
    """What is on disk of what must not be there."""
    contents = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    return [(path.name, mark) for path, held in contents.items() for mark in MARKS if mark in held]


@asynccontextmanager
async def program(url: str, home: Path) -> AsyncIterator[Services]:
    """The parts of the app on a home, for real use without prompts being kept."""
    folders = live_folders({"IMA_TUI_HOME": str(home)})
    where = Endpoint(url, KEY, url)
    profile = Profile(
        "live", folders, keep_prompts=False, connect=lambda: where, release=lambda: None
    )
    services = Services(profile)
    await services.begin()
    try:
        yield services
    finally:
        await services.stop()


async def finished(services: Services, task: Task) -> Task:
    """Wait until a task is done and its files are there."""
    assert services.engine is not None
    ended = asyncio.Event()

    def look(now: Task) -> None:
        if now.id == task.id and now.state is State.DONE and all(one.path for one in now.medias):
            ended.set()

    services.engine.book.changed.subscribe(look)
    look(services.engine.book.tasks[task.id])
    await asyncio.wait_for(ended.wait(), 30)
    return services.engine.book.tasks[task.id]


async def test_nothing_of_a_prompt_is_left_though_others_read_along(
    simulator_url: str, tmp_path: Path
) -> None:
    async with program(simulator_url, tmp_path) as one, program(simulator_url, tmp_path) as other:
        assert one.engine is not None
        # a reader that never ends keeps everything in the log
        with closing(sqlite3.connect(one.profile.folders.database)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM tasks").fetchone()
            assert one._connections is not None
            of = await leaf(one._connections.client, "text_to_video", "wan2.6-t2v")
            task = await one.engine.submit(order(of, PROMPT, negative_prompt=NEGATIVE))
            task = await finished(one, task)
            await one.engine.book.star(task.id, on=True)
            await one.engine.book.tag(task.id, ["kept tag"])
            assert one.engine.book.shown(task).prompt == PROMPT, "in memory it still is"
            assert found(tmp_path) == []
        (seen,) = await other.history.tasks((await other.history.find(Filter())).rows)
        assert (seen.prompt, seen.tags, seen.starred) == (None, ("kept tag",), True)
        assert seen.settings["values"]["duration"] == 5
        assert len((await other.history.find(Filter(text="Unmistakable"))).rows) == 0
        assert len((await other.history.find(Filter(text="wan kept"))).rows) == 1
        await one.remover.remove([seen], Part.BOTH, one.engine.book)
        assert found(tmp_path) == []
    assert found(tmp_path) == []


async def test_nothing_of_a_prompt_is_left_after_a_kill(simulator_url: str, tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "IMA_TUI_HOME": str(tmp_path),
        "IMA_API_KEY": KEY,
        "IMA_BASE_URL": simulator_url,
    }
    words = ["create", "-t", "text_to_video", "-m", "wan2.6-t2v", "-p", PROMPT, "--wait", "--yes"]
    async with program(simulator_url, tmp_path) as other:
        creating = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "ima_tui", *words),
            env=environment,
            stdout=DEVNULL,
            stderr=DEVNULL,
        )
        try:
            await asyncio.wait_for(accepted(other), 60)
        finally:
            creating.send_signal(signal.SIGKILL)
            await creating.wait()
        pending = [path for path in (tmp_path / "data" / "pending").glob("*") if path.is_file()]
        assert pending == []
        assert found(tmp_path) == []
    assert found(tmp_path) == []


async def accepted(services: Services) -> None:
    """Wait until the ledger knows of a task that the service accepted, and its request is gone."""
    folder = services.profile.folders.pending
    while True:
        try:
            tasks = await services.ledger.page(0, 1)
        except StoreError:
            continue
        if tasks and tasks[0].task_id is not None and not any(folder.glob("*.json")):
            return
