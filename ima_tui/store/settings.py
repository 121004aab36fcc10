"""The user's settings: a TOML file that is only read; what is wrong in it is told, never fatal."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

_MOST_POINTS = 10**9


@dataclass(frozen=True, slots=True)
class Mistake:
    """Something in the file that can't be used; the default stands in its place.

    Attributes:
        key: where: ``budget.day``; empty for the file as a whole.
        allowed: what may stand there.
    """

    path: Path
    key: str
    allowed: str

    @property
    def of_limits(self) -> bool:
        """Whether a limit of the user may not be known for it."""
        return not self.key or _is_budget(self.key.partition(".")[0])


@dataclass(frozen=True, slots=True)
class Settings:
    """What the file says, and the mistakes in it.

    Attributes:
        values: by dotted key; what is not set is missing.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    mistakes: tuple[Mistake, ...] = ()


def _points(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _MOST_POINTS


def _places(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 32


def _pattern(value: object) -> bool:
    return isinstance(value, str) and 1 <= len(value) <= 200


def _switch(value: object) -> bool:
    return isinstance(value, bool)


def _mode(value: object) -> bool:
    return value in {"automatic", "ask", "off"}


def _preview(value: object) -> bool:
    return value in {"auto", "kitty", "sixel", "blocks", "off"}


_POINTS = f"0-{_MOST_POINTS}"

KEYS: Mapping[str, tuple[Callable[[object], bool], str]] = {
    "budget.confirm_above": (_points, _POINTS),
    "budget.session": (_points, _POINTS),
    "budget.day": (_points, _POINTS),
    "budget.month": (_points, _POINTS),
    "queue.at_once": (_places, "1-32"),
    "saving.names": (_pattern, "1-200"),
    "saving.descriptions": (_switch, "true, false"),
    "preview.mode": (_preview, '"auto", "kitty", "sixel", "blocks", "off"'),
    "corrections": (_mode, '"automatic", "ask", "off"'),
}
"""Every key there is: whether a value may stand there, and what may."""


def read_settings(path: Path) -> Settings:
    """Return the settings of a file; a file that is not there says nothing."""
    try:
        content = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return Settings(mistakes=(Mistake(path, "", "TOML"),))
    values: dict[str, Any] = {}
    mistakes: list[Mistake] = []
    for key, value in _flat(content):
        fits, allowed = KEYS.get(key, (None, ""))
        if fits is None:
            if _is_budget(key.partition(".")[0]):
                mistakes.append(Mistake(path, key, ", ".join(_near(key))))
            continue
        if fits(value):
            values[key] = value
        else:
            mistakes.append(Mistake(path, key, allowed))
    return Settings(values, tuple(mistakes))


def _is_budget(section: str) -> bool:
    """Tell whether a section is the budget's, or meant to be."""
    return bool(get_close_matches(section.casefold(), ["budget"], cutoff=0.8))


def _near(key: str) -> list[str]:
    """Return the keys of the budget that may be meant; all where none is near."""
    known = [name for name in KEYS if name.startswith("budget.")]
    return get_close_matches(key.casefold(), known, cutoff=0.8) or known


def _flat(content: Mapping[str, Any]) -> list[tuple[str, Any]]:
    flat: list[tuple[str, Any]] = []
    for key, value in content.items():
        if isinstance(value, dict):
            flat += [(f"{key}.{inside}", one) for inside, one in value.items()]
        else:
            flat.append((key, value))
    return flat
