"""A report of a crash that holds no contents: no values, no messages, no prompts, no key."""

import traceback
from datetime import datetime
from pathlib import Path

from . import __version__
from .files import write_atomic


def write_report(error: BaseException, folder: Path) -> Path | None:
    """Write where an error came from, and nothing of what was being worked on.

    Args:
        error: what happened.
        folder: the log folder.

    Returns:
        the report, None when it could not be written.
    """
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"IMA TUI {__version__}: {type(error).__name__}"]
    lines += [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    path = folder / f"crash-{datetime.now().astimezone():%Y%m%d-%H%M%S}.txt"
    try:
        write_atomic(path, "\n".join(lines).encode() + b"\n")
    except OSError:
        return None
    return path
