r"""Phrases of the data files, compiled to patterns.

``no sound`` matches these words, with or without hyphens between them. ``[the]`` may be left
out, ``{number}`` is any number, ``{ratio}`` a pair as 16:9, ``{make}`` any word of the list of that
name, ``...`` a few words, ``^`` and ``$`` the beginning and the end of a clause.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from . import numbers

_TOKEN = re.compile(r"\.\.\.|[\[\]^$]|\{[a-z_]+\}|\s+|[^\s\[\]{}^$.]+|\.")
_GAP = r"(?:[^,.;:!?，。；：！？、\n\ue000]{0,40}?)"
_SPACE = r"[ \t\u3000-]*"
_FIXED = {
    "number": rf"(?P<number>{numbers.PATTERN})",
    "ratio": r"(?P<ratio>(?<![\d.:])\d{1,2}(?:\.\d{1,2})?[ ]?[:比][ ]?\d{1,2}(?![\d:]|\.\d))",
}
_SIGNS = {"...": _GAP, "[": "(?:", "]": ")?", "^": r"\A", "$": r"\Z"}


@dataclass(frozen=True)
class Phrase:
    """A compiled phrase: every matching text contains one of each group of ``hints``."""

    source: str
    hints: tuple[tuple[str, ...], ...]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The pattern, compiled when first needed: most never are."""
        return re.compile(self.source)


def phrase(text: str, lists: Mapping[str, Sequence[str]]) -> Phrase:
    """Compile a phrase.

    Args:
        text: the phrase in the data.
        lists: the words for each ``{name}``.

    Raises:
        KeyError: it names an unknown list.
    """
    parts: list[str] = []
    needed: list[tuple[str, ...]] = []
    depth = 0
    for token in _TOKEN.findall(text.casefold()):
        depth += {"[": 1, "]": -1}.get(token, 0)
        if token.isspace():
            parts.append(_SPACE)
        elif token in _SIGNS:
            parts.append(_SIGNS[token])
        elif token[0] == "{" and token[1:-1] in _FIXED:
            parts.append(_FIXED[token[1:-1]])
        else:
            words = tuple(lists[token[1:-1]]) if token[0] == "{" else (token,)
            parts.append(any_of(words))
            if not depth:
                needed.append(_hints(words))
    return Phrase("".join(parts), tuple(needed))


def any_of(words: Sequence[str]) -> str:
    """Return a pattern for any of some words, the longest first."""
    return _any_of(tuple(words))


@cache
def _any_of(words: tuple[str, ...]) -> str:
    longest = sorted((word.casefold() for word in words), key=lambda word: -len(word))
    return "(?:" + "|".join(map(_word, longest)) + ")"


@cache
def _hints(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(_longest, words)))


def _longest(word: str) -> str:
    return max(re.split(r"[\s-]+", word.casefold()), key=len)


def _word(word: str) -> str:
    """Latin words need word boundaries; Chinese has no spaces between words."""
    first, last = word[0], word[-1]
    before = _before(first)
    after = r"(?![a-z0-9])" if last.isascii() and last.isalpha() else ""
    if last.isascii() and last.isdecimal():
        after = r"(?![a-z0-9]|[.:]\d)"
    parts = [part for part in re.split(r"[\s-]+", word) if part] or [word]
    body = _SPACE.join(map(re.escape, parts))
    return before + body + after


def _before(first: str) -> str:
    if first.isascii() and first.isalpha():
        return r"(?<![a-z])"
    return r"(?<![a-z0-9.:])" if first.isascii() and first.isdecimal() else ""
