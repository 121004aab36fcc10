"""Requests that the service has not accepted yet, one private file each.

They hold the prompt, so they never stand in the database (whose free pages keep deleted text) and
are removed as soon as their task is settled.
"""

from collections.abc import Iterable
from pathlib import Path

from ..files import write_atomic

_SUFFIX = ".json"


class Pending:
    """The folder of unsettled create bodies, by local task id."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, task: str, body: bytes) -> None:
        """Keep a body so that it survives a crash.

        Raises:
            OSError: it could not be kept.
        """
        write_atomic(self._path(task), body)

    def read(self, task: str) -> bytes | None:
        """Return a body, None when there is none."""
        try:
            return self._path(task).read_bytes()
        except FileNotFoundError:
            return None

    def remove(self, task: str) -> None:
        """Forget a body."""
        self._path(task).unlink(missing_ok=True)

    def sweep(self, unsettled: Iterable[str]) -> None:
        """Remove what belongs to no unsettled task, half-written files included."""
        kept = {f"{task}{_SUFFIX}" for task in unsettled}
        if not self._folder.is_dir():
            return
        for path in self._folder.iterdir():
            if path.is_file() and path.name not in kept:
                path.unlink(missing_ok=True)

    def _path(self, task: str) -> Path:
        if not task.isalnum():
            raise ValueError("a task id is letters and digits")
        return self._folder / f"{task}{_SUFFIX}"
