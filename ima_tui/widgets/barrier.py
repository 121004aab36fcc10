"""The last filter before the terminal: no control or bidirectional characters get through.

Text is already made safe where it is drawn (``catalog.characters.plain``). This catches whatever
that misses: text that the user pasted, and widgets that are not ours.
"""

import re

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from ..catalog.characters import CONTROLS, DIRECTIONS, HALVES

_HARMFUL = re.compile(f"[{CONTROLS}{DIRECTIONS}{HALVES}]")


class Barrier(LineFilter):
    """Replaces unsafe characters in each line without moving the others to other cells."""

    def apply(self, segments: list[Segment], _background: Color) -> list[Segment]:
        """Return the filtered segments; our own control sequences pass."""
        if all(text.isprintable() or control for text, _, control in segments):
            return segments
        return [_harmless(segment) for segment in segments]


def _harmless(segment: Segment) -> Segment:
    text, style, control = segment
    if control or text.isprintable():
        return segment
    return Segment(_HARMFUL.sub(lambda found: " " * cell_len(found[0]), text), style)
