"""What a form state costs, and what a leaf can cost at all."""

import itertools
import math
from collections.abc import Container, Iterator
from dataclasses import dataclass

from .forms import Control, Form, Kind, State
from .products import CreditRule
from .rules import RuleChoice, choose_rule
from .values import Value, same

_MOST_COMPARISONS = 20_000
"""Beyond this many combinations times rules a range is taken from the rules themselves."""


@dataclass(frozen=True, slots=True)
class Quote:
    """The price of one create.

    Attributes:
        credit: points for each result.
        count: how many results (``n``).
        exact: whether the price is certain; otherwise it is an estimate.
    """

    rule: CreditRule
    credit: int
    count: int
    exact: bool

    @property
    def points(self) -> int:
        """Points for all results together."""
        return self.credit * self.count


@dataclass(frozen=True, slots=True)
class PricePoint:
    """A reachable combination of the options that decide the price."""

    values: tuple[tuple[str, Value], ...]
    choice: RuleChoice


def quote(form: Form, state: State) -> Quote | None:
    """Return what a form state costs, None for a leaf without prices."""
    choice = choose_rule(form.leaf.rules, form.parameters(state))
    if choice is None:
        return None
    return Quote(
        rule=choice.rule,
        credit=choice.rule.points,
        count=form.count(state),
        exact=choice.exact,
    )


def price_range(form: Form) -> tuple[int, int] | None:
    """Return the least and the greatest price of one result, from reachable combinations only."""
    opening = quote(form, form.start())
    if opening is None:
        return None
    prices = [point.choice.rule.points for point in price_points(form)]
    if not prices:
        prices = [rule.points for rule in form.leaf.rules]
    # what is unset at first is no combination of options
    prices.append(opening.credit)
    return min(prices), max(prices)


def price_points(form: Form) -> Iterator[PricePoint]:
    """Yield every combination of the price's controls that can be reached, with its rule."""
    deciding = _deciding(form)
    sizes = math.prod(len(_values(control)) for control in deciding)
    if not form.leaf.rules or sizes * len(form.leaf.rules) > _MOST_COMPARISONS:
        return
    base = dict(form.start())
    for values in itertools.product(*(_values(control) for control in deciding)):
        chosen = {c.key: v for c, v in zip(deciding, values, strict=True)}
        state: State = base | chosen
        if _conflicts(form, state, deciding):
            # the other controls may give way
            state = form.completed(chosen)
            if _conflicts(form, state, deciding):
                continue
        choice = choose_rule(form.leaf.rules, form.parameters(state))
        if choice is not None:
            yield PricePoint(tuple(chosen.items()), choice)


def _conflicts(form: Form, state: State, controls: list[Control]) -> bool:
    return any(form.conflict(state, control, state[control.key]) for control in controls)


def _deciding(form: Form) -> list[Control]:
    """Return the controls whose value can change which rule applies."""
    priced = {key.casefold() for rule in form.leaf.rules for key in rule.attributes}
    targets = _targets(form)
    return [
        control
        for control in form.controls
        if control.kind in {Kind.CHOICE, Kind.TOGGLE}
        and targets.get(control.field, control.field).casefold() in priced
    ]


def _targets(form: Form) -> dict[str, str]:
    """Return the parameter that each field is sent as."""
    return {f.name: f.virtual.target if f.virtual else f.name for f in form.leaf.fields}


def _values(control: Control) -> tuple[Value, ...]:
    if control.kind is Kind.TOGGLE:
        return (False, True)
    return tuple(option.value for option in control.options)


@dataclass(frozen=True, slots=True)
class Unpriced:
    """A value of the user's that has no price; ``choices`` are those that have one beside it."""

    control: Control
    choices: tuple[Value, ...]


def unpriced(form: Form, state: State, chosen: Container[str]) -> Unpriced | None:
    """Return a value that would be replaced by another (IMA Open API, choosing the credit rule).

    Args:
        form: the form of a leaf.
        state: what it holds.
        chosen: the controls that the user set.
    """
    price = quote(form, state)
    if price is None or price.exact:
        return None
    sent = {name.casefold(): value for name, value in form.parameters(state).items()}
    bought = {name.casefold(): value for name, value in price.rule.attributes.items()}
    targets = _targets(form)
    for control in _deciding(form):
        name = targets.get(control.field, control.field).casefold()
        if control.key in chosen and name in bought and not same(sent.get(name), bought[name]):
            prices = ((v, quote(form, {**state, control.key: v})) for v in _values(control))
            return Unpriced(control, tuple(v for v, other in prices if other and other.exact))
    return None
