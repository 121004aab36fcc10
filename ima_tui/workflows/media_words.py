"""What a sentence names: the media a workflow makes, a template, and whether it says about what."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

_QUOTED = re.compile(r"“[^”]*”|「[^」]*」|『[^』]*』|\"[^\"]*\"")
_LATIN = re.compile(r"[\x00-\x7f]+")


def media_named(sentence: str) -> tuple[str, ...]:
    """Return the media that words of a sentence name; what stands in quotation marks is content."""
    text = _plain(sentence)
    return tuple(medium for medium, found in _media().items() if _asked(found, text))


def template_named(sentence: str) -> str:
    """Return the template of ours that a sentence sounds like; empty for none."""
    text = _plain(sentence)
    found = {name: found.search(text) for name, found in _templates().items()}
    # the longest words tell most: a music video is no video with music
    lengths = {name: match.end() - match.start() for name, match in found.items() if match}
    return max(lengths, key=lengths.__getitem__, default="")


def says_what(sentence: str) -> bool:
    """Tell whether a sentence says more than what kind of thing is to be made."""
    if _QUOTED.search(sentence):
        return True
    text = _plain(sentence)
    for found in (*_templates().values(), *_media().values(), _fillers()):
        text = found.sub(" ", text)
    return len(re.sub(r"[\W\d_]", "", text)) > 1


def is_song(sentence: str) -> bool:
    """Tell whether a sentence asks for a song, not for music beside something else."""
    return bool(_songs().search(_plain(sentence)))


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
    """What turns a word around: at most two words of a Latin script stand between."""
    words = _load()["negations"]["before"]
    latin = "|".join(re.escape(one) for one in words if _LATIN.fullmatch(one))
    other = "|".join(re.escape(one) for one in words if not _LATIN.fullmatch(one))
    return re.compile(
        rf"(?:\b(?:{latin})(?: [\w'-]+){{0,2}}[ ]|(?:{other})[\u4e00-\u9fff]{{0,2}})\Z"
    )


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
    return re.compile(rf"(?<![a-z0-9])(?:{latin})s?(?![a-z0-9])|{other}" if other else latin)
