"""How long tasks take: the estimated time of a product, shortened by the speed, and the draw."""

import random
import re
from typing import NamedTuple

_RANGE = re.compile(r"(\d+(?:\.\d+)?)~(\d+(?:\.\d+)?)s")
_SHORTEST = 0.01


class Span(NamedTuple):
    """A range of seconds."""

    low: float
    high: float

    def sped_up(self, speed: float) -> "Span":
        """The same range at ``speed`` times the pace."""
        return Span(self.low / speed, self.high / speed)

    def as_tag(self) -> str:
        """The EET tag's text, as in ``20~35s``: whole seconds from 1 up, hundredths below."""
        return f"{_shown(self.low)}~{_shown(self.high)}s"


def parse_span(tag: str) -> Span | None:
    """Read an EET tag; None if it is not a range of seconds."""
    found = _RANGE.fullmatch(tag.strip())
    return Span(float(found[1]), float(found[2])) if found else None


def draw_seconds(span: Span, *, seed: int, ordinal: int) -> float:
    """Draw how long a task takes.

    Args:
        span: The range, in seconds.
        seed: The simulator's seed.
        ordinal: The task's number since the beginning; the same seed and number give the same draw.
    """
    return random.Random(f"{seed}/{ordinal}/time").uniform(span.low, span.high)  # noqa: S311 - a draw, not a secret


def _shown(seconds: float) -> str:
    if round(seconds) >= 1:
        return str(round(seconds))
    return f"{max(seconds, _SHORTEST):.2f}".rstrip("0")
