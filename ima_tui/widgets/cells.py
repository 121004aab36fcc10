"""Fitting text into terminal cells: wide characters take two, numbers are never cut inside."""

import re

from rich import get_console
from rich.cells import cell_len, set_cell_size
from rich.text import Text

from ..catalog.characters import plain

ELLIPSIS = "…"

_NUMBER = re.compile(r"\d[\d.,:–×]*(?:\s?(?:[a-z]{1,3}\b|%|[秒分钟时]{1,2}))?")
"""A number, with its unit if one follows."""


def fit(text: str, width: int) -> str:
    """Return text exactly ``width`` cells wide: padded, or cut with an ellipsis."""
    if width <= 0:
        return ""
    text = plain(text)
    if cell_len(text) <= width:
        return text + " " * (width - cell_len(text))
    kept = _cut(text, width - 1) + ELLIPSIS
    return kept + " " * (width - cell_len(kept))


def _cut(text: str, width: int) -> str:
    """Return the beginning of a text; a number with its unit is kept whole or dropped."""
    kept = set_cell_size(text, width)
    # half a wide character is replaced by a blank
    end = len(kept) if text.startswith(kept) else len(kept) - 1
    for number in _NUMBER.finditer(text):
        if 0 < number.start() < end < number.end():
            end = number.start()
    return text[:end].rstrip(f" {ELLIPSIS}")


def right(text: str, width: int) -> str:
    """Return text right-aligned in ``width`` cells; wider text is not cut."""
    return " " * max(0, width - cell_len(text)) + text


def join(parts: list[tuple[str, str]]) -> Text:
    """Return one line of text from pieces with their styles."""
    line = Text(no_wrap=True, end="")
    for text, style in parts:
        line.append(text, style)
    return line


def hanging(head: Text, body: Text, width: int) -> Text:
    """Return a text whose lines, but for the first, begin below where the body begins.

    Args:
        head: what stands before the body.
        body: what is broken into lines.
        width: cells of a line; where that leaves nothing for the body, it is not broken.
    """
    indent = head.cell_len
    lines = body.wrap(get_console(), width - indent) if width > indent else [body]
    return Text.assemble(head, Text("\n" + " " * indent).join(lines))
