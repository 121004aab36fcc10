"""The view of the product lists: filtered, searched and sorted."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from .estimates import Estimate, estimate_of
from .forms import form_of
from .prices import price_range
from .products import Leaf, Listing
from .search import Found, haystack, matches, names_of, texts_of
from .task_types import task_type
from .values import folded

_AT_ONCE = 60
"""How many models' capabilities a key press in a search may compute at once."""

Key = tuple[str, str]
"""Identifies a leaf across all lists: its task type and its id."""


class Sort(StrEnum):
    """The order of models within a task type."""

    LISTED = "listed"
    PRICE = "price"
    TIME = "time"
    NAME = "name"


def key_of(leaf: Leaf) -> Key:
    """Return the key of a leaf."""
    return leaf.task_type, leaf.id


@dataclass(frozen=True, slots=True)
class View:
    """What is to be shown.

    Attributes:
        words: the words searched for, as ``words_of`` returns them.
        media: only what makes this; empty for all.
        sort: the order within a task type.
        favourites: only these; None for all.
    """

    words: tuple[str, ...] = ()
    media: str = ""
    sort: Sort = Sort.LISTED
    favourites: frozenset[Key] | None = None

    @property
    def narrows(self) -> bool:
        """Whether anything is filtered out."""
        return bool(self.words or self.media) or self.favourites is not None


class Fact:
    """What is derived from a leaf, each value computed when first needed."""

    def __init__(self, leaf: Leaf) -> None:
        self.leaf = leaf

    @cached_property
    def bounds(self) -> tuple[int, int] | None:
        """The least and the greatest price, in points."""
        return price_range(form_of(self.leaf))

    @cached_property
    def estimate(self) -> Estimate:
        """The expected time."""
        return estimate_of(self.leaf)

    @cached_property
    def search_text(self) -> str:
        """All text that a search matches."""
        return haystack(self.leaf)

    @cached_property
    def names(self) -> str:
        """Its names and tags alone."""
        return names_of(self.leaf)

    @cached_property
    def texts(self) -> tuple[Found, ...]:
        """All texts that a search matches, each with its source."""
        return texts_of(self.leaf)

    @property
    def known(self) -> bool:
        """Whether everything has been computed."""
        return "search_text" in self.__dict__ and "bounds" in self.__dict__

    def know(self) -> None:
        """Compute everything."""
        _ = self.bounds, self.search_text


class Facts:
    """The facts of all leaves, kept as long as these are listed.

    Attributes:
        guessed: whether a search used names alone because the rest was not computed yet.
    """

    def __init__(self) -> None:
        self._facts: dict[int, Fact] = {}
        self.guessed = False

    def of(self, leaf: Leaf) -> Fact:
        """Return the facts of a leaf."""
        fact = self._facts.get(id(leaf))
        if fact is None:
            fact = self._facts[id(leaf)] = Fact(leaf)
        return fact

    def keep(self, listings: Iterable[Listing]) -> None:
        """Drop the facts of leaves that are no longer listed."""
        self._facts = {id(leaf): self.of(leaf) for listing in listings for leaf in listing.leaves}

    def search(self, leaves: Sequence[Leaf], words: Sequence[str]) -> list[Leaf]:
        """Return the leaves in which all words of a search are found."""
        facts = [self.of(leaf) for leaf in leaves]
        if sum("search_text" not in fact.__dict__ for fact in facts) > _AT_ONCE:
            self.guessed = True
            return [fact.leaf for fact in facts if matches(_known_of(fact), words)]
        return [fact.leaf for fact in facts if matches(fact.search_text, words)]

    def unknown(self) -> list[Fact]:
        """Return the facts that are still to be computed."""
        return [fact for fact in self._facts.values() if not fact.known]


def browse(
    listings: Mapping[str, Listing], view: View, facts: Facts
) -> dict[str, tuple[Leaf, ...]]:
    """Return what a view shows of the lists, by task type; those with nothing to show are left out.

    Args:
        listings: the product lists by task type.
        view: what is to be shown.
        facts: of their leaves.
    """
    shown = {}
    for kind, listing in listings.items():
        if view.media and task_type(kind).media != view.media:
            continue
        leaves = _found(listing.leaves, view, facts)
        if leaves or not view.narrows:
            shown[kind] = _sorted(leaves, view.sort, facts)
    return shown


def _found(leaves: Sequence[Leaf], view: View, facts: Facts) -> Sequence[Leaf]:
    favourites: Collection[Key] | None = view.favourites
    if favourites is not None:
        leaves = [leaf for leaf in leaves if key_of(leaf) in favourites]
    if view.words:
        leaves = facts.search(leaves, view.words)
    return leaves


def _sorted(leaves: Sequence[Leaf], sort: Sort, facts: Facts) -> tuple[Leaf, ...]:
    if sort is Sort.LISTED:
        return tuple(leaves)
    if sort is Sort.NAME:
        return tuple(sorted(leaves, key=lambda leaf: folded(leaf.title)))
    if sort is Sort.TIME:
        return tuple(sorted(leaves, key=lambda leaf: _time(facts.of(leaf))))
    return tuple(sorted(leaves, key=lambda leaf: _price(facts.of(leaf))))


def _known_of(fact: Fact) -> str:
    return fact.search_text if "search_text" in fact.__dict__ else fact.names


def _time(fact: Fact) -> tuple[float, float]:
    return fact.estimate.high, fact.estimate.low


def _price(fact: Fact) -> tuple[bool, int, int]:
    """Sort key: leaves without a price come last."""
    low, high = fact.bounds or (0, 0)
    return fact.bounds is None, low, high
