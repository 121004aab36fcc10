"""A simulator in a process of its own, as users run it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def simulating(*options: str) -> Iterator[str]:
    """Run one while it is needed; its base URL is its first line."""
    process = subprocess.Popen(
        [sys.executable, "-m", "ima_tui", "simulate", *options],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout is not None
    try:
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.wait(timeout=30)
        process.stdout.close()
