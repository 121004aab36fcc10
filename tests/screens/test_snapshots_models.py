"""What Models and Compare look like: few pictures, dark and light."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from ima_tui.screens.compare import CompareScreen
from ima_tui.screens.run_on_all import RunOnAll

from .pictures import SIZES, Snap, StillClock, app_of, still
from .stage import NARROW, WIDE, app_on, ready, text_of, until, write


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_models(
    snap_compare: Snap, simulator_url: str, tmp_path: Path, size: tuple[int, int]
) -> None:
    async def before(pilot: Pilot[None]) -> None:
        await ready(app_of(pilot), pilot)
        await pilot.press("j", "j", "j")
        await still(pilot)

    app = app_on(simulator_url, str(tmp_path), StillClock())
    assert snap_compare(app, terminal_size=size, run_before=before)


def test_a_search_in_a_light_theme(snap_compare: Snap, simulator_url: str, tmp_path: Path) -> None:
    async def before(pilot: Pilot[None]) -> None:
        app = app_of(pilot)
        await ready(app, pilot)
        app.theme = "textual-light"
        await pilot.press("slash")
        await write(pilot, "audio 1080p")
        await pilot.press("enter", "j", "space")
        await until(pilot, lambda: "1 of 4 marked" in text_of(app))
        await still(pilot)

    app = app_on(simulator_url, str(tmp_path), StillClock())
    assert snap_compare(app, terminal_size=WIDE, run_before=before)


def test_the_table(snap_compare: Snap, simulator_url: str, tmp_path: Path) -> None:
    async def before(pilot: Pilot[None]) -> None:
        await ready(app_of(pilot), pilot)
        await pilot.press("t", "right", "right", "s", "j", "j")
        await still(pilot)

    app = app_on(simulator_url, str(tmp_path), StillClock())
    assert snap_compare(app, terminal_size=SIZES[-1], run_before=before)


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_compare_and_run_on_all(
    snap_compare: Snap, simulator_url: str, tmp_path: Path, size: tuple[int, int]
) -> None:
    async def before(pilot: Pilot[None]) -> None:
        app = app_of(pilot)
        await ready(app, pilot)
        await pilot.press(*"jjjjj", "space", "k", "space", "k", "space", "c")
        await until(pilot, lambda: isinstance(app.screen, CompareScreen))
        if size == NARROW:
            await pilot.press("p")
            await until(pilot, lambda: isinstance(app.screen, RunOnAll))
            await write(pilot, "a fox")
        await still(pilot)

    app = app_on(simulator_url, str(tmp_path), StillClock())
    assert snap_compare(app, terminal_size=size, run_before=before)
