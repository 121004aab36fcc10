"""Key bindings made from the registry of actions."""

from textual.binding import Binding, BindingType

from ..actions import LIST, Action, actions_of, qualified


def bindings_of(*scopes: str) -> list[BindingType]:
    """Return the bindings of some scopes.

    The words stand in the key bar and in the help, which follow the language; a binding itself
    carries none.
    """
    return [
        Binding(
            ",".join(action.keys),
            _call(action),
            "",
            show=False,
            priority=action.in_fields,
            id=action.id,
        )
        for action in actions_of(*scopes)
        if action.keys and action.id != "palette"  # Textual's own binding
    ]


def _call(action: Action) -> str:
    """A screen's own action is found on it; that of the app has to be said."""
    own = action.scope == LIST or not qualified(action).startswith("app.")
    return action.textual if own else qualified(action)
