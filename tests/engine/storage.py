"""An upload service with its storage and its check of assets, as a test tells it to be."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from ima_tui.api.client import ImaClient
from ima_tui.api.upload import UploadClient
from ima_tui.catalog.inputs import InputMedia
from ima_tui.catalog.naming import find_model
from ima_tui.catalog.products import Leaf
from ima_tui.media.remote import RemoteReader, Resolver, resolve
from ima_tui.store.database import Database
from ima_tui.store.uploads import Uploads
from ima_tui.tasks.preparing import Preparer, Progress

from ..unit.leaves import full_list
from .clocks import FastClock
from .scripted import answer

KEY = "ima_test_key"
OK, CUT, SILENT = "ok", "cut", "silent"
"""What the storage does with a PUT: takes it, cuts it half way, or closes without an answer."""


@dataclass
class Asked:
    """A request as it arrived."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    @property
    def query(self) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(urlsplit(self.target).query).items()}


@dataclass
class Storage:
    """The services: what is scripted is used up in order, the last of it again and again.

    Attributes:
        tokens: raw answers to token calls; empty for real ones.
        puts: what becomes of each PUT: one of the words above or an HTTP status.
        checks: statuses of assets, or raw answers.
        pages: raw answers by path.
        stored: what was put, by path.
        expiry: until when files are kept, as the service words it.
        close_after: whether a connection ends with its first answer.
    """

    tokens: list[bytes] = field(default_factory=list)
    puts: list[str] = field(default_factory=lambda: [OK])
    checks: list[str | bytes] = field(default_factory=lambda: ["active"])
    pages: dict[str, bytes] = field(default_factory=dict)
    stored: dict[str, bytes] = field(default_factory=dict)
    seen: list[Asked] = field(default_factory=list)
    expiry: object = None
    close_after: bool = False
    url: str = ""

    def calls(self, part: str) -> list[Asked]:
        return [one for one in self.seen if part in one.path]

    def token(self) -> bytes:
        number = len(self.calls("getuploadtoken"))
        if self.tokens:
            return self.tokens[min(number, len(self.tokens)) - 1]
        data = {"ful": f"{self.url}/oss/{number}?Signature=s", "fdl": f"{self.url}/cdn/{number}"}
        return answer({"data": data | {"fdl_expire": self.expiry}})

    def check(self) -> bytes:
        found = self.checks[min(len(self.calls("verify")), len(self.checks)) - 1]
        if isinstance(found, bytes):
            return found
        error = {"code": "E1", "message": "a \u202efoe\x1b[31m in it"}
        return answer({"code": 0, "data": {"result": {"id": "a", "status": found, "error": error}}})

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while (asked := await self._read(reader)) and (reply := self._reply(asked)):
                writer.write(reply)
                await writer.drain()
                if self.close_after:
                    break
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    def _reply(self, asked: Asked) -> bytes | None:
        if asked.method == "PUT":
            fate = self._fate()
            if fate in {SILENT, CUT}:
                return None
            if fate != OK:
                return answer(b"<Error/>", f"{fate} No")
            self.stored[asked.path] = asked.body
            return answer(b"")
        if "getuploadtoken" in asked.path:
            return self.token()
        if "verify" in asked.path:
            return self.check()
        return self.pages.get(asked.path, answer(b"", "404 Not Found"))

    def _fate(self) -> str:
        number = sum(one.method == "PUT" for one in self.seen)
        return self.puts[min(number, len(self.puts)) - 1]

    async def _read(self, reader: asyncio.StreamReader) -> Asked | None:
        line = (await reader.readline()).decode().split(" ")
        if len(line) < 2:
            return None
        headers: dict[str, str] = {}
        while (header := (await reader.readline()).decode().strip()) != "":
            name, _, value = header.partition(":")
            headers[name.lower()] = value.strip()
        asked = Asked(line[0], line[1], headers, b"")
        self.seen.append(asked)
        length = int(headers.get("content-length", "0"))
        cut = asked.method == "PUT" and self._fate() == CUT
        asked.body = await reader.readexactly(length // 2 if cut else length)
        return asked


@asynccontextmanager
async def storing(storage: Storage) -> AsyncIterator[Storage]:
    server = await asyncio.start_server(storage.serve, "127.0.0.1", 0)
    storage.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield storage
    finally:
        server.close()


@dataclass
class Bench:
    """A preparer and what it stands on."""

    preparer: Preparer
    uploader: UploadClient
    uploads: Uploads
    clock: FastClock
    told: list[Progress]

    async def prepare(self, leaf: Leaf, *inputs: InputMedia) -> tuple[InputMedia, ...]:
        return await self.preparer.prepare(leaf, inputs, self.told.append)


@asynccontextmanager
async def bench(
    url: str,
    folder: Path,
    *,
    key_print: str = "print",
    own_hosts: Sequence[str] = ("127.0.0.1",),
    resolver: Resolver = resolve,
    pace: float = 50.0,
) -> AsyncIterator[Bench]:
    database = Database(folder / "data" / "data.sqlite3")
    await database.open()
    clock = FastClock(pace)
    client = ImaClient(url, KEY)
    uploader = UploadClient(url, KEY, now=clock.now)
    remote = RemoteReader(own_hosts, resolver=resolver)
    uploads = Uploads(database)
    try:
        yield Bench(
            Preparer(client, uploader, uploads, remote, clock, key_print),
            uploader,
            uploads,
            clock,
            [],
        )
    finally:
        await remote.aclose()
        await uploader.aclose()
        await client.aclose()
        await database.close()


def plain(kind: str = "image_to_image") -> Leaf:
    """A leaf that takes pictures and wants nothing more."""
    return full_list(kind).leaves[0]


def seedance(kind: str = "reference_image_to_video") -> Leaf:
    found = find_model(full_list(kind), "ima-pro").leaf
    assert found is not None
    return found


def saved(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path
