"""Fitting text into terminal cells: wide characters count two, nothing is cut inside a number."""

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from ..catalog.characters import plain

ELLIPSIS = "…"


def fit(text: str, width: int) -> str:
    """Return text as exactly so many cells wide: padded, or cut with an ellipsis."""
    if width <= 0:
        return ""
    text = plain(text)
    if cell_len(text) <= width:
        return text + " " * (width - cell_len(text))
    return set_cell_size(text, width - 1).rstrip() + ELLIPSIS + _gap(text, width)


def right(text: str, width: int) -> str:
    """Return text at the right of so many cells; what is wider stays whole."""
    return " " * max(0, width - cell_len(text)) + text


def join(parts: list[tuple[str, str]]) -> Text:
    """Return one line of text from pieces with their styles."""
    line = Text(no_wrap=True, end="")
    for text, style in parts:
        line.append(text, style)
    return line


def _gap(text: str, width: int) -> str:
    """A wide character that was cut in half leaves a cell free."""
    used = cell_len(set_cell_size(text, width - 1).rstrip()) + 1
    return " " * (width - used)
