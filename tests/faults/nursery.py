"""Programs that can be killed: processes with an engine, forked from one that has loaded it all.

That one reads a job a line. All of them write to its output, each line beginning with the process
that tells it.
"""

import json
import os
import signal
import subprocess
import sys
from collections import defaultdict
from contextlib import suppress
from typing import Any

from tests.patience import readable

Json = dict[str, Any]

BORN, ENDED = "born", "ended"


class Nursery:
    """Starts programs."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.programs"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._came = b""
        self._lines: defaultdict[int, list[str]] = defaultdict(list)
        self._running: set[int] = set()

    def close(self) -> None:
        for pid in tuple(self._running):
            # one that failed in its test has ended already
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._process.communicate()

    def start(self, job: str, **about: Any) -> "Program":
        """Start a program that does a job."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{json.dumps({'job': job} | about)}\n".encode())
        self._process.stdin.flush()
        while not (born := [pid for pid, lines in self._lines.items() if lines[:1] == [BORN]]):
            self._read()
        (pid,) = born
        self._lines[pid].pop(0)
        self._running.add(pid)
        return Program(self, pid)

    def line(self, pid: int, wanted: str) -> str:
        """Return the next line of a program that begins so."""
        while True:
            while self._lines[pid]:
                line = self._lines[pid].pop(0)
                if line.startswith(ENDED):
                    self._running.discard(pid)
                    assert wanted == ENDED, line
                if line.startswith(wanted):
                    return line
            self._read()

    def _read(self) -> None:
        """Take in what the programs tell."""
        assert self._process.stdout is not None
        output = self._process.stdout.fileno()
        readable(output)
        part = os.read(output, 65536)
        assert part, "the nursery is gone"
        *lines, self._came = (self._came + part).split(b"\n")
        for line in lines:
            pid, _, text = line.decode().partition(" ")
            self._lines[int(pid)].append(text)


class Program:
    """A running program.

    Args:
        nursery: where it came from.
        pid: its process.
    """

    def __init__(self, nursery: Nursery, pid: int) -> None:
        self._nursery = nursery
        self.pid = pid

    def line(self, wanted: str) -> str:
        """Wait for a line that begins so; return the rest of it."""
        return self._nursery.line(self.pid, wanted).removeprefix(wanted).strip()

    def kill(self) -> None:
        """End it as kill -9 does."""
        os.kill(self.pid, signal.SIGKILL)
        self.ended()

    def ended(self) -> int:
        """Wait for its end; return the signal that ended it, 0 if it left by itself."""
        return int(self.line(ENDED))
