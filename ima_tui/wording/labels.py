"""Labels of controls and their values."""

from ..catalog.controls import COUNT, TEXTS, Control, Kind
from ..catalog.facts import Suggestion
from ..catalog.values import Value, clean, same, written
from ..locale import t

_TEXT_SHOWN = 60
"""How many characters of a text are quoted in a message."""


def control_label(control: Control) -> str:
    """Return the label of a control: the listed one, or ours where we know better."""
    if control.field == COUNT:
        return t("field-count")
    return control.label or t(f"extra-{control.field.replace('.', '-')}")


def control_help(control: Control) -> str:
    """Return the help of a control in one line: its purpose and allowed values."""
    bounds = _bound_words(control)
    return " · ".join(part for part in (_help(control), bounds) if part)


def _help(control: Control) -> str:
    if control.field == COUNT:
        return t("field-count-help")
    return t(f"help-of-{control.field.replace('.', '-')}") if control.beyond else control.help


def _bound_words(control: Control) -> str:
    least, most = control.minimum, control.maximum
    if control.kind is Kind.NUMBER and least is not None and most is not None:
        return t("help-range", least=f"{least:g}", most=f"{most:g}")
    if control.kind in TEXTS and most is not None:
        return t("help-characters", most=f"{most:g}")
    return ""


def option_label(value: Value, label: str) -> str:
    """Return the label of an option; of switches and unset ones in our own words."""
    if value is None:
        return t("option-open")
    if isinstance(value, bool):
        return t("option-on") if value else t("option-off")
    return label


def value_label(control: Control, value: Value) -> str:
    """Return the label of a control's value; of a text its beginning."""
    label = next((o.label for o in control.options if same(o.value, value)), None)
    return option_label(value, clean(written(value), _TEXT_SHOWN) if label is None else label)


def suggestion_label(suggestion: Suggestion) -> str:
    """Return the text of a suggestion: ``zh_female_vv… (Vivi: female, general)``."""
    if not suggestion.name:
        return suggestion.value
    return f"{suggestion.value} ({suggestion.name}: {suggestion_kind(suggestion)})"


def suggestion_kind(suggestion: Suggestion) -> str:
    """Return the description of a suggestion: ``female, general``."""
    return ", ".join(t(f"voice-{word}") for word in (suggestion.gender, suggestion.use) if word)
