"""Named parameters to a filled form: each finds its control, and its value the listed type."""

from collections.abc import Mapping

from .controls import COUNT, TEXTS, Control, Kind, is_set, parameter_of
from .facts import renames
from .forms import Form, State, own_value
from .parse_fields import OWN_PARAMETERS
from .products import Field, Virtual
from .refusals import RefusedError
from .values import Value, canonical, clean, is_scalar, same

_SWITCH: Mapping[str, bool] = {
    **dict.fromkeys(("true", "on", "yes", "1"), True),
    **dict.fromkeys(("false", "off", "no", "0"), False),
}


def fill(form: Form, given: Mapping[str, object]) -> tuple[State, frozenset[str]]:
    """Return the state of a form with some parameters set, and the controls they set.

    A parameter is named as its control, its label, or the parameter that a group of controls is
    sent as, which then wins over the controls (IMA Open API, virtual fields). Objects stand for
    dotted names. Values are matched to options without regard to case and type.

    Raises:
        RefusedError: a name the model does not know, a value it does not offer, or two values that
            can't be chosen together.
    """
    held: dict[str, Value] = {}
    behind: dict[str, Value] = {}
    for name, value in _flat(given):
        control = _named(form, name)
        if control is not None:
            held[control.key] = _value(control, value)
        elif (field := _sent_as(form, name)) is not None:
            behind |= _behind(form, field, value)
        else:
            raise _unknown(form, name)
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


def _named(form: Form, name: str) -> Control | None:
    folded = _folded(name)
    by_key = {_folded(control.key): control for control in form.controls}
    by_label = {_folded(control.label): control for control in form.controls if control.label}
    found = by_key.get(folded) or by_label.get(folded)
    if found is None and folded in renames():
        found = by_key.get(renames()[folded])
    return found


def _sent_as(form: Form, name: str) -> Field | None:
    """Return the virtual field that is sent under a name."""
    folded = _folded(name)
    virtual = (field for field in form.leaf.fields if field.virtual is not None)
    return next((f for f in virtual if folded in {_folded(parameter_of(f)), _folded(f.name)}), None)


def _behind(form: Form, field: Field, value: object) -> dict[str, Value]:
    """Return what the controls of a group hold when this is sent for them."""
    shown = [control for control in form.controls if control.field == field.name]
    virtual = field.virtual
    if virtual is None or not shown:
        raise _unknown(form, field.name)
    if is_scalar(value):
        for rule in virtual.rules:
            if same(rule.target, _scalar(value)):
                return _sources(virtual, shown, rule.sources)
    choices = shown[0].values if len(shown) == 1 else ()
    raise RefusedError("bad_value", {"value": _said(value)}, control=shown[0], choices=choices)


def _sources(
    virtual: Virtual, shown: list[Control], sources: Mapping[str, Value]
) -> dict[str, Value]:
    keys = {part.name: control.key for part, control in zip(virtual.controls, shown, strict=False)}
    return {keys[name]: value for name, value in sources.items() if name in keys}


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
        if control.kind is Kind.NUMBER:
            raise RefusedError("not_a_number", {"value": _said(value)}, control=control)
        code = "bad_count" if control.key == COUNT else "bad_value"
        about = {"value": _said(value)}
        raise RefusedError(code, about, control=control, choices=control.values)
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
    """Return the suggestion that a text names or begins; else the text itself."""
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
    return clean(str(value), 60)
