"""Characters that are never shown: terminals obey them, or they change the direction of text.

The first three are parts of a regular expression's character class.
"""

from typing import Final

CONTROLS: Final = "\x00-\x1f\x7f-\x9f\u2028\u2029"
"""Control characters and line separators."""

DIRECTIONS: Final = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""Bidirectional control characters."""

HALVES: Final = "\ud800-\udfff"
"""Lone surrogates, which can't be encoded."""

_AS_PICTURE: Final = "\ufe0f"


def plain(text: str, *, lines: bool = False) -> str:
    """Return text with each invisible or control character replaced by a space.

    Variation selectors for emoji are removed: terminals differ in how wide they draw those.

    Args:
        text: from any source.
        lines: whether newlines stay.
    """
    text = text.replace(_AS_PICTURE, "")
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or (lines and c == "\n") else " " for c in text)
