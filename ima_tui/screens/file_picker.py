"""Choosing an input file, with a preview."""

import asyncio
from collections.abc import Callable, Collection, Coroutine, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static
from textual.worker import Worker

from ..catalog.input_limits import MEGABYTE
from ..catalog.inputs import known_kind
from ..files import is_folder, typed_path
from ..locale import t
from ..media.browsing import Entry, entries_of
from ..media.previews import Previews
from ..widgets.preview import Preview
from ..widgets.rows import Rows
from .picking import Item, ItemRows, PickDialog

_UP = ".."
LATE_SECONDS = 0.3
"""How long a folder is read before that is told."""


class FilePicker(PickDialog):
    """Folders and the files that can be chosen, the newest first. The result is a path.

    Args:
        folder: the folder to start in.
        suffixes: the suffixes of the files, such as ``.png``.
        previews: makes previews.
        title: what is chosen.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "up", show=False, priority=True),
        Binding("right", "into", show=False, priority=True),
    ]

    def __init__(
        self, folder: Path, suffixes: Collection[str], previews: Previews, title: str
    ) -> None:
        super().__init__(title, [], t("picker-note"))
        self._folder = folder
        self._suffixes = suffixes
        self._previews = previews

    def compose(self) -> ComposeResult:
        """Lay out the folder and the preview beside it."""
        with Vertical(classes="dialog picker -wide-picker"):
            yield Static(self._title, classes="title", markup=False)
            yield Static("", id="pick-folder", markup=False)
            yield Input(placeholder=t("picker-hint"), compact=True)
            with Horizontal(id="pick-split"):
                yield ItemRows()
                yield Preview(self._previews)
            yield Static("", id="pick-empty", markup=False)
            yield Static(t("picker-note"), classes="note", markup=False)

    def on_mount(self) -> None:
        """List the starting folder."""
        self._enter(self._folder)

    def on_rows_moved(self, event: Rows.Moved) -> None:
        """Preview the file at the cursor."""
        event.stop()
        self._preview()

    def submit(self, typed: str) -> None:
        """Take the file at the cursor, enter the folder there, or go to the typed path."""
        if not typed.startswith(("/", "~")):
            super().submit(typed)
        elif is_folder(path := typed_path(typed)):
            self._enter(path)
        else:
            self.dismiss(typed)

    def action_up(self) -> None:
        """Go to the folder above."""
        self._enter(self._folder.parent)

    def action_into(self) -> None:
        """Enter the folder at the cursor."""
        if self.item is not None and self.item.key.endswith("/"):
            self.take(self.item)

    def take(self, item: Item) -> None:
        """Take a file, or go into a folder."""
        if item.key == _UP:
            self.action_up()
        elif item.key.endswith("/"):
            self._enter(Path(item.key))
        else:
            self.dismiss(item.key)

    def _enter(self, folder: Path) -> None:
        self._background(partial(self._read, folder, self.query_one(Input).value))

    def _background(self, work: Callable[[], Coroutine[None, None, None]]) -> Worker[None]:
        return self.run_worker(work, group="folder", exclusive=True)

    async def _read(self, folder: Path, typed: str) -> None:
        late = self.set_timer(LATE_SECONDS, lambda: self.say(t("loading")))
        try:
            entries = await asyncio.to_thread(entries_of, folder, self._suffixes)
        except OSError:
            self.say(t("picker-no-access", folder=str(folder)))
            return
        finally:
            late.stop()
        if not self.is_attached:
            return
        self._folder = folder
        self.query_one("#pick-folder", Static).update(str(folder))
        field = self.query_one(Input)
        # a slow disk must not take away what was typed meanwhile
        if field.value == typed:
            with field.prevent(Input.Changed):
                field.value = ""
        self.show(_items(folder, entries))
        if not any(not entry.is_folder for entry in entries):
            self.say(t("picker-empty"))
        self._preview()

    def _preview(self) -> None:
        preview, item = self.query_one(Preview), self.item
        kind = known_kind(item.key) if item is not None else None
        if item is None or kind is None:
            preview.clear()
        else:
            preview.show(item.key, kind.value, about=item.label)


def _items(folder: Path, entries: Sequence[Entry]) -> list[Item]:
    """Return a folder's entries as rows; hidden ones only within a hidden folder."""
    up = [Item(_UP, _UP)] if folder.parent != folder else []
    shown = (entry for entry in entries if not entry.path.name.startswith("."))
    return [*up, *map(_item, shown)]


def _item(entry: Entry) -> Item:
    if entry.is_folder:
        return Item(f"{entry.path}/", f"{entry.path.name}/")
    size = t("slot-megabytes", size=f"{max(0.1, entry.size / MEGABYTE):.1f}")
    day = f"{datetime.fromtimestamp(entry.changed).astimezone():%Y-%m-%d}"
    return Item(str(entry.path), entry.path.name, f"{size}  {day}")
