"""A create body against a newer list: which rule charges it now, and its price."""

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .products import CreditRule, Leaf
from .rules import RuleChoice, choose_rule
from .values import Value, is_scalar, same

Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Repriced:
    """A body with the price of a list.

    Attributes:
        credit: points for each result.
        count: how many results.
        exact: whether the price is certain.
    """

    body: dict[str, Any]
    credit: int
    count: int
    exact: bool

    @property
    def points(self) -> int:
        """Points for all results."""
        return self.credit * self.count


def inner_of(body: Body) -> dict[str, Any]:
    """Return the inner parameters of a create body."""
    inner: dict[str, Any] = body["parameters"][0]["parameters"]
    return inner


def parameters_of(body: Body) -> dict[str, Value]:
    """Return the plain inner parameters: what credit rules compare."""
    return {name: value for name, value in inner_of(body).items() if is_scalar(value)}


def repriced(body: Body, leaf: Leaf) -> Repriced | None:
    """Return a body with the price it has in a list; None if the list has none for it.

    Nothing that the body asks for is replaced: a rule that would change a value does not count
    (IMA Open API, choosing the credit rule).
    """
    parameters = parameters_of(body)
    choice = choose_rule(leaf.rules, parameters, leaf.lost_rules)
    if choice is None or _replaces(choice, parameters):
        return None
    return priced_by(body, choice.rule, exact=choice.exact)


def priced_by(body: Body, rule: CreditRule, *, exact: bool) -> Repriced:
    """Return a body that is charged by a rule; its attributes are spelled as the rule does."""
    changed = copy.deepcopy(dict(body))
    entry, inner = changed["parameters"][0], inner_of(changed)
    for name, value in rule.attributes.items():
        spelled = next((key for key in inner if key.casefold() == name.casefold()), name)
        if value is not None:
            inner.pop(spelled, None)
            inner[name] = value
    entry["attribute_id"], entry["credit"] = rule.attribute_id, rule.points
    inner["cast"] = {"points": rule.points, "attribute_id": rule.attribute_id}
    entry["parameters"] = dict(sorted(inner.items()))
    return Repriced(changed, rule.points, int(inner.get("n", 1)), exact)


def _replaces(choice: RuleChoice, parameters: Mapping[str, Value]) -> bool:
    folded = {name.casefold(): value for name, value in parameters.items()}
    return any(
        name.casefold() in folded and not same(folded[name.casefold()], value)
        for name, value in choice.rule.attributes.items()
    )
