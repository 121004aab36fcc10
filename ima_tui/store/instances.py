"""Which running programs share a data folder: each holds a file lock that ends with it."""

import secrets
from collections import Counter
from collections.abc import Container
from pathlib import Path

from filelock import FileLock, Timeout

from ..files import FILE_MODE, private_folder

MISSED = 3
"""How often a program's file must be found missing before the program counts as ended."""

ENTER_SECONDS = 1.0
"""Longer than another program takes to test the lock."""

_SUFFIX = ".lock"
_UNSEEN = ".new"


class Instances:
    """The programs on one data folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.own = secrets.token_hex(6)
        self._lock: FileLock | None = None
        self._file = 0
        self._missed: Counter[str] = Counter()

    def enter(self) -> None:
        """Register this program.

        Raises:
            OSError: the folder can't be written.
        """
        private_folder(self._folder)
        self._lock = _lock_at(self._path(self.own))
        self._lock.acquire(timeout=ENTER_SECONDS)
        self._file = _file_at(self._path(self.own))

    def stay(self) -> None:
        """Register this program again if its file was removed.

        Raises:
            OSError: the folder can't be written.
        """
        path = self._path(self.own)
        if self._lock is None or _file_at(path) == self._file:
            return
        private_folder(self._folder)
        # locked before it is seen: another program that found it free would adopt our tasks
        beside = path.with_suffix(_UNSEEN)
        lock = _lock_at(beside)
        lock.acquire(timeout=ENTER_SECONDS)
        beside.replace(path)
        self._lock, self._file = lock, _file_at(path)

    def leave(self) -> None:
        """Unregister this program: its tasks may be adopted at once.

        Its file stays to show that; ``clear`` removes it.
        """
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def is_alive(self, instance: str) -> bool:
        """Return whether a program still runs.

        One whose file is missing may be running: it has time to write it again, see ``stay``.
        """
        if instance == self.own:
            return True
        if not self._path(instance).exists():
            self._missed[instance] += 1
            return self._missed[instance] < MISSED
        self._missed.pop(instance, None)
        return self._holds(instance)

    def clear(self, needed: Container[str]) -> None:
        """Remove the files of ended programs, except those that still own tasks."""
        for path in self._folder.glob(f"*{_SUFFIX}"):
            instance = path.stem
            if instance not in needed and instance != self.own and not self._holds(instance):
                path.unlink(missing_ok=True)

    def _holds(self, instance: str) -> bool:
        lock = _lock_at(self._path(instance))
        try:
            lock.acquire(timeout=0)
        except (Timeout, OSError):
            # a file that can't be checked, such as another user's lock, is left alone
            return True
        lock.release()
        return False

    def _path(self, instance: str) -> Path:
        if not instance.isalnum():
            raise ValueError("an instance is letters and digits")
        return self._folder / f"{instance}{_SUFFIX}"


def _lock_at(path: Path) -> FileLock:
    return FileLock(path, mode=FILE_MODE, thread_local=False)


def _file_at(path: Path) -> int:
    """Return the number of the file at a path, 0 if there is none."""
    try:
        return path.stat().st_ino
    except FileNotFoundError:
        return 0
