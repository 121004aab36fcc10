"""Programs in a terminal of their own, read until what they shall show is there."""

import fcntl
import os
import pty
import re
import resource
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

COLUMNS, LINES = 120, 40
PATIENCE = 30.0
_SEQUENCE = re.compile(rb"\x1b\[[0-9;:?<>=]*[a-zA-Z]")


@dataclass(frozen=True)
class Step:
    """What is waited for, and what is typed then."""

    shown: tuple[bytes, ...]
    types: bytes = b""


@dataclass
class Console:
    """A program in a terminal.

    Attributes:
        begun: when it was started.
    """

    pid: int
    file: int
    begun: float

    def wait_for(self, step: Step) -> float:
        """Seconds from the start until all of it was drawn since the last step.

        Raises:
            TimeoutError: it never came.
        """
        seen = plain = b""
        while time.perf_counter() - self.begun < PATIENCE:
            if select.select([self.file], [], [], 0.5)[0]:
                seen += os.read(self.file, 65536)
                plain = _SEQUENCE.sub(b"", seen)
                if all(word in plain for word in step.shown):
                    at = time.perf_counter() - self.begun
                    os.write(self.file, step.types)
                    return at
        raise TimeoutError(f"{step.shown} in {plain[-600:].decode(errors='replace')}")

    def drain(self, seconds: float) -> None:
        """Read what is drawn for some time."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            if select.select([self.file], [], [], left)[0]:
                os.read(self.file, 65536)

    def end(self) -> float:
        """End the program; the seconds of a core that it took."""
        os.kill(self.pid, signal.SIGKILL)
        _, _, used = os.wait4(self.pid, 0)
        os.close(self.file)
        return used.ru_utime + used.ru_stime

    def cpu(self) -> float:
        """The seconds of a core that it has taken until now."""
        fields = _stat(self.pid)
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def megabytes(self) -> float:
        """The memory that it has in use."""
        return int(_stat(self.pid)[21]) * resource.getpagesize() / 1e6


def _stat(pid: int) -> list[str]:
    line = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    return line.rpartition(")")[2].split()


def console(arguments: Sequence[str], environment: Mapping[str, str]) -> Console:
    """Start a program in a terminal of its own."""
    begun = time.perf_counter()
    pid, file = pty.fork()
    if pid == 0:
        os.execvpe(arguments[0], list(arguments), dict(environment))  # noqa: S606
    fcntl.ioctl(file, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
    return Console(pid, file, begun)


def environment(home: object, url: str) -> dict[str, str]:
    """The environment of our program: its own home, a service on this machine."""
    kept = {name: value for name, value in os.environ.items() if name not in {"COLUMNS", "LINES"}}
    ours = {"IMA_TUI_HOME": str(home), "IMA_BASE_URL": url, "IMA_API_KEY": "ima_bench"}
    return kept | ours | {"TERM": "xterm-256color", "COLORTERM": "truecolor", "IMA_TUI_LANG": "en"}
