"""Where a prompt may name a model: behind words such as "use", or all alone in a clause."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

from .phrases import any_of
from .readings import Cue, Mention
from .texts import Text
from .vocabulary import Vocabulary, load

LONGEST = 48
"""Characters that are looked at for a name."""

MOST = 16
"""No prompt is looked at in more places for each cue."""

_BEFORE = 24
"""Characters before a cue in which it may be turned around."""

_OPENING = " \t\"'“‘「『《:：=　"


@dataclass(frozen=True, slots=True)
class Names:
    """How models are spoken of.

    Attributes:
        cues: finds the words before a name.
        after: matches what may stand behind a name.
        default_after: matches what makes of "make X" a wish to prefer it.
        never: squashed words that never name a model.
        everyday: squashed names that mean other things as well.
    """

    cues: Mapping[Cue, re.Pattern[str]]
    after: re.Pattern[str]
    default_after: re.Pattern[str]
    never: frozenset[str]
    everyday: frozenset[str]


@cache
def names() -> Names:
    """Return how models are spoken of, from ``data/models.toml``."""
    data = load("models.toml")
    cues: Mapping[str, Sequence[str]] = data["cues"]
    return Names(
        cues={Cue(cue): re.compile(any_of(words)) for cue, words in cues.items()},
        after=re.compile(any_of(data["after"]["words"])),
        default_after=re.compile(any_of(data["after"]["default"])),
        never=frozenset(data["names"]["never"]),
        everyday=frozenset(data["names"]["everyday"]),
    )


def mentions(words: Vocabulary, text: Text) -> Iterator[Mention]:
    """Yield the places where a prompt may name a model, the surest reading of each place first."""
    taken: set[int] = set()
    left = Counter(dict.fromkeys(Cue, MOST))
    for start, end in text.clauses:
        for cue, at in _places(words, text, start, end):
            if at < end + LONGEST and at not in taken and left[cue]:
                taken.add(at)
                left[cue] -= 1
                yield Mention(text.folded[at : at + LONGEST], at, cue)


def _places(words: Vocabulary, text: Text, start: int, end: int) -> Iterator[tuple[Cue, int]]:
    """Yield the cues of a clause with where the name would begin."""
    known = names()
    head = _after_fillers(words, text.searched, start, end)
    for cue, pattern in known.cues.items():
        for match in islice(pattern.finditer(text.searched, start, end), MOST):
            before = text.searched[max(start, match.start() - _BEFORE) : match.start()]
            if words.negated.search(before):
                continue
            if cue is not Cue.HEAD or match.start() <= head:
                yield cue, _begun(text.folded, match.end())
    if end - start <= LONGEST:
        yield Cue.ALONE, _begun(text.searched, start)


def _begun(text: str, place: int) -> int:
    while place < len(text) and text[place] in _OPENING:
        place += 1
    return place


def _after_fillers(words: Vocabulary, text: str, start: int, end: int) -> int:
    """Return where the first word of a clause begins that says something."""
    place = start
    while place < end:
        match = words.fillers.match(text, place, end)
        if text[place].isspace():
            place += 1
        elif match is not None:
            place = match.end()
        else:
            break
    return place
