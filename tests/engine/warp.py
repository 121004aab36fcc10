"""Time for tests, without waiting: when nothing moves, the clock goes on to what comes next.

The server of a test must run on the same loop: then whatever is under way between it and the client
shows at once, and nothing is passed over.
"""

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from concurrent.futures import Executor
from typing import Any, TypeVar, TypeVarTuple, Unpack

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


class WarpLoop(asyncio.SelectorEventLoop):
    """An event loop on which waiting takes no time."""

    def __init__(self) -> None:
        self.skipped = 0.0
        self.in_threads = 0
        super().__init__(_WarpSelector(self))

    def time(self) -> float:
        return self.skipped

    def run_in_executor(
        self, executor: Executor | None, func: Callable[[Unpack[Ts]], T], *args: *Ts
    ) -> asyncio.Future[T]:
        self.in_threads += 1
        future = super().run_in_executor(executor, func, *args)
        future.add_done_callback(self._thread_done)
        return future

    async def shutdown_default_executor(self, _timeout: float | None = None) -> None:
        # threads end in real time, which would be over at once here
        await super().shutdown_default_executor()

    def _thread_done(self, _future: object) -> None:
        self.in_threads -= 1


class _WarpSelector(selectors.DefaultSelector):
    def __init__(self, loop: WarpLoop) -> None:
        super().__init__()
        self._loop = loop

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if ready or timeout == 0:
            return ready
        if self._loop.in_threads or timeout is None:
            return super().select(None)
        self._loop.skipped += timeout
        return ready


class WarpClock:
    """The clock of such a loop. It must be made while the loop runs."""

    START = 1_780_000_000.0

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._start = self.START

    def jump(self, seconds: float) -> None:
        """Set the clock, as a user or a time server does."""
        self._start += seconds

    def now(self) -> float:
        return self._start + self._loop.time()

    def monotonic(self) -> float:
        return self._loop.time()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


def warp(scenario: Coroutine[Any, Any, T]) -> T:
    """Run a scenario on such a loop."""
    with asyncio.Runner(loop_factory=WarpLoop) as runner:
        return runner.run(scenario)
