"""What takes long keeps nobody from typing, and what fails at the end leaves nothing open."""

import asyncio
import threading
from pathlib import Path

import pytest

from ima_tui.catalog.parse import parse_listing
from ima_tui.catalog.products import Listing
from ima_tui.media.thumbs import LookError
from ima_tui.profiles import Endpoint, Profile
from ima_tui.services import Services
from ima_tui.store import catalogue as module
from ima_tui.store.catalogue import Catalogue
from ima_tui.store.database import StoreError
from ima_tui.store.folders import live_folders

from .hosts import hosting
from .rooms import KEY, room
from .scripted import Reply, Seen, listed, plain_entry

SECONDS = 10


async def lists(_request: Seen) -> Reply:
    return listed(plain_entry(5))


async def test_the_app_goes_on_while_a_long_list_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading, may_end = threading.Event(), threading.Event()
    in_time: list[bool] = []

    def slowly(data: object, kind: str) -> Listing:
        reading.set()
        in_time.append(may_end.wait(SECONDS))
        return parse_listing(data, kind)

    monkeypatch.setattr(module, "parse_listing", slowly)
    async with hosting(lists) as host, room(host.url, tmp_path) as here:
        catalogue = Catalogue(here.database, here.clock)
        asked = asyncio.create_task(
            catalogue.fresh(here.client, "text_to_image", since=here.clock.now())
        )
        await asyncio.to_thread(reading.wait, SECONDS)
        may_end.set()
        assert (await asked).leaves[0].rules[0].points == 5
    assert in_time == [True]


async def test_what_cant_be_left_as_it_should_keeps_nothing_else_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    released: list[str] = []
    async with hosting(lists) as host:
        where = Endpoint(host.url, KEY, host.url)
        profile = Profile(
            "live",
            live_folders({"IMA_TUI_HOME": str(tmp_path)}),
            keep_prompts=False,
            connect=lambda: where,
            release=lambda: released.append("profile"),
        )
        services = Services(profile)
        await services.start()
        engine = services.engine
        assert engine is not None

        def breaks() -> None:
            raise OSError("the folder is gone")

        monkeypatch.setattr(engine._parts.instances, "leave", breaks)
        with pytest.raises(OSError, match="the folder is gone"):
            await services.stop()
    assert released == ["profile"]
    with pytest.raises(StoreError):
        await services.history.tasks([1])
    (log,) = profile.folders.logs.glob("*.log")
    assert " end" in log.read_text()
    with pytest.raises((RuntimeError, LookError)):
        await services.previews.thumb(str(tmp_path / "a.png"))
