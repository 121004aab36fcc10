"""Free input against its listed bounds: texts by length, numbers by value."""

from collections.abc import Iterator
from fnmatch import fnmatchcase

from .controls import COUNT, TEXTS, Control, Kind, count_of, is_set
from .forms import Form, State
from .refusals import RefusedError
from .task_types import task_type
from .values import Value, as_number, canonical, same


def bad_input(control: Control, value: Value) -> RefusedError | None:
    """Return what is wrong with free input; empty input and the default are always fine."""
    if not is_set(value) or same(value, control.default):
        return None
    if control.key == COUNT:
        number = count_of(value)
        if number is None or _is_outside(control, number):
            return bad_count(control, value)
        return None
    if control.kind is Kind.NUMBER:
        return _bad_number(control, value)
    if control.kind in TEXTS:
        return _bad_text(control, str(value))
    return None


def bad_inputs(form: Form, state: State) -> Iterator[RefusedError]:
    """Yield what the service would refuse of a form's free inputs."""
    for control in form.controls:
        found = bad_input(control, state.get(control.key))
        if found is not None:
            yield found


def bad_prompt(form: Form, prompt: str) -> RefusedError | None:
    """Return what is wrong with a prompt: none, or beyond its bounds."""
    if not prompt.strip():
        return RefusedError("no_prompt")
    least, most = prompt_bounds(form)
    length = len(prompt)
    if length > most:
        return RefusedError("long_prompt", {"count": length, "most": most})
    if length < least:
        return RefusedError("short_prompt", {"count": length, "least": least})
    return None


def prompt_bounds(form: Form) -> tuple[int, int]:
    """Return the least and the most characters of a prompt.

    For speech they come from a field of the form (IMA Open API, the create body).
    """
    kind = task_type(form.leaf.task_type)
    bounding = form.control(kind.prompt_field)
    least = int(bounding.minimum or 0) if bounding is not None else 0
    most = int(bounding.maximum or 0) if bounding is not None else 0
    return least, most or kind.max_prompt


def bad_count(control: Control, value: Value) -> RefusedError:
    """Return the refusal of an impossible number of results."""
    about = {"value": value, "least": _bound(control.minimum), "most": _bound(control.maximum)}
    return RefusedError("bad_count", about, control=control, choices=control.values)


def _is_outside(control: Control, number: float) -> bool:
    least, most = control.minimum, control.maximum
    return (least is not None and number < least) or (most is not None and number > most)


def _bad_number(control: Control, value: Value) -> RefusedError | None:
    number = as_number(value)
    if number is None:
        return RefusedError("not_a_number", {"value": value}, control=control)
    if _is_outside(control, number):
        least, most = _bound(control.minimum), _bound(control.maximum)
        about = {"value": number, "least": least, "most": most}
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
