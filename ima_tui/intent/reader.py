"""Reading a prompt: which words are wishes about the task, and which are content."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .mentions import mentions
from .numbers import number_of
from .readings import Reading, Span, Topic, Wish
from .texts import Text, prepared
from .vocabulary import Entry, Plain, Vocabulary, Where, vocabulary

_BEFORE = 24
"""How many characters before a wish are searched for a negation."""


@dataclass(frozen=True, slots=True)
class _Match:
    entry: Entry
    wish: Wish


def read(prompt: str) -> Reading:
    """Return what a prompt wishes for; nothing if that is unclear.

    Only the first few thousand characters are read. Quotations, lyrics and spoken text are content.
    """
    words = vocabulary()
    text = prepared(prompt, words.content_after)
    likely = [entry for entry in words.entries if _hinted(entry, text.searched)]
    found: list[Wish] = []
    for place, clause in enumerate(text.clauses):
        matches = _longest(_matches(likely, text, clause, opening=place == 0))
        found += _standing(words, text, clause, matches)
    wishes = tuple(sorted(found, key=lambda wish: wish.span))
    return Reading(wishes, tuple(mentions(words, text)), text.preamble)


def _hinted(entry: Entry, text: str) -> bool:
    for words in entry.phrase.hints:
        for word in words:
            if word in text:
                break
        else:
            return False
    return True


def _matches(
    likely: Iterable[Entry], text: Text, clause: Span, *, opening: bool
) -> Iterator[_Match]:
    start, end = clause
    part = text.searched[start:end]
    lead = len(part) - len(part.lstrip())
    part = part.strip()
    for entry in likely:
        if (entry.where is Where.OPENING and not opening) or not _hinted(entry, part):
            continue
        for match in entry.phrase.pattern.finditer(part):
            value = _value(entry, match)
            if value is not None and match.end() > match.start():
                span = (start + lead + match.start(), start + lead + match.end())
                sure = entry.where is not Where.OPENING
                yield _Match(entry, Wish(entry.topic, value, span, sure))


def _value(entry: Entry, match: re.Match[str]) -> Plain | None:
    if entry.value is not None:
        return entry.value
    groups = match.groupdict()
    if ratio := groups.get("ratio"):
        return _ratio(entry, ratio)
    least, most = entry.within
    number = number_of(groups["number"])
    if not least <= number <= most:
        return None
    number *= entry.times
    whole = int(number) if number == int(number) else number
    return f"{whole}{entry.unit}" if entry.unit else whole


def _ratio(entry: Entry, text: str) -> str | None:
    width, height = re.findall(r"\d+(?:\.\d+)?", text)
    ratio = f"{width}:{height}"
    meant = not entry.only or ratio in entry.only
    return ratio if meant and float(width) and float(height) else None


def _longest(matches: Iterable[_Match]) -> list[_Match]:
    """Of overlapping matches keep the longest: "no sound" is not "sound"."""
    kept: list[_Match] = []
    for match in sorted(matches, key=lambda one: one.wish.span[0] - one.wish.span[1]):
        start, end = match.wish.span
        if all(
            end <= other.wish.span[0] or start >= other.wish.span[1] or _both(match, other)
            for other in kept
        ):
            kept.append(match)
    return sorted(kept, key=lambda one: one.wish.span)


def _both(match: _Match, other: _Match) -> bool:
    """Whether two wishes from the same words may both count, as in "a vertical video"."""
    topics = {match.wish.topic, other.wish.topic}
    if topics == {Topic.HINT, Topic.MUSIC}:
        return True
    return len(topics) == 2 and Topic.CONTENT not in topics and Topic.MEDIA in topics


def _standing(words: Vocabulary, text: Text, clause: Span, matches: list[_Match]) -> Iterator[Wish]:
    """Yield the wishes that are in the required position."""
    start, end = clause
    covered = [match.wish.span for match in matches if match.wish.topic is not Topic.CONTENT]
    head = _covered_to(words, text.searched, start, end, covered)
    tail = _covered_from(words, text.searched, end, covered)
    for match in matches:
        first, last = match.wish.span
        stands = {
            Where.ANYWHERE: True,
            Where.OPENING: True,
            Where.EDGE: last <= head or first >= tail,
            Where.TAIL: first >= tail,
            Where.ALONE: head >= end,
        }
        if words.negated.search(text.searched[max(start, first - _BEFORE) : first]):
            continue
        if stands[match.entry.where] and match.wish.topic is not Topic.CONTENT:
            yield match.wish


def _covered_to(words: Vocabulary, text: str, start: int, end: int, covered: list[Span]) -> int:
    """Return up to where a clause consists of wishes and fillers only, from its beginning."""
    place = start
    while place < end:
        if text[place].isspace():
            place += 1
            continue
        ends = [last for first, last in covered if first <= place < last]
        filler = words.fillers.match(text, place, end)
        if filler is not None:
            ends.append(filler.end())
        if not ends:
            break
        place = max(ends)
    return place


def _covered_from(words: Vocabulary, text: str, end: int, covered: list[Span]) -> int:
    """Return from where on a clause consists of wishes and fillers only."""
    for first, _ in [*covered, (end, end)]:
        if _covered_to(words, text, first, end, covered) >= end:
            return first
    return end
