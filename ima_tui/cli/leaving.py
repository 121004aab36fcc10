"""Leaving in the midst of work: ctrl-c, and the system's wish that the program ends."""

import asyncio
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress

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
    leave, loop = Leave(), asyncio.get_running_loop()
    handled: list[int] = []
    for name in _SIGNALS:
        number = getattr(signal, name, None)
        # not on every system, and only in the main thread
        with suppress(NotImplementedError, RuntimeError, ValueError):
            # what is ignored stays so: who starts with nohup wants no end with the terminal
            if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
                loop.add_signal_handler(number, leave.say)
                handled.append(number)
    try:
        yield leave
    finally:
        for number in handled:
            loop.remove_signal_handler(number)
