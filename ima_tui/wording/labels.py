"""What controls and their values are called."""

from ..catalog.forms import COUNT, BadLength, Control
from ..catalog.values import Value, same
from ..locale import t


def control_label(control: Control) -> str:
    """Return what a control is called: the listed label, or ours for what we add or know better."""
    if control.field == COUNT:
        return t("field-count")
    return control.label


def option_label(value: Value, label: str) -> str:
    """Return what an option is called; switches and sounds in our own words."""
    if isinstance(value, bool):
        return t("option-on") if value else t("option-off")
    return label


def value_label(control: Control, value: Value) -> str:
    """Return what a control's value is called."""
    label = next((o.label for o in control.options if same(o.value, value)), str(value))
    return option_label(value, label)


def length_words(found: BadLength) -> str:
    """Return what is wrong with a text's length, in words."""
    if found.most is not None and found.length > found.most:
        return t("field-too-long", count=found.length, most=found.most)
    return t("field-too-short", count=found.length, least=found.least)
