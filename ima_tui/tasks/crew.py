"""Work under way in the background; what fails there by mistake is told, never swallowed."""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any, TypeVar

T = TypeVar("T")

Fault = Callable[[BaseException], None]
"""Called with an error that nobody foresaw."""


class Crew:
    """Background work of one kind.

    Args:
        fault: told of errors that the work did not handle itself.
    """

    def __init__(self, fault: Fault) -> None:
        self._fault = fault
        self._working: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[Any, Any, None], name: str) -> None:
        """Do some work in the background."""
        task = asyncio.create_task(work, name=name)
        self._working.add(task)
        task.add_done_callback(self._done)

    async def finish(self, seconds: float) -> None:
        """Wait for the work under way, so many seconds at the most, then end the rest."""
        if self._working:
            await asyncio.wait(self._working, timeout=seconds)
        await self.cancel()

    async def cancel(self) -> None:
        """End all work now."""
        working = tuple(self._working)
        for task in working:
            task.cancel()
        await asyncio.gather(*working, return_exceptions=True)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._working.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            self._fault(error)


async def to_its_end(work: Coroutine[Any, Any, T]) -> T:
    """Do some work that is not to be left half done: whoever is cancelled meanwhile waits for it.

    Raises:
        CancelledError: it was cancelled meanwhile; the work is done all the same.
    """
    under_way = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(under_way)
    except asyncio.CancelledError:
        while not under_way.done():
            with suppress(asyncio.CancelledError):
                await asyncio.wait({under_way})
        if not under_way.cancelled():
            under_way.exception()
        raise
