"""A model in words and tables."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from ..catalog.alternatives import alternatives
from ..catalog.controls import Control, Kind
from ..catalog.forms import Form, form_of
from ..catalog.products import Option
from ..catalog.tables import PriceCell, PriceTable, price_table
from ..catalog.values import Value, canonical, same, written
from ..locale import t
from ..locale.formats import span
from ..wording.labels import control_label, option_label, suggestion_label, value_label
from ..wording.models import input_words, note_words, price_words, reference_words
from .models import Entry, entry_of
from .output import safe, show
from .tables import cells, table

if TYPE_CHECKING:
    from .model import Shown


def show_model(shown: "Shown") -> None:
    """Print everything about a model."""
    form = form_of(shown.leaf)
    entry = entry_of(shown.leaf, shown.listing)
    show(*_head(entry), *(Text(safe(line)) for line in _facts(shown, entry)))
    prices = price_table(form)
    _section(
        t("detail-price"),
        _prices(prices) if prices.cells else Text(f"  {price_words(entry.bounds)}"),
    )
    _section(t("detail-options"), _options(form))
    others = [entry_of(leaf, shown.listing) for leaf in alternatives(shown.listing, shown.leaf)]
    if others:
        _section(t("cli-model-alternatives"), _alternatives(others))


def _head(entry: Entry) -> Iterator[Text]:
    leaf = entry.leaf
    yield Text(safe(f"{'★ ' if entry.recommended else ''}{leaf.title}"), "bold")
    ids = dict.fromkeys((leaf.task_type, leaf.model_id, leaf.id))
    yield Text(safe(" · ".join((t(f"task-type-{leaf.task_type}"), *ids))), "dim")


def _facts(shown: "Shown", entry: Entry) -> Iterator[str]:
    leaf = entry.leaf
    if leaf.description:
        yield leaf.description
    yield t("detail-time", time=span(entry.time.low, entry.time.high))
    told = [*(t(f"capability-{name}") for name in entry.capabilities), *entry.tags]
    if told:
        yield t("cli-model-abilities", abilities=", ".join(told))
    yield t("cli-model-inputs", inputs=input_words(leaf))
    if references := reference_words(leaf):
        yield references
    yield from note_words(leaf)
    if shown.passed_over:
        yield t("cli-model-versions", others=", ".join(one.id for one in shown.passed_over))
    if shown.also:
        yield t("cli-model-also", others=", ".join(shown.also))


def _section(title: str, body: RenderableType) -> None:
    show(Text(), Text(title, "bold"), body)


def _prices(prices: PriceTable) -> Table:
    """Return a row for each combination; invalid combinations are marked and dimmed."""
    discounted = any(cell.origin > cell.credit for cell in prices.cells)
    price, before = t("cli-column-points"), t("cli-column-origin")
    titles = [safe(control_label(axis.control)) for axis in prices.axes]
    made = table("", *titles, price, *([before] if discounted else []), "", right=(price, before))
    for cell in prices.cells:
        labels = [
            value_label(axis.control, value)
            for axis, (_, value) in zip(prices.axes, cell.values, strict=True)
        ]
        row = [*cells("", *labels, f"{cell.credit:,}")]
        if discounted:
            origin = f"{cell.origin:,}" if cell.origin > cell.credit else ""
            row += cells(origin, style="strike")
        style = "" if cell.reachable else "dim"
        made.add_row(*row, *cells(_cell_note(cell)), style=style)
    return made


def _cell_note(cell: PriceCell) -> str:
    if not cell.reachable:
        return t("cli-price-unreachable")
    return "" if cell.exact else t("cli-estimate")


def _options(form: Form) -> Table:
    titles = ("option", "param", "default", "choices")
    made = table("", *(t(f"cli-column-{title}") for title in titles))
    start = form.start()
    for control in form.controls:
        held = start.get(control.key)
        default = "" if held in (None, "") else value_label(control, held)
        choices = _choices(form, control)
        made.add_row(*cells("", control_label(control), control.key, default, choices))
    return made


def _choices(form: Form, control: Control) -> str:
    if control.options:
        return ", ".join(_option(form, control, option) for option in control.options)
    if control.kind is Kind.TOGGLE:
        return f"{t('option-off')}, {t('option-on')}"
    offered = ", ".join(suggestion_label(one) for one in control.suggestions.values)
    return f"{_bounds(control)}: {offered}" if offered else _bounds(control)


def _option(form: Form, control: Control, option: Option) -> str:
    label = option_label(option.value, option.label)
    if control.recommended is not None and same(option.value, control.recommended):
        label = f"★ {label}"
    against = [
        t("field-not-with", **_against(form, name, value))
        for name, values in option.disabled.items()
        for value in values
    ]
    return f"{label} ({', '.join(against)})" if against else label


def _against(form: Form, name: str, value: Value) -> dict[str, str]:
    control = form.control(name)
    if control is None:
        return {"other": name, "value": written(value)}
    return {"other": control_label(control), "value": value_label(control, value)}


def _bounds(control: Control) -> str:
    least, most = canonical(control.minimum), canonical(control.maximum)
    if control.kind is Kind.NUMBER:
        return t("cli-number-bounds", least=least or "…", most=most or "…")
    if not most:
        return t("detail-free-text")
    if not control.minimum:
        return t("cli-text-most", most=most)
    return t("cli-text-bounds", least=least, most=most)


def _alternatives(others: list[Entry]) -> Table:
    made = table()
    for entry in others:
        leaf = entry.leaf
        made.add_row(*cells("", leaf.title, leaf.id, price_words(entry.bounds)))
    return made
