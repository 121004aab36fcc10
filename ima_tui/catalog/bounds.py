"""Free input against its listed bounds: texts by their characters, numbers by themselves."""

from collections.abc import Iterator
from fnmatch import fnmatchcase

from .controls import TEXTS, Control, Kind, is_set
from .forms import Form, State
from .refusals import RefusedError
from .values import Value, as_number, canonical, same

SPOKEN = "text"
"""The bounds of this field hold for the prompt of speech (IMA Open API, the create body)."""


def bad_input(control: Control, value: Value) -> RefusedError | None:
    """Return what is wrong with free input; nothing is wrong with none, nor with the default."""
    if not is_set(value) or same(value, control.default):
        return None
    if control.kind is Kind.NUMBER:
        return _bad_number(control, value)
    if control.kind in TEXTS:
        return _bad_text(control, str(value))
    return None


def bad_inputs(form: Form, state: State, prompt: str) -> Iterator[RefusedError]:
    """Yield what the service would refuse of a form's free inputs."""
    for control in form.controls:
        value = state.get(control.key)
        if control.key == SPOKEN and not is_set(value):
            value = prompt
        found = bad_input(control, value)
        if found is not None:
            yield found


def _bad_number(control: Control, value: Value) -> RefusedError | None:
    number = as_number(value)
    if number is None:
        return RefusedError("not_a_number", {"value": value}, control=control)
    least, most = control.minimum, control.maximum
    if (least is not None and number < least) or (most is not None and number > most):
        about = {"value": number, "least": _bound(least), "most": _bound(most)}
        return RefusedError("out_of_range", about, control=control)
    return None


def _bound(number: float | None) -> str:
    return "…" if number is None else canonical(number)


def _bad_text(control: Control, text: str) -> RefusedError | None:
    length = len(text)
    if control.maximum is not None and length > control.maximum:
        about = {"count": length, "most": int(control.maximum)}
        return RefusedError("too_long", about, control=control)
    if control.minimum is not None and length < control.minimum:
        about = {"count": length, "least": int(control.minimum)}
        return RefusedError("too_short", about, control=control)
    refused = control.suggestions.refused
    if refused and fnmatchcase(text.strip(), refused):
        choices = tuple(suggestion.value for suggestion in control.suggestions.values)
        return RefusedError("bad_value", {"value": text}, control=control, choices=choices)
    return None
