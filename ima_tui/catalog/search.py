"""Searching models by whatever a user knows of them: names, tags, abilities, in both languages."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from .capabilities import capabilities, capabilities_of
from .forms import form_of
from .names import aliases_of, listed_aliases_of
from .products import Leaf
from .task_types import task_type
from .values import folded

_LONGEST = 400
"""Characters of a search that count."""

_JOINTS = str.maketrans("", "", "-_")


class Source(StrEnum):
    """What of a model a word was found in."""

    TITLE = "title"
    GROUP = "group"
    NAME = "name"
    TAG = "tag"
    KIND = "kind"
    CAPABILITY = "capability"


@dataclass(frozen=True, slots=True)
class Found:
    """One text that finds a leaf.

    Attributes:
        joined: the text as it is searched.
        shown: the text as it is written; the id of a task type or a capability.
    """

    source: Source
    joined: str
    shown: str

    def holds(self, word: str) -> bool:
        """Tell whether a word of a search stands in it; its dots may be left out."""
        return word in self.joined or word in self.joined.replace(".", "")


def haystack(leaf: Leaf) -> str:
    """Return all that finds a leaf, as one text; made once, it is searched at every key."""
    return _hay(one for _, one, _ in (*_named(leaf), *_able(leaf)))


def names_of(leaf: Leaf) -> str:
    """Return by what names and kind a leaf is found: less than all, but told far quicker."""
    names = (leaf.title, leaf.name, leaf.id, leaf.model_id, *leaf.groups, *listed_aliases_of(leaf))
    joined = folded("\n".join(names)).replace(" ", "").translate(_JOINTS)
    return f"{joined}\n{joined.replace('.', '')}\n{_kind_names(leaf.task_type)}"


@cache
def _kind_names(kind: str) -> str:
    return _hay((kind, *task_type(kind).terms))


def texts_of(leaf: Leaf) -> tuple[Found, ...]:
    """Return all that finds a leaf, each with where it stands."""
    texts = (*_named(leaf), *_able(leaf))
    return tuple(Found(source, _joined(text), shown) for source, text, shown in texts)


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a search, as they stand in a haystack."""
    words = (_joined(word) for word in text[:_LONGEST].split())
    return tuple(dict.fromkeys(word for word in words if word))


def matches(hay: str, words: Iterable[str]) -> bool:
    """Tell whether every word of a search is found in a leaf's haystack; no words find all.

    Case, hyphens and underscores never count; dots and spaces of a name may be left out.
    """
    return all(word in hay for word in words)


def hits(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Return where words of a search stand in a text, as first and last place, without overlaps.

    Args:
        text: a name as it is shown.
        words: as ``words_of`` returns them.
    """
    marked: set[int] = set()
    for dots in (True, False):
        letters = [
            (letter, place)
            for place, char in enumerate(text)
            for letter in _joined(char)
            if dots or letter != "."
        ]
        joined = "".join(letter for letter, _ in letters)
        for word in words:
            at = joined.find(word)
            while at >= 0:
                marked.update(range(letters[at][1], letters[at + len(word) - 1][1] + 1))
                at = joined.find(word, at + 1)
    return list(_runs(sorted(marked)))


def found_by(texts: Sequence[Found], words: Iterable[str]) -> list[tuple[Source, str]]:
    """Return what beside its name a leaf is found by, each once.

    Args:
        texts: all that finds it.
        words: as ``words_of`` returns them.

    Returns:
        Where each word stands that the title does not have: an alias, a tag or a group as it is
        written, a task type or a capability by its id.
    """
    found: dict[tuple[Source, str], None] = {}
    for word in words:
        where = next((text for text in texts if text.holds(word)), None)
        if where is not None and where.source is not Source.TITLE:
            found[where.source, where.shown] = None
    return list(found)


def _hay(texts: Iterable[str]) -> str:
    joined = [_joined(text) for text in texts]
    return "\n".join(dict.fromkeys([*joined, *(text.replace(".", "") for text in joined)]))


def _named(leaf: Leaf) -> Iterator[tuple[Source, str, str]]:
    """Yield names and tags: where each stands, the text, and what to show for it."""
    yield Source.TITLE, leaf.title, leaf.title
    for group in leaf.groups:
        yield Source.GROUP, group, group
    for name in (leaf.name, *aliases_of(leaf), leaf.id, leaf.model_id):
        yield Source.NAME, name, name
    for tag in leaf.tag_values("feature", "popularity"):
        yield Source.TAG, tag, tag
    for term in (leaf.task_type, *task_type(leaf.task_type).terms):
        yield Source.KIND, term, leaf.task_type


def _able(leaf: Leaf) -> Iterator[tuple[Source, str, str]]:
    """Yield what a leaf can do, likewise; its form has to be built for that."""
    for name in capabilities_of(form_of(leaf)):
        for term in (name, *capabilities()[name].terms):
            yield Source.CAPABILITY, term, name


def _runs(places: list[int]) -> Iterator[tuple[int, int]]:
    """Yield runs of places as first and one past the last."""
    start = end = -1
    for place in places:
        if place != end:
            if end > start:
                yield start, end
            start = place
        end = place + 1
    if end > start:
        yield start, end


def _joined(text: str) -> str:
    return "".join(folded(text).translate(_JOINTS).split())
