"""What Textual takes for granted of terminals: UTF-8, time after an escape, that they stay."""

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
"""What may stand behind an escape that a terminal sends by itself."""

_WORD_LEFT_AND_RIGHT: Final = frozenset("bf")
"""Behind an escape: how many terminals send alt with an arrow, and Textual reads it so."""


class _Key(NamedTuple):
    """A key as Textual's table of sequences names it."""

    value: str


def part_escapes() -> None:
    """Read an escape with a key right behind it as those two keys.

    Over a slow line, and within tmux, whatever follows ``esc`` within half a second comes in the
    same burst, as ``alt`` with a key does. Textual takes a digit for a sign typed with ``alt`` on
    one make of keyboard (``esc 2`` types a trade mark), a letter for a letter. No action of ours
    needs ``alt``.
    """
    table = cast("dict[str, Any]", _ansi_sequences.ANSI_SEQUENCES_KEYS)
    for character in string.digits + string.ascii_letters + string.punctuation:
        if character not in _BEGIN_SEQUENCES | _WORD_LEFT_AND_RIGHT:
            name = character if character.isalnum() else _character_to_key(character)
            table[f"\x1b{character}"] = (Keys.Escape, _Key(KEY_NAME_REPLACEMENTS.get(name, name)))


class WhileThere:
    """A terminal's file that takes what is written also when the terminal is gone.

    Textual's writer would end with an error there, and whoever draws next wait for it for ever.
    """

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def write(self, text: str) -> int:
        """Write text, or drop it."""
        with contextlib.suppress(OSError):
            self._file.write(text)
        return len(text)

    def flush(self) -> None:
        """Write what is waiting, or drop it."""
        with contextlib.suppress(OSError):
            self._file.flush()

    def fileno(self) -> int:
        """Return the number of the file."""
        return self._file.fileno()


class TerminalDriver(linux_driver.LinuxDriver):
    """Draws in UTF-8 whatever the locale says, outlives bytes that are none, and its terminal."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        part_escapes()
        setattr(linux_driver, "XTermParser", PasteParser)  # noqa: B010 - the driver makes its own
        # a byte that is no UTF-8, as an old terminal may send, would end the app
        setattr(linux_driver, "getincrementaldecoder", _lenient)  # noqa: B010 - it is overloaded
        if isinstance(self._file, io.TextIOWrapper) and not is_utf8(self._file.encoding):
            # what the locale's encoding lacks would be drawn as six signs in the place of one
            self._file.reconfigure(encoding="utf-8")
        self._file = cast("Any", WhileThere(cast("IO[str]", self._file)))

    def _sigtstp_application(self, *_: object) -> None:
        """Stop with all that were started with us, as ``make demo`` is, else no shell comes back.

        The system stops nobody where no shell could say "go on"; then it is drawn anew at once.
        """
        if self._auto_restart:
            self.suspend_application_mode()
            self._must_signal_resume = True
        ours = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.kill(0, signal.SIGTSTP)
        signal.signal(signal.SIGTSTP, ours)
        if self._must_signal_resume:  # not drawn anew when the system said "go on"
            self._sigcont_application()
            self._app.call_later(self._app.notify, t("put-aside-not"), markup=False)

    def _sigcont_application(self, *_: object) -> None:
        """Draw anew after a stop; Textual begins a second reader of keys where there was no stop.

        The system says "go on" also when it takes a terminal away, and nothing would end that
        second reader, nor with it the program, which holds the locks of its tasks.
        """
        if has_hung_up() or not self._auto_restart:
            return
        if not self._must_signal_resume:  # stopped by a signal that asks nobody
            self.suspend_application_mode()
        self.resume_application_mode()
        # Textual draws nothing as long as the size is the same
        self._app.call_later(self._app.refresh, layout=True)


def _lenient(encoding: str) -> Callable[[], IncrementalDecoder]:
    """Return what makes decoders that leave out what they can't read."""
    return partial(getincrementaldecoder(encoding), "ignore")
