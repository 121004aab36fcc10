"""Keys that arrive in one burst, as over a slow connection: none may be lost or overtaken."""

from collections.abc import Callable
from typing import Any

from textual import events
from textual.app import App
from textual.screen import Screen
from textual.widget import Widget

from ..actions import ACTIONS
from ..keymap import keys_of


def after_typing(screen: Screen[Any], call: Callable[[], None]) -> None:
    """Call something once all keys typed into the focused widget have been handled.

    Nothing is called if one of the keys closed the screen.
    """

    def call_if_open() -> None:
        if screen.is_attached:
            call()

    _behind_typing(screen, call_if_open)


def _behind_typing(screen: Screen[Any], call: Callable[[], None]) -> None:
    """Call something behind all keys typed into the focused widget.

    A key bound on the screen overtakes those still queued at the widget. These bubble up from the
    widget to the app, which runs their actions; the messages about changes bubble up again and may
    trigger more. So the call takes the same way: once behind the keys, and once behind their
    changes, twice at each widget. Widgets of a dialog that was closed meanwhile are passed over.
    """
    up = list(screen.focused.ancestors_with_self) if screen.focused is not None else []
    way = [*up, *(node for node in up for _ in range(2))]

    def go_on() -> None:
        while way:
            if way.pop(0).call_later(go_on):
                return
        call()

    go_on()


LONGEST_SECONDS = 0.5
"""How long keys are held at most: the widget that loses the focus may be removed meanwhile."""


class Moves:
    """Holds the keys behind one that leaves a text field (``esc``) or enters one (``/``).

    The focus moves later: without this a digit in the same burst as ``esc`` would still go into the
    field, and text right after ``/`` would be taken for commands.

    Args:
        app: the app that receives the keys.
    """

    def __init__(self, app: App[None]) -> None:
        self._app = app
        self._held: list[events.Key] | None = None

    def hold(self, event: events.Event) -> bool:
        """Return whether a key has to wait; it is replayed later."""
        if not isinstance(event, events.Key) or event.is_forwarded:
            return False
        if self._held is not None:
            self._held.append(event)
            return True
        writes = _writes(self._app.focused)
        if event.key == "escape" if writes else event.key in _search_keys():
            self._held = []
            self._app.call_later(self._follow, self._app.screen)
            self._longest = self._app.set_timer(LONGEST_SECONDS, self._go_on)
        return False

    def _follow(self, screen: Screen[Any]) -> None:
        _behind_typing(screen, self._go_on_later)

    def _go_on_later(self) -> None:
        # the focus moves one message later
        self._app.call_later(self._go_on)

    async def _go_on(self) -> None:
        self._longest.stop()
        held, self._held = self._held or [], None
        for event in held:
            # while the app ends there is nothing left that takes keys
            if self._app.screen_stack:
                await self._app.on_event(event)


def _writes(widget: Widget | None) -> bool:
    """Return whether a widget is a text field."""
    if widget is None:
        return False
    # slow to import; while the first screen opens nothing has the focus
    from textual.widgets import Input, TextArea

    return isinstance(widget, Input | TextArea)


def _search_keys() -> set[str]:
    return {key for one in ACTIONS if one.id.startswith("search-") for key in keys_of(one)}
