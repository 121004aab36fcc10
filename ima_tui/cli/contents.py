"""Reading a command's input from a file or a pipe, up to a size limit."""

import sys
from pathlib import Path
from typing import BinaryIO, Final

from .failures import own_error

MOST_BYTES: Final = 64_000_000
"""The size limit of a batch or a prompt; guards against endless input."""


def piped_in() -> bytes:
    """Return the content of stdin.

    Raises:
        CommandError: stdin is closed or too long.
    """
    try:
        # a program may be started without stdin
        return _all_of(sys.stdin.buffer, "-")
    except (AttributeError, OSError, ValueError):
        raise own_error("no_stdin") from None


def content_of(path: Path) -> bytes:
    """Return the content of a file or of a named pipe.

    Raises:
        CommandError: it can't be read, or it is too long.
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
