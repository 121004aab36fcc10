"""A cheaper model for a filled form: the best one that costs less."""

from dataclasses import dataclass

from .alternatives import alternatives
from .forms import form_of
from .inputs import bad_media
from .orders import Draft
from .prices import Quote, quote
from .products import Leaf, Listing

OFFERED_ABOVE = 50
"""The price in points above which a cheaper model is offered (the product's own limit)."""

_CANDIDATES = 8


@dataclass(frozen=True, slots=True)
class Cheaper:
    """A model that costs less with the values that still apply."""

    leaf: Leaf
    quote: Quote


def cheaper(listing: Listing, draft: Draft) -> Cheaper | None:
    """Return a model that does the same for less; None if there is none.

    Args:
        listing: the task type's product list.
        draft: what is filled in.
    """
    if draft.quote is None:
        return None
    values = {key: draft.state[key] for key in draft.chosen if key in draft.state}
    for leaf in alternatives(listing, draft.form.leaf, _CANDIDATES):
        if draft.inputs and bad_media(leaf, draft.inputs) is not None:
            continue
        form = form_of(leaf)
        state, _ = form.carry(values)
        price = quote(form, state)
        if price is not None and price.exact and price.points < draft.quote.points:
            return Cheaper(leaf, price)
    return None
