"""A prompt as it is searched: letters folded, what is content blanked out, clauses found."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from .readings import Span

LONGEST = 2_500
"""Characters of a prompt that are read: wishes stand near its beginning."""

BLANK = "\ue000"
"""Stands for a character of what is content: a quotation, lyrics, a text to be spoken."""

_QUOTED = re.compile(
    r'"[^"\n]{1,400}"|“[^”\n]{1,400}”|「[^」\n]{1,400}」|『[^』\n]{1,400}』|《[^》\n]{1,400}》'
    r"|«[^»\n]{1,400}»|‘[^’\n]{1,400}’(?![a-z])|(?<![a-z0-9])'[^'\n]{1,400}'(?![a-z])"
)
_BREAK = re.compile(
    r"[;；!！?？。，、\n\r|()（）\[\]{}【】…~]+|,(?!\d{3})|\.(?=\s|$)|(?<!\d)[:：]|[:：](?!\d)"
    r"|\s[-–—]\s|—+|\s/\s"
)

_COLON = re.compile(r"(?<!\d):|:(?!\d)|\n")


class _Folding(dict[int, str]):
    """Folds letters one by one, so that places in the folded text are those of the prompt."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        one = unicodedata.normalize("NFKC", char).casefold()
        folded = self[code] = one if len(one) == 1 else char
        return folded


_FOLDING = _Folding()


@dataclass(frozen=True, slots=True)
class Text:
    """A prompt made ready.

    Attributes:
        folded: as long as what is read of the prompt, letter for letter.
        searched: the same with content blanked out.
        clauses: the spans between punctuation.
        preamble: how many characters stand before a colon or a line break, if any does.
    """

    folded: str
    searched: str
    clauses: tuple[Span, ...]
    preamble: int


def prepared(prompt: str, content_after: re.Pattern[str]) -> Text:
    """Make a prompt ready to be searched.

    Args:
        prompt: as it was written.
        content_after: finds the words behind which everything is content; its group ``content``.
    """
    folded = prompt[:LONGEST].translate(_FOLDING)
    searched = _QUOTED.sub(lambda match: BLANK * len(match[0]), folded)
    for match in content_after.finditer(searched):
        start, end = match.span("content")
        searched = searched[:start] + BLANK * (end - start) + searched[end:]
    colon = _COLON.search(folded)
    return Text(folded, searched, tuple(_clauses(searched)), colon.start() if colon else 0)


def _clauses(text: str) -> Iterator[Span]:
    start = 0
    for match in _BREAK.finditer(text):
        if text[start : match.start()].strip():
            yield start, match.start()
        start = match.end()
    if text[start:].strip():
        yield start, len(text)
