"""The form of a model, built from its product list."""

import asyncio
from collections.abc import Iterable, Iterator, Mapping

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button, Static

from ..catalog.controls import Control, Kind, is_set
from ..catalog.forms import Conflict, Form, State
from ..catalog.values import same
from ..locale import t
from ..wording.labels import control_help, control_label, option_label, value_label
from .choices import Choice, Choices
from .fields import Edited, PickField, TextField

MOST_IN_SIGHT = 14
"""The most options that are all shown; for more there is a searchable list."""


class FieldRow(Vertical):
    """A control with its label, its help and why some options are not possible."""

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
    """The controls of a form: displays its state and posts the user's changes."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._form: Form | None = None
        self._state: State = {}
        self._open = False
        self._stale = False
        self._building = asyncio.Lock()
        self._first: frozenset[str] = frozenset()
        self._notes: Mapping[str, str] = {}

    def note(self, notes: Mapping[str, str]) -> None:
        """Set remarks below controls, by their keys; ``update`` shows them."""
        self._notes = notes

    def show_form(self, form: Form, state: State) -> None:
        """Show another form once ``settle`` builds it."""
        self._form, self._state = form, state
        self._open = False
        self._stale = True
        self._first = form.opened(dict.fromkeys(form.opening, True))

    async def settle(self) -> None:
        """Build the form to be shown; advanced controls are built when they are opened."""
        async with self._building:
            form = self._form
            if self._stale and form is not None:
                self._stale = False
                await self._build(form)

    async def _build(self, form: Form) -> None:
        await self.remove_children()
        await self.mount(*self._rows(c for c in form.controls if self._comes_first(c)))
        if self._folded():
            await self.mount(Button(self._fold_label(), classes="fold", compact=True))
        self.update(self._state)

    def update(self, state: State) -> None:
        """Show a state of the form that is on screen."""
        self._state = state
        form = self._form
        if form is None or self._stale:
            return
        opened = form.opened(state)
        for row in self.query(FieldRow):
            widget, control = row.field_widget, row.control_shown
            if isinstance(widget, Choices):
                choices = self._choices(control)
                widget.show(choices, state.get(control.key))
                row.remark("  ".join([*self._note_of(control), *_remarks(choices)]))
            elif isinstance(widget, TextField | PickField):
                widget.show(state.get(control.key))
                row.remark("".join(self._note_of(control)))
            if control.key in self._first:
                held = is_set(state.get(control.key))
                row.display = self._open or control.key in opened or held

    def _note_of(self, control: Control) -> list[str]:
        return [self._notes[control.key]] if control.key in self._notes else []

    @property
    def has_advanced(self) -> bool:
        """Whether there is something to unfold."""
        return bool(self._folded())

    async def toggle_advanced(self) -> None:
        """Show or hide the advanced controls."""
        await self.settle()
        async with self._building:
            await self._toggle()

    async def _toggle(self) -> None:
        if not self.query(".fold"):
            return
        self._open = not self._open
        if self._open:
            await self.mount(*self._rows(self._folded()))
            self.query_one(".fold").scroll_visible()
        else:
            await self.query(".field-row.-advanced").remove()
        self.update(self._state)
        self.query_one(".fold", Button).label = self._fold_label()

    def options(self, control: Control) -> list[Choice]:
        """Return the options of a control, with why they can't be chosen."""
        return self._choices(control)

    async def on_button_pressed(self, event: Button.Pressed) -> None:
        """Fold by mouse or enter."""
        event.stop()
        await self.toggle_advanced()

    def on_choices_picked(self, event: Choices.Picked) -> None:
        """Pass on the choice."""
        event.stop()
        self.post_message(Edited(event.choices.key, event.value))

    def _comes_first(self, control: Control) -> bool:
        """Whether a control is above the fold."""
        return not control.advanced or control.key in self._first

    def _folded(self) -> list[Control]:
        form = self._form
        return [c for c in form.controls if not self._comes_first(c)] if form else []

    def _rows(self, controls: Iterable[Control]) -> list[FieldRow]:
        rows = []
        for control in controls:
            row = FieldRow(control, self._widget(control))
            row.set_class(not self._comes_first(control), "-advanced")
            row.tooltip = Content(control.help) if control.help else None
            rows.append(row)
        return rows

    def _widget(self, control: Control) -> Widget:
        value = self._state.get(control.key)
        if len(control.values) > MOST_IN_SIGHT:
            return PickField(control, value)
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
        name = "form-advanced-open" if self._open else "form-advanced"
        return t(name, count=len(self._folded()))


def help_of(focused: Widget | None) -> str:
    """Return the help of the focused control, from the list or ours."""
    rows = focused.ancestors_with_self if focused is not None else ()
    row = next((one for one in rows if isinstance(one, FieldRow)), None)
    return control_help(row.control_shown) if row is not None else ""


def _remarks(choices: list[Choice]) -> Iterator[str]:
    for choice in choices:
        if choice.reason:
            yield f"{choice.label}: {choice.reason}"
        elif choice.recommended:
            yield t("field-recommended")
