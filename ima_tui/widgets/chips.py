"""Suggestions read from the prompt, and advice for what is impossible."""

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Button, Static

from ..intent import Suggestions
from ..locale import t
from ..wording.intent import advice_words, chip_words


class ChipLine(Vertical):
    """A line of suggestions, hidden if there are none; never changes anything by itself."""

    class Taken(Message):
        """Requests to apply the suggestions."""

    class PlanWanted(Message):
        """Requests to plan several steps from the prompt."""

    def __init__(self) -> None:
        super().__init__(id="chips")
        self._shown: Suggestions = Suggestions()

    def compose(self) -> ComposeResult:
        """Lay out the suggestions and the advice."""
        yield Static("", id="chip-words", markup=False)
        yield Static("", id="advice", markup=False)
        yield Button(t("advice-plan"), id="plan-advice", compact=True)

    def on_mount(self) -> None:
        """Hide the parts without content."""
        self.query_one("#plan-advice").display = False

    def show(self, suggestions: Suggestions) -> None:
        """Show suggestions."""
        if suggestions == self._shown:
            return
        self._shown = suggestions
        self.display = bool(suggestions.chips or suggestions.advice)
        words = " · ".join(chip_words(chip) for chip in suggestions.chips)
        line = self.query_one("#chip-words", Static)
        line.update(Text(t("chips-read", words=words)) if words else "")
        line.display = bool(words)
        self._advise(suggestions)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Plan by mouse or enter."""
        event.stop()
        self.post_message(self.PlanWanted())

    def on_click(self, event: events.Click) -> None:
        """Apply all by click, like the key."""
        shown = self._shown
        if isinstance(event.widget, Button):
            return
        if wants_plan(shown):
            self.post_message(self.PlanWanted())
        elif shown.chips or wants_reference(shown) or any(one.instead for one in shown.advice):
            self.post_message(self.Taken())

    def _advise(self, suggestions: Suggestions) -> None:
        leaf = suggestions.form.leaf if suggestions.form is not None else None
        lines = [advice_words(advice, leaf) for advice in suggestions.advice]
        # the key applies the alternative if there is nothing else to apply
        if not suggestions.chips and any(advice.instead for advice in suggestions.advice):
            lines[-1] += f" {t('advice-key')}"
        elif wants_reference(suggestions):
            lines[-1] += f" {t('advice-history')}"
        advice = self.query_one("#advice", Static)
        advice.update(Text("\n".join(lines)))
        advice.display = bool(lines)
        several = any(one.code == "workflow" for one in suggestions.advice)
        self.query_one("#plan-advice").display = several


def wants_plan(suggestions: Suggestions) -> bool:
    """Return whether the key plans: several steps are wanted, and nothing else can be applied."""
    if suggestions.chips or any(one.instead for one in suggestions.advice):
        return False
    return any(one.code == "workflow" for one in suggestions.advice)


def wants_reference(suggestions: Suggestions) -> bool:
    """Return whether the key shows earlier results, to make something look the same again."""
    if suggestions.chips or any(one.instead for one in suggestions.advice):
        return False
    return any(one.code == "reference" for one in suggestions.advice)
