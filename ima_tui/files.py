"""Writing files so that they are whole or not there, and readable by their owner only."""

import os
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from .system import sync_folder

FOLDER_MODE = 0o700
FILE_MODE = 0o600


def typed_path(text: str) -> Path:
    """Return the path that was typed: a ``~`` of nobody is a folder of that name."""
    # a NUL can't be part of a user's name either
    with suppress(RuntimeError, ValueError):
        return Path(text).expanduser()
    return Path(text)


def is_folder(path: Path) -> bool:
    """Tell whether a path is a folder; one that can't be looked at is none."""
    with suppress(OSError, ValueError):
        return path.is_dir()
    return False


def is_text(path: Path) -> bool:
    """Tell whether a path can be written down: file systems take names, too, that are no text."""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        return False
    return True


def private_folder(folder: Path) -> Path:
    """Make a folder that only its owner can read, those above it likewise, and return it.

    Raises:
        OSError: it can't be made.
    """
    # mkdir's own way with parents would make them readable by everybody
    for missing in (*(above for above in reversed(folder.parents) if not above.exists()), folder):
        missing.mkdir(exist_ok=True, mode=FOLDER_MODE)
    return folder


def write_atomic(path: Path, content: bytes) -> None:
    """Write a private file beside its place, fsync it and move it there.

    Raises:
        OSError: what was there still is; only where the folder itself can't be synced the new
            content may stand already.
    """
    private_folder(path.parent)
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        temporary = Path(file.name)
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    sync_folder(path.parent)


def name_new(file: Path, target: Path) -> bool:
    """Give a file a name that is free; False where it is taken. Its old one may go.

    Raises:
        OSError: it can't have that name.
    """
    try:
        os.link(file, target)
    except FileExistsError:
        return False
    except OSError:
        # a file system without hard links: hold the name with an empty file, then replace that
        try:
            os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, FILE_MODE))
        except FileExistsError:
            return False
        try:
            file.replace(target)
        except OSError:
            # an empty file would stand there for a result
            target.unlink(missing_ok=True)
            raise
    return True
