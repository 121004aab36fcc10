"""Leaving in the midst of work: ctrl-c, and the system's wish that the program ends."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from ..system import on_signal

_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")


class Leave:
    """Whether the user wants to leave.

    Attributes:
        times: how often that was said.
        said: set when it is; who waits for the next time clears it.
    """

    def __init__(self) -> None:
        self.times = 0
        self.said = asyncio.Event()

    def say(self) -> None:
        """Leave."""
        self.times += 1
        self.said.set()


@contextmanager
def leaving() -> Iterator[Leave]:
    """Yield what tells of the wish to leave, in place of ending at once; needs a running loop."""
    leave = Leave()
    undo = [on_signal(name, leave.say) for name in _SIGNALS]
    try:
        yield leave
    finally:
        for back in undo:
            back()
