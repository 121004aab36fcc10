"""Suggestions read from a prompt, in words: chips to apply, and advice for the rest."""

from collections.abc import Sequence

from ..catalog.forms import form_of
from ..catalog.products import Leaf
from ..catalog.values import Value, clean, written
from ..intent.suggestions import Advice, Chip, Kind
from ..locale import t
from .labels import control_label, value_label


def chip_words(chip: Chip) -> str:
    """Return the short text of a chip: ``Duration 10``, ``Kling 2.6``."""
    words = _chip(chip)
    if chip.leaf is None or not chip.also:
        return words
    also = ", ".join(_setting(chip.leaf, key, value) for key, value in chip.also.items())
    return t("intent-chip-also", chip=words, also=also)


def advice_words(advice: Advice, leaf: Leaf | None) -> str:
    """Return the text of an advice.

    Args:
        advice: the advice.
        leaf: the model it is about: that of the suggestions' form.
    """
    about: dict[str, object] = dict(advice.about)
    if "topic" in about:
        wished = written(advice.about["wished"])
        about["wished"] = t(f"intent-wish-{about['topic']}", value=_shown(wished))
    about |= {name: t(f"task-type-{about[name]}") for name in ("kind", "made") if name in about}
    if leaf is not None and "control" in about:
        for control, value in (("control", "value"), ("other", "held")):
            key, held = str(about[control]), advice.about[value]
            about[control], about[value] = _setting(leaf, key, held), ""
    about["choices"] = _choices(advice.instead)
    return t(f"intent-{advice.code}", **about)


def _chip(chip: Chip) -> str:
    if chip.kind is Kind.TASK_TYPE:
        return t(f"task-type-{chip.value}")
    if chip.kind is Kind.PREFERENCE:
        model = chip.leaf.title if chip.leaf is not None else ""
        return t(f"intent-chip-{chip.target}", model=model)
    if chip.leaf is None:
        return clean(written(chip.value), 60)
    if chip.kind is Kind.MODEL:
        return chip.leaf.title
    return _setting(chip.leaf, chip.target, chip.value)


def _setting(leaf: Leaf, key: str, value: Value) -> str:
    control = form_of(leaf).control(key)
    if control is None:
        return clean(written(value), 60)
    offered = control.suggestions.values
    shown = next((one.name for one in offered if one.value == value and one.name), None)
    shown = shown or value_label(control, value)
    return t("intent-chip-value", name=control_label(control), value=shown)


def _choices(chips: Sequence[Chip]) -> str:
    return " · ".join(dict.fromkeys(map(_chip, chips))) or "—"


def _shown(wished: str) -> str:
    return wished.upper() if wished.endswith("k") else wished
