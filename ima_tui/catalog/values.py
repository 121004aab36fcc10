"""Values as the service lists them, and how they are compared."""

import math
import re
import unicodedata
from typing import Final, TypeAlias

from .characters import CONTROLS, DIRECTIONS, HALVES

Value: TypeAlias = str | int | float | bool | None
"""What a field can hold: option values keep the type in which they are listed."""

_SPACED = re.compile(f"[{CONTROLS}{HALVES}]")
_REMOVED = re.compile(f"[{DIRECTIONS}]")
SCALARS: Final = (str, int, float, bool)
"""``isinstance`` is several times faster with a tuple than with a union; lists hold many values."""

_NUMBER = re.compile(r"\d+(?:\.\d+)*")
_MARKED_VERSION = re.compile(r"(?<![^\W\d_])v[\s._-]*(\d+(?:\.\d+)*)")


def canonical(value: Value) -> str:
    """Return the text by which values are compared (IMA Open API, choosing the credit rule).

    Case does not count, booleans are ``true``/``false`` and a whole float is its integer, so that
    ``"5"``, ``5`` and ``5.0`` are the same and ``1k`` is ``1K``.
    """
    return written(value).strip().casefold()


def written(value: Value) -> str:
    """Return a value as text in JSON's spelling, not Python's."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value)


def same(left: Value, right: Value) -> bool:
    """Return whether two values are the same to the service."""
    return canonical(left) == canonical(right)


def folded(text: str) -> str:
    """Return a name normalised for comparison: case-folded, full-width letters made narrow."""
    return unicodedata.normalize("NFKC", text).casefold()


def squashed(text: str) -> str:
    """Return a text case-folded and without spaces, hyphens, dots and underscores."""
    return "".join(char for char in folded(text) if char not in "-._" and not char.isspace())


def version_in(name: str) -> str:
    """Return the version number in a model's name: ``5.5`` of "Pixverse V5.5"; empty for none.

    A number after a "V" takes precedence: "Model 2026 V3" is version 3.
    """
    plain = folded(name)
    found = _MARKED_VERSION.search(plain)
    if found is not None:
        return found[1]
    number = _NUMBER.search(plain)
    return number[0] if number else ""


def version_number(name: str) -> tuple[int, ...]:
    """Return the version in a model's name, comparable as numbers; empty without one."""
    parts = [int(part) for part in version_in(name).split(".") if part]
    while len(parts) > 1 and parts[-1] == 0:
        parts.pop()
    return tuple(parts)


def as_number(value: Value) -> int | float | None:
    """Return a number, also if given as text; None for anything else, infinity included."""
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
    """Return whether a decoded JSON value is one a field can hold."""
    return value is None or isinstance(value, SCALARS)


def clean(text: object, limit: int = 400) -> str:
    """Return text from the service made safe to show: one line, no control or bidi characters.

    Args:
        text: any value in the place of a text.
        limit: the greatest length in characters; a longer text ends in an ellipsis.
    """
    if not isinstance(text, str):
        return str(text)[:limit] if isinstance(text, int | float) else ""
    if len(text) > 4 * limit:
        text = text[: 4 * limit]
    line = " ".join(_SPACED.sub(" ", _REMOVED.sub("", text)).split())
    return line if len(line) <= limit else line[: limit - 1] + "…"
