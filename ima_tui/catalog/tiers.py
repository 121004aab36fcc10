"""What costs less than a model, and what is known to be better than it."""

from collections.abc import Iterator, Sequence
from functools import cache
from heapq import nlargest

from .capabilities import capabilities_of
from .forms import form_of
from .names import stem_of, version_of
from .prices import price_range
from .products import Leaf, Listing
from .task_types import load_data
from .values import canonical, same

_LOOKED_AT = 12
"""Models whose prices and abilities are compared, the next cheaper ones first."""


def cheaper(listing: Listing, leaf: Leaf, most: int = 2) -> tuple[Leaf, ...]:
    """Return models that can cost less: the one most like it, then those known to be sparing.

    Args:
        listing: the task type's product list.
        leaf: what they are compared with.
        most: how many are returned at the most.
    """
    bounds = price_range(form_of(leaf))
    if bounds is None:
        return ()
    others = [one for one in listing.leaves if one.rules and one.id != leaf.id]
    below = [one for one in others if _cheapest_rule(one) < bounds[0]]
    near = nlargest(_LOOKED_AT, below, key=_cheapest_rule)
    able = frozenset(capabilities_of(form_of(leaf)))
    alike = sorted(near, key=lambda one: -len(able & frozenset(capabilities_of(form_of(one)))))
    known = (one for model in _tier(leaf, "budget") for one in _newest(below, model))
    found: dict[str, Leaf] = {}
    for one in (*alike[:1], *known, *alike):
        if len(found) < most and _low(one) < bounds[0]:
            found.setdefault(canonical(one.id), one)
    return tuple(found.values())


def better(listing: Listing, leaf: Leaf, most: int = 2) -> tuple[Leaf, ...]:
    """Return models known to be better: a newer version of it, then those above it.

    Args:
        listing: the task type's product list.
        leaf: what they are compared with.
        most: how many are returned at the most.
    """
    found: dict[str, Leaf] = {}
    for one in (*_newer(listing, leaf), *_above(listing, leaf)):
        if len(found) < most and one.id != leaf.id:
            found.setdefault(canonical(one.id), one)
    return tuple(found.values())


def _newer(listing: Listing, leaf: Leaf) -> Iterator[Leaf]:
    family = [one for one in listing.leaves if one.rules and stem_of(one) == stem_of(leaf)]
    newest = max(family, key=version_of, default=leaf)
    if version_of(newest) > version_of(leaf):
        yield newest


def _above(listing: Listing, leaf: Leaf) -> Iterator[Leaf]:
    tier = _tier(leaf, "premium")
    place = next((at for at, model in enumerate(tier) if same(model, leaf.model_id)), -1)
    sold = [one for one in listing.leaves if one.rules]
    for model in tier[place + 1 :]:
        # what costs less is told as cheaper
        yield from (one for one in _newest(sold, model) if _high(one) >= _high(leaf))


def _newest(leaves: Sequence[Leaf], model: str) -> list[Leaf]:
    versions = [one for one in leaves if same(one.model_id, model)]
    return [max(versions, key=version_of)] if versions else []


def _high(leaf: Leaf) -> float:
    bounds = price_range(form_of(leaf))
    return bounds[1] if bounds else 0


def _low(leaf: Leaf) -> float:
    bounds = price_range(form_of(leaf))
    return bounds[0] if bounds else float("inf")


def _cheapest_rule(leaf: Leaf) -> int:
    return min(rule.points for rule in leaf.rules)


def _tier(leaf: Leaf, name: str) -> Sequence[str]:
    models: Sequence[str] = _tiers().get(leaf.task_type, {}).get(name, ())
    return models


@cache
def _tiers() -> dict[str, dict[str, Sequence[str]]]:
    return dict(load_data("tiers.toml"))
