"""The bottom line of Create: what is missing, a cheaper model, and the price to run."""

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Button, Static

from ..catalog.prices import Quote
from ..locale import t
from ..locale.formats import points


class RunBar(Horizontal):
    """Remark, offer and button. The button is as wide as its price, which is never cut."""

    class RunWanted(Message):
        """Requests to run the form."""

    class OfferTaken(Message):
        """Requests to use the cheaper model."""

    def __init__(self) -> None:
        super().__init__(id="run-bar")

    def compose(self) -> ComposeResult:
        """Lay out the words at the left, the button at the right."""
        with Vertical(id="remarks"):
            yield Static("", id="remark", markup=False)
            yield Button("", id="offer", compact=True)
        yield Button("", id="run", classes="order", variant="primary", compact=True)

    def on_mount(self) -> None:
        """Hide the offer."""
        self.offer("")

    def offer(self, words: str) -> None:
        """Offer a cheaper model; hide the offer if empty."""
        button = self.query_one("#offer", Button)
        if words != str(button.label) or not words:
            button.label = Content(words)
            button.display = bool(words)

    def show_price(self, words: str) -> None:
        """Show the price on the button."""
        button = self.query_one("#run", Button)
        if str(button.label) != words:
            button.label = words
            button.styles.width = cell_len(words) + 6

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Run, or take the offer, by mouse or enter."""
        event.stop()
        run = event.button.id == "run"
        self.post_message(self.RunWanted() if run else self.OfferTaken())


def run_words(price: Quote | None, times: int = 1) -> str:
    """Return the label of the Run button, always with the price.

    Args:
        price: the price of one prompt.
        times: the number of prompts.
    """
    if price is None:
        return t("run")
    factors = [str(factor) for factor in (times, price.count) if factor != 1]
    total = points(price.points * times, exact=price.exact)
    if not factors:
        return t("run-price", points=total)
    return t("run-price-many", factors=" × ".join([*factors, str(price.credit)]), points=total)
