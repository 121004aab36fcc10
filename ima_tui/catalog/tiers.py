"""Cheaper and better alternatives to a model."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from weakref import WeakKeyDictionary

from .capabilities import capabilities_of
from .forms import form_of
from .names import stem_of, version_of
from .prices import price_range
from .products import Leaf, Listing
from .task_types import load_data
from .values import canonical, same

_LOOKED_AT = 12
"""How many models are compared, the next cheaper ones first."""


class _Offers:
    """A list's models in the orders needed here; each computed once."""

    def __init__(self, leaves: Sequence[Leaf]) -> None:
        self._sold = [leaf for leaf in leaves if leaf.rules]

    @cached_property
    def prices(self) -> tuple[list[int], list[Leaf]]:
        """The models by ascending least price, and those prices."""
        ranked = sorted(self._sold, key=_cheapest_rule)
        return [_cheapest_rule(leaf) for leaf in ranked], ranked

    @cached_property
    def families(self) -> Mapping[str, Leaf]:
        """The newest version of each family of names."""
        return _newest_by(self._sold, stem_of)

    @cached_property
    def models(self) -> Mapping[str, Leaf]:
        """The newest version by model_id."""
        return _newest_by(self._sold, lambda leaf: canonical(leaf.model_id))


_OFFERS: WeakKeyDictionary[Listing, _Offers] = WeakKeyDictionary()


def cheaper(listing: Listing, leaf: Leaf, most: int = 2) -> tuple[Leaf, ...]:
    """Return models that can cost less: the most similar one, then those known to be economical.

    Args:
        listing: the task type's product list.
        leaf: the model to compare with.
        most: the most models returned.
    """
    bounds = price_range(form_of(leaf))
    if bounds is None:
        return ()
    offers = _offers_of(listing)
    prices, ranked = offers.prices
    below = ranked[: bisect_left(prices, bounds[0])][-_LOOKED_AT:]
    able = frozenset(capabilities_of(form_of(leaf)))
    shared = {one.id: len(able & frozenset(capabilities_of(form_of(one)))) for one in below}
    alike = sorted(below, key=lambda one: (-shared[one.id], -_cheapest_rule(one)))
    known = filter(None, (offers.models.get(canonical(one)) for one in _tier(leaf, "budget")))
    found: dict[str, Leaf] = {}
    for one in (*alike[:1], *known, *alike):
        if len(found) < most and one.id != leaf.id and _low(one) < bounds[0]:
            found.setdefault(canonical(one.id), one)
    return tuple(found.values())


def better(listing: Listing, leaf: Leaf, most: int = 2) -> tuple[Leaf, ...]:
    """Return models known to be better: a newer version of it, then those of a higher tier.

    Args:
        listing: the task type's product list.
        leaf: the model to compare with.
        most: the most models returned.
    """
    offers = _offers_of(listing)
    found: dict[str, Leaf] = {}
    for one in (*_newer(offers, leaf), *_above(offers, leaf)):
        if len(found) < most and one.id != leaf.id:
            found.setdefault(canonical(one.id), one)
    return tuple(found.values())


def _offers_of(listing: Listing) -> _Offers:
    if listing not in _OFFERS:
        _OFFERS[listing] = _Offers(listing.leaves)
    return _OFFERS[listing]


def _newest_by(leaves: Sequence[Leaf], name: Callable[[Leaf], str]) -> Mapping[str, Leaf]:
    newest: dict[str, Leaf] = {}
    for leaf in leaves:
        known = newest.setdefault(name(leaf), leaf)
        if version_of(leaf) > version_of(known):
            newest[name(leaf)] = leaf
    return newest


def _newer(offers: _Offers, leaf: Leaf) -> Iterator[Leaf]:
    newest = offers.families.get(stem_of(leaf))
    if newest is not None and version_of(newest) > version_of(leaf):
        yield newest


def _above(offers: _Offers, leaf: Leaf) -> Iterator[Leaf]:
    tier = _tier(leaf, "premium")
    place = next((at for at, model in enumerate(tier) if same(model, leaf.model_id)), -1)
    for model in tier[place + 1 :]:
        one = offers.models.get(canonical(model))
        # cheaper ones are listed as such
        if one is not None and _high(one) >= _high(leaf):
            yield one


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
