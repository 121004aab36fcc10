"""Which apps use a simulator's folder: one locked file per app, released when the app ends."""

import os
import secrets
from pathlib import Path

from filelock import FileLock, Timeout

_MODE = 0o600
_WAIT = 5.0


def start_lock(folder: Path, *, wait: float) -> FileLock:
    """The lock for joining, starting or ending a simulator.

    Args:
        folder: The simulator's.
        wait: Seconds to wait for it; 0 tries once.
    """
    return FileLock(folder / "start.lock", timeout=wait, mode=_MODE, thread_local=False)


def serve_lock(folder: Path, *, wait: float) -> FileLock:
    """The lock a running simulator holds, so that no two share a folder."""
    return FileLock(folder / "serve.lock", timeout=wait, mode=_MODE, thread_local=False)


def take(folder: Path) -> FileLock:
    """Take an app's lease, under the start lock.

    Raises:
        Timeout: If the fresh file can't be locked.
    """
    apps = folder / "apps"
    apps.mkdir(mode=0o700, exist_ok=True)
    name = f"{os.getpid()}-{secrets.token_hex(6)}.lock"
    lease = FileLock(apps / name, timeout=_WAIT, mode=_MODE, thread_local=False)
    lease.acquire()
    return lease


def give_back(lease: FileLock) -> None:
    """End an app's lease and remove its file."""
    lease.release()
    Path(lease.lock_file).unlink(missing_ok=True)


def any_held(folder: Path) -> bool:
    """Return whether an app uses the folder."""
    return any(_is_held(path) for path in _files(folder))


def sweep(folder: Path) -> None:
    """Remove the files of apps that are gone; only under the start lock, which new apps hold."""
    for path in _files(folder):
        if not _is_held(path):
            path.unlink(missing_ok=True)


def _files(folder: Path) -> list[Path]:
    return sorted((folder / "apps").glob("*.lock"))


def _is_held(path: Path) -> bool:
    probe = FileLock(path, timeout=0, mode=_MODE, thread_local=False)
    try:
        probe.acquire()
    except Timeout:
        return True
    probe.release()
    return False
