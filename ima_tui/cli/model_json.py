"""A model as JSON."""

from typing import TYPE_CHECKING, Any

from ..catalog.alternatives import alternatives
from ..catalog.controls import Control
from ..catalog.forms import form_of
from ..catalog.inputs import MediaKind, input_bounds, taken
from ..catalog.products import Leaf, Option
from ..catalog.tables import PriceCell, price_table
from ..catalog.values import Value
from ..wording.labels import control_label, option_label, suggestion_label
from ..wording.models import note_words
from .models import entry_of

if TYPE_CHECKING:
    from .model import Shown


def model_document(shown: "Shown") -> dict[str, Any]:
    """Return everything about a model."""
    leaf = shown.leaf
    form = form_of(leaf)
    start = form.start()
    least, most = input_bounds(leaf)
    others = alternatives(shown.listing, leaf)
    return {
        **entry_of(leaf, shown.listing).document(),
        "description": leaf.description,
        "notes": list(note_words(leaf)),
        "inputs": {"min": least, "max": most, **_references(leaf)},
        "fields": [_field(control, start[control.key]) for control in form.controls],
        "prices": [_price(cell) for cell in price_table(form).cells],
        "also": list(shown.also),
        "other_versions": [one.id for one in shown.passed_over],
        "alternatives": [entry_of(one, shown.listing).document() for one in others],
    }


def _references(leaf: Leaf) -> dict[str, int]:
    """Return how many videos and sounds a model takes besides pictures, if any."""
    more = taken(leaf)
    kinds = {"videos": MediaKind.VIDEO, "audios": MediaKind.AUDIO}
    return {name: more[kind] for name, kind in kinds.items() if more.get(kind)}


def _field(control: Control, opening: Value) -> dict[str, Any]:
    return {
        "key": control.key,
        "label": control_label(control),
        "kind": control.kind.value,
        "advanced": control.advanced,
        "default": opening,
        "recommended": control.recommended,
        "optional": control.optional,
        "needs": dict(control.needs),
        "options": [_option(option) for option in control.options],
        "minimum": control.minimum,
        "maximum": control.maximum,
        "suggestions": [
            {"value": one.value, "label": suggestion_label(one)}
            for one in control.suggestions.values
        ],
    }


def _option(option: Option) -> dict[str, Any]:
    listed: dict[str, Any] = {
        "value": option.value,
        "label": option_label(option.value, option.label),
    }
    if option.disabled:
        listed["not_with"] = {name: list(values) for name, values in option.disabled.items()}
    return listed


def _price(cell: PriceCell) -> dict[str, Any]:
    return {
        "values": dict(cell.values),
        "points": cell.credit,
        "origin_points": cell.origin,
        "exact": cell.exact,
        "reachable": cell.reachable,
    }
