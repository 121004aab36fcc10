"""A hostile service in a real terminal: its clipboard, its title and its screen stay its user's."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal.terminal import Terminal, needs_tmux

from .hostile import ALL, FORBIDDEN, HOSTILE, hostile_service
from .marked import environment_of

pytestmark = [pytest.mark.terminal, needs_tmux, pytest.mark.xdist_group("terminal-security")]

APP = str(Path(sys.executable).with_name("ima-tui"))
MINE = "what the user copied"


@pytest.fixture
def url(tmp_path: Path) -> Iterator[str]:
    with hostile_service(tmp_path / "lists") as (address, _):
        yield address


def test_nothing_of_it_is_obeyed(url: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    more = {"IMA_BASE_URL": url, "IMA_API_KEY": "ima_test_key"}
    environment = environment_of(home, **more)
    with Terminal([APP], home=home, size=(120, 40), env=environment) as terminal:
        terminal._tmux("set", "-s", "set-clipboard", "on")
        terminal._tmux("set-buffer", MINE)
        terminal.wait_for("Plain Model")
        for _ in range(3 * len(HOSTILE)):
            terminal.keys("Right")
        terminal.wait_for("[bold red]x[/red]")
        terminal.keys("t")
        terminal.wait_for("8 5;95mC")
        drawn = terminal._tmux("capture-pane", "-e", "-p")
        assert not re.search(r"\x1b\[(?:\d+;)*5;95m|\x1b\]8;", drawn)
        terminal.keys("2")
        terminal.wait_for("Run")
        # pasted as a terminal pastes it, with all that is in it
        terminal._tmux("set-buffer", "-b", "evil", ALL.replace("\x00", ""))
        terminal._tmux("paste-buffer", "-p", "-b", "evil")
        pasted = terminal.wait_for("red]x[/red]")
        assert "^[5;95m" not in pasted, "what stands in it presses no keys"
        drawn = terminal._tmux("capture-pane", "-e", "-p")
        assert not re.search(r"\x1b\[(?:\d+;)*5;95m|\x1b\]8;", drawn)
        assert terminal._tmux("show-buffer", "-b", "buffer0") == MINE
        buffers = terminal._tmux("list-buffers", "-F", "#{buffer_name}").split()
        assert sorted(buffers) == ["buffer0", "evil"]
        title = terminal._tmux("display-message", "-p", "#{pane_title}")
        assert "PWNED" not in title
        assert not FORBIDDEN.search(title.rstrip("\n"))


def test_nor_by_a_command(url: str, tmp_path: Path) -> None:
    """At a terminal commands write colours of their own, and no others."""
    home = tmp_path / "home"
    environment = environment_of(home, IMA_BASE_URL=url, IMA_API_KEY="ima_test_key", TERM="xterm")
    for words in (("models",), ("models", "text_to_image"), ("model", "v-colours"), ("doctor",)):
        ran = subprocess.run(
            [sys.executable, "-c", PTY, APP, *words],
            capture_output=True,
            env=environment,
            timeout=60,
            check=False,
        )
        written = ran.stdout.decode(errors="surrogateescape").replace("\r\n", "")
        assert written, ran
        left = re.sub(r"\x1b\[(?!(?:\d+;)*5;95m)[0-9;]*m|\x1b\[\?25[lh]|\x1b\[\d?[AK]", "", written)
        assert FORBIDDEN.findall(left.replace("\r", "")) == []


PTY = "import pty, sys; pty.spawn(sys.argv[1:])"
