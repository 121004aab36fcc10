"""The options of a task in words."""

from collections.abc import Mapping
from typing import Any

from ..catalog.forms import form_of
from ..catalog.products import Leaf
from .labels import control_label, value_label


def settings_words(values: Mapping[str, Any], leaf: Leaf | None) -> str:
    """Return the options of a task: ``Size 2K · Ratio 16:9``.

    Args:
        values: the values of the form, by the controls' keys.
        leaf: the model as listed now; None if it is not any more, then the keys are shown.
    """
    form = form_of(leaf) if leaf is not None else None
    words = []
    for key, value in values.items():
        if value is None or value == "":
            continue
        control = form.control(key) if form is not None else None
        if control is not None:
            words.append(f"{control_label(control)} {value_label(control, value)}")
        else:
            words.append(f"{key} {value}")
    return " · ".join(words)
