"""What a model is, costs, offers and needs, in words."""

from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from ..catalog.estimates import estimate_of
from ..catalog.controls import Control, Kind
from ..catalog.forms import Form, form_of
from ..catalog.inputs import input_bounds
from ..catalog.prices import PricePoint, price_points, price_range
from ..catalog.products import Leaf
from ..catalog.values import Value, same
from ..locale import t
from ..locale.formats import expected
from ..locale.formats import price_range as price_words
from ..wording.labels import control_label, option_label
from .cells import fit, right

_PRICE_LINES = 24


class ModelDetail(VerticalScroll, can_focus=False):
    """The detail of the model at the cursor."""

    def compose(self) -> ComposeResult:
        """Lay out one text."""
        yield Static("", markup=False)

    def show(self, leaf: Leaf | None, hint: str = "") -> None:
        """Show a model, or a hint where there is none."""
        self.query_one(Static).update(describe(leaf) if leaf else Text(hint))


def describe(leaf: Leaf) -> Text:
    """Return a model's description."""
    form = form_of(leaf)
    strong, muted = Style(bold=True), Style(dim=True)
    text = Text()
    estimate = estimate_of(leaf)
    time = t("detail-time", time=expected(estimate.low, estimate.high))
    text.append(leaf.title, strong)
    text.append(f"   {t(f'task-type-{leaf.task_type}')} · {time}\n", muted)
    if leaf.description:
        text.append(leaf.description + "\n")
    tags = leaf.tag_values("feature", "popularity")
    text.append(" · ".join(tags) + "\n\n" if tags else "\n", muted)
    _section(text, t("detail-price"), _prices(form))
    _section(text, t("detail-options"), [_options(form, c) for c in form.controls])
    _section(text, t("detail-inputs"), [_inputs(form)])
    return text


def _section(text: Text, title: str, lines: list[str]) -> None:
    text.append(title + "\n", Style(bold=True))
    for line in lines:
        text.append(f"  {line}\n")
    text.append("\n")


def _prices(form: Form) -> list[str]:
    points = list(price_points(form))
    if not points:
        bounds = price_range(form)
        return [t("points", points=price_words(bounds)) if bounds else t("detail-no-price")]
    keys = [key for key, _ in points[0].values]
    if not keys:
        return [t("points", points=price_words(price_range(form)))]
    if len(keys) == 2:
        return _grid(form, points, keys)
    return _list(form, points)[:_PRICE_LINES]


def _grid(form: Form, points: list[PricePoint], keys: list[str]) -> list[str]:
    """Two attributes: one down, one across."""
    down, across = keys
    rows = _held(points, 0)
    columns = _held(points, 1)
    if len(columns) > len(rows):
        down, across, rows, columns = across, down, columns, rows
    prices = {
        (str(values[down]), str(values[across])): point.choice.rule.points
        for point in points
        for values in [dict(point.values)]
    }
    head = " " * 12 + "".join(right(_word(form, across, value), 9) for value in columns)
    lines = [head]
    for row in rows:
        cells = (prices.get((str(row), str(column))) for column in columns)
        shown = "".join(right("—" if cell is None else f"{cell:,}", 9) for cell in cells)
        lines.append(fit(_word(form, down, row), 12) + shown)
    return lines


def _list(form: Form, points: list[PricePoint]) -> list[str]:
    lines = []
    for point in points:
        words = " · ".join(_named(form, key, value) for key, value in point.values)
        rule = point.choice.rule
        if rule.origin_points > rule.points:
            words += f"  ({t('price-was', points=f'{rule.origin_points:,}')})"
        lines.append(f"{right(f'{rule.points:,}', 6)}  {words}")
    return lines


def _held(points: list[PricePoint], at: int) -> list[Value]:
    seen: list[Value] = []
    for point in points:
        if not any(same(point.values[at][1], value) for value in seen):
            seen.append(point.values[at][1])
    return seen


def _named(form: Form, key: str, value: Value) -> str:
    """A switch says what it switches, an option speaks for itself."""
    control = form.control(key)
    if control is not None and control.kind is Kind.TOGGLE:
        return f"{control_label(control)} {_word(form, key, value)}"
    return _word(form, key, value)


def _word(form: Form, key: str, value: Value) -> str:
    control = form.control(key)
    options = control.options if control else ()
    label = next((o.label for o in options if same(o.value, value)), str(value))
    return option_label(value, label)


def _options(form: Form, control: Control) -> str:
    label = control_label(control)
    if control.kind is Kind.CHOICE:
        return f"{label}: " + "  ".join(_word(form, control.key, o.value) for o in control.options)
    if control.kind is Kind.TOGGLE:
        return f"{label}: {t('option-off')}  {t('option-on')}"
    return f"{label}: {t('detail-free-text')}"


def _inputs(form: Form) -> str:
    least, most = input_bounds(form.leaf)
    if most == 0:
        return t("inputs-none")
    return (
        t("inputs-exactly", count=most)
        if least == most
        else t("inputs-range", least=least, most=most)
    )
