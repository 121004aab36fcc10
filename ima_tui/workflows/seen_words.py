"""The visible part of a sentence: prompts of pictures and videos don't mention the music."""

import re
from collections.abc import Collection, Iterable
from functools import cache

from .media_words import media_named, says_what, words_beside, words_of

_QUOTE = r"“[^”]*”|「[^」]*」|『[^』]*』|\"[^\"]*\""
_VISIBLE = frozenset({"image", "video"})
_MOST_WORDS, _MOST_CHARACTERS = 3, 8
"""Words between a conjunction and a sound: "calm piano" music."""


def seen(sentence: str, heard: Collection[str]) -> str:
    """Return a sentence without its parts about sounds that have steps of their own.

    Args:
        sentence: what the user wrote.
        heard: ``music``, ``speech`` or both. Without any, or if nothing would remain, the sentence
            stays unchanged.
    """
    left = sentence
    for medium in sorted(heard):
        for pattern in _patterns(medium):
            left = pattern.sub("", left)
        # "calm music and a film of a fox": the first part is removed only if a video follows
        rest = _first(medium).sub("", left)
        if _VISIBLE & set(media_named(rest)):
            left = rest
    if left == sentence:
        return sentence
    left = re.sub(r"\s+([,.;:!?])", r"\1", re.sub(r"\s{2,}", " ", left))
    left = re.sub(r"([,，、;；])(?:\s*[,，、;；])+", r"\1", left).strip(" ,，、;；")
    return left if says_what(left) else sentence


@cache
def _patterns(medium: str) -> tuple[re.Pattern[str], ...]:
    """Patterns of conjunctions in English and in Chinese."""
    sound = _sound(medium)
    joined = _any(words_beside("before"))
    behind = _any(words_beside("behind"))
    english = (
        rf"(?:,\s*)?(?<![\w-])(?:{joined})\s+{sound}"
        rf"(?:\s+(?:{behind}))?(?=\s|[,.;:!?]|\Z)"
    )
    alone = rf",\s*(?:(?:{joined})\s+)?{sound}(?:\s+(?:{behind}))?\s*(?=[,.;!?]|\Z)"
    chinese, words = _any(words_beside("before_zh")), _any(_of(medium, latin=False))
    not_within = "".join(words_beside("not_within_zh"))
    between = rf"[^\s，,。；;、：:“「{not_within}]{{0,{_MOST_CHARACTERS}}}"
    said = rf"(?:[^，,。；;、]{{0,6}}[：:说道]*\s*(?:{_QUOTE}))?"
    ends = r"\s*(?=[，,。；;、]|\Z)"
    return (
        re.compile(english, re.IGNORECASE),
        re.compile(alone, re.IGNORECASE),
        re.compile(rf"[，,、；;]?(?:{chinese}){between}(?:{words}){said}{ends}"),
        re.compile(rf"[，,、；;]{between}(?:{words}){said}{ends}"),
        re.compile(
            rf"[，,、；;](?:{words})(?:[^，,。；;、“「]{{0,{_MOST_CHARACTERS}}}){said}{ends}"
        ),
    )


@cache
def _first(medium: str) -> re.Pattern[str]:
    joins = r"\s*(?:,|and|with|for|plus)\s+"
    chinese = rf"[^\s，,。；;、]{{0,{_MOST_CHARACTERS}}}(?:{_any(_of(medium, latin=False))})"
    return re.compile(
        rf"\A\s*(?:{_sound(medium)}{joins}|{chinese}[，,、；;]?(?:和|以及|加|还有|配)\s*)",
        re.IGNORECASE,
    )


def _sound(medium: str) -> str:
    """Match words for a sound, with those that describe it: "calm piano music"."""
    within, never = _any(words_beside("within")), _any(words_beside("not_within"))
    how = rf"(?:(?!(?:{never})\s)(?!\w+ing\s)[\w'-]+\s+){{0,{_MOST_WORDS}}}"
    words = _any(_of(medium, latin=True))
    spoken = ""
    if medium == "speech":
        spoken = rf"|voice\s+(?:that\s+)?(?:say|read|speak)(?:s|ing)?:?\s*(?:{_QUOTE})"
        words = rf"(?:{words})(?:\s+(?:that\s+)?(?:say|read)(?:s|ing)?)?:?(?:\s*(?:{_QUOTE}))?"
    return rf"(?:(?:{within})\s+)?{how}(?:(?:{words})s?{spoken})"


def _of(medium: str, *, latin: bool) -> list[str]:
    return [word for word in words_of(medium) if word.isascii() == latin and word != "mv"]


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(one) for one in sorted(words, key=len, reverse=True))
