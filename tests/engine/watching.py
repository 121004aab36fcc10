"""A watcher with a store of its own, on time that takes no time."""

from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Any

from ima_tui.api.client import ImaClient
from ima_tui.store.database import Database
from ima_tui.store.ledger import Ledger
from ima_tui.store.records import State, Task
from ima_tui.tasks.book import Book
from ima_tui.tasks.connection import Connection
from ima_tui.tasks.crew import Crew
from ima_tui.tasks.watching import Watcher

from ..unit.tasks import PLAIN
from .hosts import Host, hosting
from .scripted import Reply, Seen
from .warp import WarpClock, warp


@dataclass
class Post:
    """A watcher and what it stands on."""

    watcher: Watcher
    book: Book
    line: Connection
    ledger: Ledger
    clock: WarpClock
    looked: list[tuple[float, Task]] = field(default_factory=list)

    async def accept(self, number: int = 0, **changes: Any) -> Task:
        """A task that the service accepted just now; its id there is ``task_<number>``."""
        accepted: dict[str, Any] = {"accepted_at": self.clock.now(), "state": State.RUNNING}
        task = replace(PLAIN, id=f"{number:08x}", task_id=f"task_{number}", **accepted | changes)
        await self.book.add(task)
        return task

    async def until(self, task_id: str, *states: State, seconds: float = 7200.0) -> Task:
        """Wait until a task stands in one of the states."""
        end = self.clock.monotonic() + seconds
        while self.book.tasks[task_id].state not in states:
            assert self.clock.monotonic() < end, self.book.tasks[task_id]
            await self.clock.sleep(0.1)
        return self.book.tasks[task_id]


@asynccontextmanager
async def post(url: str, folder: Path) -> AsyncIterator[Post]:
    """A watcher that runs, watching every task in its book as the engine does."""
    clock = WarpClock()
    database = Database(folder / "data.sqlite3")
    await database.open()
    faults: list[BaseException] = []
    ledger, crew, line = Ledger(database), Crew(faults.append), Connection()
    book, client, chance = Book(ledger, clock), ImaClient(url, "ima_test_key"), Random(7)
    looked: list[tuple[float, Task]] = []

    def note(task: Task) -> None:
        looked.append((clock.monotonic(), task))

    watcher = Watcher(client, book, line, clock, note, crew, chance.random)

    def on_change(task: Task) -> None:
        if task.state in {State.RUNNING, State.TAKING_LONG}:
            watcher.watch(task)

    book.changed.subscribe(on_change)
    crew.start(watcher.run(), "watcher")
    try:
        yield Post(watcher, book, line, ledger, clock, looked)
    finally:
        await crew.cancel()
        await client.aclose()
        await database.close()
    assert faults == []


def moments(here: Post) -> list[float]:
    return [at for at, _task in here.looked]


def scenario(folder: Path, reply: Callable[[Seen], Reply]) -> Callable[..., Any]:
    """Run what a test does with a watcher and a service that replies so."""

    def run(act: Callable[[Post, Host], Coroutine[Any, Any, None]]) -> None:
        async def act_there() -> None:
            async def answer_to(request: Seen) -> Reply:
                return reply(request)

            async with hosting(answer_to) as host, post(host.url, folder) as here:
                await act(here, host)

        warp(act_there())

    return run
