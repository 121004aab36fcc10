"""A server that answers creates as a test tells it to: what a simulator without faults can't do."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

Reply = bytes | None
"""The raw answer; None cuts the connection without one."""


def answer(body: Any, status: str = "200 OK", *headers: str) -> bytes:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    head = [f"HTTP/1.1 {status}", f"Content-Length: {len(content)}", *headers, "", ""]
    return "\r\n".join(head).encode() + content


def code(number: int, message: str = "") -> bytes:
    return answer({"code": number, "message": message})


def accepted(task_id: str = "task_1") -> bytes:
    return answer({"code": 0, "data": {"id": task_id, "medias": []}})


def plain_entry(points: int = 5, attribute_id: int = 1) -> dict[str, Any]:
    """A model without options, as listed."""
    return {
        "id": "plain-1",
        "model_id": "plain",
        "name": "Plain",
        "type": "3",
        "credit_rules": [
            {
                "attribute_id": attribute_id,
                "points": points,
                "attributes": {"default": "enabled"},
            }
        ],
    }


def listed(*entries: dict[str, Any]) -> bytes:
    return answer({"code": 0, "data": list(entries)})


@dataclass
class Seen:
    """A request as it arrived."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Scripted:
    """The server: replies to creates in order, the last one again and again.

    Attributes:
        on_create: called when a create arrives, before it is answered.
        detail: the answer to every detail call.
        products: the answers to product lists, likewise in order.
    """

    creates: list[Reply]
    detail: bytes = field(default_factory=lambda: answer({"code": 0, "data": {"medias": []}}))
    products: list[Reply] = field(default_factory=lambda: [listed(plain_entry())])
    on_create: Callable[[], None] = lambda: None
    seen: list[Seen] = field(default_factory=list)
    url: str = ""

    @property
    def sends(self) -> int:
        """How many creates arrived."""
        return sum(request.path.endswith("/create") for request in self.seen)

    @property
    def looks(self) -> int:
        """How often a product list was asked for."""
        return sum("/product/list" in request.path for request in self.seen)

    def reply(self, path: str) -> Reply:
        if path.endswith("/create"):
            self.on_create()
            return self.creates[min(self.sends, len(self.creates)) - 1]
        if "/product/list" in path:
            return self.products[min(self.looks, len(self.products)) - 1]
        return self.detail

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while request := await read_request(reader):
                self.seen.append(request)
                reply = self.reply(request.path)
                if reply is None:
                    break
                writer.write(reply)
                await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()


async def read_request(reader: asyncio.StreamReader) -> Seen | None:
    line = (await reader.readline()).decode()
    if not line.strip():
        return None
    headers: dict[str, str] = {}
    while (header := (await reader.readline()).decode().strip()) != "":
        name, _, value = header.partition(":")
        headers[name.lower()] = value.strip()
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Seen(line.split(" ")[1], headers, body)


@asynccontextmanager
async def serving(script: Scripted, port: int = 0) -> AsyncIterator[Scripted]:
    server = await asyncio.start_server(script.serve, "127.0.0.1", port)
    host, port = server.sockets[0].getsockname()[:2]
    script.url = f"http://{host}:{port}"
    try:
        yield script
    finally:
        server.close()


def creates(service: Scripted) -> list[dict[str, Any]]:
    """The first parameters of each create, as they were sent."""
    sent = (one.body for one in service.seen if one.path.endswith("/create"))
    return [json.loads(body)["parameters"][0] for body in sent]
