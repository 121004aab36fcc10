"""Reading what a command is given: a file, or what is piped in; never more than it can be."""

import sys
from pathlib import Path
from typing import BinaryIO, Final

from .failures import own_error

MOST_BYTES: Final = 64_000_000
"""Of a batch or a prompt: what is longer is something else, or has no end."""


def piped_in() -> bytes:
    """Return what is piped in.

    Raises:
        CommandError: there is nothing to read from, or it has no end.
    """
    try:
        # a program may be started without it
        return _all_of(sys.stdin.buffer, "-")
    except (AttributeError, OSError, ValueError):
        raise own_error("no_stdin") from None


def content_of(path: Path) -> bytes:
    """Return the content of a file or of a named pipe.

    Raises:
        CommandError: it can't be read, or it has no end.
    """
    try:
        with path.open("rb") as file:
            return _all_of(file, path)
    except (OSError, ValueError):
        raise own_error("unreadable_file", path=path) from None


def _all_of(stream: BinaryIO, name: object) -> bytes:
    content = stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise own_error("too_long", path=name, most=MOST_BYTES // 1_000_000)
    return content
