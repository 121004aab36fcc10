"""Deleting everything that this program keeps, after listing it and asking to type a word."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Checkbox, Input, Static

from ..locale import t
from ..locale.formats import size
from ..profiles import Profile
from ..store.kept import Kept, kept_of
from ..widgets.tick import Tick
from .modal import Dialog

_RESULTS = "results"


class ForgetDialog(Dialog[Sequence[Kept] | None]):
    """Lists what is kept. The result is what to delete, None for nothing.

    Args:
        profile: whose files they are; those of other profiles stay.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", show=False)]

    def __init__(self, profile: Profile) -> None:
        super().__init__()
        self._kept = [one for one in kept_of(profile.folders) if one.parts]

    def compose(self) -> ComposeResult:
        """Lay out the files, whether to delete results, too, and the field for the word."""
        with VerticalScroll(classes="dialog wide"):
            yield Static(t("forget-title"), classes="title", markup=False)
            yield Static(t("forget-why"), classes="lines", markup=False)
            for one in self._kept:
                if one.name != _RESULTS:
                    yield Static(_words(one), markup=False)
            yield Tick(t("forget-results"), value=False, compact=True)
            for one in self._kept:
                if one.name == _RESULTS:
                    yield Static(_words(one), markup=False)
            yield Static(t("forget-type", word=t("forget-word")), classes="note", markup=False)
            yield Input(compact=True)

    def on_mount(self) -> None:
        """Focus the field for the word."""
        self.query_one(Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Confirm if the word is right."""
        event.stop()
        if event.value.strip().casefold() == t("forget-word").casefold():
            with_results = self.query_one(Checkbox).value
            self.dismiss([one for one in self._kept if with_results or one.name != _RESULTS])


def _words(one: Kept) -> str:
    return f"{one.path} · {size(one.bytes)}\n  {t(f'kept-{one.name}')}"
