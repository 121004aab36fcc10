"""Runs on screen while the key is refused or the network is away: said, and gone on with."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

from ima_tui.simulator.service import Simulator

from .flow_stage import begin, charges, put_in_force, sim, states, two, until_states, url
from .stage import on_stage, text_of, until, words

__all__ = ["sim", "url"]


class Cable:
    """What leads to a service, and can be pulled out.

    Args:
        service: where it leads.
    """

    def __init__(self, service: str) -> None:
        self._service = urlsplit(service)
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()
        self._port = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    async def plug_in(self) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self._port)
        self._port = self._server.sockets[0].getsockname()[1]

    def pull_out(self) -> None:
        assert self._server is not None
        self._server.close()
        for writer in tuple(self._open):
            writer.transport.abort()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, here = await asyncio.open_connection(self._service.hostname, self._service.port)
        self._open |= {writer, here}
        try:
            await asyncio.gather(_carry(reader, here), _carry(there, writer))
        finally:
            self._open -= {writer, here}


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        while content := await reader.read(65536):
            writer.write(content)
            await writer.drain()
    writer.close()


@asynccontextmanager
async def cable(url: str) -> AsyncIterator[Cable]:
    one = Cable(url)
    await one.plug_in()
    try:
        yield one
    finally:
        one.pull_out()


async def test_a_key_refused_in_the_middle_is_said_and_the_run_goes_on_once_it_holds(
    sim: Simulator, url: str, tmp_path: Path
) -> None:
    async with on_stage(url, tmp_path) as (app, pilot):
        put_in_force(sim, {"kind": "code", "code": 401, "call": "create", "nth": 2})
        await begin(app, pilot, two())
        await until(pilot, lambda: "The API key is invalid" in words(app, "#notice"))
        await until(pilot, lambda: states(app)["a"] == "done")
        assert "Press ctrl+r to resume" in words(app, "#notice")
        assert states(app)["b"] not in {"failed", "blocked"}, "nothing of the run is lost"
        assert charges(sim) == [5]
        await pilot.press("ctrl+r")
        await until_states(app, pilot, a="done", b="done")
        await until(pilot, lambda: "API key" not in text_of(app))
    assert charges(sim) == [5, 5]


async def test_a_network_that_goes_and_comes_back_costs_nothing_and_needs_no_key(
    sim: Simulator, url: str, tmp_path: Path
) -> None:
    # the first look is under way when the network goes
    put_in_force(sim, {"kind": "delay", "call": "detail", "nth": 1, "seconds": 20})
    async with cable(url) as line, on_stage(line.url, tmp_path) as (app, pilot):
        await begin(app, pilot, two())
        await until(pilot, lambda: "accepted" in text_of(app))
        line.pull_out()
        await until(pilot, lambda: "offline" in text_of(app))
        assert states(app) == {"a": "working", "b": "waiting"}
        assert charges(sim) == [5]
        await line.plug_in()
        await until_states(app, pilot, a="done", b="done")
        await until(pilot, lambda: "offline" not in text_of(app))
    assert charges(sim) == [5, 5]
