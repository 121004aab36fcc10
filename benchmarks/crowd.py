"""A thousand running tasks: the app's memory and share of a core beside a bare client's.

The app runs in a terminal of its own and watches tasks of its ledger at a server that says they are
being made. Then a bare httpx client makes as many of the same polls in the same time. Run with
`python -m benchmarks.crowd [TASKS]`.
"""

import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import httpx

from benchmarks.bare import __file__ as bare_app
from benchmarks.console import Console, Step, console, environment
from benchmarks.figures import Figure, table
from ima_tui.store.database import Database
from ima_tui.store.folders import live_folders
from ima_tui.store.ledger import Ledger
from ima_tui.store.records import Event, State
from tests.engine.scripted import Scripted, accepted, serving
from tests.unit.tasks import PLAIN

TASKS = 1000
SECONDS = 20.0
SETTLED = 12.0
POLL = 30.0
OURS = str(Path(sys.executable).with_name("ima-tui"))


async def fill(home: str, tasks: int) -> None:
    """Write down tasks that the service accepted just now, some of them half through."""
    database = Database(live_folders({"IMA_TUI_HOME": home}).database)
    await database.open()
    ledger, now = Ledger(database), time.time()
    for number in range(tasks):
        await ledger.add(
            replace(
                PLAIN,
                id=f"crowd{number:05}",
                task_id=f"task_{number}",
                owner="gone",
                state=State.RUNNING,
                created_at=now,
                accepted_at=now - number % 60,
                estimate_low=5.0,
                estimate_high=10.0,
                poll=POLL,
            ),
            Event(now, "queued", {"points": 5}),
        )
    await database.close()
    ended = live_folders({"IMA_TUI_HOME": home}).data / "instances" / "gone.lock"
    ended.parent.mkdir(mode=0o700)
    ended.touch(mode=0o600)


async def serve() -> None:
    """Answer for ever; at each line of the input, tell how many asked after a task."""
    script = Scripted([accepted()])
    async with serving(script):
        print(script.url, flush=True)
        while await asyncio.to_thread(sys.stdin.readline):
            print(sum("/tasks/detail" in one.path for one in script.seen), flush=True)


class Server:
    """A server in a process of its own."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self.url = self._line()

    def polls(self) -> int:
        """How many it has answered."""
        if self._process.stdin is not None:
            self._process.stdin.write("\n")
            self._process.stdin.flush()
        return int(self._line())

    def _line(self) -> str:
        return self._process.stdout.readline().strip() if self._process.stdout else ""


@contextmanager
def server() -> Iterator[Server]:
    begin = [sys.executable, "-m", "benchmarks.crowd", "serve"]
    pipe = subprocess.PIPE
    with subprocess.Popen(begin, stdin=pipe, stdout=pipe, text=True) as process:
        try:
            yield Server(process)
        finally:
            process.kill()


async def polled(url: str, polls: int) -> float:
    """Seconds of a core that as many polls take a bare client in the same time."""
    async with httpx.AsyncClient(base_url=url) as client:

        async def one(number: int) -> None:
            body = {"task_id": f"task_{number}"}
            answer = await client.post("/open/v1/tasks/detail", json=body)
            answer.json()

        await one(0)
        used, begun = time.process_time(), time.monotonic()
        calls = []
        for number in range(polls):
            await asyncio.sleep(max(0.0, begun + SECONDS * number / polls - time.monotonic()))
            calls.append(asyncio.create_task(one(number)))
        await asyncio.gather(*calls)
        return time.process_time() - used


def watched(program: Console, service: Server) -> tuple[float, int]:
    """Seconds of a core that the app takes for a while, and the polls it made."""
    program.drain(SETTLED)
    used, polls = program.cpu(), service.polls()
    program.drain(SECONDS)
    return program.cpu() - used, service.polls() - polls


def figures(tasks: int = TASKS) -> list[Figure]:
    with tempfile.TemporaryDirectory() as home, server() as service:
        asyncio.run(fill(home, tasks))
        program = console([OURS], environment(home, service.url))
        program.wait_for(Step((b"help",), b"3"))
        used, polls = watched(program, service)
        megabytes = program.megabytes()
        program.end()
        other = asyncio.run(polled(service.url, polls)) if polls else 0.0
    plain = console([sys.executable, bare_app], dict(os.environ, TERM="xterm-256color"))
    plain.drain(3.0)
    beside = plain.megabytes()
    plain.end()
    share, others = 100 * used / SECONDS, 100 * other / SECONDS
    return [
        Figure(
            f"{tasks:,} running tasks: per cent of a core ({polls / SECONDS:.0f} polls a second)",
            [share],
            "%",
            "1.3 × bare + 5 %",
            "bare httpx, same polls",
            [others],
        ),
        Figure(
            f"{tasks:,} running tasks: memory",
            [megabytes],
            "MB",
            "120 MB",
            "bare Textual app",
            [beside],
        ),
    ]


if __name__ == "__main__":
    if sys.argv[1:] == ["serve"]:
        asyncio.run(serve())
    else:
        print(table(figures(int(sys.argv[1]) if len(sys.argv) > 1 else TASKS)))
