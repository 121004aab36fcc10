"""Small screens on top of the others: leaving while tasks run, and help."""

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from ..actions import APP, LIST, actions_of
from ..locale import t
from ..widgets.bindings import key_name


class LeaveDialog(ModalScreen[bool]):
    """Says that running tasks go on, and asks whether to leave."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,n", "answer(False)", show=False),
        Binding("q,y", "answer(True)", show=False),
        Binding("left,up", "app.focus_previous", show=False),
        Binding("right,down", "app.focus_next", show=False),
    ]

    def __init__(self, running: int, waiting: int, sending: int) -> None:
        super().__init__()
        self._going_on = running
        self._waiting = waiting
        self._sending = sending

    def compose(self) -> ComposeResult:
        """Lay out what goes on, and two buttons."""
        with Vertical(classes="dialog"):
            yield Static(t("leave-title"), classes="title", markup=False)
            if self._going_on:
                yield Static(t("leave-running", count=self._going_on), markup=False)
            if self._waiting:
                yield Static(t("leave-waiting", count=self._waiting), markup=False)
            if self._sending:
                yield Static(t("leave-sending"), markup=False)
            with Horizontal(classes="buttons"):
                yield Button(t("leave-yes"), variant="primary", id="yes", compact=True)
                yield Button(t("leave-no"), id="no", compact=True)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Answer by button."""
        event.stop()
        self.dismiss(event.button.id == "yes")

    def action_answer(self, leave: bool) -> None:
        """Answer by key."""
        self.dismiss(leave)


class LeavingDialog(ModalScreen[None]):
    """Waits for answers under way before the app leaves; q does not wait."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("q", "app.exit_now", show=False)]

    def compose(self) -> ComposeResult:
        """Lay out what is being waited for."""
        with Vertical(classes="dialog"):
            yield Static(t("leaving-title"), classes="title", markup=False)
            yield Static(t("leaving-why"), markup=False)


class HelpDialog(ModalScreen[None]):
    """The keys of the screen below, and those that work everywhere."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,enter", "dismiss", show=False)
    ]

    def __init__(self, scope: str) -> None:
        super().__init__()
        self._scope = scope

    def compose(self) -> ComposeResult:
        """Lay out the keys as a table."""
        with VerticalScroll(classes="dialog"):
            yield Static(t("help-title", page=t(f"page-{self._scope}")), classes="title")
            yield Static(self._keys(self._scope), markup=False)
            yield Static(t("help-everywhere"), classes="title")
            yield Static(self._keys(APP), markup=False)
            if self._scope != "create":
                yield Static(t("help-lists"), classes="title")
                yield Static(self._keys(LIST), markup=False)
            yield Static(t("help-close"), classes="note", markup=False)

    def _keys(self, scope: str) -> Text:
        text = Text()
        for action in actions_of(scope):
            keys = " ".join(key_name(key) for key in action.keys)
            text.append(f"  {keys:<12}", "bold").append(f"{t(action.words)}\n")
        text.rstrip()
        return text
