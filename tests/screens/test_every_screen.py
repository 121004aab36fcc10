"""What holds on every screen at every size: all in its place, no word cut off, keys in sight."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Button, Static

from ima_tui.app import ImaApp
from ima_tui.locale import t, use_language
from ima_tui.screens.page import Page
from ima_tui.widgets.palette import Palette
from tests.made import picture
from tests.past import settled_past, write_past

from .pictures import StillClock
from .stage import app_on, ready, text_of
from .test_snapshots_tasks import PICTURE
from .tour import tour

LONG = pytest.mark.long


@pytest.mark.parametrize(
    ("size", "spoken"),
    [
        pytest.param((80, 24), "en", id="80x24"),
        pytest.param((60, 16), "en", marks=LONG, id="60x16"),
        pytest.param((80, 24), "zh", marks=LONG, id="80x24-zh"),
        pytest.param((100, 30), "zh", marks=LONG, id="100x30-zh"),
        pytest.param((160, 45), "en", marks=LONG, id="160x45"),
        pytest.param((250, 70), "en", marks=LONG, id="250x70"),
    ],
)
async def test_everything_has_its_place(
    simulator_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    size: tuple[int, int],
    spoken: str,
) -> None:
    use_language(spoken)
    monkeypatch.chdir(tmp_path)
    (tmp_path / PICTURE).write_bytes(picture())
    await write_past(tmp_path, settled_past())
    app = app_on(simulator_url, str(tmp_path), StillClock())
    found = []
    seen = 0
    async with app.run_test(size=size) as pilot:
        await ready(app, pilot)
        async for name in tour(app, pilot):
            seen += 1
            found += [f"{name}: {mistake}" for mistake in mistakes(app)]
    assert seen > 45
    assert not found, "\n".join(found)


def mistakes(app: ImaApp) -> Iterator[str]:
    """What is not as it must be on the screen in sight."""
    screen = app.screen
    for widget in in_sight(screen) if not isinstance(screen, Palette) else ():
        parent = widget.parent
        if isinstance(parent, Widget) and not scrolls(parent) and not inside(widget, parent):
            yield f"{widget!r} at {widget.region} is not inside {parent!r} at {parent.region}"
        if isinstance(widget, Button) and cell_len(str(widget.label)) > widget.content_size.width:
            yield f"{widget!r} has no room for “{widget.label}”"
        if isinstance(widget, Static) and is_cut(widget):
            yield f"{widget!r} is cut off: “{widget.render()}”"
    lines = text_of(app).splitlines()
    if isinstance(screen, Page):
        if f"? {t('action-help')}" not in lines[-1]:
            yield f"no help in the last line: {lines[-1]}"
        if any(cell_len(line.rstrip()) > app.size.width for line in lines):
            yield "a line is longer than the screen is wide"


def in_sight(screen: Screen[object]) -> list[Widget]:
    """The widgets that are drawn."""
    return [
        widget
        for widget in screen.query("*")
        if widget.is_on_screen and widget.visible and widget.id != "too-small"
    ]


def scrolls(widget: Widget) -> bool:
    """Whether one comes to what is outside of it by scrolling."""
    ways = {widget.styles.overflow_y, widget.styles.overflow_x}
    return widget.allow_vertical_scroll or "auto" in ways


def inside(widget: Widget, parent: Widget) -> bool:
    return (
        widget.region.area == 0
        or widget.styles.overlay == "screen"
        or parent.region.contains_region(widget.region)
    )


def is_cut(widget: Static) -> bool:
    """Whether words of a text are missing, with nothing that says so."""
    size = widget.content_size
    if not size.area or widget.styles.text_overflow == "ellipsis":
        return False
    needed = widget.get_content_height(widget.container_size, widget.app.size, size.width)
    # what scrolls by itself, or stands in something that does, is not lost
    return needed > size.height and not widget.allow_vertical_scroll
