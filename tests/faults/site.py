"""A simulator on the loop of a test, where waiting takes no time; and what its records say."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import anyio.to_thread
import httpx
import uvicorn
from uvicorn.server import ServerState

from ima_tui.files import write_atomic
from ima_tui.simulator.app import build_app
from ima_tui.simulator.gallery import Gallery
from ima_tui.simulator.records import MediaPlan
from ima_tui.simulator.server import _Protocol
from ima_tui.simulator.service import Simulator
from ima_tui.simulator.settings import Change

from ..engine.rooms import KEY
from ..engine.warp import WarpClock
from ..made import film

Json = dict[str, Any]

POINTS = 1_000_000


@dataclass(frozen=True)
class Charge:
    """A create that was accepted, as the simulator's ledger tells it."""

    task_id: str
    points: int


@dataclass
class Site:
    """A simulator and its records, asked over HTTP as anybody could."""

    sim: Simulator
    url: str
    http: httpx.AsyncClient
    clock: WarpClock

    async def put_in_force(self, *rules: Json, **settings: Any) -> None:
        told = {"rules": rules, "settings": settings}
        answer = await self.http.post("/__sim/faults", json=told)
        assert answer.status_code == 200, answer.text

    async def lift(self) -> None:
        await self.http.delete("/__sim/faults")

    async def charges(self) -> list[Charge]:
        told = (await self.http.get("/__sim/ledger")).json()["charges"]
        return [Charge(one["task_id"], one["charged"]) for one in told]

    async def sends(self) -> list[int]:
        """How often each create body arrived."""
        told = (await self.http.get("/__sim/requests")).json()["creates"]
        return [one["count"] for one in told]


class _QuickGallery(Gallery):
    """Media as ever, but for films, which take a second each: these are all the same small one."""

    def _make_file(self, path: Path, plan: MediaPlan, cover: bool) -> None:
        if plan.kind == "video" and not cover:
            write_atomic(path, film(1.0, 320, 240))
        else:
            super()._make_file(path, plan, cover)


@asynccontextmanager
async def site(*, seed: int = 7, speed: float = 1.0) -> AsyncIterator[Site]:
    """A simulator that runs on this loop and by its time."""
    clock = WarpClock()
    sim = Simulator(seed=seed, clock=clock.now, speed=speed)
    sim.change(Change(subscribed=True, points=POINTS))
    sim.gallery.close()
    sim.gallery = _QuickGallery(sim.gallery._folder)
    try:
        async with _served(sim) as url:
            headers = {"Authorization": f"Bearer {KEY}"}
            async with httpx.AsyncClient(base_url=url, headers=headers, trust_env=False) as http:
                yield Site(sim, url, http, clock)
    finally:
        sim.close()


@asynccontextmanager
async def _served(sim: Simulator) -> AsyncIterator[str]:
    config = uvicorn.Config(
        build_app(sim),
        http=_Protocol,
        ws="none",
        lifespan="off",
        access_log=False,
        log_config=None,
        log_level="critical",
        timeout_keep_alive=10**6,
    )
    config.load()
    state = ServerState()

    def protocol() -> asyncio.Protocol:
        return _Protocol(config=config, server_state=state, app_state={})

    with _threads_of_the_loop():
        server = await asyncio.get_running_loop().create_server(protocol, "127.0.0.1", 0)
        try:
            yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        finally:
            server.close()
            working = tuple(state.tasks)
            for task in working:
                task.cancel()
            await asyncio.gather(*working, return_exceptions=True)
            for connection in tuple(state.connections):
                connection.shutdown()


@contextmanager
def _threads_of_the_loop() -> Iterator[None]:
    """Let the server use the loop's own threads: those the loop waits for."""
    before = anyio.to_thread.run_sync

    async def run_sync(work: Callable[..., Any], *args: Any, **_options: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(None, work, *args)

    anyio.to_thread.run_sync = run_sync  # type: ignore[assignment]
    try:
        yield
    finally:
        anyio.to_thread.run_sync = before
