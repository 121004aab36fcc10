"""A terminal that goes away takes the program along: it would hold the locks of its tasks."""

import os
import pty
import select
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

APP = str(Path(sys.executable).with_name("ima-tui"))
LONGEST = 30.0
"""Seconds, on a machine that does much else; leaving takes one or two."""

pytestmark = [pytest.mark.terminal, pytest.mark.xdist_group("terminal-gone")]


class Opened:
    """The demo in a terminal that can be taken away; tmux would stand between."""

    def __init__(self, home: Path) -> None:
        environment = {**os.environ, "IMA_TUI_HOME": str(home), "IMA_TUI_LANG": "en"}
        environment["TERM"] = "xterm-256color"
        self.pid, self._terminal = pty.fork()
        if self.pid == 0:
            os.execve(APP, [APP, "demo", "--speed", "20"], environment)  # noqa: S606 - ours
        self._ended = False

    def read_until(self, wanted: str) -> None:
        """Read what is drawn until something wanted is."""
        seen = b""
        while wanted.encode() not in seen:
            seen += os.read(self._terminal, 65536)

    def take_away(self) -> None:
        os.close(self._terminal)

    def ends(self) -> bool:
        """Tell whether it ends by itself."""
        ended = os.pidfd_open(self.pid)
        try:
            self._ended = bool(select.select([ended], [], [], LONGEST)[0])
        finally:
            os.close(ended)
        return self._ended

    def kill(self) -> None:
        if not self._ended:
            os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    opened = Opened(tmp_path / "home")
    try:
        yield opened
    finally:
        opened.kill()


@pytest.mark.parametrize("drawn", ["IMA TUI", "Text to image"])
def test_it_ends_when_its_terminal_does(opened: Opened, drawn: str) -> None:
    opened.read_until(drawn)
    opened.take_away()
    assert opened.ends()


def test_it_ends_after_the_system_said_go_on_without_a_stop(opened: Opened) -> None:
    opened.read_until("Text to image")
    os.kill(opened.pid, signal.SIGCONT)
    opened.read_until("Text to image")  # drawn anew
    opened.take_away()
    assert opened.ends()
