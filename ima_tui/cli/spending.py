"""The options of commands that spend points, and how orders are described."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

from ..locale import t
from .frame import option
from .values import Whole

if TYPE_CHECKING:
    from ..catalog.bodies import Order
    from ..catalog.orders import Draft
    from .asked import Answer

Command = TypeVar("Command", bound=Callable[..., object])

_OPTIONS = (
    option("--max-points", type=Whole(0), help="cli-option-max-points"),
    option("--yes", is_flag=True, help="cli-option-yes"),
    option("--dry-run", is_flag=True, help="cli-option-dry-run"),
    option("--json", "as_json", is_flag=True, help="cli-option-json"),
)


def spending_options(command: Command) -> Command:
    """Add the options of commands that spend points."""
    for add in reversed(_OPTIONS):
        command = add(command)
    return command


def price_words(order: "Order") -> str:
    """Return the price of an order in words, and whether it is certain."""
    from ..locale.formats import points

    quote = order.quote
    words = "cli-price" if quote.exact else "cli-price-estimate"
    credit = f"{quote.credit:,}"
    return t(words, count=quote.count, credit=credit, points=points(quote.points))


def total_words(answers: "Sequence[Answer]") -> str:
    """Return the total price of all lines in words, and whether it is certain."""
    from ..locale.formats import points
    from .asked import total_of

    quotes = [answer.order.quote for answer in answers if answer.order]
    exact = all(quote.exact for quote in quotes)
    words = "cli-batch-total" if exact else "cli-batch-total-estimate"
    return t(words, count=len(quotes), points=points(total_of(answers)))


def option_words(draft: "Draft", *, chosen: bool = False) -> Iterator[tuple[str, str]]:
    """Yield the value of each control in words.

    Args:
        draft: a filled form.
        chosen: whether only the parameters the user gave are included.
    """
    from ..catalog.controls import is_set
    from ..wording.labels import control_label, value_label

    for control in draft.form.controls:
        value = draft.state.get(control.key)
        if is_set(value) and (not chosen or control.key in draft.chosen):
            yield control_label(control), value_label(control, value)
