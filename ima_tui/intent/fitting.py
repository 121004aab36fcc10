"""Whether a form can hold what is wished for, and which control and value that is."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from weakref import WeakKeyDictionary

from ..catalog.controls import TEXTS, Control, Kind, own_value, parameter_of
from ..catalog.facts import facts_of
from ..catalog.forms import Form, State, form_of
from ..catalog.prices import price_range
from ..catalog.products import Leaf, Listing
from ..catalog.values import Value, as_number, canonical, same
from .readings import Topic, Wish
from .vocabulary import load


@dataclass(frozen=True, slots=True)
class Fit:
    """A control and the value it would hold."""

    control: Control
    value: Value


@dataclass(frozen=True, slots=True)
class About:
    """Which controls a topic sets: from ``data/topics.toml``."""

    controls: Sequence[str]
    media: frozenset[str]
    same: Mapping[str, Sequence[str]]

    def spellings(self, wished: Value) -> frozenset[str]:
        """Return the spellings that a list may use for a wished value."""
        plain = canonical(wished)
        return frozenset(self.same.get(plain, (plain,)))


@cache
def topics() -> Mapping[Topic, About]:
    """Return which controls each topic sets."""
    return {
        Topic(name): About(entry["controls"], frozenset(entry["media"]), entry.get("same", {}))
        for name, entry in load("topics.toml").items()
    }


def controls_for(form: Form, topic: Topic) -> Iterator[Control]:
    """Yield the controls of a form that a topic sets."""
    for name in topics()[topic].controls:
        yield from (control for control in form.controls if name in _names(form, control))


def fit(form: Form, wish: Wish) -> Fit | None:
    """Return the control that can hold a wish and its value there; None if none can."""
    wished = _to_order(form, wish.value) if wish.topic is Topic.COUNT else wish.value
    spellings = topics()[wish.topic].spellings(wished)
    for control in controls_for(form, wish.topic):
        value = _own(control, wished, spellings)
        if value is not None:
            return Fit(control, value)
    return None


def _to_order(form: Form, wished: Value) -> Value:
    """Return how many are to be paid for to get so many results: one of Midjourney's is four."""
    number, each = as_number(wished), facts_of(form.leaf.model_id).results
    return math.ceil(number / each) if number and each > 1 else wished


def holds(state: State, found: Fit, wish: Wish) -> bool:
    """Return whether a state already has what is wished for."""
    held = state.get(found.control.key)
    if same(held, found.value):
        return True
    spellings = topics()[wish.topic].spellings(wish.value)
    offered = found.control.suggestions.values
    return any(one.gender in spellings and same(one.value, held) for one in offered)


def offering(listing: Listing, wish: Wish, most: int = 2) -> tuple[Leaf, ...]:
    """Return the models of a list that can hold a wish, the cheapest first, one of each family."""
    able = [leaf for leaf in cheapest_first(listing) if fit(form_in(listing, leaf), wish)]
    families = {canonical(leaf.model_id): leaf for leaf in reversed(able)}
    return tuple(leaf for leaf in able if families[canonical(leaf.model_id)] is leaf)[:most]


def cheapest_first(listing: Listing) -> tuple[Leaf, ...]:
    """Return the models of a list that have a price, by the least they can cost."""
    found = _CHEAPEST.get(listing)
    if found is None:
        priced = [
            (bounds, place, leaf)
            for place, leaf in enumerate(listing.leaves)
            if (bounds := price_range(form_in(listing, leaf))) is not None
        ]
        found = tuple(leaf for _, _, leaf in sorted(priced, key=lambda one: one[:2]))
        _CHEAPEST[listing] = found
    return found


def form_in(listing: Listing, leaf: Leaf) -> Form:
    """Return the form of a leaf; those of a list are built once."""
    forms = _FORMS.setdefault(listing, {})
    if leaf.id not in forms:
        forms[leaf.id] = form_of(leaf)
    return forms[leaf.id]


def nearest(control: Control, wished: float) -> Value:
    """Return the nearest number that a control offers; None if it offers none."""
    numbers = [(number, value) for value in control.values if (number := as_number(value))]
    return min(numbers, key=lambda one: abs(one[0] - wished), default=(0, None))[1]


def _names(form: Form, control: Control) -> frozenset[str]:
    field = form.field(control)
    sent = parameter_of(field) if field is not None else control.field
    names = (control.key, control.field, sent)
    return frozenset(name.rpartition(".")[2].casefold() for name in names)


def _own(control: Control, wished: Value, spellings: frozenset[str]) -> Value:
    if control.kind is Kind.CHOICE:
        listed = ((option.value, option.label) for option in control.options)
        return next(
            (v for v, label in listed if {canonical(v), canonical(label)} & spellings), None
        )
    if control.kind is Kind.NUMBER:
        number = as_number(wished)
        return number if number is not None and _within(control, number) else None
    if control.kind in TEXTS:
        return next(
            (
                one.value
                for one in control.suggestions.values
                if {canonical(one.value), one.gender} & spellings
            ),
            None,
        )
    return next((own for text in spellings if (own := own_value(control, text)) is not None), None)


def _within(control: Control, number: float) -> bool:
    least, most = control.minimum, control.maximum
    return (least is None or number >= least) and (most is None or number <= most)


_FORMS: WeakKeyDictionary[Listing, dict[str, Form]] = WeakKeyDictionary()
_CHEAPEST: WeakKeyDictionary[Listing, tuple[Leaf, ...]] = WeakKeyDictionary()
