"""Time for tests: the real one, run faster."""

import asyncio
import time


class FastClock:
    """A clock on which so many seconds pass in each real one."""

    def __init__(self, factor: float = 50.0) -> None:
        self._factor = factor
        self._start = time.time()
        self._since = time.monotonic()

    def jump(self, seconds: float) -> None:
        """Set the clock, as a user or a time server does."""
        self._start += seconds

    def now(self) -> float:
        return self._start + (time.monotonic() - self._since) * self._factor

    def monotonic(self) -> float:
        return time.monotonic() * self._factor

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds / self._factor)
