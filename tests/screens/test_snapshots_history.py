"""What History looks like: few pictures."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from ima_tui.widgets.gallery import Gallery
from tests.past import past, write_past

from .looking_back import picture, saved
from .pictures import SIZES, Snap, StillClock, app_of, still
from .stage import app_on, ready, text_of, until

NAMES = ["narrow", "wide", "widest"]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for everything; where files are stands in the picture, so their names are short."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("size", SIZES, ids=NAMES)
@pytest.mark.parametrize(
    ("view", "words"), [("", "a red fox"), ("v", "Good morning."), ("c", "by week")]
)
def test_history(
    snap_compare: Snap,
    simulator_url: str,
    here: Path,
    view: str,
    words: str,
    size: tuple[int, int],
) -> None:
    async def before(pilot: Pilot[None]) -> None:
        app = app_of(pilot)
        await ready(app, pilot)
        await pilot.press("4", *view)
        await until(pilot, lambda: words in text_of(app))
        if view == "v":
            gallery = app.screen.query_one(Gallery)
            await until(pilot, lambda: len(gallery._drawn) == 4)
        await still(pilot)

    fox, *rest = past()
    picture(here)
    starred = replace(saved(fox, Path("fox.png")), starred=True, tags=("foxes",))
    asyncio.run(write_past(here, [starred, *rest]))
    app = app_on(simulator_url, str(here), StillClock())
    assert snap_compare(app, terminal_size=size, run_before=before)
