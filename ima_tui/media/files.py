"""Files of the user: opened, measured, hashed. All of it blocks: call it in a thread."""

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
        path: where it is.
        name: what a sentence calls it.

    Raises:
        RefusedError: there is none, it is no plain file, or it can't be read.
    """
    try:
        # what waits for a writer, as a named pipe does, would hang
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
    """Return what a sentence calls a file or an address."""
    return clean(path, 200)
