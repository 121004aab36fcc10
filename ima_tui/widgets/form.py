"""The form of a model, built from what its product list says."""

from collections.abc import Iterable, Iterator

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.suggester import SuggestFromList
from textual.widget import Widget
from textual.widgets import Button, Input, Static, TextArea

from ..catalog.bounds import bad_input
from ..catalog.controls import Control, Kind
from ..catalog.forms import Conflict, Form, State
from ..catalog.values import Value, same
from ..locale import t
from ..wording.labels import control_help, control_label, option_label, value_label
from ..wording.refusals import refusal_words
from .choices import Choice, Choices


class TextField(Vertical):
    """Free text with its length against the listed bound."""

    def __init__(self, control: Control, value: Value) -> None:
        super().__init__(classes="text-field")
        self.key = control.key
        self._control = control
        self._text = "" if value is None else str(value)

    @property
    def problem(self) -> str | None:
        """Why the text can't be sent as it is."""
        found = bad_input(self._control, self._text)
        return refusal_words(found) if found else None

    def compose(self) -> ComposeResult:
        """Lay out the editor and its counter."""
        offered = [suggestion.value for suggestion in self._control.suggestions.values]
        if offered:
            yield Input(
                self._text,
                compact=True,
                placeholder=t("field-suggested", value=offered[0]),
                suggester=SuggestFromList(offered, case_sensitive=False),
            )
        elif self._control.kind in {Kind.LONG_TEXT, Kind.LINES}:
            yield TextArea(
                self._text, compact=True, highlight_cursor_line=False, placeholder=t("field-empty")
            )
        else:
            yield Input(self._text, compact=True, placeholder=self._hint())
        yield Static("", classes="counter", markup=False)

    def _hint(self) -> str:
        least, most = self._control.minimum, self._control.maximum
        if self._control.kind is Kind.NUMBER and least is not None and most is not None:
            return t("field-range", least=f"{least:g}", most=f"{most:g}")
        return t("field-empty")

    def on_mount(self) -> None:
        """Show the counter of what is there already."""
        self._count()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Take what was typed."""
        event.stop()
        self._take(event.text_area.text)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Take what was typed."""
        event.stop()
        self._take(event.value)

    def _take(self, text: str) -> None:
        if text != self._text:
            self._text = text
            self._count()
            self.post_message(FormView.Edited(self.key, text))

    def _count(self) -> None:
        problem = self.problem
        counter = self.query_one(".counter", Static)
        counter.display = bool(self._text) and (problem is not None or bool(self._length()))
        counter.set_class(problem is not None, "-bad")
        counter.update(problem or self._length())

    def _length(self) -> str:
        """How much of the room for a text is used; nothing where it has no bound."""
        most = self._control.maximum
        if most is None or self._control.kind is Kind.NUMBER:
            return ""
        return f"{len(self._text)} / {int(most)}"


class FieldRow(Vertical):
    """A control with its label, its help and what stands against some of its options."""

    def __init__(self, control: Control, widget: Widget) -> None:
        super().__init__(classes="field-row")
        self.control_shown = control
        self.field_widget = widget
        self._remark = Static("", classes="remark", markup=False)

    def compose(self) -> ComposeResult:
        """Lay out label and control side by side, remarks below."""
        with Horizontal():
            yield Static(control_label(self.control_shown), classes="label", markup=False)
            yield self.field_widget
        yield self._remark

    def remark(self, text: str) -> None:
        """Show a remark below the control."""
        self._remark.update(text)
        self._remark.display = bool(text)


class FormView(VerticalScroll, can_focus=False):
    """The controls of a form. The form decides; this shows and asks."""

    class Edited(Message):
        """The user set a control to a value."""

        def __init__(self, key: str, value: Value) -> None:
            super().__init__()
            self.key = key
            self.value = value

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._form: Form | None = None
        self._state: State = {}
        self._open = False

    async def show_form(self, form: Form, state: State) -> None:
        """Show another form; the advanced controls are built when they are opened."""
        self._form, self._state = form, state
        self._open = False
        await self.remove_children()
        await self.mount(*self._basic_rows())
        if any(control.advanced for control in form.controls):
            await self.mount(Button(self._fold_label(), id="advanced", compact=True))
        self.update(state)

    def update(self, state: State) -> None:
        """Show a state of the form that is on screen."""
        self._state = state
        if self._form is None:
            return
        for row in self.query(FieldRow):
            widget = row.field_widget
            if isinstance(widget, Choices):
                choices = self._choices(row.control_shown)
                widget.show(choices, state.get(row.control_shown.key))
                row.remark("  ".join(_remarks(choices)))

    async def toggle_advanced(self) -> None:
        """Fold the advanced controls out, or in again."""
        form = self._form
        if form is None or not self.query("#advanced"):
            return
        self._open = not self._open
        if self._open:
            await self.mount(*self._rows(c for c in form.controls if c.advanced))
            self.update(self._state)
            self.query_one("#advanced").scroll_visible()
        else:
            await self.query(".field-row.-advanced").remove()
        self.query_one("#advanced", Button).label = self._fold_label()

    async def on_button_pressed(self, event: Button.Pressed) -> None:
        """Fold by mouse or enter."""
        event.stop()
        await self.toggle_advanced()

    def on_choices_picked(self, event: Choices.Picked) -> None:
        """Pass on what was chosen."""
        event.stop()
        self.post_message(self.Edited(event.choices.key, event.value))

    def _basic_rows(self) -> list[FieldRow]:
        form = self._form
        return self._rows(c for c in form.controls if not c.advanced) if form else []

    def _rows(self, controls: Iterable[Control]) -> list[FieldRow]:
        rows = []
        for control in controls:
            row = FieldRow(control, self._widget(control))
            row.set_class(control.advanced, "-advanced")
            row.tooltip = Content(control.help) if control.help else None
            rows.append(row)
        return rows

    def _widget(self, control: Control) -> Widget:
        value = self._state.get(control.key)
        if control.kind in {Kind.CHOICE, Kind.TOGGLE}:
            return Choices(self._choices(control), value, key=control.key)
        return TextField(control, value)

    def _choices(self, control: Control) -> list[Choice]:
        form = self._form
        if form is None:
            return []
        unset = [Choice(option_label(None, ""), None)] if control.optional else []
        return unset + [
            Choice(
                value_label(control, value),
                value,
                self._reason(form, form.conflict(self._state, control, value)),
                recommended=control.recommended is not None and same(control.recommended, value),
            )
            for value in control.values
        ]

    def _reason(self, form: Form, conflict: Conflict | None) -> str | None:
        if conflict is None:
            return None
        other = form.control(conflict.control)
        if other is None:
            return ""
        value = value_label(other, conflict.value)
        return t("field-not-with", other=control_label(other), value=value)

    def _fold_label(self) -> str:
        form = self._form
        count = sum(1 for control in form.controls if control.advanced) if form else 0
        return t("form-advanced-open" if self._open else "form-advanced", count=count)


def help_of(focused: Widget | None) -> str:
    """Return what the control with the focus is for: what the list or we say of it."""
    rows = focused.ancestors_with_self if focused is not None else ()
    row = next((one for one in rows if isinstance(one, FieldRow)), None)
    return control_help(row.control_shown) if row is not None else ""


def _remarks(choices: list[Choice]) -> Iterator[str]:
    for choice in choices:
        if choice.reason:
            yield f"{choice.label}: {choice.reason}"
        elif choice.recommended:
            yield t("field-recommended")
