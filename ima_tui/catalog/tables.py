"""What a model costs for every combination of what decides its price, as a table."""

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
        values: what each axis holds, by control key, in the order of the axes.
        credit: points for one result.
        origin: points before a discount; the same without one.
        exact: whether the price is certain; otherwise it is an estimate.
        reachable: whether the form allows the combination.
        rule: what it is charged by.
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
        axes: what decides the price, in the form's order.
        cells: the last axis changes fastest; empty where there are too many, or no prices.
    """

    axes: tuple[Axis, ...]
    cells: tuple[PriceCell, ...]


def price_table(form: Form) -> PriceTable:
    """Return every combination of what decides the price, those that a conflict forbids too."""
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
    """Tell combinations apart as the service does: 1 and True are equal only to Python."""
    return tuple(canonical(value) for _, value in values)
