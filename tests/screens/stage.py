"""The app on a stage: real screens, a service behind them, and no terminal."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from rich.cells import cell_len
from textual.app import App
from textual.geometry import Region
from textual.pilot import Pilot
from textual.widgets import Static

from ima_tui.app import ImaApp
from ima_tui.clock import Clock
from ima_tui.profiles import Endpoint, Profile
from ima_tui.screens.page import Page
from ima_tui.stage import Stage
from ima_tui.store.folders import live_folders
from ima_tui.widgets.legible import contrast
from ima_tui.widgets.rows import Rows

from ..engine.rooms import key_of
from .handling import handled

WIDE = (120, 40)
NARROW = (80, 24)


def app_on(url: str, home: str, clock: Clock | None = None) -> ImaApp:
    """The app with a service at an address and its own home."""
    folders = live_folders({"IMA_TUI_HOME": home})

    def connect() -> Endpoint:
        return Endpoint(url, key_of(Path(home)), url)

    profile = Profile("demo", folders, keep_prompts=True, connect=connect, release=lambda: None)
    return ImaApp(profile, clock)


@asynccontextmanager
async def on_stage(
    url: str, home: object, size: tuple[int, int] = WIDE
) -> AsyncIterator[tuple[ImaApp, Pilot[None]]]:
    """The app, once its lists have come or could not."""
    app = app_on(url, str(home))
    async with app.run_test(size=size, notifications=True) as pilot:
        await ready(app, pilot)
        yield app, pilot


async def ready(app: ImaApp, pilot: Pilot[None]) -> None:
    """Wait until the start is over and the screen shows it."""
    services = app.services
    await until(pilot, lambda: services.stage is not Stage.STARTING)
    await until(pilot, lambda: not services.catalogue.refreshing)
    if services.catalogue.shelves:
        await until(pilot, lambda: app.screen.query_one(Rows).count > 0)
    screen = app.screen
    if isinstance(screen, Page):
        # all lists, not only the first that came
        await until(pilot, lambda: not screen._changed)


async def until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    """Let the app work until something holds, and the screen in sight is whole.

    A screen is the topmost before its parts are there, and these are before they have their
    place: one that was asked for then was not found.
    """
    for _ in range(1500):
        if holds() and all(screen.is_mounted for screen in pilot.app.screen_stack[-1:]):
            await handled(pilot.app)
            return
        await pilot.pause(0.02)
    raise AssertionError(f"did not come true:\n{text_of(pilot.app)}")


def text_of(app: object) -> str:
    """All that is on screen, as lines of text."""
    assert isinstance(app, App)
    screen = app.screen
    width, height = screen.size
    lines = screen._compositor.render_strips()
    return "\n".join(strip.text[:width] for strip in lines[:height])


def contrasts(app: App[None], part: Region | None = None) -> dict[str, float]:
    """How far each piece of what is in sight, or of a part of it, stands out (WCAG 2.2)."""
    found = {}
    for y, strip in enumerate(app.screen._compositor.render_strips()):
        x = 0
        for text, style, _ in strip:
            seen = part is None or part.contains(x, y)
            x += cell_len(text)
            front, back = style and style.color, style and style.bgcolor
            if seen and front and back and any(char.isalnum() or char in "♡★" for char in text):
                found[text.strip()] = contrast(front, back)
    return found


def words(app: ImaApp, selector: str) -> str:
    """What a line of the screen says."""
    return str(app.screen.query_one(selector, Static).render())


async def write(pilot: Pilot[None], text: str) -> None:
    """Type into what has the focus."""
    names = {" ": "space", ",": "comma", ".": "full_stop", "\n": "enter"}
    await pilot.press(*(names.get(char, char) for char in text))
