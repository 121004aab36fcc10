"""Choosing the credit rule: which price applies to a set of parameters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from .products import CreditRule
from .values import Value, same


class Step(IntEnum):
    """Which of the four steps decided (IMA Open API, choosing the credit rule)."""

    ALL_MATCH = 1
    MOST_MATCH = 2
    DEFAULT = 3
    FIRST = 4


@dataclass(frozen=True, slots=True)
class RuleChoice:
    """The chosen rule and how certain it is.

    Attributes:
        exact: whether the price is certain; otherwise it is an estimate and shown as such.
    """

    rule: CreditRule
    step: Step
    exact: bool


def choose_rule(
    rules: Sequence[CreditRule], parameters: Mapping[str, Value], lost: int = 0
) -> RuleChoice | None:
    """Return the rule by which these parameters are charged, None for a leaf without rules.

    Args:
        rules: those of a leaf, in the list's order.
        parameters: what is sent.
        lost: how many rules of the list could not be read: any of them might apply if only a
            default is left.
    """
    if not rules:
        return None
    folded = {key.casefold(): value for key, value in parameters.items()}
    matches = [_matching(rule, folded) for rule in rules]
    full = [
        rule
        for rule, count in zip(rules, matches, strict=True)
        if rule.attributes and count == len(rule.attributes)
    ]
    if full:
        # max keeps the first of equals, as the service does
        return RuleChoice(
            max(full, key=lambda rule: len(rule.attributes)), Step.ALL_MATCH, exact=True
        )
    best = max(range(len(rules)), key=matches.__getitem__)
    if matches[best] > 0:
        return RuleChoice(rules[best], Step.MOST_MATCH, exact=False)
    sole = len(rules) == 1 and not rules[0].attributes and not lost
    for rule in rules:
        if rule.is_default:
            return RuleChoice(rule, Step.DEFAULT, exact=sole)
    return RuleChoice(rules[0], Step.FIRST, exact=sole)


def _matching(rule: CreditRule, folded: Mapping[str, Value]) -> int:
    return sum(
        1
        for key, value in rule.attributes.items()
        if key.casefold() in folded and same(folded[key.casefold()], value)
    )
