"""Waiting for what another program does."""

import select
import time
from collections.abc import Callable

PATIENCE = 60.0
"""Seconds to wait for what should come at once: a loaded machine is not a failure."""


def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds."""
    end = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > end:
            raise AssertionError("did not come true")
        time.sleep(0.01)


def readable(file: int) -> None:
    """Wait until there is something to read, or the end."""
    if not select.select([file], [], [], PATIENCE)[0]:
        raise AssertionError("nothing came")
