"""What Create looks like: few pictures."""

from pathlib import Path

import pytest
from PIL import Image
from textual.pilot import Pilot

from .pictures import Snap, StillClock, app_of, still
from .stage import NARROW, WIDE, app_on, ready, until

HUGE = (200, 60)


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
        await still(pilot)

    app = app_on(simulator_url, str(tmp_path), StillClock())
    assert snap_compare(app, terminal_size=size, run_before=before)


@pytest.mark.parametrize(
    ("size", "theme"),
    [(WIDE, "textual-dark"), (NARROW, "textual-light"), (HUGE, "textual-light")],
    ids=["wide", "narrow-light", "huge-light"],
)
def test_inputs_and_suggestions(
    snap_compare: Snap, simulator_url: str, tmp_path: Path, size: tuple[int, int], theme: str
) -> None:
    Image.new("RGB", (640, 480), "orange").save(tmp_path / "fox.png")

    async def before(pilot: Pilot[None]) -> None:
        from ima_tui.screens.handover import HandedOver, Handover
        from ima_tui.widgets.inputs import Inputs

        app = app_of(pilot)
        app.theme = theme
        await ready(app, pilot)
        given = (tmp_path / "fox.png", "/none/hare.png")
        prompt = "a fox, 10 seconds, 9:16"
        what = Handover("first_last_frame_to_video", "kling-video-o1", prompt=prompt, inputs=given)
        app.screen.post_message(HandedOver(what))
        await until(pilot, lambda: bool(app.screen.query(Inputs)))
        await until(pilot, lambda: len(app.screen.query_one(Inputs).media()) == 1)
        await until(pilot, lambda: bool(app.screen.query_one("#chips").display))
        await pilot.press("tab")
        await still(pilot)

    app = app_on(simulator_url, str(tmp_path), StillClock())
    assert snap_compare(app, terminal_size=size, run_before=before)
