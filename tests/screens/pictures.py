"""What pictures of the screens are made with; renew them with --snapshot-update."""

import asyncio
import time
from collections.abc import Callable

from textual.pilot import Pilot

from ima_tui.app import ImaApp

NOON = 1_790_000_000.0
Snap = Callable[..., bool]
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
