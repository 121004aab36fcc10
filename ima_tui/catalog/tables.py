"""A table of a model's prices for every combination of what affects them."""

import itertools
from dataclasses import dataclass

from .forms import Form, State
from .prices import Axis, axes_of, choice_of, price_points
from .products import CreditRule
from .values import Value, canonical


@dataclass(frozen=True, slots=True)
class PriceCell:
    """The price of one combination.

    Attributes:
        values: the value on each axis, by control key, in the order of the axes.
        credit: points for one result.
        origin: points before any discount.
        exact: whether the price is certain; otherwise it is an estimate.
        reachable: whether the form allows the combination.
        rule: the rule that charges it.
    """

    values: tuple[tuple[str, Value], ...]
    credit: int
    origin: int
    exact: bool
    reachable: bool
    rule: CreditRule


@dataclass(frozen=True, slots=True)
class PriceTable:
    """The prices of a leaf.

    Attributes:
        axes: what affects the price, in the form's order.
        cells: the last axis changes fastest; empty if there are too many, or no prices.
    """

    axes: tuple[Axis, ...]
    cells: tuple[PriceCell, ...]


def price_table(form: Form) -> PriceTable:
    """Return every combination of what affects the price, including excluded ones."""
    axes = tuple(axes_of(form))
    reachable = {_key(point.values): point.choice for point in price_points(form)}
    if not reachable:
        return PriceTable(axes, ())
    base = dict(form.start())
    cells = []
    for held in itertools.product(*(axis.values for axis in axes)):
        values = tuple((axis.key, value) for axis, value in zip(axes, held, strict=True))
        state: State = base | dict(values)
        found = reachable.get(_key(values))
        choice = found or choice_of(form, state)
        if choice is not None:
            rule = choice.rule
            cells.append(
                PriceCell(
                    values=values,
                    credit=rule.points,
                    origin=max(rule.points, rule.origin_points),
                    exact=choice.exact,
                    reachable=found is not None,
                    rule=rule,
                )
            )
    return PriceTable(axes, tuple(cells))


def _key(values: tuple[tuple[str, Value], ...]) -> tuple[str, ...]:
    """A key that distinguishes combinations as the service does: 1 and True are different."""
    return tuple(canonical(value) for _, value in values)
