"""A report of a crash that holds no contents: no values, no messages, no prompts, no key."""

import os
import traceback
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from . import __version__
from .files import write_atomic


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and its causes; a worker's error is wrapped in that of its screen."""
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield current
        inner = getattr(current, "error", None)
        if not isinstance(inner, BaseException):
            inner = current.__cause__ or current.__context__
        current = inner


def places(error: BaseException) -> list[str]:
    """Return the origin of an error and its causes: types, files and lines, no contents."""
    lines: list[str] = []
    for one in _chain(error):
        lines.append(type(one).__name__)
        frames = traceback.extract_tb(one.__traceback__)
        lines += [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    return lines


def write_report(error: BaseException, folder: Path) -> Path | None:
    """Write the origin of an error, and no contents.

    Args:
        error: the error.
        folder: the log folder.

    Returns:
        the report, None when it could not be written.
    """
    lines = [f"IMA TUI {__version__}", *places(error)]
    now = datetime.now().astimezone()
    # two programs may crash at once: neither report replaces the other
    path = folder / f"crash-{now:%Y%m%d-%H%M%S-%f}-{os.getpid()}.txt"
    try:
        write_atomic(path, "\n".join(lines).encode() + b"\n")
    except OSError:
        return None
    return path
