"""Requests that the service has not accepted yet, one private file each.

They contain the prompt, so they are never in the database (whose free pages keep deleted text) and
are removed as soon as their task is settled.
"""

from collections.abc import Container
from contextlib import suppress
from pathlib import Path

from ..files import write_atomic

_SUFFIX = ".json"

ORPHAN_SECONDS = 600.0
"""How old a body without a task must be to count as orphaned."""


class Pending:
    """The folder of unsettled create bodies, by local task id."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, task: str, body: bytes) -> None:
        """Store a body durably.

        Raises:
            OSError: it could not be stored.
        """
        write_atomic(self._path(task), body)

    def read(self, task: str) -> bytes | None:
        """Return a body, None if there is none."""
        try:
            return self._path(task).read_bytes()
        except FileNotFoundError:
            return None

    def remove(self, task: str) -> None:
        """Remove a body; one that can't be removed now is removed at the next start."""
        with suppress(OSError):
            self._path(task).unlink(missing_ok=True)

    def ids(self) -> tuple[str, ...]:
        """Return the ids of tasks with stored bodies."""
        if not self._folder.is_dir():
            return ()
        return tuple(path.stem for path in self._folder.glob(f"*{_SUFFIX}") if path.stem.isalnum())

    def sweep(self, now: float, kept: Container[str]) -> None:
        """Remove what a crash left behind: bodies without a task, and half-written ones.

        Args:
            now: seconds since the epoch.
            kept: the tasks that need their bodies. Files younger than ``ORPHAN_SECONDS`` stay, too:
                another program may be about to write their task.
        """
        if not self._folder.is_dir():
            return
        for path in self._folder.iterdir():
            if path.suffix == _SUFFIX and path.stem in kept:
                continue
            # another program may remove it at the same time
            with suppress(OSError):
                if path.is_file() and now - path.stat().st_mtime > ORPHAN_SECONDS:
                    path.unlink()

    def _path(self, task: str) -> Path:
        if not task.isalnum():
            raise ValueError("a task id is letters and digits")
        return self._folder / f"{task}{_SUFFIX}"
