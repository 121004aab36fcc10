"""Which models to offer in place of another one."""

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from heapq import heappop, heappush
from typing import Any

from .forms import form_of
from .names import version_of
from .prices import price_range
from .products import Leaf, Listing
from .task_types import load_data, task_type
from .values import canonical, same

ANY = "*"
"""Means every model in the data."""

NO_PRICE = (math.inf, math.inf)


def alternatives(listing: Listing, leaf: Leaf, most: int = 2) -> tuple[Leaf, ...]:
    """Return what to offer when a model fails, the best first.

    First what is known for this model (IMA Open API, error codes: fallback models), then the task
    type's recommended one, then the cheapest. Never another version of the model itself, nor two
    of one model, nor one without a price.

    Args:
        listing: the task type's product list.
        leaf: what is to be replaced.
        most: the most models returned.
    """
    sold = [one for one in listing.leaves if one.rules and not same(one.model_id, leaf.model_id)]
    found: dict[str, Leaf] = {}
    for other in _candidates(sold, leaf):
        if len(found) >= most:
            break
        found.setdefault(canonical(other.model_id), other)
    return tuple(found.values())


def _candidates(sold: Sequence[Leaf], leaf: Leaf) -> Iterator[Leaf]:
    """Yield leaves in the order in which they are offered, some more than once."""
    for model in (*_known(leaf), task_type(leaf.task_type).recommended):
        versions = [one for one in sold if same(one.model_id, model)]
        if versions:
            yield max(versions, key=version_of)
    yield from _cheapest_first(sold)


def _cheapest_first(sold: Sequence[Leaf]) -> Iterator[Leaf]:
    """Yield leaves by their least price, computing prices only as needed."""
    dearer: list[tuple[float, int, Leaf]] = []
    # no combination costs less than the cheapest rule
    for place, leaf in sorted(enumerate(sold), key=lambda each: _cheapest_rule(each[1])):
        while dearer and dearer[0][0] < _cheapest_rule(leaf):
            yield heappop(dearer)[-1]
        least, _ = price_range(form_of(leaf)) or NO_PRICE
        heappush(dearer, (least, place, leaf))
    while dearer:
        yield heappop(dearer)[-1]


def _cheapest_rule(leaf: Leaf) -> int:
    return min(rule.points for rule in leaf.rules)


def _known(leaf: Leaf) -> Iterator[str]:
    for entry in _entries():
        of_this = entry["of"] == ANY or same(entry["of"], leaf.model_id)
        if of_this and leaf.task_type in entry["task_types"]:
            yield from entry["models"]


@cache
def _entries() -> Sequence[Mapping[str, Any]]:
    entries: Sequence[Mapping[str, Any]] = load_data("alternatives.toml")["instead"]
    return entries
