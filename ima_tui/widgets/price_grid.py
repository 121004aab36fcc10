"""A model's prices as grids, or as a list if a grid does not fit."""

import itertools
from collections.abc import Iterator, Sequence

from rich.style import Style
from rich.text import Text

from ..catalog.changes import Prices, rule_key
from ..catalog.controls import Kind
from ..catalog.forms import Form
from ..catalog.prices import Axis, price_range
from ..catalog.tables import PriceCell, PriceTable
from ..catalog.values import Value
from ..locale import t
from ..locale.formats import amount
from ..wording.labels import control_label, value_label
from ..wording.models import price_words

_MOST_LINES = 24
_MOST_CHANGES = 8
_GAP = 2
"""The gap before each column of a grid, in cells."""

_PRICE_CELLS = 6
"""The width of the prices in a list, in cells."""

_MUTED = Style(dim=True)
_GONE = Style(dim=True, strike=True)


def price_lines(form: Form, table: PriceTable, width: int) -> list[Text]:
    """Return a leaf's prices, with a legend of the marks.

    One axis is a list; two are a grid, more a grid for each combination of the first ones.

    Args:
        form: the form of the leaf.
        table: its prices.
        width: the most cells of a line of a grid.
    """
    if not table.cells or not table.axes:
        return [Text(price_words(price_range(form)))]
    grids = list(_grids(table)) if len(table.axes) > 1 else []
    fits = 0 < len(grids) <= _MOST_LINES and max(line.cell_len for line in grids) <= width
    return [*(grids if fits else _list(table)), *_legend(table)]


def changed_lines(table: PriceTable, was: Prices) -> list[Text]:
    """Return the changed prices, old and new.

    Args:
        table: the current prices.
        was: the old prices.
    """
    lines: dict[str, None] = {}
    for cell in table.cells:
        before = was.rules.get(rule_key(cell.rule))
        if cell.reachable and before is not None and before != cell.credit:
            change = t(
                "detail-changed",
                what=_words(table.axes, cell),
                was=f"{before:,}",
                now=f"{cell.credit:,}",
                sign="▲" if cell.credit > before else "▼",
            )
            lines[" ".join(change.split())] = None
    shown = [Text(line) for line in list(lines)[:_MOST_CHANGES]]
    hidden = len(lines) - len(shown)
    return [*shown, Text(t("detail-more-prices", count=hidden), _MUTED)] if hidden else shown


def _grids(table: PriceTable) -> Iterator[Text]:
    *first, down, across = table.axes
    # prefer more lines to more columns
    turned = len(across.values) > len(down.values)
    names = [control_label(axis.control) for axis in ((across, down) if turned else (down, across))]
    yield Text(t("detail-axes", down=names[0], across=names[1]), _MUTED)
    size = len(down.values) * len(across.values)
    for start in range(0, len(table.cells), size):
        cells = table.cells[start : start + size]
        rows = [cells[at : at + len(across.values)] for at in range(0, size, len(across.values))]
        if first:
            yield Text(_words(first, cells[0]), _MUTED)
        if turned:
            yield from _grid(across, down, list(zip(*rows, strict=True)))
        else:
            yield from _grid(down, across, rows)


def _grid(down: Axis, across: Axis, rows: Sequence[Sequence[PriceCell]]) -> Iterator[Text]:
    heads = [Text(value_label(across.control, value)) for value in across.values]
    names = [Text(value_label(down.control, value)) for value in down.values]
    bracketed = any(not cell.reachable for row in rows for cell in row)
    prices = [[_price(cell, bracketed=bracketed) for cell in row] for row in rows]
    first = max(name.cell_len for name in names)
    widths = [max(text.cell_len for text in column) for column in zip(heads, *prices, strict=True)]
    for name, line in zip([Text(), *names], [heads, *prices], strict=True):
        yield Text.assemble(_left(name, first), *map(_right, line, widths))


def _list(table: PriceTable) -> Iterator[Text]:
    for cell in table.cells[:_MOST_LINES]:
        price = _right(_price(cell), _PRICE_CELLS - _GAP)
        style = Style() if cell.reachable else _MUTED
        yield Text.assemble(price, "  ", (_words(table.axes, cell), style))
    hidden = len(table.cells) - _MOST_LINES
    if hidden > 0:
        yield Text(t("detail-more-prices", count=hidden), _MUTED)


def _price(cell: PriceCell, *, bracketed: bool = False) -> Text:
    """A price with its marks, aligned with bracketed ones."""
    price = amount(cell.credit, exact=cell.exact)
    if not cell.reachable:
        return Text(f"({price})", _MUTED)
    text = Text()
    if cell.origin > cell.credit:
        text.append(f"{cell.origin:,}", _GONE).append(" ")
    return text.append(price + " " if bracketed else price)


def _legend(table: PriceTable) -> Iterator[Text]:
    shown = [cell for cell in table.cells if cell.reachable]
    cut = next((cell for cell in shown if cell.origin > cell.credit), None)
    if cut is not None:
        words = t("detail-discount", was=f"{cut.origin:,}", now=f"{cut.credit:,}")
        yield Text(words, _MUTED)
    if len(shown) < len(table.cells):
        yield Text(t("detail-not-together"), _MUTED)
    if not all(cell.exact for cell in table.cells):
        yield Text(t("detail-estimates"), _MUTED)


def _words(axes: Sequence[Axis], cell: PriceCell) -> str:
    held = [value for _, value in cell.values]
    return " · ".join(itertools.starmap(_named, zip(axes, held, strict=False)))


def _named(axis: Axis, value: Value) -> str:
    """A value in a grid; switches, typed and unset values get the control's name."""
    label = value_label(axis.control, value)
    speaks = axis.control.kind is Kind.CHOICE and value is not None
    return label if speaks else f"{control_label(axis.control)} {label}"


def _left(text: Text, width: int) -> Text:
    return Text.assemble(text, " " * (width - text.cell_len))


def _right(text: Text, width: int) -> Text:
    return Text.assemble(" " * (_GAP + max(0, width - text.cell_len)), text)
