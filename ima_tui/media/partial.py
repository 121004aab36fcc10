"""The partial file of a download: found again after a restart, locked by one program."""

import os
import re
import threading
from collections.abc import Container
from contextlib import suppress
from pathlib import Path

from ..files import FILE_MODE, write_atomic
from ..system import BINARY, NO_LINK, lock_file
from .kinds import HEAD_BYTES

PREFIX = ".ima-"
"""The prefix of files that do not have their final name yet."""

UNNAMED = ".tmp"
"""The suffix of a file that is written in one go."""

ORPHAN_SECONDS = 600.0

_SUFFIX = ".part"
_VALIDATOR = ".etag"
_MOST_VALIDATOR = 1000
_OURS = re.compile(r"\.ima-(?P<mark>(?P<task>[0-9a-z]+)-[0-9]+)\.part(\.etag)?")


class InUseError(Exception):
    """Another program is fetching the same result."""


class Partial:
    """The part of a result downloaded so far, in its folder under a temporary name.

    The host's validator for this version of the file is kept beside it; without that the part might
    belong to another version.

    Args:
        folder: the folder of the result.
        mark: identifies the result: the task's id and the result's number, joined by a hyphen.

    Attributes:
        path: the file.

    Raises:
        InUseError: another program has locked it.
        OSError: it can't be opened.
    """

    def __init__(self, folder: Path, mark: str) -> None:
        self.path = folder / f"{PREFIX}{mark}{_SUFFIX}"
        self._beside = self.path.with_name(f"{self.path.name}{_VALIDATOR}")
        self._lock = threading.Lock()
        self._file = _opened(self.path)
        self.size = os.fstat(self._file).st_size

    @property
    def validator(self) -> str:
        """The validator of the version that this is a part of; empty if the host gave none."""
        try:
            return self._beside.read_text("ascii")[:_MOST_VALIDATOR]
        except (OSError, UnicodeDecodeError):
            return ""

    def restart(self, validator: str) -> None:
        """Start over.

        Raises:
            OSError: it can't be written.
        """
        with self._lock:
            os.ftruncate(self._file, 0)
            self.size = 0
        if validator:
            write_atomic(self._beside, validator.encode("ascii", "replace"))
        else:
            self._beside.unlink(missing_ok=True)

    def write(self, content: bytes) -> None:
        """Append bytes.

        Raises:
            OSError: it can't be written.
        """
        with self._lock:
            if self._file < 0:
                return
            left = memoryview(content)
            while left:
                os.lseek(self._file, self.size, os.SEEK_SET)
                written = os.write(self._file, left)
                self.size += written
                left = left[written:]

    def head(self) -> bytes:
        """Return the first bytes."""
        os.lseek(self._file, 0, os.SEEK_SET)
        return os.read(self._file, HEAD_BYTES)

    def sync(self) -> None:
        """Flush to disk.

        Raises:
            OSError: it could not be synced.
        """
        os.fsync(self._file)

    def discard(self) -> None:
        """Remove it if possible."""
        for path in (self.path, self._beside):
            with suppress(OSError):
                path.unlink(missing_ok=True)

    def close(self) -> None:
        """Unlock it; the content stays for the next try."""
        with self._lock:
            if self._file >= 0:
                if self.size == 0:
                    self.discard()
                os.close(self._file)
                self._file = -1


def sweep(folder: Path, open_tasks: Container[str], now: float) -> None:
    """Remove partial files of results that are no longer expected.

    Args:
        folder: the folder of results.
        open_tasks: the ids of tasks whose results are still expected.
        now: seconds since the epoch. Other temporary files younger than ``ORPHAN_SECONDS`` stay:
            another program may be about to rename them.
    """
    if not folder.is_dir():
        return
    for path in tuple(folder.glob(f"{PREFIX}*")):
        found = _OURS.fullmatch(path.name)
        # another program may have it locked, or remove it at the same time
        with suppress(OSError, InUseError):
            if found is not None and found["task"] not in open_tasks:
                left = Partial(folder, found["mark"])
                left.discard()
                left.close()
            elif path.name.endswith(UNNAMED) and now - path.stat().st_mtime > ORPHAN_SECONDS:
                path.unlink()


def _opened(path: Path) -> int:
    """Open and lock a partial file.

    A file moved away by another program meanwhile is skipped; one with a second hard link already
    is a result, from just before a crash, and must not be touched.
    """
    while True:
        file = os.open(path, os.O_RDWR | os.O_CREAT | NO_LINK | BINARY, FILE_MODE)
        try:
            lock_file(file)
            found = os.fstat(file)
            if found.st_nlink == 1 and os.path.samestat(found, path.stat()):
                return file
            if found.st_nlink > 1:
                path.unlink()
        except FileNotFoundError:
            pass
        except BlockingIOError:
            os.close(file)
            raise InUseError from None
        except BaseException:
            os.close(file)
            raise
        os.close(file)
