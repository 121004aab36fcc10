"""Tables of plain texts: wide characters line up, and nothing in them is markup."""

from collections.abc import Iterator

from rich.table import Table
from rich.text import Text

from .output import safe


def table(*titles: str, right: tuple[str, ...] = ()) -> Table:
    """Return an empty table without frames.

    Args:
        titles: of its columns; none for a table without a head, whose columns come with its rows.
        right: the columns that are right-aligned: numbers, which no narrow terminal cuts.
    """
    made = Table(
        box=None, show_header=bool(titles), pad_edge=False, padding=(0, 2, 0, 0), header_style="dim"
    )
    for title in titles:
        number = title in right
        # an id or a name that is too long goes on in the next line: it is there to be copied
        made.add_column(
            Text(title), justify="right" if number else "left", overflow="fold", no_wrap=number
        )
    return made


def cells(*texts: str, style: str = "") -> Iterator[Text]:
    """Yield texts as cells, without control characters."""
    return (Text(safe(text).replace("\n", " "), style) for text in texts)
