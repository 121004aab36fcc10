"""Detecting that the terminal is gone, to leave."""

import select
import sys
from collections.abc import Callable

from .system import on_signal

CHECK_SECONDS = 1.0
"""Seconds between two checks whether the terminal is still there."""


def leave_on_signals(leave: Callable[[], None]) -> None:
    """Call a function when the system asks this program to end; needs a running event loop."""
    for name in ("SIGHUP", "SIGTERM"):
        on_signal(name, leave)


def has_hung_up() -> bool:
    """Return whether the terminal is gone.

    A program started by another one (``make demo``) gets no signal when its terminal closes, and
    would wait for keys for ever.
    """
    stdin = sys.__stdin__
    if stdin is None or stdin.closed or not hasattr(select, "poll"):
        return False
    poll = select.poll()
    poll.register(stdin.fileno(), 0)
    return any(events & (select.POLLHUP | select.POLLERR) for _, events in poll.poll(0))
