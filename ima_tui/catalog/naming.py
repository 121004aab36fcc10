"""Which model a user means: by id, by name, by what people call it, or the default."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from .products import Leaf, Listing
from .refusals import RefusedError
from .task_types import load_data, task_type
from .values import clean

MOST_CHOICES = 20
"""No refusal offers more models."""

_LONGEST = 80
"""Characters of a name that count when it is compared loosely."""

_WORD = re.compile(r"\d+(?:\.\d+)*|[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Found:
    """The leaf that was meant.

    Attributes:
        passed_over: other versions of the same family that were asked for as much, but are older.
    """

    leaf: Leaf
    passed_over: tuple[Leaf, ...] = ()


def default_leaf(listing: Listing) -> Leaf | None:
    """Return the leaf used when none is named: the recommended one, else the first of the list."""
    recommended = listing.find_model(task_type(listing.task_type).recommended)
    return recommended or next(iter(listing.leaves), None)


def find_model(listing: Listing, model: str | None, version: str | None = None) -> Found:
    """Return the leaf that is meant by a model and a version.

    Tried in this order, case never counting: leaf id, model_id, name; alias; the same without
    spaces, hyphens, dots and underscores; the beginning of a name. Of several versions of one
    family the newest is taken (IMA Open API, the create body: the highest version number in the
    name).

    Args:
        listing: a task type's product list.
        model: what the user wrote; None or blank for the default.
        version: one version of it: a leaf id, a name or a version number such as ``v5``.

    Raises:
        RefusedError: nothing, or more than one family, is called so.
    """
    named, pinned = (model or "").strip(), (version or "").strip()
    if not named:
        return _by_version(listing, pinned) if pinned else _default(listing)
    meant = _meant(listing.leaves, named)
    if not meant:
        raise _unknown(listing, named)
    if not pinned:
        return _newest(listing, meant, named)
    kept = [leaf for leaf in meant if _is_version(leaf, pinned)]
    if not kept:
        about = {"model": clean(named, _LONGEST), "version": clean(pinned, _LONGEST)}
        choices = tuple(leaf.id for leaf in meant[:MOST_CHOICES])
        raise RefusedError("unknown_version", about, choices=choices)
    return _newest(listing, kept, named)


def version_of(leaf: Leaf) -> tuple[int, ...]:
    """Return the version number in a leaf's name, comparable as numbers; empty without one."""
    number = next((word for word in _words(leaf.title) if word[0].isdecimal()), "")
    return tuple(int(part) for part in number.split(".")) if number else ()


def aliases_of(leaf: Leaf) -> tuple[str, ...]:
    """Return what else people call a leaf: its model's aliases, and words for parts of its name."""
    starts = set(_beginnings(leaf))
    spoken = (word for word, meaning in _spoken() if meaning.replace(" ", "") in starts)
    return (*_aliases().get(leaf.model_id.casefold(), ()), *spoken)


def squashed(text: str) -> str:
    """Return a text without case, spaces, hyphens, dots and underscores: they do not count."""
    return "".join(char for char in folded(text) if char not in "-._" and not char.isspace())


def folded(text: str) -> str:
    """Return a text as it is compared: case does not count, wide letters are as narrow ones."""
    return unicodedata.normalize("NFKC", text).casefold()


def _default(listing: Listing) -> Found:
    leaf = default_leaf(listing)
    if leaf is None:
        raise _unknown(listing, task_type(listing.task_type).recommended)
    return Found(leaf)


def _by_version(listing: Listing, version: str) -> Found:
    """A version alone names a leaf; a bare number would be anybody's."""
    meant = _same(listing.leaves, version, lambda leaf: (leaf.id, *_name(leaf)))
    if not meant:
        raise _unknown(listing, version)
    return _newest(listing, meant, version)


def _meant(leaves: Sequence[Leaf], text: str) -> list[Leaf]:
    """Return all leaves that the surest of all readings of a text finds."""
    exact = [leaf for leaf in leaves if leaf.id == text]
    if exact:
        return exact
    for name in (_leaf_id, _model_id, _name):
        if found := _same(leaves, text, name):
            return found
    short = clean(text, _LONGEST)
    if not (loose := squashed(short)):
        return []
    called = {model for model, names in _aliases().items() if loose in map(squashed, names)}
    by_alias = [leaf for leaf in leaves if leaf.model_id.casefold() in called]
    if by_alias:
        return by_alias
    by_look = [leaf for leaf in leaves if loose in {squashed(name) for name in _names(leaf)}]
    if by_look:
        return by_look
    start = "".join(_words(short))
    return [leaf for leaf in leaves if start in set(_beginnings(leaf))] if start else []


def _leaf_id(leaf: Leaf) -> tuple[str, ...]:
    return (leaf.id,)


def _model_id(leaf: Leaf) -> tuple[str, ...]:
    return (leaf.model_id,)


def _name(leaf: Leaf) -> tuple[str, ...]:
    return (leaf.name, leaf.title)


def _same(
    leaves: Iterable[Leaf], text: str, names: Callable[[Leaf], tuple[str, ...]]
) -> list[Leaf]:
    wanted = text.casefold()
    return [leaf for leaf in leaves if any(wanted == name.casefold() for name in names(leaf))]


def _newest(listing: Listing, meant: Sequence[Leaf], text: str) -> Found:
    """Of one family take the newest; of several, none."""
    models = {leaf.model_id.casefold() for leaf in meant}
    stems = {_stem(leaf) for leaf in meant}
    if len(models) > 1 and len(stems) > 1:
        choices = tuple(_sure_name(listing, leaf) for leaf in meant[:MOST_CHOICES])
        raise RefusedError("ambiguous_model", {"model": clean(text, _LONGEST)}, choices=choices)
    newest = max(meant, key=version_of)
    return Found(newest, tuple(leaf for leaf in meant if leaf is not newest))


def _stem(leaf: Leaf) -> str:
    """Return a name without its version number."""
    words = _words(leaf.title)
    return "".join(word for word in words if not word[0].isdecimal()) or "".join(words)


def _sure_name(listing: Listing, leaf: Leaf) -> str:
    """Return a leaf's title where it finds that leaf alone, else its id, which always does."""
    meant = _meant(listing.leaves, leaf.title)
    return leaf.title if [one.id for one in meant] == [leaf.id] else leaf.id


def _is_version(leaf: Leaf, version: str) -> bool:
    if _same([leaf], version, lambda one: (one.id, *_name(one))):
        return True
    short = clean(version, _LONGEST)
    if squashed(short) in {squashed(name) for name in _names(leaf)}:
        return True
    number = ".".join(map(str, version_of(leaf)))
    return number != "" and _words(short) == [number]


def _unknown(listing: Listing, text: str) -> RefusedError:
    short = clean(text, _LONGEST)
    by_name: dict[str, str] = {}
    for leaf in listing.leaves:
        for name in (*_names(leaf), *aliases_of(leaf)):
            by_name.setdefault(squashed(name), leaf.model_id)
    near = get_close_matches(squashed(short), by_name, MOST_CHOICES, 0.6)
    found = dict.fromkeys(by_name[name] for name in near)
    known = found or dict.fromkeys(leaf.model_id for leaf in listing.leaves)
    about = {"model": short, "task_type": listing.task_type}
    return RefusedError("unknown_model", about, choices=tuple(known)[:MOST_CHOICES])


def _names(leaf: Leaf) -> tuple[str, ...]:
    return (clean(leaf.id, _LONGEST), clean(leaf.model_id, _LONGEST), leaf.title)


def _beginnings(leaf: Leaf) -> Iterator[str]:
    """Yield the runs of words that begin a name; the first word may be its maker's (Google Veo)."""
    for name in _names(leaf):
        words = _words(name)
        for start in (0, 1):
            if start < len(words) and not words[start][0].isdecimal():
                yield from ("".join(words[start:end]) for end in range(start + 1, len(words) + 1))


def _words(text: str) -> list[str]:
    """Split a name into words and numbers; ``V5`` is the number 5, ``2.0`` the number 2."""
    plain = folded(text)
    for word, meaning in _spoken():
        plain = plain.replace(word, f" {meaning} ")
    words = _WORD.findall(plain)
    return [
        _number(word) if word[0].isdecimal() else word
        for word, following in zip(words, [*words[1:], ""], strict=False)
        if not (word == "v" and following[:1].isdecimal())
    ]


def _number(text: str) -> str:
    parts = [int(part) for part in text.split(".")]
    while len(parts) > 1 and parts[-1] == 0:
        parts.pop()
    return ".".join(map(str, parts))


@cache
def _spoken() -> tuple[tuple[str, str], ...]:
    """Return the words that stand for others, longer ones first: they may hold shorter ones."""
    words = load_data("aliases.toml")["words"]
    listed = ((folded(word), folded(meaning)) for word, meaning in words.items())
    return tuple(sorted(listed, key=lambda entry: -len(entry[0])))


@cache
def _aliases() -> Mapping[str, tuple[str, ...]]:
    models = load_data("aliases.toml")["models"]
    return {model.casefold(): tuple(names) for model, names in models.items()}
