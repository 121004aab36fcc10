"""The words for wishes, from ``data/*.toml``, compiled once."""

import math
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from .phrases import Phrase, any_of, phrase
from .readings import Topic

Plain = str | int | float | bool


class Where(StrEnum):
    """Where a phrase must be to count as a wish, as descriptions of content are elsewhere."""

    ANYWHERE = "anywhere"
    OPENING = "opening"
    EDGE = "edge"
    TAIL = "tail"
    ALONE = "alone"


@dataclass(frozen=True, slots=True)
class Entry:
    """One phrase with what it wishes for.

    Attributes:
        value: what is wished for; None if the phrase's number or ratio says it.
        times: the factor of a number, as from minutes to seconds.
        unit: the suffix of a number in the value: ``p`` of ``1080p``.
        within: the range of plausible numbers.
        only: the plausible values; empty for all.
    """

    topic: Topic
    where: Where
    phrase: Phrase
    value: Plain | None
    times: float
    unit: str
    within: tuple[float, float]
    only: frozenset[str]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All phrases.

    Attributes:
        fillers: matches one word that may come between wishes.
        negated: finds a negation of the wish that follows.
        content_after: finds what comes after words that announce a text.
    """

    entries: tuple[Entry, ...]
    fillers: re.Pattern[str]
    negated: re.Pattern[str]
    content_after: re.Pattern[str]


@cache
def vocabulary() -> Vocabulary:
    """Return all phrases, compiled."""
    words = load("words.toml")
    lists: Mapping[str, Sequence[str]] = words["lists"]
    entries = (
        entry
        for name in ("requests.toml", "settings.toml", "content.toml")
        for wish in load(name)["wish"]
        for entry in _entries(wish, lists)
    )
    fillers = any_of(words["fillers"])
    heads = any_of(words["content_after"])
    parts = any_of(words["parts_of_a_song"])
    return Vocabulary(
        tuple(entries),
        re.compile(fillers),
        re.compile(rf"{any_of(words['negations'])}[ \t]*(?:{fillers}[ \t]*){{0,3}}\Z"),
        re.compile(
            rf"(?:{heads}[ \t]*[:：\n]|\[{parts}[^\]\n]{{0,12}}\])(?P<content>.+)", re.DOTALL
        ),
    )


def load(name: str) -> Mapping[str, Any]:
    """Return the content of one of the data files."""
    return tomllib.loads((files(__package__) / "data" / name).read_text("utf-8"))


def _entries(wish: Mapping[str, Any], lists: Mapping[str, Sequence[str]]) -> Iterator[Entry]:
    for where in Where:
        for text in wish.get(where, ()):
            yield Entry(
                topic=Topic(wish["topic"]),
                where=where,
                phrase=phrase(text, lists),
                value=wish.get("value"),
                times=wish.get("times", 1),
                unit=wish.get("unit", ""),
                within=tuple(wish.get("within", (0, math.inf))),
                only=frozenset(wish.get("only", ())),
            )
