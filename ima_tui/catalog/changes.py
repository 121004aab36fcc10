"""What changed between two looks at a product list: prices, new models, models that are gone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from .forms import form_of
from .prices import price_range
from .products import CreditRule, Leaf, Listing
from .values import canonical


class News(StrEnum):
    """The kind of change."""

    NEW = "new"
    GONE = "gone"
    PRICE = "price"


@dataclass(frozen=True, slots=True)
class Prices:
    """What a model cost.

    Attributes:
        low: the least price of one result, in points; None if it had none.
        high: the greatest, likewise.
        rules: points by what a rule names, see ``rule_key``.
    """

    low: int | None = None
    high: int | None = None
    rules: Mapping[str, int] = field(default_factory=dict)

    @property
    def bounds(self) -> tuple[int, int] | None:
        """The price range, in points."""
        return None if self.low is None or self.high is None else (self.low, self.high)


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to one model.

    Attributes:
        version: its id within its task type.
        title: what it is called, also when it is gone.
        was: what it cost before; nothing for a new one.
    """

    version: str
    news: News
    title: str
    was: Prices = Prices()


def rule_key(rule: CreditRule) -> str:
    """Return what identifies a price within its model, whatever its ``attribute_id``."""
    named = (f"{name.casefold()}={canonical(value)}" for name, value in rule.attributes.items())
    return "\n".join(sorted(named))


def prices_of(leaf: Leaf) -> Prices:
    """Return what a model costs."""
    low, high = price_range(form_of(leaf)) or (None, None)
    return Prices(low, high, {rule_key(rule): rule.points for rule in leaf.rules})


def changes(before: Listing, after: Listing) -> list[Change]:
    """Return what changed from one list of a task type to the next.

    If the old list was empty nothing is reported: everything would be new. While an entry can't be
    parsed no model counts as gone: it may be that entry.
    """
    if not before.leaves:
        return []
    known = {leaf.id: leaf for leaf in before.leaves}
    listed = {leaf.id: leaf for leaf in after.leaves}
    found = [
        Change(leaf.id, News.GONE, leaf.title, prices_of(leaf))
        for leaf in known.values()
        if leaf.id not in listed and not after.skipped
    ]
    for leaf in listed.values():
        old = known.get(leaf.id)
        if old is None:
            found.append(Change(leaf.id, News.NEW, leaf.title))
        elif _charged(old) != _charged(leaf):
            found.append(Change(leaf.id, News.PRICE, leaf.title, prices_of(old)))
    return found


def joined(known: Change | None, change: Change, now: Leaf | None) -> Change | None:
    """Merge a reported change with a newer one; None if they cancel out.

    Args:
        known: what is reported so far.
        change: what happened since.
        now: the model as it is listed; None when it is gone.
    """
    if known is None:
        return change
    if now is None:
        gone = Change(change.version, News.GONE, change.title, known.was)
        return None if known.news is News.NEW else gone
    if known.news is News.NEW:
        return known
    if dict(known.was.rules) == dict(prices_of(now).rules):
        return None
    return Change(change.version, News.PRICE, change.title, known.was)


def _charged(leaf: Leaf) -> dict[str, int]:
    return {rule_key(rule): rule.points for rule in leaf.rules}
