"""Where the keys go can be seen: what has the focus looks otherwise than without it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from rich.segment import Segment
from textual.pilot import Pilot
from textual.widget import Widget

from ima_tui.app import ImaApp

from .stage import on_stage, ready
from .tour import _create, first_start, settled


async def places(app: ImaApp, pilot: Pilot[None]) -> AsyncIterator[str]:
    """Go to screens that have several things to fill in or press."""
    yield "models"
    await pilot.press("comma")
    yield "settings"
    for kind in ("text_to_image", "image_to_image", "text_to_speech"):
        await _create(app, pilot, kind)
        yield f"create-{kind}"
    await pilot.press("escape", "4", "f")
    yield "history-filter"
    await pilot.press("escape", "5", "n")
    await settled(app, pilot)
    await pilot.press("enter")
    yield "sentence"
    await pilot.press("escape")
    await first_start(app, pilot)
    yield "first-start"


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light", "ansi-dark"])
async def test_what_has_the_focus_looks_otherwise(
    simulator_url: str, tmp_path: Path, theme: str
) -> None:
    unseen = []
    seen = 0
    async with on_stage(simulator_url, tmp_path, (100, 30)) as (app, pilot):
        await ready(app, pilot)
        app.theme = theme
        async for place in places(app, pilot):
            await settled(app, pilot)
            for widget in list(app.screen.focus_chain):
                app.screen.set_focus(None)
                await pilot.pause(0.02)
                before = drawn(app, widget)
                app.screen.set_focus(widget)
                seen += 1
                if not await becomes_other(app, pilot, widget, before):
                    unseen.append(f"{place}: {widget!r}")
    assert seen > 30
    assert not unseen, "\n".join(unseen)


async def becomes_other(
    app: ImaApp, pilot: Pilot[None], widget: Widget, before: list[Segment]
) -> bool:
    """Whether it is drawn otherwise soon."""
    for _ in range(10):
        await pilot.pause(0.02)
        if widget.has_focus and drawn(app, widget) != before:
            return True
    return False


def drawn(app: ImaApp, widget: Widget) -> list[Segment]:
    """What stands in sight of a widget and the line that it is in."""
    region = widget.region.intersection(app.screen.region)
    lines = app.screen._compositor.render_strips()[region.y : region.bottom]
    return [segment for line in lines for segment in line]
