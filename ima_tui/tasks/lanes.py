"""Places for fetching results: slow ones go to a lane of their own and let others pass."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

AT_ONCE = 4
SLOW_AT_ONCE = 8


class Lanes:
    """So many fetches at once, and so many slow ones beside them."""

    def __init__(self) -> None:
        self._places = asyncio.Semaphore(AT_ONCE)
        self._slow = 0

    @asynccontextmanager
    async def place(self) -> AsyncIterator[Callable[[], bool]]:
        """Wait for a place and hold it.

        Yields:
            what gives the place free for others while the fetch goes on; False when there is no
            room for more of those.
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
