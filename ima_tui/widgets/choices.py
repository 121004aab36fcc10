"""One value out of a few visible ones: the control for options and switches."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from ..catalog.values import Value, same
from .cells import fit

_GAP = 2
MOST_LABEL = 30
"""The most cells of an option's label, to fit the narrowest form."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value to choose.

    Attributes:
        reason: why it can't be chosen now; None if it can.
        recommended: whether it is recommended: marked, and chosen by a key of its own.
    """

    label: str
    value: Value
    reason: str | None = None
    recommended: bool = False


class Choices(Widget, can_focus=True):
    """Options in wrapping rows; left, right and clicks choose.

    An option that can't be chosen now is struck through and skipped.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "step(-1)", show=False),
        Binding("right,l,space", "step(1)", show=False),
        Binding("asterisk", "recommended", show=False),
        Binding("up,k", "app.focus_previous", show=False),
        Binding("down,j", "app.focus_next", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"choices--chosen", "choices--blocked"}
    DEFAULT_CSS = "Choices { height: auto; width: 1fr; }"

    class Picked(Message):
        """The user chose a value."""

        def __init__(self, choices: "Choices", value: Value) -> None:
            super().__init__()
            self.choices = choices
            self.value = value

    def __init__(self, choices: Sequence[Choice], value: Value, *, key: str) -> None:
        super().__init__()
        self.key = key
        self._choices = tuple(choices)
        self._value = value

    @property
    def value(self) -> Value:
        """The chosen value."""
        return self._value

    def show(self, choices: Sequence[Choice], value: Value) -> None:
        """Show other options, or another value, without posting a message."""
        if (tuple(choices), value) != (self._choices, self._value):
            self._choices, self._value = tuple(choices), value
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """Return how many lines the options take."""
        return max((line for line, *_ in self._places(width)), default=0) + 1

    def render(self) -> Text:
        """Draw the options."""
        chosen = self.get_component_rich_style("choices--chosen", partial=True)
        blocked = self.get_component_rich_style("choices--blocked", partial=True)
        text, line, end = Text(end=""), 0, 0
        for (at, start, stop), choice in zip(
            self._places(self.content_size.width), self._choices, strict=True
        ):
            if at != line:
                text.append("\n")
                line, end = at, 0
            text.append(" " * (start - end))
            held = same(choice.value, self._value)
            style = blocked if choice.reason else chosen if held else ""
            text.append(self._word(choice), style)
            end = stop
        return text

    def on_click(self, event: events.Click) -> None:
        """Choose the clicked option."""
        offset = event.get_content_offset_capture(self)
        for (line, start, stop), choice in zip(
            self._places(self.content_size.width), self._choices, strict=True
        ):
            if offset.y == line and start <= offset.x < stop and choice.reason is None:
                self._pick(choice)

    def action_step(self, by: int) -> None:
        """Choose the next option, or the one before, that can be chosen."""
        count = len(self._choices)
        held = [i for i, choice in enumerate(self._choices) if same(choice.value, self._value)]
        at = held[0] if held else (-1 if by > 0 else 0)
        for step in range(1, count + 1):
            choice = self._choices[(at + by * step) % count]
            if choice.reason is None:
                self._pick(choice)
                return

    def action_recommended(self) -> None:
        """Choose the recommended option, if it can be chosen."""
        for choice in self._choices:
            if choice.recommended and choice.reason is None:
                self._pick(choice)

    def _pick(self, choice: Choice) -> None:
        if not same(choice.value, self._value):
            self.post_message(self.Picked(self, choice.value))

    def _word(self, choice: Choice) -> str:
        label = (
            choice.label if cell_len(choice.label) <= MOST_LABEL else fit(choice.label, MOST_LABEL)
        )
        star = "★ " if choice.recommended else ""
        return f"({'•' if same(choice.value, self._value) else ' '}) {star}{label}"

    def _places(self, width: int) -> list[tuple[int, int, int]]:
        """Return line, first and last cell of each option in a given width."""
        places: list[tuple[int, int, int]] = []
        line, at = 0, 0
        for choice in self._choices:
            size = cell_len(self._word(choice))
            if at and at + size > width:
                line, at = line + 1, 0
            places.append((line, at, at + size))
            at += size + _GAP
        return places
