"""The lists that Create opens: all models, and the options of a control."""

from collections.abc import Mapping, Sequence

from rich.cells import cell_len

from ..catalog.browsing import Key, key_of
from ..catalog.controls import Control
from ..catalog.estimates import estimate_of
from ..catalog.forms import State, form_of
from ..catalog.prices import price_range
from ..catalog.products import Leaf, Listing
from ..catalog.search import haystack
from ..catalog.task_types import task_types
from ..catalog.values import Value, canonical, same
from ..locale import t
from ..locale.formats import expected
from ..widgets.cells import right
from ..widgets.form import FormView
from ..widgets.model_lines import why_sign
from ..wording.labels import control_label, suggestion_kind
from ..wording.models import price_words
from .picking import Item, PickDialog

_UNSET = "unset"


def model_dialog(
    listings: Sequence[Listing], shown: Leaf | None, reasons: Mapping[Key, str]
) -> PickDialog:
    """Return the list of all models; its keys are ``task type/version``.

    Those of the task type on screen come first: the first that is found is of that type.

    Args:
        listings: the lists to choose from.
        shown: the model on screen.
        reasons: which models are ``preferred`` or ``recommended``.
    """
    kinds = [*([shown.task_type] if shown is not None else []), *task_types()]
    leaves = [
        leaf
        for listing in sorted(listings, key=lambda one: kinds.index(one.task_type))
        for leaf in listing.leaves
    ]
    prices = [price_words(price_range(form_of(leaf))) for leaf in leaves]
    times = [expected(one.low, one.high) for one in map(estimate_of, leaves)]
    widest = [max(map(cell_len, column), default=0) for column in (prices, times)]
    items = [
        Item(
            f"{leaf.task_type}/{leaf.id}",
            f"{why_sign(reasons.get(key_of(leaf)))} {leaf.title}",
            f"{right(price, widest[0])}  {right(time, widest[1])}  "
            f"{t(f'task-type-{leaf.task_type}')}",
            marked=shown is not None and (shown.task_type, shown.id) == (leaf.task_type, leaf.id),
            words=haystack(leaf),
        )
        for leaf, price, time in zip(leaves, prices, times, strict=True)
    ]
    return PickDialog(t("pick-model"), items, t("pick-model-note"))


def value_dialog(control: Control, state: State, view: FormView) -> PickDialog:
    """Return the list of a control's options; ``value_of`` maps its keys to values."""
    held = state.get(control.key)
    if not control.suggestions.values:
        items = [
            Item(
                _UNSET if choice.value is None else canonical(choice.value),
                f"★ {choice.label}" if choice.recommended else choice.label,
                marked=same(choice.value, held),
                why_not=choice.reason or "",
            )
            for choice in view.options(control)
        ]
        return PickDialog(control_label(control), items)
    items = [
        Item(
            one.value,
            f"{one.name}  {suggestion_kind(one)}" if one.name else one.value,
            one.value if one.name else "",
            marked=same(one.value, held),
        )
        for one in control.suggestions.values
    ]
    return PickDialog(control_label(control), items, t("pick-free"), free=True)


def value_of(control: Control, key: str) -> Value:
    """Return the value of a key of the list, in its listed type."""
    if not control.values:
        return key
    return next((value for value in control.values if canonical(value) == key), None)
