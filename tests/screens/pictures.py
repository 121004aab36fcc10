"""What pictures of the screens are made with; renew them with --snapshot-update."""

import asyncio
import time
from collections.abc import Callable

from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from ima_tui.app import ImaApp
from ima_tui.screens.page import Page

from .stage import text_of

NOON = 1_790_000_000.0
Snap = Callable[..., bool]
LOOKS = 8
"""So many times the same in a row is still: longer than the prompt waits to be read."""
SIZES = [(80, 24), (120, 40), (200, 60)]


class StillClock:
    """A clock that stands still, so that pictures don't change."""

    def now(self) -> float:
        return NOON

    def monotonic(self) -> float:
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


def app_of(pilot: Pilot[None]) -> ImaApp:
    assert isinstance(pilot.app, ImaApp)
    return pilot.app


async def still(pilot: Pilot[None]) -> None:
    """Wait until the screen has drawn what it draws from time to time, and stands still."""
    screen = pilot.app.screen
    for field in (*screen.query(Input), *screen.query(TextArea)):
        field.cursor_blink = False
    if isinstance(screen, Page):
        screen.tick()
    same, before = 0, ""
    while same < LOOKS:
        await pilot.pause(0.05)
        now = text_of(pilot.app)
        same, before = (same + 1 if now == before else 0), now
