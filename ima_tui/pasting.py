"""Pasted input is always text, whatever it contains and however it is split into chunks."""

from collections.abc import Iterable
from typing import Final

from textual import events
from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.message import Message

_REACH: Final = len(BRACKETED_PASTE_START) - 1
"""The longest part of a marker that may have arrived with the previous chunk."""


class PasteParser(XTermParser):
    """Reads a terminal's keys and pastes.

    Textual also looks for keys within pasted text: a control character after an escape there
    triggers a key of ours, such as ``ctrl+r``, and an end marker split into two chunks is missed,
    so that everything typed later is taken for part of the paste.
    """

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._before = ""
        self._pasted: str | None = None

    def feed(self, data: str) -> Iterable[Message]:
        """Parse input.

        Args:
            data: the input; empty at the end.
        """
        if not data:
            yield from super().feed(data)
        while data:
            if self._pasted is None:
                keys, data = self._before_a_paste(data)
                # the markers alone look like an empty paste
                yield from (one for one in super().feed(keys) if not isinstance(one, events.Paste))
            else:
                whole, data = self._more_of_a_paste(self._pasted, data)
                if whole is not None:
                    yield events.Paste(whole)

    def _before_a_paste(self, data: str) -> tuple[str, str]:
        """Split off what comes before a paste, including its start marker."""
        seen = self._before + data
        at = seen.find(BRACKETED_PASTE_START)
        if at < 0:
            self._before = seen[-_REACH:]
            return data, ""
        begin = at + len(BRACKETED_PASTE_START) - len(self._before)
        self._before, self._pasted = "", ""
        return data[:begin] + BRACKETED_PASTE_END, data[begin:]

    def _more_of_a_paste(self, pasted: str, data: str) -> tuple[str | None, str]:
        """Append to the paste; return all of it once it has ended, and what follows."""
        seen = pasted + data
        end = seen.find(BRACKETED_PASTE_END, max(0, len(pasted) - _REACH))
        if end < 0:
            self._pasted = seen
            return None, ""
        self._pasted = None
        # Textual drops NUL as well
        return seen[:end].replace("\x00", ""), seen[end + len(BRACKETED_PASTE_END) :]
