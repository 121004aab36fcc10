"""Product lists that the service gives none of for now are asked for again by themselves."""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import cast

from ima_tui.api.client import ImaClient
from ima_tui.api.errors import ImaError, NotSentError
from ima_tui.profiles import Endpoint, Profile
from ima_tui.services import Services
from ima_tui.store.catalogue import Catalogue
from ima_tui.store.folders import live_folders
from ima_tui.tasks.connection import Connection
from ima_tui.tasks.crew import Crew
from ima_tui.tasks.listing import RELIST_SECONDS, Lists

from .clocks import FastClock
from .hosts import hosting
from .rooms import KEY
from .scripted import Reply, Seen, answer, listed, plain_entry


async def test_lists_that_were_too_many_calls_slow_everybody_and_come_later(
    tmp_path: Path,
) -> None:
    asked: list[float] = []
    clock, came = FastClock(), asyncio.Event()

    async def serve(_request: Seen) -> Reply:
        asked.append(clock.monotonic())
        if len(asked) <= 8:
            return answer(b"", "429 Too Many Requests", "Retry-After: 90")
        return listed(plain_entry())

    async with hosting(serve) as host:
        folders = live_folders({"IMA_TUI_HOME": str(tmp_path)})
        where = Endpoint(host.url, KEY, host.url)
        profile = Profile(
            "live", folders, keep_prompts=False, connect=lambda: where, release=lambda: None
        )
        services = Services(profile, clock)
        services.catalogue.changed.subscribe(
            lambda _kind: None if services.catalogue.errors else came.set()
        )
        await services.start()
        try:
            engine = services.engine
            assert engine is not None
            assert engine.line.problem == "rate"
            assert (engine.queue.rest(clock.monotonic()) or 0) > RELIST_SECONDS
            await asyncio.wait_for(came.wait(), 20)
            assert asked[8] - asked[7] > 85
            while engine.line.problem is not None:
                await clock.sleep(1)
        finally:
            await services.stop()
    assert len(asked) == 16


async def test_lists_refreshed_by_hand_wait_as_long_as_the_service_wants(tmp_path: Path) -> None:
    asked: list[float] = []
    clock = FastClock()

    async def serve(_request: Seen) -> Reply:
        asked.append(clock.monotonic())
        return listed(plain_entry())

    async with hosting(serve) as host:
        folders = live_folders({"IMA_TUI_HOME": str(tmp_path)})
        where = Endpoint(host.url, KEY, host.url)
        profile = Profile(
            "live", folders, keep_prompts=False, connect=lambda: where, release=lambda: None
        )
        services = Services(profile, clock)
        await services.start()
        try:
            assert services.engine is not None
            services.engine.line.limit(clock.monotonic(), 90.0)
            wanted = clock.monotonic()
            assert services.lists.wait > 0
            await services.lists.refresh()
            await services.lists.refresh()
            assert len(asked) == 8
            while len(asked) < 16:
                await clock.sleep(1)
            assert asked[8] - wanted > 85
        finally:
            await services.stop()
    assert len(asked) == 16


class Broken:
    """A catalogue whose refresh meets a mistake of ours."""

    errors: Mapping[str, ImaError] = {"text_to_image": NotSentError("no connection")}
    refreshing = False

    async def refresh(self, _client: ImaClient) -> None:
        raise RuntimeError("a mistake")


async def test_a_mistake_while_lists_are_asked_for_again_is_reported() -> None:
    reported: list[BaseException] = []
    crew, line = Crew(reported.append), Connection()
    lists = Lists(cast(Catalogue, Broken()), FastClock(), crew)
    client = ImaClient("http://127.0.0.1:9", KEY)
    lists.follow(client, line)
    for problem in ("connection", "connection", None):
        line.report(problem)
    await crew.finish(5)
    await client.aclose()
    assert [str(error) for error in reported] == ["a mistake"]
