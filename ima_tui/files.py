"""Atomic writes of private files."""

import os
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from .system import sync_folder

FOLDER_MODE = 0o700
FILE_MODE = 0o600


def typed_path(text: str) -> Path:
    """Return a typed path with ``~`` expanded; ``~name`` of an unknown user is kept literally."""
    # a NUL can't be part of a user name either
    with suppress(RuntimeError, ValueError):
        return Path(text).expanduser()
    return Path(text)


def short_path(path: Path) -> str:
    """Return a path as it is shown: one in the user's home begins with ``~``."""
    with suppress(RuntimeError, ValueError):
        return str(Path("~") / path.relative_to(Path.home()))
    return str(path)


def is_folder(path: Path) -> bool:
    """Return whether a path is a folder; False if it can't be accessed."""
    with suppress(OSError, ValueError):
        return path.is_dir()
    return False


def is_text(path: Path) -> bool:
    """Return whether a path can be written down: file systems take names, too, that are no text."""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        return False
    return True


def private_folder(folder: Path) -> Path:
    """Create a folder that only its owner can read, including its parents, and return it.

    Raises:
        OSError: it can't be created.
    """
    # mkdir's ``parents`` would make them readable by everybody
    for missing in (*(above for above in reversed(folder.parents) if not above.exists()), folder):
        missing.mkdir(exist_ok=True, mode=FOLDER_MODE)
    return folder


def may_be_written(path: Path) -> bool:
    """Return whether the owner of a file allows writing it.

    A read-only file and a link to ``/dev/null`` say no; a rename would replace them all the same.
    """
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return not path.is_symlink()
    except OSError:
        return False
    return stat.S_ISREG(mode) and bool(mode & stat.S_IWUSR)


def write_atomic(path: Path, content: bytes, *, unless: Callable[[], bool] = lambda: False) -> bool:
    """Write a private file under a temporary name, fsync it and rename it.

    Args:
        path: the file.
        content: its new content.
        unless: asked last of all; if true, nothing is written.

    Returns:
        whether it was written.

    Raises:
        OSError: the old content is kept; only if the folder itself can't be synced the new content
            may be there already.
    """
    private_folder(path.parent)
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        temporary = Path(file.name)
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            if unless():
                temporary.unlink()
                return False
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    sync_folder(path.parent)
    return True


def name_new(file: Path, target: Path) -> bool:
    """Rename a file without replacing another; False if the name is taken.

    Raises:
        OSError: it can't be renamed.
    """
    try:
        os.link(file, target)
    except FileExistsError:
        return False
    except OSError:
        # a file system without hard links: reserve the name with an empty file, then replace that
        try:
            os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, FILE_MODE))
        except FileExistsError:
            return False
        try:
            file.replace(target)
        except OSError:
            # an empty file would look like a result
            target.unlink(missing_ok=True)
            raise
    return True
