"""What works in the background is held, as by a slow disk or line, until a test lets it go."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from ..patience import PATIENCE


class Held:
    """One kind of work that waits.

    Attributes:
        calls: how often it was asked for.
        free: set to let all of it go on.
    """

    def __init__(self) -> None:
        self.calls = 0
        self.free = asyncio.Event()
        self._asked = asyncio.Event()

    async def asked(self) -> None:
        """Wait until it was asked for."""
        await asyncio.wait_for(self._asked.wait(), PATIENCE)

    async def wait(self) -> None:
        """Wait until it may go on."""
        self.calls += 1
        self._asked.set()
        await self.free.wait()


def hold(patch: pytest.MonkeyPatch, owner: object, name: str) -> Held:
    """Hold an asynchronous function."""
    held, real = Held(), getattr(owner, name)

    async def slowly(*args: Any, **named: Any) -> Any:
        await held.wait()
        return await real(*args, **named)

    patch.setattr(owner, name, slowly)
    return held


def hold_thread(patch: pytest.MonkeyPatch, name: str) -> Held:
    """Hold what is done in a thread by the function of this name."""
    held, real = Held(), asyncio.to_thread

    async def slowly(work: Callable[..., Any], *args: Any, **named: Any) -> Any:
        if getattr(work, "__name__", "") == name:
            await held.wait()
        return await real(work, *args, **named)

    patch.setattr(asyncio, "to_thread", slowly)
    return held
