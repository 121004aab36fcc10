"""Background work; unexpected errors in it are reported, never swallowed."""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any, TypeVar

T = TypeVar("T")

Fault = Callable[[BaseException], None]
"""Called with an unexpected error."""


class Crew:
    """Background work of one kind.

    Args:
        fault: called with errors that the work did not handle.
    """

    def __init__(self, fault: Fault) -> None:
        self._fault = fault
        self._working: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[Any, Any, None], name: str) -> asyncio.Task[None]:
        """Start work in the background; the crew keeps the task alive and reports its errors."""
        task = asyncio.create_task(work, name=name)
        self._working.add(task)
        task.add_done_callback(self._done)
        return task

    async def finish(self, seconds: float) -> None:
        """Wait up to ``seconds`` for the work under way, then cancel the rest."""
        if self._working:
            await asyncio.wait(self._working, timeout=seconds)
        await self.cancel()

    async def cancel(self) -> None:
        """Cancel all work now."""
        working = tuple(self._working)
        for task in working:
            task.cancel()
        await asyncio.gather(*working, return_exceptions=True)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._working.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            self._fault(error)


async def to_its_end(work: Coroutine[Any, Any, T]) -> T:
    """Run work that must not be interrupted: if cancelled meanwhile, wait for it to finish.

    Raises:
        CancelledError: it was cancelled meanwhile; the work was still completed.
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
