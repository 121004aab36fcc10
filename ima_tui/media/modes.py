"""How pictures are drawn in a terminal, by the settings or the environment."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Mode(StrEnum):
    """A way of drawing pictures."""

    KITTY = "kitty"
    SIXEL = "sixel"
    BLOCKS = "blocks"
    OFF = "off"


AUTO: Final = "auto"
"""The setting that lets the environment decide."""

_INSIDE: Final = ("TMUX", "STY", "ZELLIJ")
"""Variables of terminal multiplexers, which drop pictures."""

_HINTS: Final = (
    ("KITTY_WINDOW_ID", "", Mode.KITTY),
    ("TERM", "xterm-kitty", Mode.KITTY),
    ("TERM", "xterm-ghostty", Mode.KITTY),
    ("TERM_PROGRAM", "ghostty", Mode.KITTY),
    ("TERM_PROGRAM", "WezTerm", Mode.SIXEL),
    ("TERM_PROGRAM", "iTerm.app", Mode.SIXEL),
    ("TERM_PROGRAM", "contour", Mode.SIXEL),
    ("KONSOLE_VERSION", "", Mode.SIXEL),
    ("TERM", "foot", Mode.SIXEL),
    ("TERM", "mlterm", Mode.SIXEL),
)
"""A variable, a prefix of its value, and what terminals that set it so can do.

Querying the terminal is possible only before the app runs and costs 80 ms, and late answers would
be taken for keys.
"""


def mode_of(setting: str, environment: Mapping[str, str]) -> Mode:
    """Return how pictures are drawn.

    Args:
        setting: ``AUTO``, or the name of a ``Mode``.
        environment: the environment variables, which identify the terminal.
    """
    if setting != AUTO:
        return Mode(setting)
    between = any(environment.get(name) for name in _INSIDE)
    # greyscale filters would change the colours that encode a picture's number
    if between or environment.get("NO_COLOR") or environment.get("TERM", "").startswith("screen"):
        return Mode.BLOCKS
    for name, begins, mode in _HINTS:
        value = environment.get(name, "")
        if value and value.startswith(begins):
            return mode
    return Mode.BLOCKS


def next_mode(mode: Mode) -> Mode:
    """Return the next way of drawing, cyclically."""
    modes = list(Mode)
    return modes[(modes.index(mode) + 1) % len(modes)]
