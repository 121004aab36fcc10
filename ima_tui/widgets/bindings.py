"""Key bindings made from the registry of actions."""

from textual.binding import Binding, BindingType

from ..actions import actions_of


def bindings_of(*scopes: str) -> list[BindingType]:
    """Return the bindings of some scopes.

    The words stand in the key bar and in the help, which follow the language; a binding itself
    carries none.
    """
    return [
        Binding(",".join(action.keys), action.textual, "", show=False, priority=action.in_fields)
        for action in actions_of(*scopes)
        if action.id != "palette"  # Textual's own binding
    ]


def key_name(key: str) -> str:
    """Return a key as it is written on keyboards and in help."""
    return _NAMES.get(key, key)


_NAMES = {
    "question_mark": "?",
    "enter": "↵",
    "escape": "esc",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "pgup",
    "pagedown": "pgdn",
}
