"""Pictures as a terminal gets them: the bytes of a real app on one of known size in pixels."""

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from ..made import picture
from ..patience import readable
from .terminal import PATIENCE

PROGRAM = """
import sys
from pathlib import Path
from textual.app import App
from ima_tui.media.modes import mode_of
from ima_tui.media.previews import Previews
from ima_tui.widgets.preview import Preview

class Shown(App):
    def compose(self):
        yield Preview(Previews(Path(sys.argv[2]), mode_of(sys.argv[1], {})))
    def on_mount(self):
        self.query_one(Preview).show(sys.argv[3], "image")
    def key_q(self):
        self.exit()

Shown().run()
"""


def output_of(tmp_path: Path, mode: str, wanted: bytes) -> bytes:
    """What an app writes to its terminal while it shows a picture, until it wrote something."""
    file = tmp_path / "it.png"
    file.write_bytes(picture(400, 200))
    ours, theirs = pty.openpty()
    # 80 columns and 24 rows of 10 by 20 pixels
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("4H", 24, 80, 800, 480))
    environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
    environment.pop("TMUX", None)
    app = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, mode, tmp_path / "cache", file],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environment,
        start_new_session=True,
    )
    os.close(theirs)
    seen = b""
    try:
        while wanted not in seen:
            readable(ours)
            seen += os.read(ours, 65536)
        os.write(ours, b"q")
        while part := _rest(ours):
            seen += part
        assert app.wait(PATIENCE) == 0
    finally:
        app.kill()
        app.wait()
        os.close(ours)
    return seen


def _rest(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:
        # nobody has the other side open any more
        return b""


@pytest.mark.terminal
def test_a_terminal_with_sixels_gets_them_at_their_place(tmp_path: Path) -> None:
    seen = output_of(tmp_path, "sixel", b"\x1b\\\x1b8")
    found = re.search(rb'\x1b7\x1b\[(\d+);(\d+)H\x1bP[^\x1b]*q"1;1;(\d+);(\d+)[^\x1b]+\x1b\\', seen)
    assert found is not None
    # the whole width, its height in bands of six
    assert [int(number) for number in found.groups()] == [1, 1, 800, 396]


@pytest.mark.terminal
def test_kitty_gets_the_picture_and_the_places_for_it(tmp_path: Path) -> None:
    seen = output_of(tmp_path, "kitty", "\U0010eeee".encode())
    sent = re.search(rb"\x1b_Ga=T,U=1,f=100,i=(\d+),c=80,r=20,q=2,m=\d;[A-Za-z0-9+/=]+\x1b\\", seen)
    assert sent is not None
    number = int(sent[1])
    colour = f"38;2;{number >> 16};{number >> 8 & 255};{number & 255}".encode()
    assert colour in seen
    assert seen.count("\U0010eeee".encode()) >= 80 * 20
    # the terminal need not hold it any longer than the app runs
    assert b"\x1b_Ga=d,d=I,i=%d,q=2\x1b\\" % number in seen


@pytest.mark.terminal
def test_nothing_asks_the_terminal(tmp_path: Path) -> None:
    seen = output_of(tmp_path, "sixel", b"\x1b\\\x1b8")
    # a question for its size in pixels or for what it can do would take keys that are typed
    assert b"\x1b[16t" not in seen
    assert b"\x1b_Gi=" not in seen
    assert b"\x1b[c" not in seen
