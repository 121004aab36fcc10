"""A server that answers as a test says, on the loop of the test, whatever is asked for."""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from .scripted import Reply, Seen, answer, read_request


class Cut(bytes):
    """An answer after which the connection is cut."""


@dataclass
class Drip:
    """An answer that comes in pieces.

    Attributes:
        pause: waited for between two pieces.
    """

    pieces: list[bytes]
    pause: Callable[[], Awaitable[None]]


Answer = Callable[[Seen], Awaitable[Reply | Drip]]


class Host:
    """Counts what is asked for.

    Attributes:
        seen: the requests, in order.
        most: how many were open at once, at the most.
    """

    def __init__(self, answer_to: Answer) -> None:
        self._answer_to = answer_to
        self.seen: list[Seen] = []
        self.open = 0
        self.most = 0
        self.url = ""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while request := await read_request(reader):
                self.seen.append(request)
                self.open += 1
                self.most = max(self.most, self.open)
                try:
                    reply = await self._answer_to(request)
                finally:
                    self.open -= 1
                if reply is None:
                    break
                for piece in reply.pieces if isinstance(reply, Drip) else [reply]:
                    writer.write(piece)
                    await writer.drain()
                    if isinstance(reply, Drip):
                        await reply.pause()
                if isinstance(reply, Cut):
                    break
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()


@asynccontextmanager
async def hosting(answer_to: Answer, port: int = 0) -> AsyncIterator[Host]:
    host = Host(answer_to)
    server = await asyncio.start_server(host.serve, "127.0.0.1", port)
    host.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield host
    finally:
        server.close()


def asked(request: Seen) -> str:
    """The service's id of the task that a detail call asks for."""
    return str(json.loads(request.body)["task_id"])


def looks_at(host: Host) -> Counter[str]:
    """How often each task was looked at."""
    return Counter(asked(one) for one in host.seen if one.path.endswith("/detail"))


def detail(*medias: dict[str, Any], status: str = "") -> bytes:
    data = {"id": "x", "status": status, "medias": list(medias)}
    return answer({"code": 0, "data": data})


def ready(url: str = "https://example.com/1.png") -> dict[str, Any]:
    return {"resource_status": 1, "status": "success", "url": url}


PNG = b"\x89PNG\r\n\x1a\n" + bytes(1000) + b"\x00\x00\x00\x00IEND\xaeB`\x82"
"""A file that begins and ends as a picture does."""

MAKING: dict[str, Any] = {"resource_status": 0, "status": "processing"}
FAILED: dict[str, Any] = {"resource_status": 2, "status": "failed"}
