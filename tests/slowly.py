"""A machine on which threads, files and calls take any time: what looks too early fails here.

Run by ``make test-slow``; ``SLOW_SEED`` repeats the times of a run.
"""

import asyncio
import os
import random
from collections.abc import Callable
from typing import Any, Final

import httpx
import pytest

MOST_SECONDS: Final = 0.15
SEED: Final = os.environ.get("SLOW_SEED") or str(random.SystemRandom().randrange(10_000))


def pytest_report_header() -> str:
    """Tell by which seed the run can be repeated."""
    return f"slow: SLOW_SEED={SEED}"


@pytest.fixture(autouse=True)
def _slow(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    times = random.Random(f"{SEED} {request.node.nodeid}")
    in_thread, send = asyncio.to_thread, httpx.AsyncClient.send

    async def a_while() -> None:
        if times.random() < 0.5:
            await asyncio.sleep(times.random() * MOST_SECONDS)

    async def slow_thread(work: Callable[..., Any], *args: Any, **named: Any) -> Any:
        await a_while()
        found = await in_thread(work, *args, **named)
        await a_while()
        return found

    async def slow_send(self: httpx.AsyncClient, *args: Any, **named: Any) -> httpx.Response:
        await a_while()
        answer = await send(self, *args, **named)
        await a_while()
        return answer

    monkeypatch.setattr(asyncio, "to_thread", slow_thread)
    monkeypatch.setattr(httpx.AsyncClient, "send", slow_send)
