"""The last door before the terminal: nothing that is drawn can command it or turn text around.

Texts are made harmless where they are drawn (``catalog.characters.plain``), each in its own way.
This holds for whatever that misses: text that the user pasted, and widgets that are not ours.
"""

import re

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from ..catalog.characters import CONTROLS, DIRECTIONS, HALVES

_HARMFUL = re.compile(f"[{CONTROLS}{DIRECTIONS}{HALVES}]")


class Barrier(LineFilter):
    """Takes out of each line what is no sign; what stands behind it stays in its cell."""

    def apply(self, segments: list[Segment], _background: Color) -> list[Segment]:
        """Return the segments as the terminal may have them; our own sequences pass."""
        if all(text.isprintable() or control for text, _, control in segments):
            return segments
        return [_harmless(segment) for segment in segments]


def _harmless(segment: Segment) -> Segment:
    text, style, control = segment
    if control or text.isprintable():
        return segment
    return Segment(_HARMFUL.sub(lambda found: " " * cell_len(found[0]), text), style)
