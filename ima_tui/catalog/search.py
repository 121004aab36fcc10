"""Searching models by names, tags and capabilities, in both languages."""

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
"""How many characters of a search count."""

_JOINTS = str.maketrans("", "", "-_")


class Source(StrEnum):
    """Where in a model's data a word was found."""

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
        joined: the normalised text that is searched.
        shown: the text as written, or the id of a task type or a capability.
    """

    source: Source
    joined: str
    shown: str

    def holds(self, word: str) -> bool:
        """Return whether it contains a word of a search; its dots may be omitted."""
        return word in self.joined or word in self.joined.replace(".", "")


def haystack(leaf: Leaf) -> str:
    """Return all text that finds a leaf; built once and searched at every key press."""
    return _search_text(one for _, one, _ in (*_named(leaf), *_able(leaf)))


def names_of(leaf: Leaf) -> str:
    """Return only a leaf's names and kind as search text: less than all, but far faster."""
    names = (leaf.title, leaf.name, leaf.id, leaf.model_id, *leaf.groups, *listed_aliases_of(leaf))
    joined = folded("\n".join(names)).replace(" ", "").translate(_JOINTS)
    return f"{joined}\n{joined.replace('.', '')}\n{_kind_names(leaf.task_type)}"


@cache
def _kind_names(kind: str) -> str:
    return _search_text((kind, *task_type(kind).terms))


def texts_of(leaf: Leaf) -> tuple[Found, ...]:
    """Return all texts that find a leaf, each with its source."""
    texts = (*_named(leaf), *_able(leaf))
    return tuple(Found(source, _joined(text), shown) for source, text, shown in texts)


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a search, normalised like a haystack."""
    words = (_joined(word) for word in text[:_LONGEST].split())
    return tuple(dict.fromkeys(word for word in words if word))


def matches(search_text: str, words: Iterable[str]) -> bool:
    """Return whether every word of a search is found in a leaf's haystack; no words find all.

    Case, hyphens and underscores are ignored; dots and spaces of a name may be omitted.
    """
    return all(word in search_text for word in words)


def hits(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Return where words of a search occur in a text, as (start, end) without overlaps.

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
    """Return by what other than its title a leaf is found, each once.

    Args:
        texts: all that finds it.
        words: as ``words_of`` returns them.

    Returns:
        The source of each word that is not in the title: an alias, a tag or a group as written, a
        task type or a capability by its id.
    """
    found: dict[tuple[Source, str], None] = {}
    for word in words:
        where = next((text for text in texts if text.holds(word)), None)
        if where is not None and where.source is not Source.TITLE:
            found[where.source, where.shown] = None
    return list(found)


def _search_text(texts: Iterable[str]) -> str:
    joined = [_joined(text) for text in texts]
    return "\n".join(dict.fromkeys([*joined, *(text.replace(".", "") for text in joined)]))


def _named(leaf: Leaf) -> Iterator[tuple[Source, str, str]]:
    """Yield names and tags: the source, the text, and what to show for it."""
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
    """Yield a leaf's capabilities likewise; this needs its form to be built."""
    for name in capabilities_of(form_of(leaf)):
        for term in (name, *capabilities()[name].terms):
            yield Source.CAPABILITY, term, name


def _runs(places: list[int]) -> Iterator[tuple[int, int]]:
    """Yield runs of consecutive positions as (start, end)."""
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
