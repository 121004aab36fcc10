"""What Create looks like: few pictures."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from .pictures import Snap, StillClock, app_of
from .stage import NARROW, WIDE, app_on, ready, until


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_create(
    snap_compare: Snap, simulator_url: str, tmp_path: Path, size: tuple[int, int]
) -> None:
    async def before(pilot: Pilot[None]) -> None:
        app = app_of(pilot)
        await ready(app, pilot)
        await pilot.press("2")
        await until(pilot, lambda: bool(app.screen.query("Choices")))
        await pilot.press(*"fox", "tab")
        await pilot.pause(0.6)

    app = app_on(simulator_url, str(tmp_path), StillClock())
    assert snap_compare(app, terminal_size=size, run_before=before)
