"""Values as the service lists them, and how two of them compare."""

import math
import unicodedata
from typing import TypeAlias

Value: TypeAlias = str | int | float | bool | None
"""What a field can hold: option values keep the type in which they are listed."""

_UNSAFE = frozenset({"Cc", "Cs", "Zl", "Zp"})
_BIDI = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def canonical(value: Value) -> str:
    """Return the text by which values are compared (IMA Open API, choosing the credit rule).

    Case does not count, booleans are ``true``/``false`` and a whole float is its integer, so that
    ``"5"``, ``5`` and ``5.0`` are the same and ``1k`` is ``1K``.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip().casefold()


def same(left: Value, right: Value) -> bool:
    """Tell whether two values are the same for the service."""
    return canonical(left) == canonical(right)


def as_number(value: Value) -> int | float | None:
    """Return a number, also one that stands as text; None for anything else, infinity included."""
    if value is None or isinstance(value, bool | int):
        return None if isinstance(value, bool) else value
    if isinstance(value, str):
        if "_" in value:
            return None
        for kind in (int, float):
            try:
                return as_number(kind(value))
            except ValueError:
                continue
        return None
    return value if math.isfinite(value) else None


def is_scalar(value: object) -> bool:
    """Tell whether a decoded JSON value is one a field can hold."""
    return value is None or isinstance(value, str | int | float | bool)


def clean(text: object, limit: int = 400) -> str:
    """Return text of the service made safe to show: one line, no control or bidi characters.

    Args:
        text: whatever stood in the place of a text.
        limit: the greatest length in characters; a longer text ends in an ellipsis.
    """
    if not isinstance(text, str):
        return str(text)[:limit] if isinstance(text, int | float) else ""
    if len(text) > 4 * limit:
        text = text[: 4 * limit]
    kept = "".join(
        " " if unicodedata.category(char) in _UNSAFE else char for char in text if char not in _BIDI
    )
    line = " ".join(kept.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"
