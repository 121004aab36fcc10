"""An engine with a store of its own, and what tests ask of it."""

import asyncio
import hashlib
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from ima_tui.api.client import ImaClient
from ima_tui.api.upload import UploadClient
from ima_tui.catalog.bodies import Order
from ima_tui.catalog.forms import form_of
from ima_tui.catalog.parse import parse_listing
from ima_tui.catalog.prices import quote
from ima_tui.catalog.products import Leaf
from ima_tui.catalog.values import Value
from ima_tui.media.remote import RemoteReader
from ima_tui.store.catalogue import Catalogue
from ima_tui.store.database import Database
from ima_tui.store.instances import Instances
from ima_tui.store.ledger import Ledger
from ima_tui.store.pending import Pending
from ima_tui.store.records import Event, State, Task
from ima_tui.store.uploads import Uploads
from ima_tui.tasks.engine import Engine
from ima_tui.tasks.filing import Filing
from ima_tui.tasks.guards import Guards, Limits
from ima_tui.tasks.parts import EngineParts
from ima_tui.tasks.preparing import Preparer

from .clocks import FastClock
from .scripted import plain_entry
from .warp import WarpClock

KEY = "ima_test_key"


@dataclass
class Room:
    """An engine and what it stands on."""

    engine: Engine
    client: ImaClient
    ledger: Ledger
    database: Database
    folder: Path
    faults: list[BaseException]
    clock: FastClock | WarpClock

    async def until(self, task_id: str, *states: State) -> Task:
        """Wait until a task stands in one of the states."""
        return await self.until_true(task_id, lambda task: task.state in states)

    async def until_true(self, task_id: str, wanted: Callable[[Task], bool]) -> Task:
        """Wait until something holds of a task."""
        reached = asyncio.Event()

        def look(_changed: Task) -> None:
            if wanted(self.engine.book.tasks[task_id]):
                reached.set()

        unsubscribe = self.engine.book.changed.subscribe(look)
        look(self.engine.book.tasks[task_id])
        try:
            await asyncio.wait_for(reached.wait(), timeout=20)
        finally:
            unsubscribe()
        return self.engine.book.tasks[task_id]

    async def soon(self, holds: Callable[[], bool]) -> None:
        """Let what is under way go on until something holds: what follows a change at once."""
        end = time.monotonic() + 20
        while not holds():
            if time.monotonic() > end:
                raise AssertionError("does not hold")
            await asyncio.sleep(0)

    def pending(self) -> list[str]:
        """The unsettled requests on disk."""
        folder = self.folder / "pending"
        return sorted(path.stem for path in folder.iterdir()) if folder.is_dir() else []

    def files(self) -> list[Path]:
        """What is in the results folder, without the descriptions."""
        folder = self.folder / "results"
        found = folder.iterdir() if folder.is_dir() else ()
        return sorted(path for path in found if path.suffix != ".json")


def key_of(folder: Path) -> str:
    """The key of all rooms in a folder: no test spends the points of another."""
    return f"{KEY}_{hashlib.sha256(str(folder).encode()).hexdigest()[:16]}"


@asynccontextmanager
async def room(
    url: str,
    folder: Path,
    *,
    keep_prompts: bool = True,
    crash: bool = False,
    guards: Guards | None = None,
    limits: Limits | None = None,
    clock: FastClock | WarpClock | None = None,
    upload_url: str | None = None,
    filing: Callable[[], Filing] = Filing,
    key: str | None = None,
) -> AsyncIterator[Room]:
    """An engine that runs; with ``crash`` it is left as a killed process leaves it."""
    database = Database(folder / "data.sqlite3")
    await database.open()
    key = key or key_of(folder)
    client = ImaClient(url, key)
    ledger = Ledger(database)
    faults: list[BaseException] = []
    clock = clock or FastClock()
    instances = Instances(folder / "instances")
    catalogue = Catalogue(database, clock)
    uploader = UploadClient(upload_url or url, key, now=clock.now)
    remote = RemoteReader({"127.0.0.1"})
    engine = Engine(
        EngineParts(
            client=client,
            catalogue=catalogue,
            preparer=Preparer(client, uploader, Uploads(database), remote, clock, "print"),
            limits=limits or Limits(lambda: guards or Guards()),
            filing=filing,
            ledger=ledger,
            pending=Pending(folder / "pending"),
            instances=instances,
            clock=clock,
            results=folder / "results",
            key_print="print",
            keep_prompts=lambda: keep_prompts,
            fault=faults.append,
        )
    )
    try:
        await engine.start()
        try:
            yield Room(engine, client, ledger, database, folder, faults, clock)
        finally:
            await (_killed(engine, instances) if crash else engine.stop())
    finally:
        for close in (client.aclose, uploader.aclose, remote.aclose, database.close):
            await close()
    assert faults == []


async def _killed(engine: Engine, instances: Instances) -> None:
    for crew in (engine._loops, engine._sends, engine._work):
        await crew.cancel()
    # the system frees the locks of the dead; their files stay
    assert instances._lock is not None
    instances._lock.release()


async def leaf(client: ImaClient, task_type: str, version: str) -> Leaf:
    """A leaf as the service lists it."""
    found = parse_listing(await client.products(task_type), task_type).find(version)
    assert found is not None, version
    return found


def order(of: Leaf, prompt: str = "a red fox", **values: Value) -> Order:
    """A filled form."""
    form = form_of(of)
    state = form.start()
    for key, value in values.items():
        state = form.choose(state, key, value)
    price = quote(form, state)
    assert price is not None
    return Order(form, state, price, prompt)


def plain_leaf(points: int = 5) -> Leaf:
    """The leaf that a scripted service lists."""
    return parse_listing([plain_entry(points)], "text_to_image").leaves[0]


async def kinds(here: Room, task: Task) -> list[str]:
    """What happened to a task, in order."""
    return [event.kind for event in await here.ledger.timeline(task.id)]


async def told(here: Room, task: Task, kind: str) -> Event:
    """The first event of a kind in the life of a task."""
    events = await here.ledger.timeline(task.id)
    return next(event for event in events if event.kind == kind)


def waits(problem: str) -> Callable[[Task], bool]:
    """Whether a task waits in the queue because of a problem."""
    return lambda task: task.state is State.QUEUED and task.problem == problem
