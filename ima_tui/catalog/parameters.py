"""From named parameters to a filled form: matches names to controls and values to types."""

import json
from collections.abc import Iterable, Mapping

from .bounds import bad_count, bad_input
from .controls import COUNT, TEXTS, Control, Kind, is_set, own_value, parameter_of
from .facts import renames
from .forms import Form, State
from .parse_fields import OWN_PARAMETERS
from .products import Field
from .refusals import Offer, RefusedError
from .values import Value, canonical, clean, is_scalar, written

_SWITCH: Mapping[str, bool] = {
    **dict.fromkeys(("true", "on", "yes", "1"), True),
    **dict.fromkeys(("false", "off", "no", "0"), False),
}


def fill(form: Form, given: Mapping[str, object]) -> tuple[State, frozenset[str]]:
    """Return the state of a form with some parameters set, and the controls they set.

    A parameter is named as its control, its label, or the parameter that a group of controls is
    sent as, which then wins over the controls (IMA Open API, virtual fields). Objects are flattened
    to dotted names. Values are matched to options without regard to case and type.

    Raises:
        RefusedError: a name the model does not know or that is given twice, a value it does not
            offer, or two values that can't be chosen together.
    """
    held: dict[str, Value] = {}
    behind: dict[str, Value] = {}
    hit: list[Control | Field] = []
    for name, value in _flat(given):
        target = named(form, name) or _sent_as(form, name)
        if target is None:
            raise _unknown(form, name)
        if any(target is one for one in hit):
            raise RefusedError("twice", {"name": clean(name, 60)})
        hit.append(target)
        if isinstance(target, Control):
            held[target.key] = _value(target, value)
        else:
            behind |= _behind(form, target, name, value)
    held |= behind
    state = form.completed(held)
    for control in form.controls:
        blocked = form.blocked(state, control) if control.key in held else None
        if blocked is not None:
            raise blocked
    return state, frozenset(held)


def _flat(given: Mapping[str, object]) -> list[tuple[str, object]]:
    flat: list[tuple[str, object]] = []
    for name, value in given.items():
        if isinstance(value, Mapping) and value:
            flat += [(f"{name}.{inside}", one) for inside, one in value.items()]
        else:
            flat.append((str(name), value))
    return flat


def _folded(name: str) -> str:
    return name.strip().casefold().replace(" ", "_").replace("-", "_")


def named(form: Form, name: str) -> Control | None:
    """Return the control of a parameter: by its key, else by its label.

    An ambiguous name matches none.
    """
    exact = form.control(name.strip())
    if exact is not None:
        return exact
    wanted = _folded(name)
    if not wanted:
        return None
    return (
        _only(control for control in form.controls if _folded(control.key) == wanted)
        or _only(control for control in form.controls if _folded(control.label) == wanted)
        or form.control(renames().get(wanted, ""))
    )


def _only(controls: Iterable[Control]) -> Control | None:
    found = list(controls)
    return found[0] if len(found) == 1 else None


def _sent_as(form: Form, name: str) -> Field | None:
    """Return the virtual field that is sent under a name."""
    folded = _folded(name)
    virtual = (field for field in form.leaf.fields if field.virtual is not None)
    return next((f for f in virtual if folded in {_folded(parameter_of(f)), _folded(f.name)}), None)


def _behind(form: Form, field: Field, name: str, value: object) -> dict[str, Value]:
    """Return the state of a group's controls for which this value is sent.

    A value they don't offer can't be set by the parameter's own name either.
    """
    if is_scalar(value):
        for held in form.behind(field, _scalar(value)):
            return dict(held)
    shown = [control for control in form.controls if form.field(control) is field]
    about = {"name": clean(name, 60), "value": _said(value)}
    if len(shown) == 1:
        raise RefusedError("bad_value", about, control=shown[0], choices=shown[0].values)
    raise RefusedError("bad_group", about, offers=tuple(Offer(one, one.values) for one in shown))


def _value(control: Control, value: object) -> Value:
    """Return a value as the control holds it.

    Raises:
        RefusedError: the control can't hold it.
    """
    if control.kind is Kind.LINES and isinstance(value, list):
        texts = [one for one in value if isinstance(one, str)]
        value = "\n".join(texts) if len(texts) == len(value) else value
    if value is None and (control.optional or not control.values):
        return None
    own = _own(control, _scalar(value)) if is_scalar(value) and value is not None else None
    if own is None:
        if control.key == COUNT:
            raise bad_count(control, _said(value))
        code = "not_a_number" if control.kind is Kind.NUMBER else "bad_value"
        raise RefusedError(code, {"value": _said(value)}, control=control, choices=control.values)
    bad = bad_input(control, own) if control.key == COUNT else None
    if bad is not None:
        raise bad
    return own


def _own(control: Control, value: Value) -> Value:
    if control.kind is Kind.TOGGLE:
        return _SWITCH.get(canonical(value))
    own = own_value(control, value)
    if own is None and control.kind is Kind.CHOICE:
        wanted = canonical(value)
        labels = (o.value for o in control.options if canonical(o.label) == wanted)
        switched = _SWITCH.get(wanted)
        bools = (o.value for o in control.options if o.value is switched is not None)
        own = next(labels, next(bools, None))
    if control.kind in TEXTS and is_set(own):
        return _suggested(control, str(own))
    return own


def _suggested(control: Control, text: str) -> str:
    """Return the suggestion that a text names or is a prefix of; else the text itself."""
    wanted = canonical(text)
    for suggestion in control.suggestions.values:
        if wanted in {canonical(suggestion.value), canonical(suggestion.name)}:
            return suggestion.value
    begun = [s.value for s in control.suggestions.values if s.value.startswith(f"{text}_")]
    return begun[0] if len(begun) == 1 else text


def _unknown(form: Form, name: str) -> RefusedError:
    if _folded(name) in OWN_PARAMETERS:
        return RefusedError("own_parameter", {"name": clean(name, 60)})
    choices = tuple(control.key for control in form.controls)
    about = {"name": clean(name, 60), "model": form.leaf.title}
    return RefusedError("unknown_parameter", about, choices=choices)


def _scalar(value: object) -> Value:
    return value if isinstance(value, str | int | float | bool) else None


def _said(value: object) -> str:
    """Write a value as JSON does: users need not know Python's spelling."""
    if is_scalar(value) and value is not None:
        return clean(written(_scalar(value)), 60)
    return clean(json.dumps(value, ensure_ascii=False, default=str), 60)
