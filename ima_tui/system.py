"""What differs between operating systems: files, locks, signals, consoles.

No other module asks which system it runs on, and nothing here is slow to import.
"""

import errno
import os
import signal
import stat
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import subprocess

BINARY: Final[int] = getattr(os, "O_BINARY", 0)
"""Without it Windows converts line endings."""

NO_LINK: Final[int] = getattr(os, "O_NOFOLLOW", 0)
"""Refuses to open links; on Windows only administrators can create them."""

NO_WAIT: Final[int] = getattr(os, "O_NONBLOCK", 0)
"""Opens a named pipe without waiting for a writer."""

_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO
_NO_LOCKS: Final = frozenset({errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EINVAL})
_LOCKED: Final = frozenset({errno.EWOULDBLOCK, errno.EACCES})
_LOCKED_AT: Final = 1 << 40
"""The byte that Windows locks: locked bytes can't be read, so it is far beyond the end."""


def is_windows() -> bool:
    """Return whether this is Windows."""
    return sys.platform == "win32"


def is_mac() -> bool:
    """Return whether this is macOS."""
    return sys.platform == "darwin"


def end_program(process: "subprocess.Popen[bytes]", seconds: float) -> None:
    """Terminate a program that was started in a session of its own, and its children.

    Args:
        process: the running program.
        seconds: how long it may take to terminate before it is killed.
    """
    import subprocess

    if is_windows():
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
        return
    # some players are scripts that start the actual program
    for how in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, how)
        with suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
            return


def on_signal(name: str, say: Callable[[], None]) -> Callable[[], object]:
    """Call a function on a signal instead of the default action; return a function to undo that.

    An ignored signal stays ignored: with ``nohup`` the program must survive its terminal. Does
    nothing for a signal that the system lacks, or outside the main thread.

    Args:
        name: such as ``SIGTERM``.
        say: called in the running event loop.
    """
    import asyncio

    number = getattr(signal, name, None)
    if number is None or signal.getsignal(number) is signal.SIG_IGN:
        return _nothing
    loop = asyncio.get_running_loop()
    try:
        loop.add_signal_handler(number, say)
    except NotImplementedError:
        return _by_python(number, lambda: loop.call_soon_threadsafe(say))
    except (RuntimeError, ValueError):
        return _nothing
    return lambda: loop.remove_signal_handler(number)


async def next_input(descriptor: int, most: int) -> bytes:
    """Wait for terminal input without blocking the event loop.

    Args:
        descriptor: a terminal that nothing else reads.
        most: the most bytes to read.
    """
    import asyncio

    loop = asyncio.get_running_loop()
    answer: asyncio.Future[bytes] = loop.create_future()

    def give(typed: bytes) -> None:
        if not answer.done():
            answer.set_result(typed)

    if is_windows():
        # the event loop can't wait for Windows consoles: a daemon thread does
        def read() -> None:
            typed = os.read(descriptor, most)
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(give, typed)

        threading.Thread(target=read, name="input", daemon=True).start()
        return await answer
    loop.add_reader(descriptor, lambda: give(os.read(descriptor, most)))
    try:
        return await answer
    finally:
        loop.remove_reader(descriptor)


def forget_typed() -> None:
    """Discard pending terminal input."""
    if is_windows():
        import msvcrt

        keys: Any = msvcrt
        while keys.kbhit():
            keys.getwch()
        return
    import termios

    with suppress(OSError, termios.error):
        termios.tcflush(sys.stdin, termios.TCIFLUSH)


def window_pixels(descriptor: int) -> bytes | None:
    """Return a terminal's rows, columns, width and height, each in two bytes.

    Returns:
        None if the system does not know.
    """
    if is_windows():
        return None
    import fcntl
    import termios

    with suppress(OSError, ValueError):
        return fcntl.ioctl(descriptor, termios.TIOCGWINSZ, bytes(8))
    return None


def lock_file(descriptor: int) -> None:
    """Lock an open file against other programs until it is closed.

    On a file system without locks nothing is locked: programs that share it coordinate through the
    ledger.

    Raises:
        BlockingIOError: another program has locked it.
        OSError: it can't be locked for another reason.
    """
    try:
        if is_windows():
            import msvcrt

            locks: Any = msvcrt
            os.lseek(descriptor, _LOCKED_AT, os.SEEK_SET)
            locks.locking(descriptor, locks.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _LOCKED:
            raise BlockingIOError(error.errno, "locked") from None
        if error.errno not in _NO_LOCKS:
            raise


def sync_folder(folder: Path) -> None:
    """Sync a folder so that a rename in it is durable, if the system can do that."""
    if is_windows():
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def is_foreign(found: os.stat_result) -> bool:
    """Return whether another user owns a file; on Windows the folder's permissions protect it."""
    return not is_windows() and found.st_uid not in {os.geteuid(), 0}


def is_open_to_others(found: os.stat_result) -> bool:
    """Return whether others may read or write a file; Windows has no such mode bits."""
    return not is_windows() and bool(found.st_mode & _OTHERS)


def is_replaceable(mode: int) -> bool:
    """Return whether anybody may replace the files in a folder.

    Args:
        mode: the folder's mode from ``stat``.
    """
    return not is_windows() and bool(mode & stat.S_IWOTH) and not mode & stat.S_ISVTX


def start_file(path: Path) -> None:
    """Open a file or a folder with Windows' default program.

    Raises:
        OSError: it can't be opened.
    """
    start: Callable[[Path], None] = getattr(os, "startfile")  # noqa: B009 - it is there only
    start(path)


def _by_python(number: int, say: Callable[[], object]) -> Callable[[], object]:
    """Install a handler with ``signal``: Windows' event loop does not handle signals."""
    try:
        before = signal.signal(number, lambda *_: say())
    except ValueError:
        return _nothing
    return lambda: signal.signal(number, before)


def _nothing() -> None:
    pass
