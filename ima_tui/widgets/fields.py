"""The form fields for typing or picking from many: texts, numbers, voices."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.suggester import SuggestFromList
from textual.widgets import Button, Input, Static, TextArea

from ..catalog.bounds import bad_input
from ..catalog.characters import plain
from ..catalog.controls import TEXTS, Control, Kind
from ..catalog.values import Value, as_number, written
from ..locale import t
from ..wording.labels import suggestion_kind, value_label
from ..wording.refusals import refusal_words
from .writing import WritingArea

_STEPS = 15
"""How many steps of the arrow keys span a number's range."""


class Edited(Message):
    """The user set a control to a value."""

    def __init__(self, key: str, value: Value) -> None:
        super().__init__()
        self.key = key
        self.value = value


class PickWanted(Message):
    """Requests a searchable list of a control's values."""

    def __init__(self, control: Control) -> None:
        super().__init__()
        self.wanted = control


class NumberInput(Input):
    """A number; up and down change it by a step."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(1)", show=False),
        Binding("down", "step(-1)", show=False),
    ]

    def __init__(self, control: Control, text: str, hint: str) -> None:
        super().__init__(text, compact=True, placeholder=hint)
        self._bounds = control.minimum, control.maximum

    def action_step(self, by: int) -> None:
        """Change the number within its bounds."""
        least, most = self._bounds
        span = most - least if least is not None and most is not None else 0
        size = max(1, round(span / _STEPS))
        number = (as_number(self.value) or 0) + by * size
        if least is not None:
            number = max(least, number)
        if most is not None:
            number = min(most, number)
        self.value = f"{number:g}"


class OfferedInput(Input):
    """A text with suggested values; down shows them all."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("down", "list", show=False)]

    class ListWanted(Message):
        """Requests the list of values."""

    def action_list(self) -> None:
        """Show the suggested values."""
        self.post_message(self.ListWanted())


class TextField(Vertical):
    """Free text with its length against the listed bound, and with suggested values."""

    def __init__(self, control: Control, value: Value) -> None:
        super().__init__(classes="text-field")
        self.key = control.key
        self._control = control
        self._text = _shown(value)

    @property
    def problem(self) -> str | None:
        """Why the text can't be sent."""
        found = bad_input(self._control, self._text)
        return refusal_words(found) if found else None

    def compose(self) -> ComposeResult:
        """Lay out the editor and its counter."""
        control = self._control
        offered = [suggestion.value for suggestion in control.suggestions.values]
        if offered:
            with Horizontal(classes="offered"):
                yield OfferedInput(
                    self._text,
                    compact=True,
                    placeholder=t("field-suggested", value=offered[0]),
                    suggester=SuggestFromList(offered, case_sensitive=False),
                )
                yield Button(t("field-list"), compact=True, classes="list")
        elif control.kind in {Kind.LONG_TEXT, Kind.LINES}:
            yield WritingArea(
                self._text, compact=True, highlight_cursor_line=False, placeholder=t("field-empty")
            )
        elif control.kind is Kind.NUMBER:
            yield NumberInput(control, self._text, self._hint())
        else:
            yield Input(self._text, compact=True, placeholder=t("field-empty"))
        yield Static("", classes="counter", markup=False)

    def show(self, value: Value) -> None:
        """Show another text without posting a message."""
        if _shown(value) == self._text or not self.is_mounted:
            return
        self._text = _shown(value)
        for area in self.query(TextArea):
            with area.prevent(TextArea.Changed):
                area.text = self._text
        for line in self.query(Input):
            with line.prevent(Input.Changed):
                line.value = self._text
        self._count()

    def on_mount(self) -> None:
        """Show the counter of the initial text."""
        self._count()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Take what was typed."""
        event.stop()
        self._take(event.text_area.text)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Take what was typed."""
        event.stop()
        self._take(event.value)

    def on_offered_input_list_wanted(self, event: OfferedInput.ListWanted) -> None:
        """Show the suggested values."""
        event.stop()
        self.post_message(PickWanted(self._control))

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Show the suggested values, by mouse or enter."""
        event.stop()
        self.post_message(PickWanted(self._control))

    def _hint(self) -> str:
        least, most = self._control.minimum, self._control.maximum
        if least is not None and most is not None:
            return t("field-range", least=f"{least:g}", most=f"{most:g}")
        return t("field-empty")

    def _take(self, text: str) -> None:
        if text != self._text:
            self._text = text
            self._count()
            self.post_message(Edited(self.key, text))

    def _count(self) -> None:
        problem = self.problem
        words = problem or self._title() or self._length()
        counter = self.query_one(".counter", Static)
        counter.display = bool(self._text) and bool(words)
        counter.set_class(problem is not None, "-bad")
        counter.update(words)

    def _title(self) -> str:
        """The description of a suggested value: a voice's name, gender and use."""
        offered = self._control.suggestions.values
        held = next((one for one in offered if one.value == self._text and one.name), None)
        return f"{held.name}: {suggestion_kind(held)}" if held is not None else ""

    def _length(self) -> str:
        """The length of a text and its limit; of a long text always the length."""
        if self._control.kind not in TEXTS:
            return ""
        most = self._control.maximum
        if most is not None:
            return f"{len(self._text)} / {int(most)}"
        return str(len(self._text)) if self._control.kind is Kind.LONG_TEXT else ""


def _shown(value: Value) -> str:
    """Return a value as safe text: defaults come from the service."""
    return plain(written(value), lines=True)


class PickField(Button):
    """One value out of many: shows the current one, and opens a searchable list."""

    def __init__(self, control: Control, value: Value) -> None:
        super().__init__("", compact=True, classes="pick")
        self._control = control
        self.key = control.key
        self.show(value)

    def show(self, value: Value) -> None:
        """Show another value."""
        self.label = Content(t("field-pick", value=value_label(self._control, value)))

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Open the list, by mouse or enter."""
        event.stop()
        self.post_message(PickWanted(self._control))
