"""Models side by side, as a table whose cells wrap."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len, chop_cells
from rich.style import Style
from rich.text import Text

from ..catalog.characters import plain
from ..wording.comparing import Compared
from .cells import fit

_GAP = 2
_LABEL_CELLS = 20
_LEAST_LABEL = 13
_WIDE = 100
_COLUMN_CELLS = 40
"""The widest column: short words far apart are hard to compare."""

_MUTED, _STRONG, _HERE = Style(dim=True), Style(bold=True), Style(bold=True, reverse=True)


def compare_table(
    titles: Sequence[str], rows: Sequence[Compared], at: int, width: int
) -> tuple[Text, Text]:
    """Return the heads and the rows; rows without differences are muted.

    Args:
        titles: of the models.
        rows: what is compared.
        at: the model that has the cursor.
        width: cells of a line.
    """
    label = _LABEL_CELLS if width >= _WIDE else _LEAST_LABEL
    column = max(6, min(_COLUMN_CELLS, (width - label) // max(1, len(titles)) - _GAP))
    head = Text(" " * label, no_wrap=True, end="")
    for place, title in enumerate(titles):
        sign = "▸" if place == at else " "
        style = _HERE if place == at else _STRONG
        head.append(" " * (_GAP - 1)).append(fit(f"{sign}{title}", column + 1), style)
    body = Text(no_wrap=True, end="")
    for row in rows:
        for line in _lines(row, label, column):
            body.append(line, _STRONG if row.differs else _MUTED).append("\n")
    return head, body


def wrapped(text: str, width: int) -> list[str]:
    """Return text wrapped to a width, at spaces if possible."""
    lines = [""]
    for word in plain(text).split():
        joined = f"{lines[-1]} {word}".strip()
        if cell_len(joined) <= width:
            lines[-1] = joined
            continue
        pieces = chop_cells(word, width)
        if lines[-1]:
            lines.append("")
        lines[-1:] = pieces
    return lines


def _lines(row: Compared, label: int, column: int) -> Iterator[str]:
    cells = [wrapped(row.label, label - 1), *(wrapped(cell, column) for cell in row.cells)]
    for place in range(max(map(len, cells))):
        first, *others = (lines[place] if place < len(lines) else "" for lines in cells)
        yield fit(first, label) + "".join(" " * _GAP + fit(one, column) for one in others)
