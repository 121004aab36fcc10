"""How pictures are drawn in a terminal, as the user set it or as the environment tells."""

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
"""The setting that leaves it to the environment."""

_INSIDE: Final = ("TMUX", "STY", "ZELLIJ")
"""Variables of programs that stand between an app and its terminal, and drop pictures."""

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
"""A variable, how its value begins, and what a terminal that sets it so can do.

A terminal could be asked instead, but only before the app runs, at a cost of 80 ms, and what it
answers late would be taken for keys.
"""


def mode_of(setting: str, environment: Mapping[str, str]) -> Mode:
    """Return how pictures are drawn.

    Args:
        setting: ``AUTO``, or the name of a ``Mode``.
        environment: the environment variables, which tell of the terminal.
    """
    if setting != AUTO:
        return Mode(setting)
    between = any(environment.get(name) for name in _INSIDE)
    # grey pictures are made of colours, too: those that carry a picture's number would be lost
    if between or environment.get("NO_COLOR") or environment.get("TERM", "").startswith("screen"):
        return Mode.BLOCKS
    for name, begins, mode in _HINTS:
        value = environment.get(name, "")
        if value and value.startswith(begins):
            return mode
    return Mode.BLOCKS


def next_mode(mode: Mode) -> Mode:
    """Return the next way of drawing, in a circle."""
    modes = list(Mode)
    return modes[(modes.index(mode) + 1) % len(modes)]
