"""Keys that come in one burst, as from a slow line: nothing typed before is left out."""

from collections.abc import Callable
from typing import Any

from textual.screen import Screen


def after_typing(screen: Screen[Any], call: Callable[[], None]) -> None:
    """Call when what was typed into the focused widget has come up to the screen.

    A key that works everywhere overtakes those that still wait. They go up from the widget to the
    app, which knows what they do; what that changes comes up from the widget again, and may set off
    more on the way. So the call goes the same ways: once behind the keys, and once behind their
    changes, twice at each widget.
    """
    up = list(screen.focused.ancestors_with_self) if screen.focused is not None else []
    way = [*up, *(node for node in up for _ in range(2))]

    def go_on() -> None:
        if way:
            way.pop(0).call_later(go_on)
        else:
            call()

    go_on()
