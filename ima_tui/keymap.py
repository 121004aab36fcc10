"""The keys of actions as the user set them, and why some are not possible."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from .actions import ACTIONS, APP, CREATE, INPUTS, LIST, SCOPES, SHEET, STEP, Action

KEYS_SECTION: Final = "keys."
"""The prefix of settings with the keys of an action."""

_NAMED: Final = frozenset(
    {"enter", "escape", "tab", "shift+tab", "space", "up", "down", "left", "right"}
    | {"home", "end", "pageup", "pagedown", "insert", "delete", "backspace"}
)
_FUNCTION = re.compile(r"(?:(?:ctrl|shift|alt)\+)?f([1-9]|1[0-9]|2[0-4])")
_WITH_CTRL = re.compile(r"(?:ctrl|alt)\+(?:[a-z0-9]|up|down|left|right|home|end|enter|space)")
_RESERVED: Final = frozenset({"ctrl+c", "ctrl+q", "ctrl+p"})
"""Reserved by Textual: to copy, to quit, to open the palette."""

_SHORT_NAMES: Final = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
"""Characters that Textual names differently from Unicode."""

_SIGNS: Final = {
    _SHORT_NAMES.get(name, name): char
    for char in map(chr, range(33, 127))
    if not char.isalnum()
    for name in [unicodedata.name(char).lower().replace("-", "_").replace(" ", "_")]
}
"""Characters by the names of their keys."""

_WRITTEN: Final = {
    "enter": "↵",
    "escape": "esc",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "pgup",
    "pagedown": "pgdn",
}
"""Display names that differ from the keys' names."""


@dataclass(frozen=True, slots=True)
class KeyProblem:
    """The reason why an action can't have a key.

    Attributes:
        reason: ``unknown`` (there is no such key), ``no_action``, ``reserved``, ``typing`` (the
            action works in text fields, where the key would be typed) or ``taken``.
        action: the action's name, as the setting has it.
        key: the key.
        other: the name of the action that has the key.
    """

    reason: str
    action: str
    key: str
    other: str = ""


_chosen: dict[str, tuple[str, ...]] = {}


def use_keys(chosen: Mapping[str, tuple[str, ...]]) -> None:
    """Use other keys than the defaults from now on.

    Args:
        chosen: keys by the name of the action; all others have their default keys.
    """
    _chosen.clear()
    _chosen.update(chosen)


def keys_of(action: Action) -> tuple[str, ...]:
    """Return the keys of an action; the first one is the one shown."""
    return _chosen.get(action.id, action.keys)


def key_sign(key: str) -> str:
    """Return the character that a key types, or else the key's name."""
    return _SIGNS.get(key, key)


def key_name(key: str) -> str:
    """Return the display name of a key."""
    return _WRITTEN.get(key) or key_sign(key)


def key_names(keys: Iterable[str]) -> str:
    """Return the display names of some keys, side by side."""
    return " ".join(map(key_name, keys))


def key_of(name: str) -> str:
    """Return the display name of an action's key; empty if it has none.

    Raises:
        StopIteration: there is no such action.
    """
    keys = keys_of(next(action for action in ACTIONS if action.id == name))
    return key_name(keys[0]) if keys else ""


def key_named(text: str) -> str:
    """Return Textual's name of a key, given its name or its character."""
    text = text.strip()
    return next((name for name, sign in _SIGNS.items() if sign == text), text)


def keys_in(
    values: Mapping[str, Any],
) -> tuple[Mapping[str, tuple[str, ...]], tuple[KeyProblem, ...]]:
    """Return the valid keys from the settings, and what is wrong with the others.

    Args:
        values: checked settings by dotted key.
    """
    chosen: dict[str, tuple[str, ...]] = {}
    problems: list[KeyProblem] = []
    for key, value in values.items():
        if not key.startswith(KEYS_SECTION):
            continue
        name = key.removeprefix(KEYS_SECTION)
        keys = tuple(key_named(part) for part in value.split(","))
        found = _problem(name, keys, chosen)
        if found is None:
            chosen[name] = keys
        else:
            problems.append(found)
    return chosen, tuple(problems)


def problem_with(name: str, key: str) -> KeyProblem | None:
    """Return why an action can't have a key with the current keys; None if it can.

    Args:
        name: the action's.
        key: a key's name.
    """
    return _problem(name, (key,), {other: keys for other, keys in _chosen.items() if other != name})


def _problem(
    name: str, keys: tuple[str, ...], chosen: Mapping[str, tuple[str, ...]]
) -> KeyProblem | None:
    action = next((one for one in ACTIONS if one.id == name), None)
    if action is None or action.id == "palette":
        return KeyProblem("no_action", name, ",".join(keys))
    for key in keys:
        if reason := _unfit(action, key):
            return KeyProblem(reason, name, key)
        for other in sorted(ACTIONS, key=lambda one: one.scope != action.scope):
            if other is action or not _meet(action, other):
                continue
            # actions that share a key by default may go on sharing it
            shared = key in action.keys and key in other.keys
            if key in chosen.get(other.id, other.keys) and not shared:
                return KeyProblem("taken", name, key, other.id)
    return None


def _unfit(action: Action, key: str) -> str:
    types = len(key) == 1 or key in _SIGNS or key == "space"
    if key in _RESERVED:
        return "reserved"
    if not (types or key in _NAMED or _FUNCTION.fullmatch(key) or _WITH_CTRL.fullmatch(key)):
        return "unknown"
    if action.in_fields and (types or key in _NAMED) and key not in action.keys:
        return "typing"
    return ""


def _meet(one: Action, other: Action) -> bool:
    """Return whether a key could mean both actions in the same context."""
    scopes = {one.scope, other.scope}
    if len(scopes) == 1 or scopes & {APP, LIST}:
        return True
    if INPUTS in scopes:
        return scopes - {INPUTS} <= {CREATE, STEP, SHEET}
    return any(scopes <= set(both) for both in SCOPES.values())
