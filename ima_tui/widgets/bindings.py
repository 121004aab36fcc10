"""Key bindings made from the registry of actions."""

from textual.binding import Binding, BindingType

from ..actions import LIST, Action, actions_of, qualified


def bindings_of(*scopes: str) -> list[BindingType]:
    """Return the bindings of some scopes.

    Bindings have no description: the key bar and the help show localised words.
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
    """The Textual action; actions of the app need the prefix ``app.``."""
    own = action.scope == LIST or not qualified(action).startswith("app.")
    return action.textual if own else qualified(action)
