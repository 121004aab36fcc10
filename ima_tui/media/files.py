"""Opening, measuring and hashing the user's files. Blocks: call it in a thread."""

import hashlib
import os
import stat
from pathlib import Path
from typing import BinaryIO

from ..catalog.refusals import RefusedError
from ..catalog.values import clean
from ..system import BINARY, NO_WAIT

_PART = 256 * 1024


def open_file(path: Path, name: str) -> BinaryIO:
    """Open a file of the user's for reading.

    Args:
        path: the file.
        name: its name in messages.

    Raises:
        RefusedError: it is missing, not a regular file, or unreadable.
    """
    try:
        # opening a named pipe would hang until there is a writer
        descriptor = os.open(path, os.O_RDONLY | NO_WAIT | BINARY)
        file = os.fdopen(descriptor, "rb")
    except PermissionError:
        raise RefusedError("input_no_access", {"input": name}) from None
    except (OSError, ValueError):
        raise RefusedError("no_file", {"input": name}) from None
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise RefusedError("no_file", {"input": name})
    return file


def size_of(file: BinaryIO) -> int:
    """Return how many bytes a file has."""
    return file.seek(0, os.SEEK_END)


def digest_of(file: BinaryIO) -> str:
    """Return the SHA-256 of a file's bytes, in hex."""
    file.seek(0)
    digest = hashlib.sha256()
    while part := file.read(_PART):
        digest.update(part)
    return digest.hexdigest()


def shown_name(path: str) -> str:
    """Return the name of a file or an address in messages."""
    return clean(path, 200)
