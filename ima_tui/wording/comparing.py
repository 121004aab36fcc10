"""Models side by side: a row for each property."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from ..catalog.capabilities import capabilities, capabilities_of
from ..catalog.controls import COUNT, Control, Kind
from ..catalog.estimates import estimate_of
from ..catalog.forms import Form, State
from ..catalog.prices import price_range, quote
from ..catalog.values import canonical
from ..locale import t
from ..locale.formats import amount, duration, expected
from ..locale.formats import price_range as range_words
from .labels import control_label, value_label
from .models import input_words, note_words, reference_words

MOST_VALUES = 12
"""The most options listed; the rest is counted."""

_SWITCHED = frozenset({"true", "false", "on", "off"})

NOTHING = "–"
YES = "✓"


@dataclass(frozen=True, slots=True)
class Compared:
    """One property of all compared models.

    Attributes:
        label: the property.
        cells: a text for each model, in their order.
    """

    label: str
    cells: tuple[str, ...]

    @property
    def differs(self) -> bool:
        """Whether the models differ in it."""
        return len(set(self.cells)) > 1


def compared(forms: Sequence[Form], times: Sequence[Sequence[float]]) -> list[Compared]:
    """Return prices, inputs, options and capabilities of models.

    Args:
        forms: of the models.
        times: measured times of each in seconds; empty if unknown.
    """
    return [*_figures(forms, times), *_options(forms), *_needs(forms), *_abilities(forms)]


def settings_words(form: Form, state: State) -> str:
    """Return the chosen options of a form in one line, without typed text."""
    words = []
    for control in form.controls:
        value = state.get(control.key)
        chosen = control.kind in {Kind.CHOICE, Kind.TOGGLE} and value is not None
        if chosen and not control.advanced and control.field != COUNT:
            label = value_label(control, value)
            # switches and counts need a label to be understood
            named = canonical(label).isdecimal() or canonical(value) in _SWITCHED
            words.append(f"{control_label(control)} {label}" if named else label)
    return " · ".join(words)


def _figures(forms: Sequence[Form], times: Sequence[Sequence[float]]) -> Iterator[Compared]:
    kinds = tuple(t(f"task-type-{form.leaf.task_type}") for form in forms)
    if len(set(kinds)) > 1:
        yield Compared(t("compare-kind"), kinds)
    yield Compared(t("detail-price"), tuple(range_words(price_range(form)) for form in forms))
    yield Compared(t("compare-first-price"), tuple(map(_first_price, forms)))
    estimates = [estimate_of(form.leaf) for form in forms]
    yield Compared(t("table-time"), tuple(expected(one.low, one.high) for one in estimates))
    if any(times):
        own = tuple(duration(median(found)) if found else NOTHING for found in times)
        yield Compared(t("compare-yours"), own)


def _first_price(form: Form) -> str:
    price = quote(form, form.start())
    if price is None:
        return NOTHING
    return amount(price.points, exact=price.exact)


def _options(forms: Sequence[Form]) -> Iterator[Compared]:
    """Yield the controls of all models; those with the same name are one property."""
    found: dict[str, dict[int, Control]] = {}
    for place, form in enumerate(forms):
        for control in form.controls:
            found.setdefault(control_label(control).strip().casefold(), {}).setdefault(
                place, control
            )
    for controls in found.values():
        label = control_label(next(iter(controls.values()))) or NOTHING
        cells = (_offers(controls[at]) if at in controls else NOTHING for at in range(len(forms)))
        yield Compared(label, tuple(cells))


def _offers(control: Control) -> str:
    if control.kind is Kind.TOGGLE:
        return f"{t('option-off')}, {t('option-on')}"
    if control.kind is not Kind.CHOICE:
        return t("detail-free-text")
    shown = [value_label(control, value) for value in control.values[:MOST_VALUES]]
    hidden = len(control.values) - len(shown)
    return ", ".join([*shown, t("compare-more", count=hidden)] if hidden else shown)


def _needs(forms: Sequence[Form]) -> Iterator[Compared]:
    yield Compared(t("detail-inputs"), tuple(_lines(_inputs(form)) for form in forms))
    tags = tuple(_lines(form.leaf.tag_values("feature", "popularity")) for form in forms)
    if any(cell != NOTHING for cell in tags):
        yield Compared(t("compare-tags"), tags)
    notes = tuple(_lines(note_words(form.leaf)) for form in forms)
    if any(cell != NOTHING for cell in notes):
        yield Compared(t("compare-notes"), notes)


def _inputs(form: Form) -> Iterable[str]:
    return filter(None, (input_words(form.leaf), reference_words(form.leaf)))


def _abilities(forms: Sequence[Form]) -> Iterator[Compared]:
    able = [frozenset(capabilities_of(form)) for form in forms]
    for name in capabilities():
        if any(name in found for found in able):
            cells = tuple(YES if name in found else NOTHING for found in able)
            yield Compared(t(f"capability-{name}"), cells)


def _lines(words: Iterable[str]) -> str:
    return ", ".join(words) or NOTHING
