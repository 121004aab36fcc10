"""Which running programs share a data folder: each holds a file lock that dies with it."""

import secrets
from pathlib import Path

from filelock import FileLock, Timeout

from ..files import FILE_MODE, private_folder

_SUFFIX = ".lock"


class Instances:
    """The programs on one data folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.own = secrets.token_hex(6)
        self._lock: FileLock | None = None

    def enter(self) -> None:
        """Make this program known.

        Raises:
            OSError: the folder can't be written.
        """
        private_folder(self._folder)
        self._lock = self._lock_of(self.own)
        self._lock.acquire(timeout=0)

    def leave(self) -> None:
        """Withdraw this program: what it looked after may be taken over at once."""
        if self._lock is not None:
            self._lock.release()
            self._lock = None
            self._path(self.own).unlink(missing_ok=True)

    def is_alive(self, instance: str) -> bool:
        """Tell whether a program still runs."""
        if instance == self.own:
            return True
        path = self._path(instance)
        if not path.exists():
            return False
        lock = self._lock_of(instance)
        try:
            lock.acquire(timeout=0)
        except (Timeout, OSError):
            # what can't be looked at, another user's lock say, is left alone
            return True
        lock.release()
        path.unlink(missing_ok=True)
        return False

    def _lock_of(self, instance: str) -> FileLock:
        return FileLock(self._path(instance), mode=FILE_MODE, thread_local=False)

    def _path(self, instance: str) -> Path:
        if not instance.isalnum():
            raise ValueError("an instance is letters and digits")
        return self._folder / f"{instance}{_SUFFIX}"
