"""The description of a model: prices, options, inputs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from ..catalog.browsing import Facts
from ..catalog.capabilities import capabilities_of
from ..catalog.changes import Change, News
from ..catalog.characters import plain
from ..catalog.controls import Control, Kind
from ..catalog.estimates import estimate_of
from ..catalog.forms import Form, form_of
from ..catalog.products import Leaf
from ..catalog.tables import PriceTable, price_table
from ..locale import t
from ..locale.formats import duration, expected, price_range, span
from ..wording.labels import control_label, value_label
from ..wording.models import input_words, note_words, reference_words
from .cells import fit, hanging, right
from .family_detail import Family, describe_family
from .model_lines import TIME_CELLS
from .price_grid import changed_lines, price_lines

_INDENT = "  "
_LONGEST_LABEL = 20
_PRICE_CELLS = 14
_MUTED = Style(dim=True)


@dataclass(frozen=True, slots=True)
class About:
    """Data about a model besides its leaf.

    Attributes:
        why: ``preferred`` or ``recommended``, see ``Services.why``.
        change: what changed since the previous list.
        times: measured times, in seconds.
        cheaper: cheaper models.
        better: better models.
    """

    why: str | None = None
    favourite: bool = False
    change: Change | None = None
    times: tuple[float, ...] = ()
    cheaper: tuple[Leaf, ...] = ()
    better: tuple[Leaf, ...] = ()


class ModelDetail(VerticalScroll, can_focus=False):
    """The detail of the model at the cursor."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._form: Form | None = None
        self._prices = PriceTable((), ())
        self._hint = ""
        self._family: Family | None = None
        self._about = About()
        self._facts = Facts()

    def compose(self) -> ComposeResult:
        """Lay out one text."""
        yield Static("", markup=False)

    def show(
        self,
        leaf: Leaf | None,
        hint: str = "",
        about: About | None = None,
        facts: Facts | None = None,
        family: Family | None = None,
    ) -> None:
        """Show a model, a branch of them, or a hint; prices are computed once.

        Args:
            leaf: the model.
            hint: the text without a model.
            about: further data about it.
            facts: facts of the alternatives.
            family: the branch at the cursor.
        """
        if leaf is None:
            self._form = None
            if family is None or self._family is None or family.title != self._family.title:
                self.scroll_home(animate=False)
        elif self._form is None or self._form.leaf is not leaf:
            self._form = form_of(leaf)
            self._prices = price_table(self._form)
            self.scroll_home(animate=False)
        self._hint, self._family = hint, family
        self._about = about or About()
        self._facts = facts or self._facts
        self._draw()

    def scroll_half(self, by: int) -> None:
        """Scroll by half of the height, down (1) or up (-1)."""
        self.scroll_relative(y=by * max(1, self.size.height // 2), animate=False)

    def on_resize(self) -> None:
        """Redraw: price grids that do not fit become lists."""
        self._draw()

    def _draw(self) -> None:
        width = self.scrollable_content_region.width
        text = Text(self._hint)
        if self._form is not None:
            text = describe(self._form, self._prices, width, self._about, self._facts)
        elif self._family is not None:
            text = describe_family(self._family, self._hint, width)
        self.query_one(Static).update(text)


def describe(
    form: Form,
    prices: PriceTable,
    width: int,
    about: About | None = None,
    facts: Facts | None = None,
) -> Text:
    """Return a model's description.

    Args:
        form: the model's form.
        prices: its prices.
        width: how many cells a line may take.
        about: further data about it.
        facts: facts of the alternatives.
    """
    leaf, about, facts = form.leaf, about or About(), facts or Facts()
    text = Text()
    title, kind = leaf.title, f"{t(f'task-type-{leaf.task_type}')} · {_time_words(leaf, about)}"
    gap = "   " if cell_len(title) + 3 + cell_len(kind) <= width else "\n"
    text.append(title, Style(bold=True)).append(f"{gap}{kind}\n", _MUTED)
    marks, tags = list(_marks(about)), leaf.tag_values("feature", "popularity")
    if marks or tags:
        text.append(" · ".join(marks)).append(" · " if marks and tags else "")
        text.append(" · ".join(map(plain, tags)) + "\n", _MUTED)
    if leaf.description:
        text.append(leaf.description + "\n")
    for note in note_words(leaf):
        text.append(note + "\n")
    text.append("\n")
    room = width - len(_INDENT)
    _section(text, t("detail-price"), [*_changed(prices, about), *price_lines(form, prices, room)])
    _others(text, about, facts)
    able = " · ".join(t(f"capability-{name}") for name in capabilities_of(form))
    if able:
        _section(text, t("detail-abilities"), [hanging(Text(), Text(able), room)])
    _section(text, t("detail-options"), list(_options(form, room)))
    inputs = filter(None, (input_words(leaf), reference_words(leaf)))
    _section(text, t("detail-inputs"), [hanging(Text(), Text(words), room) for words in inputs])
    return text


def _time_words(leaf: Leaf, about: About) -> str:
    estimate = estimate_of(leaf)
    time = span(estimate.low, estimate.high)
    if not about.times:
        return t("detail-time", time=time)
    return t("detail-time-yours", time=time, yours=duration(median(about.times)))


def _marks(about: About) -> Iterator[str]:
    if about.why is not None:
        yield t(f"detail-{about.why}")
    if about.favourite:
        yield t("detail-favourite")
    if about.change is not None and about.change.news is News.NEW:
        yield t("detail-new")


def _changed(prices: PriceTable, about: About) -> list[Text]:
    if about.change is None or about.change.news is not News.PRICE:
        return []
    return changed_lines(prices, about.change.was)


def _others(text: Text, about: About, facts: Facts) -> None:
    """Links to cheaper and better models."""
    for name, leaves in (("cheaper", about.cheaper), ("better", about.better)):
        if leaves:
            lines = list(_alternatives(name, leaves, facts))
            _section(text, t(f"detail-{name}"), lines)


def _alternatives(name: str, leaves: Sequence[Leaf], facts: Facts) -> Iterator[Text]:
    titles = max(cell_len(leaf.title) for leaf in leaves)
    for place, leaf in enumerate(leaves):
        fact = facts.of(leaf)
        click = Style.from_meta({"@click": f"screen.alternative('{name}', {place})"})
        line = Text(fit(leaf.title, titles), click)
        line.append(right(t("points", points=price_range(fact.bounds)), _PRICE_CELLS))
        time = expected(fact.estimate.low, fact.estimate.high)
        yield line.append(right(time, TIME_CELLS), _MUTED)


def _section(text: Text, title: str, lines: Sequence[Text]) -> None:
    text.append(title + "\n", Style(bold=True))
    for line in lines:
        text.append(_INDENT).append_text(Text(f"\n{_INDENT}").join(line.split())).append("\n")
    text.append("\n")


def _options(form: Form, room: int) -> Iterator[Text]:
    """What can be chosen, each option's values below each other where they take several lines."""
    labels = [control_label(control) for control in form.controls]
    most = min(max(map(cell_len, labels), default=0), _LONGEST_LABEL)
    for label, control in zip(labels, form.controls, strict=True):
        head = Text(f"{fit(label, most)}  ", _MUTED)
        yield hanging(head, Text(_values(control)), room)


def _values(control: Control) -> str:
    if control.kind is Kind.CHOICE:
        return "  ".join(value_label(control, value) for value in control.values)
    if control.kind is Kind.TOGGLE:
        return f"{t('option-off')}  {t('option-on')}"
    return t("detail-free-text")
