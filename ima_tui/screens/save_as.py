"""Saving a result under another name; an existing file is replaced only if confirmed."""

import asyncio
from itertools import islice
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.suggester import Suggester
from textual.widgets import Button, Input, Static

from ..locale import t
from ..media.placing import CopyError, save_copy
from .modal import Dialog

_MOST_LOOKED_AT = 5000
"""The most entries of a folder read to complete a name."""


class FolderSuggester(Suggester):
    """Completes a path with the first folder of the typed prefix."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        """Return the completed path; None if there is nothing to add."""
        return await asyncio.to_thread(_completed, value)


def _completed(value: str) -> str | None:
    head, slash, begun = value.rpartition("/")
    if not slash or not begun:
        return None
    try:
        folder = Path(f"{head}/").expanduser()
        entries = islice(folder.iterdir(), _MOST_LOOKED_AT)
        names = sorted(e.name for e in entries if e.name.startswith(begun) and e.is_dir())
    except (OSError, RuntimeError, ValueError):
        return None
    return f"{head}/{names[0]}/" if names and names[0].isprintable() else None


def _copied(file: Path, value: str, *, replace: bool) -> Path:
    """Copy a file to the typed path, or into it if it is a folder."""
    target = Path(value).expanduser()
    if value.endswith("/") or target.is_dir():
        target /= file.name
    save_copy(file, target, replace=replace)
    return target


class SaveAsDialog(Dialog[None]):
    """Asks for a name, saves, and says where.

    Args:
        file: a result on disk.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", show=False)]

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._file = file
        self._taken: str | None = None
        self._busy = False
        self._replaces = False

    def compose(self) -> ComposeResult:
        """Lay out the name and the buttons."""
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Static(t("save-as-title"), classes="title", markup=False)
            yield Input(
                f"~/{self._file.name}", suggester=FolderSuggester(), compact=True, id="save-name"
            )
            yield Static("", id="save-problem", markup=False)
            with Horizontal(classes="buttons"):
                yield Button(t("save-as-save"), id="save", variant="primary", compact=True)
                yield Button(t("save-as-replace"), id="replace", compact=True)
            yield Static(t("save-as-hint"), classes="note", markup=False)

    def on_mount(self) -> None:
        """Focus the name, with the suffix not selected."""
        self.query_one("#replace").display = False
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Reset the question about replacing: another name may be free."""
        event.stop()
        if event.value != self._taken:
            self.query_one("#replace").display = False
            self.query_one("#save-problem", Static).update("")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Save by enter."""
        event.stop()
        self._begin()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Save, replacing an existing file if confirmed."""
        event.stop()
        self._begin(replace=event.button.id == "replace")

    def _begin(self, *, replace: bool = False) -> None:
        """Save once, however often enter is pressed; closing the dialog does not stop it.

        Args:
            replace: whether to replace the file there; if decided during an attempt, then after it.
        """
        value = self.query_one(Input).value.strip()
        if replace and value != self._taken:
            return
        if self._busy:
            self._replaces = self._replaces or replace
            return
        self._busy = True
        self.query_one("#save-problem", Static).update(t("media-saving"))
        self.app.run_worker(self._save(value, replace=replace))

    async def _save(self, value: str, *, replace: bool) -> None:
        try:
            target = await asyncio.to_thread(_copied, self._file, value, replace=replace)
        except (RuntimeError, OSError, ValueError):
            self._tell("folder", value)
        except CopyError as error:
            self._tell(error.reason, value)
        else:
            self.app.notify(t("saved-as", path=str(target)), markup=False)
            self.dismiss()
        finally:
            self._busy = False
        replaces, self._replaces = self._replaces, False
        if replaces and self.is_current:
            self._begin(replace=True)

    def _tell(self, reason: str, value: str) -> None:
        if not self.is_current:
            self.app.notify(t(f"copy-{reason}"), severity="warning", markup=False)
            return
        self._taken = value if reason == "taken" else None
        self.query_one("#replace").display = reason == "taken"
        self.query_one("#save-problem", Static).update(t(f"copy-{reason}"))
