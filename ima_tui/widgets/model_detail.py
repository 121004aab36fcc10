"""What a model is, costs, offers and needs, in words."""

from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from ..catalog.capabilities import capabilities_of
from ..catalog.controls import Control, Kind
from ..catalog.estimates import estimate_of
from ..catalog.forms import Form, form_of
from ..catalog.products import Leaf
from ..catalog.tables import PriceTable, price_table
from ..locale import t
from ..locale.formats import expected
from ..wording.labels import control_label, value_label
from ..wording.models import input_words, note_words, reference_words
from .price_grid import price_lines

_INDENT = "  "


class ModelDetail(VerticalScroll, can_focus=False):
    """The detail of the model at the cursor."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._form: Form | None = None
        self._prices = PriceTable((), ())
        self._hint = ""

    def compose(self) -> ComposeResult:
        """Lay out one text."""
        yield Static("", markup=False)

    def show(self, leaf: Leaf | None, hint: str = "") -> None:
        """Show a model, or a hint where there is none; its prices are worked out once."""
        if leaf is None:
            self._form = None
        elif self._form is None or self._form.leaf is not leaf:
            self._form = form_of(leaf)
            self._prices = price_table(self._form)
        self._hint = hint
        self._draw()

    def on_resize(self) -> None:
        """Grids that have no room become lists."""
        self._draw()

    def _draw(self) -> None:
        width = self.scrollable_content_region.width - len(_INDENT)
        form = self._form
        text = describe(form, self._prices, width) if form is not None else Text(self._hint)
        self.query_one(Static).update(text)


def describe(form: Form, prices: PriceTable, width: int) -> Text:
    """Return a model's description.

    Args:
        form: the model's form.
        prices: what it costs.
        width: how many cells its tables may take.
    """
    leaf = form.leaf
    strong, muted = Style(bold=True), Style(dim=True)
    text = Text()
    estimate = estimate_of(leaf)
    time = t("detail-time", time=expected(estimate.low, estimate.high))
    text.append(leaf.title, strong)
    text.append(f"   {t(f'task-type-{leaf.task_type}')} · {time}\n", muted)
    if leaf.description:
        text.append(leaf.description + "\n")
    for note in note_words(leaf):
        text.append(note + "\n")
    tags = leaf.tag_values("feature", "popularity")
    text.append(" · ".join(tags) + "\n\n" if tags else "\n", muted)
    _section(text, t("detail-price"), price_lines(form, prices, width))
    able = " · ".join(t(f"capability-{name}") for name in capabilities_of(form))
    if able:
        _section(text, t("detail-abilities"), [Text(able)])
    _section(text, t("detail-options"), [Text(_options(c)) for c in form.controls])
    inputs = filter(None, (input_words(leaf), reference_words(leaf)))
    _section(text, t("detail-inputs"), [Text(words) for words in inputs])
    return text


def _section(text: Text, title: str, lines: list[Text]) -> None:
    text.append(title + "\n", Style(bold=True))
    for line in lines:
        text.append(_INDENT).append_text(line).append("\n")
    text.append("\n")


def _options(control: Control) -> str:
    label = control_label(control)
    if control.kind is Kind.CHOICE:
        return f"{label}: " + "  ".join(value_label(control, value) for value in control.values)
    if control.kind is Kind.TOGGLE:
        return f"{label}: {t('option-off')}  {t('option-on')}"
    return f"{label}: {t('detail-free-text')}"
