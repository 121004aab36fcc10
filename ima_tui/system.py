"""What differs from one system to the next: files, locks, signals, consoles.

Nothing else asks which system it runs on, and nothing here is heavy to import.
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
"""Without it Windows changes line ends in what is read and written."""

NO_LINK: Final[int] = getattr(os, "O_NOFOLLOW", 0)
"""Opens no link; Windows makes links for administrators only."""

NO_WAIT: Final[int] = getattr(os, "O_NONBLOCK", 0)
"""Opens a named pipe without waiting for its writer."""

_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO
_NO_LOCKS: Final = frozenset({errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EINVAL})
_LOCKED: Final = frozenset({errno.EWOULDBLOCK, errno.EACCES})
_LOCKED_AT: Final = 1 << 40
"""Where Windows locks a byte: nobody can read what is locked, so it is far beyond the end."""


def is_windows() -> bool:
    """Tell whether this is Windows."""
    return sys.platform == "win32"


def is_mac() -> bool:
    """Tell whether this is macOS."""
    return sys.platform == "darwin"


def end_program(process: "subprocess.Popen[bytes]", seconds: float) -> None:
    """End a program that was started in a session of its own, and what it started.

    Args:
        process: it still runs.
        seconds: how long it may take when it is asked to; then it is ended.
    """
    import subprocess

    if is_windows():
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
        return
    # some programs are scripts that start the one that works
    for how in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, how)
        with suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
            return


def on_signal(name: str, say: Callable[[], None]) -> Callable[[], object]:
    """Call a function on a signal, in place of what it does else; return what undoes that.

    What is ignored stays so: who starts with ``nohup`` wants no end with the terminal. A signal
    that the system does not have never comes, and none comes outside the main thread.

    Args:
        name: such as ``SIGTERM``.
        say: is called in the event loop, which runs.
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
    """Wait for what is typed, while the work of the program goes on.

    Args:
        descriptor: a terminal that nobody else reads.
        most: so many bytes at the most.
    """
    import asyncio

    loop = asyncio.get_running_loop()
    answer: asyncio.Future[bytes] = loop.create_future()

    def give(typed: bytes) -> None:
        if not answer.done():
            answer.set_result(typed)

    if is_windows():
        # a loop can't wait for its consoles: a thread does, which the program's end leaves behind
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
    """Forget what was typed before it was asked for."""
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
        None where the system does not know.
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

    On a file system without locks nothing is locked: programs that share it take turns by the
    ledger.

    Raises:
        BlockingIOError: another program has it.
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
    """Make a rename in a folder last, where the system can do that."""
    if is_windows():
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def is_foreign(found: os.stat_result) -> bool:
    """Tell whether a file is somebody else's; on Windows the folder's own rights guard that."""
    return not is_windows() and found.st_uid not in {os.geteuid(), 0}


def is_open_to_others(found: os.stat_result) -> bool:
    """Tell whether others may read or write a file; Windows has no such bits."""
    return not is_windows() and bool(found.st_mode & _OTHERS)


def is_replaceable(mode: int) -> bool:
    """Tell whether anybody may put other files in the place of those in a folder.

    Args:
        mode: of the folder, as ``stat`` gives it.
    """
    return not is_windows() and bool(mode & stat.S_IWOTH) and not mode & stat.S_ISVTX


def start_file(path: Path) -> None:
    """Open a file or a folder as Windows does.

    Raises:
        OSError: it can't.
    """
    start: Callable[[Path], None] = getattr(os, "startfile")  # noqa: B009 - it is there only
    start(path)


def _by_python(number: int, say: Callable[[], object]) -> Callable[[], object]:
    """The loop of Windows leaves signals to Python."""
    try:
        before = signal.signal(number, lambda *_: say())
    except ValueError:
        return _nothing
    return lambda: signal.signal(number, before)


def _nothing() -> None:
    pass
