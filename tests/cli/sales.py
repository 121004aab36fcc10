"""A service that takes creates as a test says, served beside commands that run their own loop."""

import asyncio
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image

from tests.engine.hosts import detail, hosting, ready
from tests.engine.scripted import Reply, Seen, accepted, answer, code, listed, plain_entry

SOON = {"tag_type": "EET", "tag_value": "0.1~0.2s"}
"""A model that is looked at at once."""


def picture() -> bytes:
    """A small PNG."""
    content = BytesIO()
    Image.new("RGB", (8, 8), "red").save(content, "png")
    return content.getvalue()


def carried(request: Seen) -> int:
    """The price that a create carries."""
    return int(json.loads(request.body)["parameters"][0]["credit"])


def entry(points: int = 5) -> dict[str, Any]:
    return plain_entry(points) | {"tags": [SOON]}


@dataclass
class Sales:
    """The service: creates and lists are answered in order, the last one again and again.

    Attributes:
        creates: None cuts the connection; an id stands for a task that was accepted.
        charge: a create that carries another price is refused with 6006; None takes any.
        prices: what the one model costs until the first create arrives, and from then on.
        results: what looks find of every task.
        looks: what looks are answered instead.
        asked: set as soon as a request of this kind arrives: create, detail, getuploadtoken.
        held: the kind that is not answered until ``go_on``.
        most: how many tasks were under way at once.
    """

    creates: list[Reply] = field(default_factory=list)
    charge: int | None = None
    prices: list[int] = field(default_factory=lambda: [5])
    results: list[dict[str, Any]] = field(default_factory=list)
    looks: Reply = None
    held: str = ""
    url: str = ""
    seen: list[Seen] = field(default_factory=list)
    under_way: set[str] = field(default_factory=set)
    most: int = 0

    def __post_init__(self) -> None:
        self.arrived = threading.Condition()
        self.let_go = threading.Event()

    def count(self, kind: str) -> int:
        return sum(f"/{kind}" in one.path for one in self.seen)

    @property
    def sends(self) -> int:
        return self.count("create")

    def until(self, kind: str, times: int = 1) -> None:
        """Wait until requests of a kind have arrived."""
        with self.arrived:
            assert self.arrived.wait_for(lambda: self.count(kind) >= times, 30), kind

    def go_on(self) -> None:
        """Answer what was held."""
        self.let_go.set()

    async def reply(self, request: Seen) -> Reply:
        with self.arrived:
            self.seen.append(request)
            kind = request.path.partition("?")[0].rpartition("/")[2]
            number = self.count(kind)
            self.arrived.notify_all()
        if kind.startswith(self.held or "-"):
            await asyncio.to_thread(self.let_go.wait, 30)
        if kind == "create":
            if self.charge is not None and carried(request) != self.charge:
                return code(6006)
            reply = self.creates[min(number, len(self.creates)) - 1] if self.creates else b""
            return accepted(self._begun(number)) if reply == b"" else reply
        if "/product/list" in request.path:
            price = self.prices[min(self.sends, len(self.prices) - 1)]
            return listed(entry(price))
        if kind == "detail":
            self.under_way.discard(json.loads(request.body)["task_id"])
            if self.looks is not None:
                return self.looks
            return detail(*(self.results or [ready(f"{self.url}/one.png")]))
        return answer(picture(), "200 OK", "Content-Type: image/png")

    def _begun(self, number: int) -> str:
        task = f"task_{number}"
        self.under_way.add(task)
        self.most = max(self.most, len(self.under_way))
        return task


@contextmanager
def selling(sales: Sales) -> Iterator[Sales]:
    """Serve it from a thread of its own."""
    loop, ready_now = asyncio.new_event_loop(), threading.Event()
    over = asyncio.Event()

    async def serve() -> None:
        async with hosting(sales.reply) as host:
            sales.url = host.url
            ready_now.set()
            await over.wait()

    def work() -> None:
        loop.run_until_complete(serve())
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.run_until_complete(asyncio.sleep(0))
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()

    thread = threading.Thread(target=work)
    thread.start()
    assert ready_now.wait(10)
    try:
        yield sales
    finally:
        sales.go_on()
        loop.call_soon_threadsafe(over.set)
        thread.join(30)


def started(*words: str, given: str = "") -> "subprocess.Popen[str]":
    """A command as a process of its own."""
    process = subprocess.Popen(
        [sys.executable, "-m", "ima_tui", *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert process.stdin is not None
    process.stdin.write(given)
    process.stdin.close()
    process.stdin = None
    return process


def line_with(process: "subprocess.Popen[str]", part: str) -> str:
    """Wait for a line on stderr."""
    assert process.stderr is not None
    return next(line for line in process.stderr if part in line)


def pending() -> list[Path]:
    """The requests that are kept."""
    folder = Path(os.environ["IMA_TUI_HOME"]) / "data" / "pending"
    return sorted(folder.iterdir()) if folder.is_dir() else []
