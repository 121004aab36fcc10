"""Which models a prompt's mentions mean, by task type."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from ..catalog.names import aliases_of, index_of
from ..catalog.naming import find_model
from ..catalog.products import Leaf, Listing
from ..catalog.refusals import RefusedError
from ..catalog.values import folded, squashed, version_in
from .mentions import names
from .readings import Cue, Mention, Span

_LEAST = 2
"""The least characters of a name: a single one could be anything."""


@dataclass(frozen=True, slots=True)
class Named:
    """A model that a prompt names.

    Attributes:
        span: the words that name it.
        leaves: by task type the models of this name; several if it is ambiguous.
        always: whether it is wished for from now on.
    """

    span: Span
    leaves: Mapping[str, tuple[Leaf, ...]]
    always: bool


def resolved(mentions: tuple[Mention, ...], shelves: Mapping[str, Listing]) -> Named | None:
    """Return the model that is meant; of several the one named most certainly."""
    found = [named for mention in mentions for named in _named(mention, shelves)]
    return next((named for named in found if named.always), found[-1] if found else None)


def _named(mention: Mention, shelves: Mapping[str, Listing]) -> Iterator[Named]:
    """Yield what the longest possible name at the start of some words means."""
    begun = squashed(mention.words[:8])[:_LEAST]
    likely = {kind: listing for kind, listing in shelves.items() if begun in _beginnings(listing)}
    if not likely:
        return
    for end in _ends(mention.words):
        words = mention.words[:end]
        if not _may_name(mention, words):
            continue
        leaves = {
            kind: found for kind, listing in likely.items() if (found := _called(listing, words))
        }
        if leaves:
            known = names()
            rest = mention.words[end:].lstrip(" \t\"'”’」』》")
            always = mention.cue in {Cue.ALWAYS, Cue.DEFAULT} or (
                known.default_after.match(rest) is not None or rest.startswith("by default")
            )
            yield Named((mention.start, mention.start + end), leaves, always)
            return


def _ends(words: str) -> Iterator[int]:
    """Yield where a name may end, the longest first."""
    for end in range(len(words), _LEAST - 1, -1):
        if words[end - 1].isalnum() and not _cut(words, end):
            yield end


def _cut(words: str, end: int) -> bool:
    """Return whether a Latin word or a number would be cut in two."""
    if end == len(words):
        return False
    last, following = words[end - 1], words[end]
    if following == "." and last.isdecimal():
        return words[end + 1 : end + 2].isdecimal()
    return last.isascii() and following.isascii() and following.isalnum()


def _may_name(mention: Mention, words: str) -> bool:
    """Return whether words can be a name in their position."""
    known = names()
    plain = squashed(words)
    if plain in known.never or plain.isdecimal():
        return False
    rest = mention.words[len(words) :].lstrip(" \t\"'”’」』》")
    if mention.cue is Cue.DEFAULT:
        return known.default_after.match(rest) is not None
    over = not rest or not rest[0].isalnum()
    followed = over or known.after.match(rest) is not None
    spaced = mention.words[len(words) : len(words) + 1].isspace() and rest[:1].isdecimal()
    if mention.cue is Cue.ALONE:
        known_here = plain not in known.everyday or (plain.isascii() and rest.startswith(":"))
        return (over and known_here) or rest.startswith(("模型", "model"))
    if mention.cue is Cue.AMID and plain in known.everyday:
        return (over and plain.isascii()) or rest.startswith(("模型", "model"))
    return followed or spaced or (version_in(words) != "" and mention.cue is not Cue.AMID)


def _called(listing: Listing, words: str) -> tuple[Leaf, ...]:
    """Return the models of a name: the newest of one family, else all."""
    called, _ = index_of(listing).meant(words)
    if not called:
        return ()
    try:
        return (find_model(listing, words).leaf,)
    except RefusedError:
        return tuple(called)


def _beginnings(listing: Listing) -> frozenset[str]:
    """Return the prefixes of all names of a list, to rule out most words quickly."""
    found = _BEGINNINGS.get(listing)
    if found is None:
        called = (
            name
            for leaf in listing.leaves
            for name in (leaf.id, leaf.model_id, leaf.title, *aliases_of(leaf))
        )
        words = (
            word for name in called for word in (name, *folded(name).replace("-", " ").split())
        )
        found = frozenset(squashed(word)[:_LEAST] for word in words)
        _BEGINNINGS[listing] = found
    return found


_BEGINNINGS: WeakKeyDictionary[Listing, frozenset[str]] = WeakKeyDictionary()
