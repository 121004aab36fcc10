"""Why something can't be created, in words."""

from ..catalog.controls import Control
from ..catalog.forms import BlockedError
from ..catalog.refusals import RefusedError
from ..catalog.values import Value, clean
from ..locale import t
from .labels import control_label, value_label


def refusal_words(refusal: RefusedError) -> str:
    """Return the sentence for a refusal: what is wrong and what can be chosen instead."""
    about: dict[str, object] = dict(refusal.about)
    control = refusal.control
    if control is not None:
        about["name"] = control_label(control)
        if "value" in about:
            about["value"] = _said(control, about["value"])
    if isinstance(refusal, BlockedError):
        about |= {"other": control_label(refusal.other), "held": _said(refusal.other, refusal.held)}
    about["choices"] = choice_words(refusal)
    return t(f"refused-{refusal.code}", **about)


def choice_words(refusal: RefusedError) -> str:
    """Return what can be chosen instead, as one line; a dash for nothing."""
    control = refusal.control
    words = [
        value_label(control, value) if control is not None else clean(str(value), 80)
        for value in refusal.choices
    ]
    return ", ".join(words) or "—"


def _said(control: Control, value: object) -> str:
    plain: Value = value if isinstance(value, str | int | float | bool) else None
    return value_label(control, plain)
