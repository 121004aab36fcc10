"""Choosing one of many items by typing a part of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from ..catalog.values import folded
from ..locale import t
from ..widgets.cells import fit
from ..widgets.rows import Rows
from .modal import Dialog


@dataclass(frozen=True, slots=True)
class Item:
    """One item to choose.

    Attributes:
        key: the value returned for it.
        label: its name.
        detail: text in the column beside it.
        marked: whether it is the current one.
        why_not: why it can't be chosen; empty if it can.
        words: more words by which it is found.
    """

    key: str
    label: str
    detail: str = ""
    marked: bool = False
    why_not: str = ""
    words: str = ""

    @property
    def note(self) -> str:
        """What stands beside the name."""
        return self.why_not or self.detail

    def has(self, parts: Sequence[str]) -> bool:
        """Return whether it matches all words typed."""
        text = folded(f"{self.label} {self.detail} {self.words} {self.key}")
        return all(part in text for part in parts)


class ItemRows(Rows):
    """The matching items."""

    def __init__(self) -> None:
        super().__init__()
        self.can_focus = False
        self.items: list[Item] = []
        self._widest = (0, 0)

    def show(self, items: list[Item], all_items: Sequence[Item]) -> None:
        """Show other items, with the cursor on the current one.

        Args:
            items: those that match.
            all_items: those by which the columns are laid out: they stay while one types.
        """
        self.items = items
        names = max((cell_len(item.label) for item in all_items), default=0)
        notes = max((cell_len(item.note) for item in all_items), default=0)
        self._widest = (names, notes)
        self.set_count(len(items))
        self.cursor = next((n for n, item in enumerate(items) if item.marked), 0)

    def row(self, index: int, width: int) -> Text:
        """Draw one of them."""
        item = self.items[index]
        names, notes = self._widest
        column = min(names + 1, max(width // 2, width - notes - 5))
        # the name has priority over the text beside it
        alone = width - 5 if not item.note else width - 16
        room = max(column, min(cell_len(item.label), alone))
        muted = self.style("muted")
        line = Text(no_wrap=True, end="").append(" • " if item.marked else "   ")
        line.append(fit(item.label, room), muted if item.why_not else "")
        return line.append(" ").append(fit(item.note, max(0, width - room - 5)), muted)

    def chooses_at_once(self, _index: int) -> bool:
        """Choose on the first click."""
        return True


class PickDialog(Dialog[str | None]):
    """A list with a line to search it; the result is the key of an item, None for none.

    Args:
        title: the title.
        items: the items.
        note: a note below the list.
        free: whether the typed text may be taken if nothing matches.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", show=False),
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("down", "move(1)", show=False, priority=True),
        Binding("pageup", "page(-1)", show=False, priority=True),
        Binding("pagedown", "page(1)", show=False, priority=True),
    ]

    def __init__(
        self, title: str, items: Sequence[Item], note: str = "", *, free: bool = False
    ) -> None:
        super().__init__()
        self._title = title
        self._items = list(items)
        self._note = note
        self._free = free

    def compose(self) -> ComposeResult:
        """Lay out the title, the line, the list and the note."""
        with Vertical(classes="dialog picker"):
            yield Static(self._title, classes="title", markup=False)
            yield Input(placeholder=t("pick-hint"), compact=True)
            yield ItemRows()
            yield Static("", id="pick-empty", markup=False)
            yield from self.foot()

    def foot(self) -> ComposeResult:
        """Lay out what is below the list."""
        yield Static(self._note or t("pick-note"), classes="note", markup=False)

    def on_mount(self) -> None:
        """Show all items and focus the search."""
        self.query_one(Input).focus()
        self.show(self._items)

    def show(self, items: Sequence[Item]) -> None:
        """Show other items, filtered by what is typed."""
        self._items = list(items)
        parts = folded(self.query_one(Input).value).split()
        found = [item for item in self._items if item.has(parts)]
        self.query_one(ItemRows).show(found, self._items)
        self.say("" if found else t("pick-nothing"))

    def renew(self, items: Sequence[Item]) -> None:
        """Show newer items, if there are any; the cursor stays on its item, else in its place."""
        if list(items) == self._items:
            return
        rows = self.query_one(ItemRows)
        at, place = self.item, rows.cursor
        self.show(items)
        keys = [item.key for item in rows.items]
        if at is not None and keys:
            rows.cursor = keys.index(at.key) if at.key in keys else min(place, len(keys) - 1)

    def say(self, words: str) -> None:
        """Show a message below the list."""
        line = self.query_one("#pick-empty", Static)
        line.update(words)
        line.display = bool(words)

    @property
    def item(self) -> Item | None:
        """The item at the cursor."""
        rows = self.query_one(ItemRows)
        return rows.items[rows.cursor] if rows.cursor < len(rows.items) else None

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list down."""
        event.stop()
        self.show(self._items)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the item at the cursor, or what was typed."""
        event.stop()
        self.submit(event.value.strip())

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Take the clicked item."""
        event.stop()
        self.take(self.query_one(ItemRows).items[event.index])

    def action_move(self, by: int) -> None:
        """Move among the matching items while typing."""
        self.query_one(ItemRows).action_move(by)

    def action_page(self, by: int) -> None:
        """Move by some pages."""
        self.query_one(ItemRows).action_move_page(by)

    def submit(self, typed: str) -> None:
        """Take the item at the cursor, else the typed text if allowed."""
        item = self.item
        if item is not None:
            self.take(item)
        elif self._free and typed:
            self.dismiss(typed)

    def take(self, item: Item) -> None:
        """Take an item, unless it can't be chosen."""
        if item.why_not:
            self.say(f"{item.label}: {item.why_not}")
        else:
            self.dismiss(item.key)
