"""A filter that lets words stand out from what is behind them, in every theme.

Themes promise no contrast: the accent of a light one, or what is dimmed in most, can hardly be read
as text. After this filter all words can, ours and those of Textual's widgets.
"""

import re
from functools import lru_cache

from rich.color import Color, ColorType
from rich.segment import Segment
from rich.style import Style
from textual import color as textual_color
from textual.filter import LineFilter

LEAST = 4.5
"""For words of normal size (WCAG 2.2, contrast minimum)."""

_STEPS = 20
_BLACK, _WHITE = textual_color.BLACK.rich_color, textual_color.WHITE.rich_color
_WORDS = re.compile(r"[!-~\w–-…←-⇿■-⟿]")
"""What is read: words, arrows, marks. Lines, bars and pictures are drawn as they are."""


class Legible(LineFilter):
    """Moves the colour of words towards black or white until they can be read.

    Args:
        least: the contrast that all words have at least, as WCAG 2.2 defines it.
    """

    def __init__(self, least: float = LEAST) -> None:
        super().__init__()
        self._least = least

    def apply(self, segments: list[Segment], _background: textual_color.Color) -> list[Segment]:
        """Return the line with its words legible."""
        return [_legible(segment, self._least) for segment in segments]


def contrast(one: Color, other: Color) -> float:
    """Return how far two colours are apart (WCAG 2.2), from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _legible(segment: Segment, least: float) -> Segment:
    text, style, control = segment
    if style is None or control:
        return segment
    new = _restyled(style, least)
    return segment if new is style or not _WORDS.search(text) else Segment(text, new)


@lru_cache(4096)
def _restyled(style: Style, least: float) -> Style:
    words, ground = style.color, style.bgcolor
    if words is None or ground is None:
        return style
    if not style.reverse:
        found = _moved(words, ground, least)
        return style if found is words else style + Style(color=found)
    found = _moved(ground, words, least)
    return style if found is ground else style + Style(bgcolor=found)


def _moved(words: Color, ground: Color, least: float) -> Color:
    """The colour nearest to that of the words that can be read; the terminal's own stay."""
    own = ColorType.TRUECOLOR
    if words.type is not own or ground.type is not own or contrast(words, ground) >= least:
        return words
    darker = _luminance(words) < _luminance(ground)
    end = _BLACK if darker else _WHITE
    if contrast(end, ground) < least:
        # light words on a light ground: what is needed is the other of the two, and all of it
        return max(_BLACK, _WHITE, key=lambda end: contrast(end, ground))
    start, to = (textual_color.Color.from_rich_color(one) for one in (words, end))
    steps = (start.blend(to, step / _STEPS).rich_color for step in range(1, _STEPS))
    return next((step for step in steps if contrast(step, ground) >= least), end)


def _luminance(colour: Color) -> float:
    parts = (part / 255 for part in colour.get_truecolor())
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
