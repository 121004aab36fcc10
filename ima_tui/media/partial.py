"""The file that a result is on its way in: found again after a restart, one program at a time."""

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
"""How everything begins that is not named yet."""

UNNAMED = ".tmp"
"""How a file ends that is written as a whole."""

ORPHAN_SECONDS = 600.0

_SUFFIX = ".part"
_VALIDATOR = ".etag"
_MOST_VALIDATOR = 1000
_OURS = re.compile(r"\.ima-(?P<mark>(?P<task>[0-9a-z]+)-[0-9]+)\.part(\.etag)?")


class InUseError(Exception):
    """Another program is fetching the same result."""


class Partial:
    """What has come of a result so far, in its folder under a name of its own.

    Beside it stands what the host calls this version of the file, without which what is there could
    not be told from a part of another one.

    Args:
        folder: where the result will be.
        mark: names the result: its task's id and its number in it, with a hyphen between.

    Attributes:
        path: the file.

    Raises:
        InUseError: another program has it.
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
        """What the host calls the version of which this is a part; empty where it did not say."""
        try:
            return self._beside.read_text("ascii")[:_MOST_VALIDATOR]
        except (OSError, UnicodeDecodeError):
            return ""

    def restart(self, validator: str) -> None:
        """Begin anew.

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
        """Add to what is there.

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
        """Make what is there last.

        Raises:
            OSError: it did not.
        """
        os.fsync(self._file)

    def discard(self) -> None:
        """Remove it, as far as that goes."""
        for path in (self.path, self._beside):
            with suppress(OSError):
                path.unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of it; what has come stays for the next try."""
        with self._lock:
            if self._file >= 0:
                if self.size == 0:
                    self.discard()
                os.close(self._file)
                self._file = -1


def sweep(folder: Path, open_tasks: Container[str], now: float) -> None:
    """Remove what is left of results that nobody waits for any more.

    Args:
        folder: the results.
        open_tasks: the ids with which the marks of results still to come begin.
        now: seconds since the epoch. What is no partial file and younger than ``ORPHAN_SECONDS``
            stays: another program may be about to give it its name.
    """
    if not folder.is_dir():
        return
    for path in tuple(folder.glob(f"{PREFIX}*")):
        found = _OURS.fullmatch(path.name)
        # another program may have it, or may remove it at the same time
        with suppress(OSError, InUseError):
            if found is not None and found["task"] not in open_tasks:
                left = Partial(folder, found["mark"])
                left.discard()
                left.close()
            elif path.name.endswith(UNNAMED) and now - path.stat().st_mtime > ORPHAN_SECONDS:
                path.unlink()


def _opened(path: Path) -> int:
    """Open and lock a file that is on its way, and nothing else.

    What another program moved away meanwhile is not the file any more; what has a second name is a
    result already, from just before a crash, and must not be touched.
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
