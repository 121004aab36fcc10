"""Characters that are data nowhere: a terminal obeys them, or they turn around what is beside them.

The first three are parts of a regular expression's character class.
"""

from typing import Final

CONTROLS: Final = "\x00-\x1f\x7f-\x9f\u2028\u2029"
"""Control characters, and what ends a line for some readers."""

DIRECTIONS: Final = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""What says in which direction text runs."""

HALVES: Final = "\ud800-\udfff"
"""Halves of characters: no encoding has them."""

_AS_PICTURE: Final = "\ufe0f"


def plain(text: str, *, lines: bool = False) -> str:
    """Return text with a space for each character that has no shape of its own.

    What asks for a sign as a coloured picture goes: terminals differ in how wide that is then.

    Args:
        text: of anybody.
        lines: whether newlines stay.
    """
    text = text.replace(_AS_PICTURE, "")
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or (lines and c == "\n") else " " for c in text)
