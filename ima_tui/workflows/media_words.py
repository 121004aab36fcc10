"""What a sentence mentions: media of a workflow, counts, a template, a subject."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Final

from ..catalog.task_types import task_types
from ..intent import Reading, Topic
from ..intent.numbers import PATTERN, number_of

MEDIA: Final = ("image", "video", "music", "speech")
"""In the order in which they are made."""

_QUOTED = re.compile(r"“[^”]*”|「[^」]*」|『[^』]*』|\"[^\"]*\"")
_LATIN = re.compile(r"[\x00-\x7f]+")
_MOST = 20
"""The media for which a number before the word is a wish."""


def media_in(reading: Reading) -> tuple[str, ...]:
    """Return the media that a sentence asks for by name, in production order."""
    said = {wish.value for wish in reading.of(Topic.MEDIA) if wish.sure}
    return tuple(one for one in MEDIA if one in said)


def media_meant(sentence: str, reading: Reading) -> tuple[str, ...]:
    """Return the media that a sentence may mean, in production order.

    Args:
        sentence: what the user wrote.
        reading: what was read from it.
    """
    meant = {*media_in(reading), *media_named(sentence)}
    said = reading.last(Topic.TASK_TYPE)
    if said is not None:
        meant.add(task_types()[str(said.value)].media)
    return tuple(one for one in MEDIA if one in meant)


def media_named(sentence: str) -> tuple[str, ...]:
    """Return the media that a sentence names, ignoring quotations, which are content."""
    text = _plain(sentence)
    return tuple(medium for medium, found in _media().items() if _asked(found, text))


def template_named(sentence: str) -> str:
    """Return the built-in template that a sentence sounds like; empty for none."""
    text = _plain(sentence)
    found = {name: found.search(text) for name, found in _templates().items()}
    # the longest match is the most specific: a music video is not a video with music
    lengths = {name: match.end() - match.start() for name, match in found.items() if match}
    return max(lengths, key=lengths.__getitem__, default="")


def says_what(sentence: str) -> bool:
    """Return whether a sentence says more than which media to make."""
    if _QUOTED.search(sentence):
        return True
    text = _plain(sentence)
    for found in (*_templates().values(), *_media().values(), _fillers()):
        text = found.sub(" ", text)
    return len(re.sub(r"[\W\d_]", "", text)) > 1


def is_song(sentence: str) -> bool:
    """Return whether a sentence asks for a song, not for music to go with something else."""
    return bool(_songs().search(_plain(sentence)))


def counts_named(sentence: str) -> Mapping[str, int]:
    """Return how many of each medium a sentence asks for, if several."""
    text, found = _plain(sentence), {}
    for medium, pattern in _counted().items():
        match = pattern.search(text)
        if match is not None:
            number = number_of(match["number"])
            if isinstance(number, int) and 1 < number <= _MOST:
                found[medium] = number
    return found


def words_of(medium: str) -> Sequence[str]:
    """Return the words that name a medium."""
    return _load()["media"][medium]


def words_beside(kind: str) -> Sequence[str]:
    """Return the words of a kind around those for something heard."""
    return _load()["beside"][kind]


def _plain(sentence: str) -> str:
    return _QUOTED.sub(" ", sentence).casefold().replace("’", "'")


def _asked(words: re.Pattern[str], text: str) -> bool:
    return any(not _negation().search(text[: match.start()]) for match in words.finditer(text))


@cache
def _load() -> Mapping[str, Mapping[str, Sequence[str]]]:
    content: dict[str, Any] = tomllib.loads((files(__package__) / "media.toml").read_text("utf-8"))
    return content


@cache
def _media() -> Mapping[str, re.Pattern[str]]:
    return {name: _any(words) for name, words in _load()["media"].items()}


@cache
def _templates() -> Mapping[str, re.Pattern[str]]:
    return {name: _any(words) for name, words in _load()["templates"].items()}


@cache
def _negation() -> re.Pattern[str]:
    """Match a negation of a word, with at most two Latin words between."""
    words = _load()["negations"]["before"]
    latin = "|".join(re.escape(one) for one in words if _LATIN.fullmatch(one))
    other = "|".join(re.escape(one) for one in words if not _LATIN.fullmatch(one))
    return re.compile(
        rf"(?:\b(?:{latin})(?: [\w'-]+){{0,2}}[ ]|(?:{other})[\u4e00-\u9fff]{{0,2}})\Z"
    )


@cache
def _counted() -> Mapping[str, re.Pattern[str]]:
    """Match a number, at most one word, and a word for a medium, at the start of a part."""
    told = _load()["counted"]
    before, units = _any(told["before"]).pattern, "|".join(told["units"])
    begins = rf"(?:\A|[,，、;；.。:：]|{before})\s*"
    return {
        medium: re.compile(
            rf"{begins}(?P<number>{PATTERN})\s*"
            rf"(?:(?:different\s|[a-z'-]+\s)?{found.pattern}|(?:{units})[^，,。；;、的]{{0,4}}?{found.pattern})"
        )
        for medium, found in _media().items()
    }


@cache
def _fillers() -> re.Pattern[str]:
    return _any(_load()["fillers"]["words"])


@cache
def _songs() -> re.Pattern[str]:
    return _any(_load()["songs"]["words"])


def _any(words: Iterable[str]) -> re.Pattern[str]:
    """Match any of some words: the longest first, Latin ones whole."""
    longest = sorted(words, key=len, reverse=True)
    latin = "|".join(re.escape(one) for one in longest if _LATIN.fullmatch(one))
    other = "|".join(re.escape(one) for one in longest if not _LATIN.fullmatch(one))
    return re.compile(rf"(?:(?<![a-z0-9])(?:{latin})s?(?![a-z0-9])|{other})" if other else latin)
