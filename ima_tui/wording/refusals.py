"""Why something can't be created, in words."""

from ..catalog.controls import Control
from ..catalog.forms import BlockedError
from ..catalog.refusals import Offer, RefusedError
from ..catalog.values import Value, clean, written
from ..locale import t
from .labels import control_label, value_label


def refusal_words(refusal: RefusedError) -> str:
    """Return the message of a refusal: what is wrong and what can be chosen instead."""
    about: dict[str, object] = dict(refusal.about)
    control = refusal.control
    if control is not None:
        about["name"] = control_label(control)
        if "value" in about:
            about["value"] = _said(control, about["value"])
    if isinstance(refusal, BlockedError):
        about |= {"other": control_label(refusal.other), "held": _said(refusal.other, refusal.held)}
    about["held"] = about.get("held") or _held_words(refusal)
    about["choices"] = choice_words(refusal)
    return t(f"refused-{refusal.code}", **about)


def choice_words(refusal: RefusedError) -> str:
    """Return what can be chosen instead, as one line; a dash for nothing."""
    control = refusal.control
    if refusal.offers:
        words = [_offer_words(offer) for offer in refusal.offers if offer.values]
        return " · ".join(words) or "—"
    if refusal.code == "bad_count" and not refusal.choices:
        return t("count-range", least=refusal.about["least"], most=refusal.about["most"])
    words = [
        value_label(control, value) if control is not None else clean(written(value), 80)
        for value in refusal.choices
    ]
    return ", ".join(words) or "—"


def _offer_words(offer: Offer) -> str:
    values = ", ".join(value_label(offer.control, value) for value in offer.values)
    return f"{control_label(offer.control)}: {values}"


def _held_words(refusal: RefusedError) -> str:
    """Return the values of several controls that are sent as one."""
    return ", ".join(
        f"{control_label(offer.control)} {value_label(offer.control, offer.held)}"
        for offer in refusal.offers
    )


def _said(control: Control, value: object) -> str:
    plain: Value = value if isinstance(value, str | int | float | bool) else None
    return value_label(control, plain)
