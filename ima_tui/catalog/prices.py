"""What a form state costs, and what a leaf can cost at all."""

import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass

from .forms import Control, Form, Kind, State
from .products import CreditRule
from .rules import RuleChoice, choose_rule
from .values import Value

_MOST_COMBINATIONS = 20_000
"""Beyond this many priced combinations a range is taken from the rules themselves."""


@dataclass(frozen=True, slots=True)
class Quote:
    """The price of one create.

    Attributes:
        credit: points for each result.
        count: how many results (``n``).
        exact: whether the price is certain; otherwise it is an estimate.
        origin: points for each before a discount.
    """

    rule: CreditRule
    credit: int
    count: int
    exact: bool
    origin: int

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
        origin=choice.rule.origin_points,
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
    if not form.leaf.rules or sizes > _MOST_COMBINATIONS:
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
    targets = {
        field.name: field.virtual.target if field.virtual else field.name
        for field in form.leaf.fields
    }
    return [
        control
        for control in form.controls
        if control.kind in {Kind.CHOICE, Kind.TOGGLE}
        and targets.get(control.field, control.field).casefold() in priced
    ]


def _values(control: Control) -> tuple[Value, ...]:
    if control.kind is Kind.TOGGLE:
        return (False, True)
    return tuple(option.value for option in control.options)
