"""Time as a parameter, so that tests run hours in milliseconds."""

import asyncio
import time
from typing import Protocol


class Clock(Protocol):
    """Where the engine reads the time and waits."""

    def now(self) -> float:
        """Return seconds since the epoch: what is written down and shown."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        ...


class WallClock:
    """The machine's own time."""

    def now(self) -> float:
        """Return seconds since the epoch."""
        return time.time()

    async def sleep(self, seconds: float) -> None:
        """Wait, in seconds."""
        await asyncio.sleep(seconds)
