"""Names of models: every way to read one, computed once for a whole list."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from enum import IntEnum
from functools import cache, cached_property
from weakref import WeakKeyDictionary

from .products import Leaf, Listing
from .task_types import load_data, task_type
from .values import clean, folded, squashed, version_number

LONGEST = 80
"""How many characters of a name count in fuzzy comparison."""

_NEAR = 0.6
"""The similarity from 0 to 1 at which one name may mean the other."""

_WORD = re.compile(r"\d+(?:\.\d+)*|[^\W\d_]+")


class Reading(IntEnum):
    """The ways to understand a text as a name, the most certain first."""

    EXACT = 1
    LEAF = 2
    MODEL = 3
    NAME = 4
    ALIAS = 5
    LOOSE = 6
    STEM = 7


class Index:
    """The names of a list; each reading is computed when first needed."""

    def __init__(self, leaves: Sequence[Leaf], kind: str) -> None:
        self._leaves = leaves
        self._kind = kind
        self._found: dict[Reading, dict[str, list[Leaf]]] = {}

    def called(self, text: str, reading: Reading) -> list[Leaf]:
        """Return the leaves that a text names in one reading."""
        asked, names_of = _READINGS[reading]
        wanted = asked(text)
        if not wanted:
            return []
        if reading not in self._found:
            found = self._found[reading] = {}
            for leaf in self._leaves:
                for name in dict.fromkeys(names_of(leaf)):
                    found.setdefault(name, []).append(leaf)
        return self._found[reading].get(wanted, [])

    def meant(self, text: str) -> tuple[list[Leaf], Reading]:
        """Return all leaves found by the most certain reading of a text."""
        for reading in Reading:
            if found := self.called(text, reading):
                return found, reading
        return [], Reading.STEM

    @cached_property
    def recommended(self) -> Leaf | None:
        """The newest version of the recommended model; None if it is not in the list."""
        versions = self.called(task_type(self._kind).recommended, Reading.MODEL)
        return max(versions, key=version_of, default=None)

    @property
    def default(self) -> Leaf | None:
        """The leaf used when none is named: the recommended one, else the list's first."""
        return self.recommended or next(iter(self._leaves), None)

    def near(self, text: str, most: int) -> tuple[str, ...]:
        """Return the models with names similar to a text, by model_id, the nearest first."""
        alike = get_close_matches(squashed(clean(text, LONGEST)), self._models, most, _NEAR)
        return tuple(dict.fromkeys(self._models[name] for name in alike))

    @cached_property
    def _models(self) -> Mapping[str, str]:
        models: dict[str, str] = {}
        for leaf in self._leaves:
            for name in (*_names(leaf), *aliases_of(leaf)):
                models.setdefault(squashed(name), leaf.model_id)
        return models


def index_of(listing: Listing) -> Index:
    """Return the names of a list; they are computed once."""
    found = _INDEXES.get(listing)
    if found is None:
        found = _INDEXES[listing] = Index(listing.leaves, listing.task_type)
    return found


def version_of(leaf: Leaf) -> tuple[int, ...]:
    """Return the version number in a leaf's name, comparable as numbers; empty without one."""
    return version_number(leaf.title)


def aliases_of(leaf: Leaf) -> tuple[str, ...]:
    """Return other names of a leaf: its model's aliases, and synonyms for parts of its name."""
    starts = set(_beginnings(leaf))
    spoken = (word for word, meaning in _spoken() if meaning.replace(" ", "") in starts)
    return (*listed_aliases_of(leaf), *spoken)


def listed_aliases_of(leaf: Leaf) -> tuple[str, ...]:
    """Return the aliases of a leaf's model alone, which is fast."""
    return _aliases().get(leaf.model_id.casefold(), ())


def stem_of(leaf: Leaf) -> str:
    """Return a leaf's name without its version number."""
    words = _words(leaf.title)
    return "".join(word for word in words if not word[0].isdecimal()) or "".join(words)


def is_version(leaf: Leaf, version: str) -> bool:
    """Return whether a text is a version of a leaf: its id, its name or its version number."""
    wanted, short = version.casefold(), clean(version, LONGEST)
    if wanted in {name.casefold() for name in (leaf.id, leaf.name, leaf.title)}:
        return True
    if squashed(short) in {squashed(name) for name in _names(leaf)}:
        return True
    number = ".".join(map(str, version_of(leaf)))
    return number != "" and _words(short) == [number]


def _names(leaf: Leaf) -> tuple[str, ...]:
    return (clean(leaf.id, LONGEST), clean(leaf.model_id, LONGEST), leaf.title)


def _listed_names(leaf: Leaf) -> Iterator[str]:
    yield from (name.casefold() for name in (leaf.name, leaf.title))


def _listed_aliases(leaf: Leaf) -> Iterator[str]:
    yield from map(squashed, listed_aliases_of(leaf))


def _loose_names(leaf: Leaf) -> Iterator[str]:
    yield from map(squashed, _names(leaf))


def _beginnings(leaf: Leaf) -> Iterator[str]:
    """Yield the prefixes of a name in words, also without the maker's name (Google Veo)."""
    for name in _names(leaf):
        words = _words(name)
        for start in (0, 1):
            if start < len(words) and not words[start][0].isdecimal():
                yield from ("".join(words[start:end]) for end in range(start + 1, len(words) + 1))


def _loosely(text: str) -> str:
    return squashed(clean(text, LONGEST))


def _by_words(text: str) -> str:
    return "".join(_words(clean(text, LONGEST)))


_READINGS: Mapping[Reading, tuple[Callable[[str], str], Callable[[Leaf], Iterator[str]]]] = {
    Reading.EXACT: (str, lambda leaf: iter((leaf.id,))),
    Reading.LEAF: (str.casefold, lambda leaf: iter((leaf.id.casefold(),))),
    Reading.MODEL: (str.casefold, lambda leaf: iter((leaf.model_id.casefold(),))),
    Reading.NAME: (str.casefold, _listed_names),
    Reading.ALIAS: (_loosely, _listed_aliases),
    Reading.LOOSE: (_loosely, _loose_names),
    Reading.STEM: (_by_words, _beginnings),
}
"""For each reading, how a text is normalised and what it is compared with."""

_INDEXES: WeakKeyDictionary[Listing, Index] = WeakKeyDictionary()


def _words(text: str) -> list[str]:
    """Split a name into words and numbers; ``V5`` is the number 5, ``2.0`` the number 2."""
    plain = folded(text)
    for word, meaning in _spoken():
        plain = plain.replace(word, f" {meaning} ")
    words = _WORD.findall(plain)
    return [
        ".".join(map(str, version_number(word))) if word[0].isdecimal() else word
        for word, following in zip(words, [*words[1:], ""], strict=False)
        if not (word == "v" and following[:1].isdecimal())
    ]


@cache
def _spoken() -> tuple[tuple[str, str], ...]:
    """Return the synonyms, longer ones first: they may contain shorter ones."""
    words = load_data("aliases.toml")["words"]
    listed = ((folded(word), folded(meaning)) for word, meaning in words.items())
    return tuple(sorted(listed, key=lambda entry: -len(entry[0])))


@cache
def _aliases() -> Mapping[str, tuple[str, ...]]:
    models = load_data("aliases.toml")["models"]
    return {model.casefold(): tuple(names) for model, names in models.items()}
