"""Dialogs: leaving while tasks run, questions, texts."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Input, Static

from ..locale import t
from .modal import Dialog

HELD_SECONDS = 0.7
"""The longest interval between repeats of a key held down."""


class LeaveDialog(Dialog[bool]):
    """Says that running tasks go on, and asks whether to leave.

    Args:
        running: how many tasks go on.
        waiting: how many wait in the queue.
        sending: how many are being sent.
        to: the profile to open instead, in words; empty for quitting.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,n", "answer(False)", show=False),
        Binding("q,y", "answer(True)", show=False),
        Binding("left,up", "app.focus_previous", show=False),
        Binding("right,down", "app.focus_next", show=False),
    ]

    def __init__(self, running: int, waiting: int, sending: int, to: str = "") -> None:
        super().__init__()
        self._to = to
        self._going_on = running
        self._waiting = waiting
        self._sending = sending

    def compose(self) -> ComposeResult:
        """Lay out what continues, and two buttons."""
        with VerticalScroll(classes="dialog", can_focus=False):
            title = t("leave-title-to", profile=self._to) if self._to else t("leave-title")
            yield Static(title, classes="title", markup=False)
            if self._going_on:
                yield Static(t("leave-running", count=self._going_on), markup=False)
            if self._waiting:
                yield Static(t("leave-waiting", count=self._waiting), markup=False)
            if self._sending:
                yield Static(t("leave-sending"), markup=False)
            if self._to:
                yield Static(t("leave-to"), markup=False)
            with Horizontal(classes="buttons"):
                yes = t("leave-yes-to") if self._to else t("leave-yes")
                yield Button(yes, variant="primary", id="yes", compact=True)
                yield Button(t("leave-no"), id="no", compact=True)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Answer by button."""
        event.stop()
        self.dismiss(event.button.id == "yes")

    def action_answer(self, leave: bool) -> None:
        """Answer by key."""
        self.dismiss(leave)


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to a question.

    Attributes:
        id: the id of the answer.
        label: the label of its button.
        needs_text: whether it needs the text in the field.
    """

    id: str
    label: str
    needs_text: bool = False


class AskDialog(Dialog[tuple[str, str] | None]):
    """Asks before something is paid, lost or settled; esc changes nothing.

    The result is the id of an answer and what was typed, None for none.

    Args:
        title: what it is about.
        lines: the text.
        answers: the answers; the first one is focused unless there is a field.
        field: a hint for a text field; None for no field.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", show=False),
        Binding("left,up", "app.focus_previous", show=False),
        Binding("right,down", "app.focus_next", show=False),
    ]

    def __init__(
        self, title: str, lines: Sequence[str], answers: Sequence[Answer], field: str | None = None
    ) -> None:
        super().__init__()
        self._about = (title, lines)
        self._answers = answers
        self._field = field

    def compose(self) -> ComposeResult:
        """Lay out the question, the field and the buttons."""
        title, lines = self._about
        with VerticalScroll(classes="dialog"):
            yield Static(title, classes="title", markup=False)
            for line in lines:
                yield Static(line, markup=False)
            if self._field is not None:
                yield Input(placeholder=self._field, compact=True, id="answer")
            for answer in self._answers:
                yield Button(Content(answer.label), id=answer.id, compact=True)
            yield Static(t("ask-leave"), classes="note", markup=False)

    def on_mount(self) -> None:
        """Start at the field, else at the first answer."""
        self.query("Input, Button").first().focus()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Take an answer; if it needs a text, focus the field first."""
        event.stop()
        self._take(next(one for one in self._answers if one.id == event.button.id))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the answer that needs the text, else the first."""
        event.stop()
        self._take(next((one for one in self._answers if one.needs_text), self._answers[0]))

    def _take(self, answer: Answer) -> None:
        if self.has_class("-too-small"):
            # the question is not visible, so enter must not confirm it
            return
        fields = self.query(Input)
        text = fields.first().value.strip() if fields else ""
        if answer.needs_text and not text:
            fields.first().focus()
        else:
            self.dismiss((answer.id, text))


class PayDialog(AskDialog):
    """Asks before something is paid; holding down the key that opened it does not answer it.

    Attributes:
        quiet_since: when the last key to be ignored arrived.
    """

    def on_mount(self) -> None:
        """Ignore keys until none is held down any more."""
        self.quiet_since = time.monotonic()

    def _take(self, answer: Answer) -> None:
        before, self.quiet_since = self.quiet_since, time.monotonic()
        if self.quiet_since - before >= HELD_SECONDS:
            super()._take(answer)


class TextDialog(Dialog[None]):
    """A text that can be selected with the mouse, such as an address.

    Args:
        title: what it is about.
        words: the text.
        text: what can be selected.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter,q", "dismiss", show=False)]

    def __init__(self, title: str, words: str, text: str) -> None:
        super().__init__()
        self._about = (title, words, text)

    def compose(self) -> ComposeResult:
        """Lay out the words and the text."""
        title, words, text = self._about
        with VerticalScroll(classes="dialog"):
            yield Static(title, classes="title", markup=False)
            yield Static(words, markup=False)
            yield Static(text, classes="selectable", markup=False)
            yield Static(t("help-close"), classes="note", markup=False)


class LeavingDialog(Dialog[None]):
    """Shown while the app waits for pending answers before it exits; q exits at once."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("q", "app.exit_now", show=False)]
    closable = False

    def compose(self) -> ComposeResult:
        """Lay out what is being waited for."""
        with Vertical(classes="dialog"):
            yield Static(t("leaving-title"), classes="title", markup=False)
            yield Static(t("leaving-why"), markup=False)
