"""A prompt prepared for searching: case folded, content blanked out, split into clauses."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from .readings import Span

LONGEST = 2_500
"""How many characters of a prompt are read: wishes are near its beginning."""

BLANK = "\ue000"
"""Replaces each character of content: quotations, lyrics, text to be spoken."""

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
    """Folds characters one by one, so that positions in the folded text match the prompt."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        one = unicodedata.normalize("NFKC", char).casefold()
        folded = self[code] = one if len(one) == 1 else char
        return folded


_FOLDING = _Folding()


@dataclass(frozen=True, slots=True)
class Text:
    """A prepared prompt.

    Attributes:
        folded: the folded text, character for character as long as the part of the prompt read.
        searched: the same with content blanked out.
        clauses: the spans between punctuation.
        preamble: how many characters come before the first colon or line break, if there is one.
    """

    folded: str
    searched: str
    clauses: tuple[Span, ...]
    preamble: int


def prepared(prompt: str, content_after: re.Pattern[str]) -> Text:
    """Prepare a prompt for searching.

    Args:
        prompt: as the user wrote it.
        content_after: finds the words after which everything is content, in its group ``content``.
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
