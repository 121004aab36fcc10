"""Reading files that contain a key: only those that nobody else can read or replace."""

import errno
import os
import stat
from pathlib import Path
from typing import Final

from ..system import BINARY, NO_LINK, is_foreign, is_open_to_others

MOST_BYTES: Final = 4096
"""The size limit of a key: a larger file is something else."""

_SYSTEM_S: Final = ("/dev/", "/proc/")
"""Where the system itself uses links: ``/dev/stdin``, ``/dev/fd/3`` (a shell's ``<(…)``)."""


class SecretFileError(Exception):
    """A file with a key is refused.

    Attributes:
        problem: ``linked`` (it is a link), ``open`` (others may read or write it), ``foreign``
            (somebody else owns it), ``unreadable``, or ``bad`` (it contains something else).
        path: the file.
    """

    def __init__(self, problem: str, path: Path) -> None:
        super().__init__(problem)
        self.problem = problem
        self.path = path


def read_secret(path: Path) -> str:
    """Return the content of a private file or a pipe.

    Raises:
        FileNotFoundError: there is no such file.
        SecretFileError: it is refused, see ``problem``.
    """
    try:
        descriptor = os.open(path, _flags(path))
    except FileNotFoundError:
        raise
    except (OSError, ValueError) as error:
        linked = isinstance(error, OSError) and error.errno == errno.ELOOP
        raise SecretFileError("linked" if linked else "unreadable", path) from None
    try:
        _check(os.fstat(descriptor), path)
        content = _content(descriptor)
    except OSError:
        raise SecretFileError("unreadable", path) from None
    finally:
        os.close(descriptor)
    if len(content) > MOST_BYTES:
        raise SecretFileError("bad", path)
    return content.decode(errors="replace")


def _flags(path: Path) -> int:
    follow = str(path).startswith(_SYSTEM_S)
    return os.O_RDONLY | BINARY | (0 if follow else NO_LINK)


def _check(found: os.stat_result, path: Path) -> None:
    """Check the open file, not its name, which may have been replaced meanwhile."""
    if not stat.S_ISREG(found.st_mode):
        return  # only this program reads the pipe; a folder can't be read
    if is_foreign(found):
        raise SecretFileError("foreign", path)
    if is_open_to_others(found):
        raise SecretFileError("open", path)


def _content(descriptor: int) -> bytes:
    content = b""
    while len(content) <= MOST_BYTES:
        part = os.read(descriptor, MOST_BYTES + 1)
        if not part:
            break
        content += part
    return content
