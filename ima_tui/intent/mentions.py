"""Where a prompt may name a model: after words such as "use", or alone in a clause."""

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
"""How many characters are searched for a name."""

MOST = 16
"""The most places per cue searched in a prompt."""

_BEFORE = 24
"""How many characters before a cue are searched for a negation."""

_OPENING = " \t\"'“‘「『《:：=　"


@dataclass(frozen=True, slots=True)
class Names:
    """How prompts refer to models.

    Attributes:
        cues: finds the words before a name.
        after: matches what may follow a name.
        default_after: matches what turns "make X" into a wish to make it the default.
        never: squashed words that never name a model.
        everyday: squashed names that are also everyday words.
    """

    cues: Mapping[Cue, re.Pattern[str]]
    after: re.Pattern[str]
    default_after: re.Pattern[str]
    never: frozenset[str]
    everyday: frozenset[str]


@cache
def names() -> Names:
    """Return how prompts refer to models, from ``data/models.toml``."""
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
    """Return where the first meaningful word of a clause begins."""
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
