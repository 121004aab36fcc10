"""What a form state costs, and what a leaf can cost at all."""

import itertools
import math
from collections.abc import Container, Iterator
from dataclasses import dataclass

from .controls import Control, parameter_of
from .forms import Form, State
from .products import CreditRule
from .refusals import RefusedError
from .rules import RuleChoice, Step, choose_rule
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
        step: which of the four steps decided.
    """

    rule: CreditRule
    credit: int
    count: int
    exact: bool
    step: Step

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
        step=choice.step,
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
    controls = deciding(form)
    sizes = math.prod(len(control.values) for control in controls)
    if not form.leaf.rules or sizes * len(form.leaf.rules) > _MOST_COMPARISONS:
        return
    base = dict(form.start())
    for values in itertools.product(*(control.values for control in controls)):
        chosen = {c.key: v for c, v in zip(controls, values, strict=True)}
        state: State = base | chosen
        if _conflicts(form, state, controls):
            # the other controls may give way
            state = form.completed(chosen)
            if _conflicts(form, state, controls):
                continue
        choice = choose_rule(form.leaf.rules, form.parameters(state))
        if choice is not None:
            yield PricePoint(tuple(chosen.items()), choice)


def _conflicts(form: Form, state: State, controls: list[Control]) -> bool:
    return any(form.blocked(state, control) for control in controls)


def deciding(form: Form) -> list[Control]:
    """Return the controls with options whose value can change which rule applies."""
    priced = {key.casefold() for rule in form.leaf.rules for key in rule.attributes}
    return [c for c in form.controls if c.values and _target(form, c) in priced]


def unpriced(form: Form, state: State, chosen: Container[str]) -> RefusedError | None:
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
    for control in form.controls:
        name = _target(form, control)
        if control.key in chosen and name in bought and not same(sent.get(name), bought[name]):
            choices = tuple(v for v in _priced(form, control) if _is_exact(form, state, control, v))
            about = {"value": state.get(control.key)}
            return RefusedError("unpriced", about, control=control, choices=choices)
    return None


def _priced(form: Form, control: Control) -> Iterator[Value]:
    """Yield the values of a control that could have a price: its own, else those of the rules."""
    if control.values:
        yield from control.values
        return
    name = _target(form, control)
    for rule in form.leaf.rules:
        yield from (value for key, value in rule.attributes.items() if key.casefold() == name)


def _is_exact(form: Form, state: State, control: Control, value: Value) -> bool:
    price = quote(form, {**state, control.key: value})
    return price is not None and price.exact


def _target(form: Form, control: Control) -> str:
    """Return the parameter, folded, that a control's value is sent as."""
    field = form.field(control)
    return (parameter_of(field) if field else control.field).casefold()
