"""The keys of all actions, and changing them."""

from collections.abc import Callable
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, Static

from ..actions import ACTIONS, Action
from ..catalog.values import folded
from ..keymap import KEYS_SECTION, key_name, key_names, keys_of, problem_with
from ..locale import t
from ..widgets.cells import fit
from ..widgets.rows import Rows
from ..wording.settings import key_mistake_words
from .modal import Dialog

_KEYS_WIDTH = 14

Write = Callable[[str, object], bool]


class KeyRows(Rows):
    """Actions with their keys."""

    def __init__(self) -> None:
        super().__init__()
        self.actions: list[Action] = []

    def show(self, actions: list[Action]) -> None:
        """Show some actions."""
        self.actions = actions
        self.set_count(len(actions))

    def row(self, index: int, width: int) -> Text:
        """Draw an action: its scope, its name, its keys."""
        action = self.actions[index]
        keys = keys_of(action)
        changed = keys != action.keys
        room = width - _KEYS_WIDTH - 22
        text = Text(no_wrap=True, end="").append("• " if changed else "  ", self.style("accent"))
        text.append(fit(t(f"scope-{action.scope}"), 18), self.style("muted"))
        text.append(fit(t(action.words), room)).append("  ")
        return text.append(
            fit(key_names(keys), _KEYS_WIDTH), self.style("strong" if changed else "accent")
        )


class KeyCatcher(Static, can_focus=True):
    """A line of text that, while focused, reports any key instead of letting it act."""

    class Pressed(Message):
        """A key was pressed."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def on_key(self, event: events.Key) -> None:
        """Take the key."""
        event.stop()
        event.prevent_default()
        self.post_message(self.Pressed(event.key))


class KeysDialog(Dialog[None]):
    """All actions; enter waits for the new key of one.

    Args:
        write: writes a setting and returns whether it succeeded.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("slash", "search", show=False),
        Binding("d,delete", "usual", show=False),
    ]

    def __init__(self, write: Write) -> None:
        super().__init__()
        self._write = write

    def compose(self) -> ComposeResult:
        """Lay out the search, the list and the instructions."""
        with Vertical(classes="dialog picker"):
            yield Static(t("keys-title"), classes="title", markup=False)
            yield Input(placeholder=t("pick-hint"), compact=True)
            yield KeyRows()
            yield KeyCatcher(id="keys-told", markup=False)
            yield Static(t("keys-note"), classes="note", markup=False)

    def on_mount(self) -> None:
        """Focus the list."""
        self._show("")
        self.query_one(KeyRows).focus()

    def _show(self, typed: str) -> None:
        parts = folded(typed).split()
        actions = [one for one in ACTIONS if one.id != "palette"]
        self.query_one(KeyRows).show(
            [one for one in actions if all(part in _text(one) for part in parts)]
        )

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list down."""
        event.stop()
        self._tell("")
        self._show(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Focus the list."""
        event.stop()
        self.query_one(KeyRows).focus()

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Wait for the new key."""
        event.stop()
        event.return_there()
        self.query_one(KeyCatcher).focus()
        self._tell(t("keys-press", action=t(self._action.words)))

    def on_rows_moved(self, event: Rows.Moved) -> None:
        """Clear the message about another action."""
        event.stop()
        self._tell("")

    def on_key_catcher_pressed(self, event: KeyCatcher.Pressed) -> None:
        """Take the new key."""
        event.stop()
        self.query_one(KeyRows).focus()
        self._take(event.key)

    def _take(self, key: str) -> None:
        action = self._action
        if key == "escape":
            self._tell("")
            return
        problem = problem_with(action.id, key)
        if problem is not None:
            self._tell(key_mistake_words(problem))
        elif self._write(KEYS_SECTION + action.id, None if (key,) == action.keys else key):
            self._tell(t("keys-changed", action=t(action.words), key=key_name(key)), good=True)
            self.query_one(KeyRows).refresh()
        else:
            self._tell(t("keys-not-written"))

    def action_usual(self) -> None:
        """Restore an action's default keys, unless another one has them now."""
        action = self._action
        if keys_of(action) == action.keys:
            return
        taken = next(filter(None, (problem_with(action.id, key) for key in action.keys)), None)
        if taken is not None:
            self._tell(key_mistake_words(taken))
        elif self._write(KEYS_SECTION + action.id, None):
            self._tell(t("keys-usual", action=t(action.words)), good=True)
            self.query_one(KeyRows).refresh()

    def action_search(self) -> None:
        """Focus the search."""
        self.query_one(Input).focus()

    def action_leave(self) -> None:
        """Leave the search, then the list."""
        if isinstance(self.focused, Input):
            self.query_one(KeyRows).focus()
        else:
            self.dismiss()

    @property
    def _action(self) -> Action:
        rows = self.query_one(KeyRows)
        return rows.actions[rows.cursor]

    def _tell(self, words: str, *, good: bool = False) -> None:
        line = self.query_one("#keys-told", Static)
        line.update(words)
        line.set_class(good, "-good")


def _text(action: Action) -> str:
    return folded(f"{action.id} {t(action.words)} {' '.join(keys_of(action))}")
