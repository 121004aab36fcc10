"""The terminal driver: UTF-8 in any locale, escape followed by a key, vanishing terminals."""

import contextlib
import io
import os
import signal
import string
from codecs import IncrementalDecoder, getincrementaldecoder
from collections.abc import Callable
from functools import partial
from typing import IO, Any, Final, NamedTuple, cast

from textual import _ansi_sequences
from textual.drivers import linux_driver
from textual.keys import KEY_NAME_REPLACEMENTS, Keys, _character_to_key

from .charset import is_utf8
from .hangup import has_hung_up
from .locale import t
from .pasting import PasteParser

_BEGIN_SEQUENCES: Final = frozenset("[]OPNX^_")
"""Characters that follow an escape in sequences that terminals send."""

_WORD_LEFT_AND_RIGHT: Final = frozenset("bf")
"""Follows an escape when a terminal sends alt with an arrow, which Textual supports."""


class _Key(NamedTuple):
    """A key name in Textual's table of sequences."""

    value: str


def part_escapes() -> None:
    """Parse an escape directly followed by a key as those two keys.

    Over a slow connection, and within tmux, a key that follows ``esc`` within half a second arrives
    in the same burst, like ``alt`` with a key. Textual then reads a digit as a character typed with
    ``alt`` on certain keyboards (``esc 2`` types a trade mark) and a letter as itself. No action of
    ours needs ``alt``.
    """
    table = cast("dict[str, Any]", _ansi_sequences.ANSI_SEQUENCES_KEYS)
    for character in string.digits + string.ascii_letters + string.punctuation:
        if character not in _BEGIN_SEQUENCES | _WORD_LEFT_AND_RIGHT:
            name = character if character.isalnum() else _character_to_key(character)
            table[f"\x1b{character}"] = (Keys.Escape, _Key(KEY_NAME_REPLACEMENTS.get(name, name)))


class WhileThere:
    """A terminal's file that accepts writes also when the terminal is gone.

    Otherwise Textual's writer thread would fail, and the next repaint wait for it for ever.
    """

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def write(self, text: str) -> int:
        """Write text, or drop it."""
        with contextlib.suppress(OSError):
            self._file.write(text)
        return len(text)

    def flush(self) -> None:
        """Flush, or drop the buffer."""
        with contextlib.suppress(OSError):
            self._file.flush()

    def fileno(self) -> int:
        """Return the number of the file."""
        return self._file.fileno()


class TerminalDriver(linux_driver.LinuxDriver):
    """Draws in UTF-8 in any locale, and survives invalid bytes and the loss of its terminal."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        part_escapes()
        setattr(linux_driver, "XTermParser", PasteParser)  # noqa: B010 - the driver creates it itself
        # an invalid byte, as an old terminal may send, would end the app
        setattr(linux_driver, "getincrementaldecoder", _lenient)  # noqa: B010 - it is overloaded
        if isinstance(self._file, io.TextIOWrapper) and not is_utf8(self._file.encoding):
            # characters missing in the locale's encoding would be drawn as six instead of one
            self._file.reconfigure(encoding="utf-8")
        self._file = cast("Any", WhileThere(cast("IO[str]", self._file)))

    def _sigtstp_application(self, *_: object) -> None:
        """Stop the whole process group, as under ``make demo``; otherwise no shell comes back.

        Without a shell to resume it, the system does not stop the group; then redraw at once.
        """
        if self._auto_restart:
            self.suspend_application_mode()
            self._must_signal_resume = True
        ours = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.kill(0, signal.SIGTSTP)
        signal.signal(signal.SIGTSTP, ours)
        if self._must_signal_resume:  # not redrawn by SIGCONT
            self._sigcont_application()
            self._app.call_later(self._app.notify, t("put-aside-not"), markup=False)

    def _sigcont_application(self, *_: object) -> None:
        """Redraw after a stop; without one Textual would start a second reader of keys.

        SIGCONT also comes when the terminal is taken away, and nothing would end that second
        reader, nor the program, which holds the locks of its tasks.
        """
        if has_hung_up() or not self._auto_restart:
            return
        if not self._must_signal_resume:  # stopped by SIGSTOP, which can't be handled
            self.suspend_application_mode()
        self.resume_application_mode()
        # Textual redraws nothing while the size is the same
        self._app.call_later(self._app.refresh, layout=True)


def _lenient(encoding: str) -> Callable[[], IncrementalDecoder]:
    """Return a factory of decoders that skip invalid bytes."""
    return partial(getincrementaldecoder(encoding), "ignore")
