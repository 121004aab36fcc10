"""All settings: their keys, how values are checked, and what is allowed."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from ..keymap import KEYS_SECTION
from ..locale import LANGUAGES

_MOST_POINTS: Final = 10**9
_MOST_TEXT: Final = 200


def _points(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _MOST_POINTS


def _places(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 32


def _text(value: object) -> bool:
    return isinstance(value, str) and 1 <= len(value) <= _MOST_TEXT and value.isprintable()


def _folder(value: object) -> bool:
    """An absolute folder: a relative one would depend on the working directory."""
    if not isinstance(value, str) or not value.isprintable():
        return False
    try:
        return Path(value).expanduser().is_absolute()
    except RuntimeError:
        return False


def _switch(value: object) -> bool:
    return isinstance(value, bool)


def _one_of(*names: str) -> tuple[Callable[[object], bool], str]:
    return (lambda value: value in names), ", ".join(f'"{name}"' for name in names)


_POINTS: Final = (_points, f"0-{_MOST_POINTS}")
_SWITCH: Final = (_switch, "true, false")
_TEXT: Final = (_text, f'"…" (1-{_MOST_TEXT})')
_ACTION_KEYS: Final = (_text, '"f5", "ctrl+x", "x, y", …')
_ADDRESS: Final = (_text, '"https://…"')

THEMES: Final = (
    *("ansi-dark", "ansi-light", "atom-one-dark", "atom-one-light", "catppuccin-frappe"),
    *("catppuccin-latte", "catppuccin-macchiato", "catppuccin-mocha", "dracula", "flexoki"),
    *("gruvbox", "ima-colour-blind", "ima-high-contrast", "monokai", "nord", "rose-pine"),
    *("rose-pine-dawn", "rose-pine-moon", "solarized-dark", "solarized-light", "textual-dark"),
    *("textual-light", "tokyo-night"),
)
"""Textual's themes and ours, listed here so that commands know them without Textual."""

Rule = tuple[Callable[[object], bool], str]
"""Whether a value is allowed, and the allowed values in words."""

KEYS: Final[Mapping[str, Rule]] = {
    "language": _one_of(*LANGUAGES),
    "theme": _one_of(*THEMES),
    "budget.confirm_above": _POINTS,
    "budget.session": _POINTS,
    "budget.day": _POINTS,
    "budget.month": _POINTS,
    "queue.at_once": (_places, "1-32"),
    "prompts.keep": _SWITCH,
    "saving.auto": _SWITCH,
    "saving.folder": (_folder, '"/…", "~/…"'),
    "saving.names": _TEXT,
    "saving.descriptions": _SWITCH,
    "notices.toast": _SWITCH,
    "notices.bell": _SWITCH,
    "notices.desktop": _SWITCH,
    "notices.title": _SWITCH,
    "display.calm": _SWITCH,
    "preview.mode": _one_of("auto", "kitty", "sixel", "blocks", "off"),
    "corrections": _one_of("automatic", "ask", "off"),
    "preferences.share": _SWITCH,
    "preferences.user": _TEXT,
    "service.base_url": _ADDRESS,
    "service.upload_url": _ADDRESS,
}

SECTIONS: Final = frozenset(key.partition(".")[0] for key in (*KEYS, KEYS_SECTION) if "." in key)
"""The tables of the file: a plain value in the place of one says nothing."""


def rule_of(key: str) -> Rule | None:
    """Return the rule of a setting; None if there is no such setting.

    Args:
        key: its dotted key. Actions and their possible keys are checked elsewhere, by ``keymap``.
    """
    return _ACTION_KEYS if key.startswith(KEYS_SECTION) else KEYS.get(key)
