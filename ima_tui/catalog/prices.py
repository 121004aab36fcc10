"""The price of a form's state, and the price range of a leaf."""

import itertools
import math
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass

from .bounds import bad_input
from .controls import Control, is_set, own_value, parameter_of
from .forms import Form, State
from .products import CreditRule
from .refusals import RefusedError
from .rules import RuleChoice, choose_rule
from .values import Value, canonical, same

_MOST_COMPARISONS = 4_000
"""Above this many combinations times rules only the values that the rules name are tried."""

_MOST_WAYS = 16
"""How many ways of making the form send a rule's values are tried."""


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
class Axis:
    """A control that affects the price.

    Attributes:
        values: its options, with None if it may be left unset; for free input the values that the
            rules have a price for.
    """

    control: Control
    values: tuple[Value, ...]

    @property
    def key(self) -> str:
        """The control's key."""
        return self.control.key


@dataclass(frozen=True, slots=True)
class PricePoint:
    """A reachable combination of the options that affect the price."""

    values: tuple[tuple[str, Value], ...]
    choice: RuleChoice


def quote(form: Form, state: State) -> Quote | None:
    """Return the price of a form's state, None for a leaf without prices."""
    choice = choice_of(form, state)
    if choice is None:
        return None
    return Quote(
        rule=choice.rule,
        credit=choice.rule.points,
        count=form.count(state),
        exact=choice.exact,
    )


def choice_of(form: Form, state: State) -> RuleChoice | None:
    """Return the rule by which a form state is charged, None for a leaf without prices."""
    return choose_rule(form.leaf.rules, form.parameters(state), form.leaf.lost_rules)


def price_range(form: Form) -> tuple[int, int] | None:
    """Return the least and the greatest price of one result over all valid combinations."""
    start = form.start()
    opening = choice_of(form, start)
    if opening is None:
        return None
    points = list(price_points(form)) or list(_points_of_rules(form))
    prices = [point.choice.rule.points for point in points]
    # the initial text of a free input is not among the combinations of options
    if not prices or _stands(form, start, frozenset(start)):
        prices.append(opening.rule.points)
    return min(prices), max(prices)


def price_points(form: Form) -> Iterator[PricePoint]:
    """Yield every reachable combination of what affects the price, with its rule.

    Yields nothing if there are too many.
    """
    axes = axes_of(form)
    sizes = math.prod(len(axis.values) for axis in axes)
    if not form.leaf.rules or sizes * len(form.leaf.rules) > _MOST_COMPARISONS:
        return
    base = dict(form.start())
    keys = [axis.key for axis in axes]
    for values in itertools.product(*(axis.values for axis in axes)):
        point = _point(form, base, dict(zip(keys, values, strict=True)))
        if point is not None:
            yield point


def axes_of(form: Form) -> list[Axis]:
    """Return the controls whose value can change which rule applies, in the form's order."""
    priced = {key.casefold() for rule in form.leaf.rules for key in rule.attributes}
    found = []
    for control in form.controls:
        if target_of(form, control) in priced:
            values = tuple(_priced_values(form, control))
            unset = control.optional or not (control.values or is_set(control.default))
            if values:
                found.append(Axis(control, (None, *values) if unset else values))
    return found


def _point(form: Form, base: State, chosen: Mapping[str, Value]) -> PricePoint | None:
    """Return the price of some values beside others that may give way; None if they conflict."""
    state: State = {**base, **chosen}
    if not _stands(form, state, chosen):
        state = form.completed(chosen)
        if not _stands(form, state, chosen):
            return None
    choice = choice_of(form, state)
    return PricePoint(tuple(chosen.items()), choice) if choice is not None else None


def _stands(form: Form, state: State, keys: Container[str]) -> bool:
    """Return whether the values of some controls are valid together."""
    wrong = (*form.clashing(state), *form.lost(state))
    return not any(key in keys for key in wrong)


def _points_of_rules(form: Form) -> Iterator[PricePoint]:
    """Yield the values that each rule names, as far as the form can hold them."""
    axes = {axis.key: axis for axis in axes_of(form)}
    base = form.start()
    for rule in form.leaf.rules:
        ways = [
            list(_ways(form, axes, name.casefold(), value))
            for name, value in rule.attributes.items()
        ]
        for way in itertools.islice(itertools.product(*filter(None, ways)), _MOST_WAYS):
            chosen = {key: value for held in way for key, value in held.items()}
            point = _point(form, base, chosen)
            if point is not None:
                yield point


def _ways(
    form: Form, axes: Mapping[str, Axis], name: str, wanted: Value
) -> Iterator[Mapping[str, Value]]:
    """Yield the states of controls for which a parameter is sent with a value."""
    for key, axis in axes.items():
        if target_of(form, axis.control) == name:
            field = form.field(axis.control)
            if field is not None and field.virtual is not None:
                yield from form.behind(field, wanted)
                return
            yield from ({key: value} for value in axis.values if same(value, wanted))


def unpriced(form: Form, state: State, chosen: Container[str]) -> RefusedError | None:
    """Return a chosen value that the rule would replace (IMA Open API, choosing the credit rule).

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
        name = target_of(form, control)
        if control.key in chosen and name in bought and not same(sent.get(name), bought[name]):
            choices = tuple(
                value
                for value in _priced_values(form, control)
                if _is_exact(form, state, control, value)
            )
            about = {"value": state.get(control.key)}
            return RefusedError("unpriced", about, control=control, choices=choices)
    return None


def _priced_values(form: Form, control: Control) -> Iterator[Value]:
    """Yield the values of a control that may have a price: its options, else those of the rules."""
    if control.values:
        yield from control.values
        return
    name = target_of(form, control)
    seen: set[str] = set()
    for rule in form.leaf.rules:
        for key, value in rule.attributes.items():
            own = own_value(control, value) if key.casefold() == name else None
            if is_set(own) and bad_input(control, own) is None and canonical(own) not in seen:
                seen.add(canonical(own))
                yield own


def _is_exact(form: Form, state: State, control: Control, value: Value) -> bool:
    """Return whether a value could be chosen now and would have a price of its own."""
    if form.conflict(state, control, value) is not None:
        return False
    choice = choice_of(form, {**state, control.key: value})
    return choice is not None and choice.exact


def target_of(form: Form, control: Control) -> str:
    """Return the parameter, folded, that a control's value is sent as."""
    field = form.field(control)
    return (parameter_of(field) if field else control.field).casefold()
