"""A terminal of its own for one test: tmux draws the screen, the test types and reads."""

import os
import re
import shlex
import shutil
import signal
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import pytest
from rich.style import Style
from rich.text import Text

REPO = Path(__file__).resolve().parents[2]
PATIENCE = 20.0
"""Seconds to wait for what should come at once: a loaded machine is not a failure."""

_INTERVAL = 0.04
_LOOKS_AFTER_END = 5
"""tmux may draw the last words of a program a little after its end."""

_Seen = TypeVar("_Seen")

needs_tmux = pytest.mark.skipif(
    shutil.which("tmux") is None, reason="tmux is missing: install it to run the terminal tests"
)


class Terminal:
    """A program in a terminal.

    Each has its own tmux server, so tests can't meet, and ``close`` ends no other.

    Args:
        command: the program and its arguments.
        home: the app's home; a home folder for everything else is made beside it.
        size: columns and rows.
        env: variables beside the few that every terminal gets.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        home: Path,
        size: tuple[int, int] = (100, 30),
        env: Mapping[str, str] | None = None,
    ) -> None:
        user = home.parent / "user"
        user.mkdir(parents=True, exist_ok=True)
        # a short path, as the socket of tmux needs one
        self._folder = Path(tempfile.mkdtemp(prefix="ima-tty-"))
        self._ending = self._folder / "exit-code"
        self._environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(user),
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "SHELL": "/bin/sh",
            "TMUX_TMPDIR": str(self._folder),
            "IMA_TUI_HOME": str(home),
            "IMA_TUI_LANG": "en",
            **(env or {}),
        }
        settings = [
            ["set", "-s", "escape-time", "0"],
            ["set", "-g", "default-terminal", "tmux-256color"],
            ["set", "-g", "status", "off"],
        ]
        columns, rows = size
        start = ["new-session", "-d", "-x", str(columns), "-y", str(rows), "-c", str(REPO)]
        words = ["start-server"]
        for setting in settings:
            words += [";", *setting]
        try:
            # tmux 3.3 misses some ends and scrolls the last words away: the shell notes the exit
            # code and stays, also after ctrl-c
            line = f"trap : INT; {shlex.join(command)}; echo $? > {self._ending}; exec sleep 3600"
            self._tmux(*words, ";", *start, line)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def keys(self, *names: str) -> None:
        """Press keys by their tmux names, as in ``keys("Enter", "C-r")``.

        Nothing may follow ``Escape`` before its effect was seen: only time tells it from alt.
        """
        self._tmux("send-keys", *names)

    def type(self, text: str) -> None:
        """Type text as it is."""
        self._tmux("send-keys", "-l", "--", text)

    def paste(self, text: str) -> None:
        """Paste text as a terminal does that was asked to bracket what is pasted."""
        content = self._folder / "pasted"
        content.write_text(text, "utf-8")
        self._tmux("load-buffer", str(content))
        self._tmux("paste-buffer", "-p")

    def byte(self, number: int) -> None:
        """Send one byte as it is."""
        self._tmux("send-keys", "-H", f"{number:x}")

    def screen(self) -> str:
        """What stands on the screen, a line for each row."""
        return self._tmux("capture-pane", "-p")

    def lines(self) -> list[str]:
        """The rows of the screen."""
        return self.screen().split("\n")

    def resize(self, columns: int, rows: int) -> None:
        """Give the window another size."""
        self._tmux("resize-window", "-x", str(columns), "-y", str(rows))

    def has_exited(self) -> bool:
        """Whether the program has ended."""
        return self._ending.exists() and self._ending.read_text().endswith("\n")

    def exit_code(self, timeout: float = PATIENCE) -> int:
        """Wait until the program has ended and return its exit code: 128 and more by a signal."""
        self.until(self.has_exited, "the program to end", timeout)
        return int(self._ending.read_text())

    def wait_for(self, wanted: str | re.Pattern[str], timeout: float = PATIENCE) -> str:
        """Wait until text, or a match of a pattern, stands on the screen; return the screen."""
        pattern = re.compile(re.escape(wanted)) if isinstance(wanted, str) else wanted

        def seen() -> str | None:
            screen = self.screen()
            return screen if pattern.search(screen) else None

        return self.until(seen, repr(pattern.pattern), timeout)

    def wait_gone(self, unwanted: str, timeout: float = PATIENCE) -> str:
        """Wait until text is no longer on the screen; return the screen."""

        def seen() -> str | None:
            screen = self.screen()
            return screen if unwanted not in screen else None

        return self.until(seen, f"{unwanted!r} to vanish", timeout)

    def until(
        self, check: Callable[[], _Seen | None], what: str, timeout: float = PATIENCE
    ) -> _Seen:
        """Look again and again, so many times at most, until a check gives something true.

        The program is a process of its own that tells nobody when it has drawn; this is the one
        place that waits for it.
        """
        looks_after_end = 0
        for _ in range(int(timeout / _INTERVAL)):
            looks_after_end += self.has_exited()
            found = check()
            if found:
                return found
            if looks_after_end > _LOOKS_AFTER_END:
                break
            time.sleep(_INTERVAL)
        raise AssertionError(f"waited in vain for {what}; on the screen:\n{self.screen()}")

    def style_of(self, text: str) -> Style | None:
        """How the first occurrence of text is drawn; None when it is not on the screen."""
        for line in self._styled():
            at = line.plain.find(text)
            if at >= 0:
                return next((style for place, style in _styles(line) if at in place), None)
        return None

    def cursor_row(self) -> str:
        """The row of a list that has the cursor, up to a border: its background is its own."""
        # bars above and below, and scrollbars, which are one cell wide, have their own as well
        lines = [line for line in self._styled()[1:-1] if line.plain.strip()]
        grounds = [
            {style.bgcolor for place, style in _styles(line) if len(place) > 1} for line in lines
        ]
        common = Counter(ground for row in grounds for ground in row).most_common(1)[0][0]
        own = [line.plain for line, row in zip(lines, grounds, strict=True) if row - {common}]
        return own[-1].split("│")[0] if own else ""

    def kill(self) -> None:
        """End the program as kill -9 does."""
        shell = int(self._tmux("display-message", "-p", "#{pane_pid}"))
        children = Path(f"/proc/{shell}/task/{shell}/children").read_text().split()
        os.kill(int(children[0]), signal.SIGKILL)

    def close(self) -> None:
        """End this terminal's own tmux, and with it the program if it still runs."""
        if not self._folder.exists():
            return
        subprocess.run(
            ["tmux", "-L", "test", "kill-server"],
            env=self._environment,
            check=False,
            capture_output=True,
            timeout=PATIENCE,
        )
        shutil.rmtree(self._folder, ignore_errors=True)

    def _styled(self) -> list[Text]:
        # a row may go on in the style of the one above it
        drawn = Text.from_ansi(self._tmux("capture-pane", "-e", "-p").rstrip("\n"))
        return list(drawn.split("\n", allow_blank=True))

    def _tmux(self, *words: str) -> str:
        done = subprocess.run(
            ["tmux", "-L", "test", "-f", "/dev/null", *words],
            env=self._environment,
            check=False,
            capture_output=True,
            timeout=PATIENCE,
            text=True,
            encoding="utf-8",
        )
        assert done.returncode == 0, f"tmux {words[0]}: {done.stderr}"
        return done.stdout


def _styles(line: Text) -> Iterator[tuple[range, Style]]:
    for span in line.spans:
        style = Style.parse(span.style) if isinstance(span.style, str) else span.style
        yield range(span.start, span.end), style
