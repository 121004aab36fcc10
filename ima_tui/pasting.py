"""What is pasted is text, whatever stands in it and in however many pieces it comes."""

from collections.abc import Iterable
from typing import Final

from textual import events
from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.message import Message

_REACH: Final = len(BRACKETED_PASTE_START) - 1
"""How much of a mark may have come with what was read before."""


class PasteParser(XTermParser):
    """Reads a terminal's keys and pastes.

    Textual looks for keys also in what is pasted: a control sign behind an escape there presses a
    key of ours, ``ctrl+r`` among them, and a mark of the end that comes in two pieces is missed,
    so that everything typed from then on is taken for part of the paste.
    """

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._before = ""
        self._pasted: str | None = None
        self._whole = ""

    def feed(self, data: str) -> Iterable[Message]:
        """Read on.

        Args:
            data: What came; nothing at the end.
        """
        if not data:
            yield from super().feed(data)
        while data:
            if self._pasted is None:
                keys, data = self._before_a_paste(data)
                # the bare marks are a paste of nothing
                yield from (one for one in super().feed(keys) if not isinstance(one, events.Paste))
            else:
                data = self._more_of_a_paste(self._pasted, data)
                if self._pasted is None:
                    yield events.Paste(self._whole)

    def _before_a_paste(self, data: str) -> tuple[str, str]:
        """Part what stands before a paste, with its marks, from what is pasted."""
        seen = self._before + data
        at = seen.find(BRACKETED_PASTE_START)
        if at < 0:
            self._before = seen[-_REACH:]
            return data, ""
        begin = at + len(BRACKETED_PASTE_START) - len(self._before)
        self._before, self._pasted = "", ""
        return data[:begin] + BRACKETED_PASTE_END, data[begin:]

    def _more_of_a_paste(self, pasted: str, data: str) -> str:
        """Add to what is pasted; return what comes behind it."""
        seen = pasted + data
        end = seen.find(BRACKETED_PASTE_END, max(0, len(pasted) - _REACH))
        if end < 0:
            self._pasted = seen
            return ""
        # Textual leaves out NUL as well
        self._whole, self._pasted = seen[:end].replace("\x00", ""), None
        return seen[end + len(BRACKETED_PASTE_END) :]
