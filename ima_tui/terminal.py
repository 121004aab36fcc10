"""What Textual takes for granted and not all terminals give: UTF-8, and time after an escape."""

import io
import string
from codecs import IncrementalDecoder, getincrementaldecoder
from collections.abc import Callable
from functools import partial
from typing import Any, Final, NamedTuple, cast

from textual import _ansi_sequences
from textual.drivers import linux_driver
from textual.keys import KEY_NAME_REPLACEMENTS, Keys, _character_to_key

from .charset import is_utf8

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


class TerminalDriver(linux_driver.LinuxDriver):
    """Draws in UTF-8 whatever the locale says, and outlives bytes that are none."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        part_escapes()
        # a byte that is no UTF-8, as an old terminal may send, would end the app
        setattr(linux_driver, "getincrementaldecoder", _lenient)  # noqa: B010 - it is overloaded
        if isinstance(self._file, io.TextIOWrapper) and not is_utf8(self._file.encoding):
            # what the locale's encoding lacks would be drawn as six signs in the place of one
            self._file.reconfigure(encoding="utf-8")


def _lenient(encoding: str) -> Callable[[], IncrementalDecoder]:
    """Return what makes decoders that leave out what they can't read."""
    return partial(getincrementaldecoder(encoding), "ignore")
