"""What Models looks like: few pictures."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from .pictures import Snap, StillClock, app_of
from .stage import NARROW, WIDE, app_on, ready


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_models(
    snap_compare: Snap, simulator_url: str, tmp_path: Path, size: tuple[int, int]
) -> None:
    async def before(pilot: Pilot[None]) -> None:
        await ready(app_of(pilot), pilot)
        await pilot.press("j", "j", "j")
        await pilot.pause(0.6)

    app = app_on(simulator_url, str(tmp_path), StillClock())
    assert snap_compare(app, terminal_size=size, run_before=before)
