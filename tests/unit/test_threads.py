"""Work apart: its result or error comes back; who leaves does not wait for it."""

import asyncio
import threading

import pytest

from ima_tui.threads import run_in_thread


async def test_what_it_returns_or_raises_comes_back() -> None:
    assert await run_in_thread(lambda: 7) == 7
    with pytest.raises(ZeroDivisionError):
        await run_in_thread(lambda: 1 // 0)


def test_who_leaves_does_not_wait() -> None:
    stuck = threading.Event()

    async def leave() -> None:
        task = asyncio.create_task(run_in_thread(stuck.wait))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(leave())
    assert not stuck.is_set(), "the work goes on, and nobody waited for it"
    stuck.set()
