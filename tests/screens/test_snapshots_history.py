"""What History looks like: few pictures."""

import asyncio
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from ima_tui.widgets.gallery import Gallery
from tests.past import past, write_past

from .pictures import SIZES, Snap, StillClock, app_of
from .stage import app_on, ready, text_of, until
from .test_history import picture, saved

NAMES = ["narrow", "wide", "widest"]


@pytest.mark.parametrize("size", SIZES, ids=NAMES)
@pytest.mark.parametrize(
    ("view", "words"), [("", "a red fox"), ("v", "Good morning."), ("c", "by week")]
)
def test_history(
    snap_compare: Snap, simulator_url: str, view: str, words: str, size: tuple[int, int]
) -> None:
    home = Path("/tmp/ima-pictures")  # noqa: S108 - where files are stands in the picture
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(mode=0o700)

    async def before(pilot: Pilot[None]) -> None:
        app = app_of(pilot)
        await ready(app, pilot)
        await pilot.press("4", *view)
        await until(pilot, lambda: words in text_of(app))
        if view == "v":
            gallery = app.screen.query_one(Gallery)
            await until(pilot, lambda: len(gallery._drawn) == 4)
        await pilot.pause(0.6)

    fox, *rest = past()
    starred = replace(saved(fox, picture(home)), starred=True, tags=("foxes",))
    asyncio.run(write_past(home, [starred, *rest]))
    app = app_on(simulator_url, str(home), StillClock())
    try:
        assert snap_compare(app, terminal_size=size, run_before=before)
    finally:
        shutil.rmtree(home, ignore_errors=True)
