"""Leaving while work is in progress: on ctrl-c and SIGTERM."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from ..system import on_signal

_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")


class Leave:
    """Whether the user wants to leave.

    Attributes:
        times: how often the user asked.
        said: set on each request; clear it to wait for the next one.
    """

    def __init__(self) -> None:
        self.times = 0
        self.said = asyncio.Event()

    def say(self) -> None:
        """Record a request to leave."""
        self.times += 1
        self.said.set()


@contextmanager
def leaving() -> Iterator[Leave]:
    """Turn signals into requests to leave instead of ending at once; needs a running loop."""
    leave = Leave()
    undo = [on_signal(name, leave.say) for name in _SIGNALS]
    try:
        yield leave
    finally:
        for back in undo:
            back()
