"""The exit codes, as data."""

from collections.abc import Iterable, Mapping
from enum import IntEnum
from typing import Final


class Exit(IntEnum):
    """The exit codes; docs/commands.md says what each means."""

    DONE = 0
    FAILED = 1
    BAD_INPUT = 2
    KEY = 3
    POINTS = 4
    BUDGET = 5
    UNCONFIRMED = 6
    NETWORK = 7
    RUNNING = 8
    INTERRUPTED = 130


ORDER: Final = (
    Exit.UNCONFIRMED,
    Exit.KEY,
    Exit.POINTS,
    Exit.BUDGET,
    Exit.NETWORK,
    Exit.RUNNING,
    Exit.FAILED,
    Exit.BAD_INPUT,
)
"""The precedence of several exit codes: the first says most about what needs doing."""

OF_PROBLEMS: Final[Mapping[str, Exit]] = {
    "key": Exit.KEY,
    "points": Exit.POINTS,
    "subscription": Exit.POINTS,
    "price_changed": Exit.BUDGET,
    "connection": Exit.NETWORK,
    "rate": Exit.NETWORK,
    "no_answer": Exit.NETWORK,
    "not_the_service": Exit.NETWORK,
    "storage": Exit.NETWORK,
    "price_risen": Exit.BUDGET,
    "correction": Exit.BUDGET,
    "cap_session": Exit.BUDGET,
    "cap_day": Exit.BUDGET,
    "cap_month": Exit.BUDGET,
    "restart": Exit.BUDGET,
    "unlisted": Exit.BAD_INPUT,
    "inputs": Exit.BAD_INPUT,
    "day_passed": Exit.RUNNING,
    "unknown_task": Exit.RUNNING,
    # it was made and paid for; saving is tried again
    "disk_full": Exit.RUNNING,
    "folder": Exit.RUNNING,
    "gone": Exit.RUNNING,
    "incomplete": Exit.RUNNING,
    "wrong_kind": Exit.RUNNING,
}
"""By code of a problem with the service; any other is a failed generation."""


def first_of(exits: Iterable[Exit]) -> Exit:
    """Return the most important exit code, ``DONE`` for none; that of ctrl-c comes first."""
    found = set(exits)
    if Exit.INTERRUPTED in found:
        return Exit.INTERRUPTED
    return next((one for one in ORDER if one in found), Exit.DONE)
