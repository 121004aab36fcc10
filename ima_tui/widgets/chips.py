"""What was read from the prompt: suggestions to apply, and advice for what can't be had."""

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from ..intent import Suggestions
from ..locale import t
from ..wording.intent import advice_words, chip_words


class ChipLine(Vertical):
    """Nothing where nothing was read; never changes anything by itself."""

    class Taken(Message):
        """They shall be applied."""

    def __init__(self) -> None:
        super().__init__(id="chips")
        self._shown: Suggestions = Suggestions()

    def compose(self) -> ComposeResult:
        """Lay out the suggestions and the advice."""
        yield Static("", id="chip-words", markup=False)
        yield Static("", id="advice", markup=False)

    def show(self, suggestions: Suggestions) -> None:
        """Show what was read."""
        if suggestions == self._shown:
            return
        self._shown = suggestions
        self.display = bool(suggestions.chips or suggestions.advice)
        words = " · ".join(chip_words(chip) for chip in suggestions.chips)
        line = self.query_one("#chip-words", Static)
        line.update(Text(t("chips-read", words=words)) if words else "")
        line.display = bool(words)
        self._advise(suggestions)

    def on_click(self) -> None:
        """A click applies all, as the key does."""
        shown = self._shown
        if shown.chips or wants_reference(shown) or any(one.instead for one in shown.advice):
            self.post_message(self.Taken())

    def _advise(self, suggestions: Suggestions) -> None:
        leaf = suggestions.form.leaf if suggestions.form is not None else None
        lines = [advice_words(advice, leaf) for advice in suggestions.advice]
        # the key takes what can be had instead once there is nothing else to apply
        if not suggestions.chips and any(advice.instead for advice in suggestions.advice):
            lines[-1] += f" {t('advice-key')}"
        elif wants_reference(suggestions):
            lines[-1] += f" {t('advice-history')}"
        advice = self.query_one("#advice", Static)
        advice.update(Text("\n".join(lines)))
        advice.display = bool(lines)


def wants_reference(suggestions: Suggestions) -> bool:
    """Tell whether the key shows earlier results: something shall look the same once more."""
    if suggestions.chips or any(one.instead for one in suggestions.advice):
        return False
    return any(one.code == "reference" for one in suggestions.advice)
