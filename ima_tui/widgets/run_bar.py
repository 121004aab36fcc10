"""The line at the foot of Create: what stands in the way, a cheaper way, and the price to run."""

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
    """Remark, offer and button. The button is as wide as its price: none of it is ever cut."""

    class RunWanted(Message):
        """What is filled in shall be run."""

    class OfferTaken(Message):
        """The cheaper model shall be used."""

    def __init__(self) -> None:
        super().__init__(id="run-bar")

    def compose(self) -> ComposeResult:
        """Lay out the words at the left, the button at the right."""
        with Vertical(id="remarks"):
            yield Static("", id="remark", markup=False)
            yield Button("", id="offer", compact=True)
        yield Button("", id="run", variant="primary", compact=True)

    def on_mount(self) -> None:
        """Begin without an offer."""
        self.offer("")

    def offer(self, words: str) -> None:
        """Offer a cheaper model; nothing for none."""
        button = self.query_one("#offer", Button)
        if words != str(button.label) or not words:
            button.label = Content(words)
            button.display = bool(words)

    def show_price(self, words: str) -> None:
        """Say on the button what a run costs."""
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
    """Return what the Run button says: the exact price, always.

    Args:
        price: of one prompt.
        times: how many prompts are paid for.
    """
    if price is None:
        return t("run")
    factors = [str(factor) for factor in (times, price.count) if factor != 1]
    total = points(price.points * times, exact=price.exact)
    if not factors:
        return t("run-price", points=total)
    return t("run-price-many", factors=" × ".join([*factors, str(price.credit)]), points=total)
