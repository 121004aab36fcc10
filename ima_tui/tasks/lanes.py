"""Download slots: slow downloads move to a lane of their own and let others pass."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

AT_ONCE = 4
SLOW_AT_ONCE = 8


class Lanes:
    """Limits the downloads at once, and the slow ones beside them."""

    def __init__(self) -> None:
        self._places = asyncio.Semaphore(AT_ONCE)
        self._slow = 0

    @asynccontextmanager
    async def place(self) -> AsyncIterator[Callable[[], bool]]:
        """Wait for a slot and hold it.

        Yields:
            a function that moves a slow download out of its slot; it returns False if the slow lane
            is full.
        """
        await self._places.acquire()
        slow = False

        def let_pass() -> bool:
            nonlocal slow
            if slow or self._slow >= SLOW_AT_ONCE:
                return slow
            slow = True
            self._slow += 1
            self._places.release()
            return True

        try:
            yield let_pass
        finally:
            if slow:
                self._slow -= 1
            else:
                self._places.release()
