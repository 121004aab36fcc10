"""Giving files their final names: complete or not at all, never over another file."""

import errno
import os
import shutil
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO

from ..files import name_new
from ..system import sync_folder
from .partial import PREFIX, UNNAMED

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""The errors of a full disk."""

_BLOCK = 256 * 1024
_MOST_NAMES = 1000


class CopyError(Exception):
    """A file could not be copied to where the user wanted it.

    Attributes:
        reason: ``missing`` (the file), ``taken`` (there is one of that name), ``same`` (it is that
            file), ``no_folder``, ``folder`` (can't be written) or ``disk_full``.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def place(file: Path, folder: Path, stem: str, suffix: str, beside: str) -> Path:
    """Give a file the first free name; an existing file with the same content counts as it.

    Args:
        file: the file; its old name may be removed.
        folder: the folder, on the same file system.
        stem: the wished name.
        suffix: its suffix.
        beside: the suffix of a companion file: a name is free only if the companion's is, too.

    Raises:
        OSError: it failed, or no name is free.
    """
    for number in range(1, _MOST_NAMES):
        target = folder / (f"{stem}{suffix}" if number == 1 else f"{stem}-{number}{suffix}")
        if _same_content(file, target):
            break
        taken = beside and os.path.lexists(f"{target}{beside}")
        if not taken and name_new(file, target):
            break
    else:
        raise FileExistsError(errno.EEXIST, "no free name", stem)
    sync_folder(folder)
    return target


def place_text(content: bytes, target: Path) -> bool:
    """Write a new file completely; return False if the name is taken.

    Raises:
        OSError: it can't be written.
    """
    with NamedTemporaryFile(dir=target.parent, prefix=PREFIX, suffix=UNNAMED, delete=False) as file:
        temporary = Path(file.name)
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            placed = name_new(temporary, target)
        finally:
            temporary.unlink(missing_ok=True)
    sync_folder(target.parent)
    return placed


def save_copy(file: Path, target: Path, *, replace: bool = False) -> None:
    """Copy a saved file to where the user wants it: complete, or not at all.

    Args:
        file: a result on disk.
        target: the new path; the copy is private like every file of ours.
        replace: whether a file of that name may be replaced; never the file itself.

    Raises:
        CopyError: see its reasons.
    """
    try:
        same = target.exists() and target.samefile(file)
        if same or target.is_dir() or (not replace and os.path.lexists(target)):
            raise CopyError("same" if same else "taken")
        # a folder that does not exist may be a typing error
        if not target.parent.is_dir():
            raise CopyError("no_folder")
        with file.open("rb") as source:
            _copied(source, target, replace=replace)
    except FileNotFoundError:
        raise CopyError("missing") from None
    except OSError as error:
        raise CopyError("disk_full" if error.errno in FULL else "folder") from error
    except ValueError:
        # not a valid path
        raise CopyError("folder") from None


def _copied(source: BinaryIO, target: Path, *, replace: bool) -> None:
    with NamedTemporaryFile(dir=target.parent, prefix=PREFIX, suffix=UNNAMED, delete=False) as copy:
        temporary = Path(copy.name)
        try:
            shutil.copyfileobj(source, copy, _BLOCK)
            copy.flush()
            os.fsync(copy.fileno())
            if replace:
                temporary.replace(target)
            elif not name_new(temporary, target):
                raise CopyError("taken")
        finally:
            temporary.unlink(missing_ok=True)
    sync_folder(target.parent)


def _same_content(left: Path, right: Path) -> bool:
    """Return whether a file already is this result, saved just before a crash."""
    if right.is_symlink() or not right.is_file() or left.stat().st_size != right.stat().st_size:
        return False
    with left.open("rb") as one, right.open("rb") as other:
        while True:
            first, second = one.read(_BLOCK), other.read(_BLOCK)
            if first != second:
                return False
            if not first:
                return True
