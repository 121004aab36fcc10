"""What may be changed in a body that the service refused, one step at a time.

After 6009 missing rule attributes are added, after 6010 the rule is chosen again, after 500 one
parameter is lowered by one notch. No other choice of the user is removed or replaced, and each step
reports what it changed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from .products import Leaf
from .repricing import Body, Repriced, parameters_of, priced_by, repriced
from .rules import choose_rule
from .values import Value, canonical, same

_NOTCHES = ("size", "resolution", "duration", "quality", "mode")
"""In this order (IMA Open API, error codes: 500); some models call quality ``mode``."""

_RANKS = {"std": 0, "low": 0, "optimized": 0, "medium": 1, "pro": 2, "high": 2, "lossless": 2}
_NUMBER = re.compile(r"(\d+(?:\.\d+)?)(k)?")


@dataclass(frozen=True, slots=True)
class Correction:
    """A changed body, and what was changed in it.

    Attributes:
        parameter: the parameter changed; empty if only the rule was.
        before: its value before; None if it was missing.
        after: its value now.
    """

    repriced: Repriced
    parameter: str = ""
    before: Value = None
    after: Value = None


def corrected(code: int, body: Body, leaf: Leaf) -> Correction | None:
    """Return the correction for a refusal, None if there is none.

    Args:
        code: the code of the error: 500, 6009 or 6010; others are not corrected.
        body: the refused body.
        leaf: the model as a fresh list has it.
    """
    steps = {500: _notched_down, 6009: _completed, 6010: _reselected}
    step = steps.get(code)
    return step(body, leaf) if step is not None else None


def _reselected(body: Body, leaf: Leaf) -> Correction | None:
    found = repriced(body, leaf)
    return Correction(found) if found is not None else None


def _completed(body: Body, leaf: Leaf) -> Correction | None:
    """Add the attributes that the rule names and the body lacks; replace none."""
    found = repriced(body, leaf)
    if found is None:
        return None
    held = {name.casefold() for name in parameters_of(body)}
    added = {
        name: value
        for name, value in parameters_of(found.body).items()
        if name.casefold() not in held
    }
    if not added:
        return None
    name, value = next(iter(added.items()))
    return Correction(found, name, None, value)


def _notched_down(body: Body, leaf: Leaf) -> Correction | None:
    """Lower the first parameter that has a lower value with a price of its own."""
    parameters = parameters_of(body)
    for name in _NOTCHES:
        held = next((key for key in parameters if key.casefold() == name), None)
        if held is None:
            continue
        for value in _below(parameters[held], _listed(leaf, name)):
            changed = parameters | {held: value}
            choice = choose_rule(leaf.rules, changed, leaf.lost_rules)
            if choice is None or not choice.exact or _conflicting(leaf, changed):
                continue
            lower = {**body, "parameters": [_with(body, held, value)]}
            step = priced_by(lower, choice.rule, exact=True)
            return Correction(step, held, parameters[held], value)
    return None


def _with(body: Body, name: str, value: Value) -> dict[str, object]:
    entry = body["parameters"][0]
    return {**entry, "parameters": {**entry["parameters"], name: value}}


def _listed(leaf: Leaf, name: str) -> list[Value]:
    """Return the values that the model's own rules have for a parameter."""
    return [
        value
        for rule in leaf.rules
        for key, value in rule.attributes.items()
        if key.casefold() == name
    ]


def _below(held: Value, listed: list[Value]) -> list[Value]:
    """Return the smaller values, the nearest first."""
    most = magnitude(held)
    if most is None:
        return []
    ranked = {canonical(value): (magnitude(value), value) for value in listed}
    smaller = [(rank, value) for rank, value in ranked.values() if rank is not None and rank < most]
    return [value for _, value in sorted(smaller, key=lambda one: one[0], reverse=True)]


def magnitude(value: Value) -> float | None:
    """Return a size, resolution, duration or quality as a comparable number; None if unordered."""
    text = canonical(value)
    if text in _RANKS:
        return float(_RANKS[text])
    numbers = _NUMBER.findall(text)
    if not numbers:
        return None
    amounts = [float(number) * (1024 if thousand else 1) for number, thousand in numbers[:2]]
    return amounts[0] if len(amounts) == 1 or "x" not in text else (amounts[0] * amounts[1]) ** 0.5


def _conflicting(leaf: Leaf, parameters: Mapping[str, Value]) -> bool:
    """Return whether an option is set beside a value it excludes (``option.disabled``)."""
    for field in leaf.fields:
        for option in field.options:
            if not same(option.value, parameters.get(field.name)):
                continue
            for other, values in option.disabled.items():
                if any(same(parameters.get(other), value) for value in values):
                    return True
    return False
