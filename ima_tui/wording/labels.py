"""What controls and their values are called."""

from ..catalog.controls import COUNT, Control
from ..catalog.values import Value, same
from ..locale import t


def control_label(control: Control) -> str:
    """Return what a control is called: the listed label, or ours for what we add or know better."""
    if control.field == COUNT:
        return t("field-count")
    return control.label or t(f"extra-{control.field.replace('.', '-')}")


def option_label(value: Value, label: str) -> str:
    """Return what an option is called; switches and what is left open in our own words."""
    if value is None:
        return t("option-open")
    if isinstance(value, bool):
        return t("option-on") if value else t("option-off")
    return label


def value_label(control: Control, value: Value) -> str:
    """Return what a control's value is called."""
    label = next((o.label for o in control.options if same(o.value, value)), str(value))
    return option_label(value, label)
