"""The controls of a leaf: what a user can set, made from its fields, its rules and our facts."""

import dataclasses
import math
from collections.abc import Iterator, Mapping
from enum import StrEnum

from .facts import ModelFacts, Suggestions, derived, facts_of
from .parse_fields import OWN_PARAMETERS
from .products import Field, Leaf, Option
from .task_types import task_type
from .values import Value, as_number, canonical, clean, same, written

COUNT = "n"
"""The key of the control that says how many results are made, each paid for."""

NO_SUGGESTIONS = Suggestions(())

_SWITCHED: Mapping[str, bool] = {"true": True, "false": False}


class Kind(StrEnum):
    """How a control is filled in."""

    CHOICE = "choice"
    TOGGLE = "toggle"
    NUMBER = "number"
    LONG_TEXT = "long_text"
    TEXT = "text"
    LINES = "lines"


TEXTS = frozenset({Kind.TEXT, Kind.LONG_TEXT, Kind.LINES})
"""Controls that hold what the user wrote."""

_KINDS: Mapping[str, Kind] = {
    "toggle": Kind.TOGGLE,
    "number": Kind.NUMBER,
    "slider": Kind.NUMBER,
    "textarea": Kind.LONG_TEXT,
    "lines": Kind.LINES,
}


@dataclasses.dataclass(frozen=True, slots=True)
class Control:
    """One thing a user sets.

    Attributes:
        key: its name in the form's state.
        field: the parameter it feeds: a listed field, or one the model takes beyond its form.
        label: the listed label; empty if the label is ours.
        minimum: the bound of a text's length in characters or of a number; None if unbounded.
        maximum: likewise.
        optional: whether it may be left unset.
        needs: what other controls must hold while this one is set.
        recommended: the option to recommend, if it is not the listed default.
        suggestions: values to offer for a free text.
        beyond: whether the model takes it though its form does not list it; its label is ours.
    """

    key: str
    field: str
    kind: Kind
    label: str
    help: str = ""
    default: Value = None
    options: tuple[Option, ...] = ()
    advanced: bool = False
    minimum: float | None = None
    maximum: float | None = None
    optional: bool = False
    needs: Mapping[str, Value] = dataclasses.field(default_factory=dict)
    recommended: Value = None
    suggestions: Suggestions = NO_SUGGESTIONS
    beyond: bool = False

    @property
    def values(self) -> tuple[Value, ...]:
        """The options, regardless of the other controls; empty for free input."""
        if self.kind is Kind.TOGGLE:
            return (False, True)
        return tuple(option.value for option in self.options)


def is_set(value: Value) -> bool:
    """Return whether a control holds anything that is sent."""
    return value is not None and value != ""


def count_of(value: Value) -> int | None:
    """Return a value as a number of results: whole and at least one; None for any other."""
    number = as_number(value)
    return int(number) if number is not None and number >= 1 and number == int(number) else None


def own_value(control: Control, value: Value) -> Value:
    """Return a value as this control holds it, None when it can't hold it.

    Options keep the listed type. Numbers and switches may be given as text, so that their text form
    converts back; text stays as typed.
    """
    if control.kind is Kind.CHOICE:
        return next((own for own in control.values if same(own, value)), None)
    if control.kind is Kind.TOGGLE:
        return _SWITCHED.get(canonical(value))
    if control.kind is Kind.NUMBER:
        return as_number(value)
    if isinstance(value, bool):
        return canonical(value)
    return None if value is None else str(value)


def controls_of(leaf: Leaf) -> tuple[tuple[Control, ...], Mapping[str, Value]]:
    """Return the controls of a leaf, and what is sent for the fields that have none.

    In this order: the listed fields, what the model takes beyond its form, priced parameters that
    no field feeds, and how many results are made.
    """
    facts = facts_of(leaf.model_id)
    controls: dict[str, Control] = {}
    fixed: dict[str, Value] = {}
    for listed in leaf.fields:
        if _is_hidden(listed, leaf):
            fixed |= _sent_by_default(listed, leaf.task_type)
            continue
        for shown in listed.virtual.controls if listed.virtual else (listed,):
            control = _control(shown, listed, leaf, facts, frozenset(controls))
            counts = control.key == COUNT
            controls[control.key] = _counting(control, leaf) if counts else control
    for made in (*_extras(leaf, facts), *_priced_only(leaf)):
        controls.setdefault(made.key, made)
    if COUNT not in controls:
        controls[COUNT] = _count_control(leaf)
    return tuple(controls.values()), fixed


def parameter_of(field: Field) -> str:
    """Return the parameter that a field is sent as."""
    return field.virtual.target if field.virtual else field.name


def _is_hidden(field: Field, leaf: Leaf) -> bool:
    """A field hidden in this category is still offered if rules price it.

    One whose options are all hidden has nothing to offer either.
    """
    if _is_hidden_whole(field, leaf):
        return parameter_of(field).casefold() not in _priced(leaf)
    parts = field.virtual.controls if field.virtual else (field,)
    return any(part.options and not _offered(part, leaf.task_type) for part in parts)


def _is_hidden_whole(field: Field, leaf: Leaf) -> bool:
    return any(h.category == leaf.task_type and h.value == "*" for h in field.hidings)


def _priced(leaf: Leaf) -> frozenset[str]:
    return frozenset(name.casefold() for rule in leaf.rules for name in rule.attributes)


def _sent_by_default(field: Field, category: str) -> dict[str, Value]:
    """What is sent for a field that has no control here: its default, unless that is hidden too."""
    if field.virtual is not None:
        held = {shown.name: shown.default for shown in field.virtual.controls}
        return {field.virtual.target: field.virtual.target_of(held)}
    hidden = (hiding.value for hiding in field.hidings if hiding.category == category)
    return (
        {} if any(same(value, field.default) for value in hidden) else {field.name: field.default}
    )


def _control(
    shown: Field, field: Field, leaf: Leaf, facts: ModelFacts, taken: frozenset[str]
) -> Control:
    options = _offered(shown, leaf.task_type)
    default = shown.default
    if default is not None and options and not any(same(o.value, default) for o in options):
        default = options[0].value
    key = shown.name
    if key in taken or (key == COUNT and shown is not field):
        key = f"{field.name}:{shown.name}"
    kind = _kind(shown, options)
    return Control(
        key=key,
        field=field.name,
        kind=kind,
        label=shown.label,
        help=shown.help,
        default=default,
        options=options,
        advanced=shown.advanced or field.advanced or _is_hidden_whole(field, leaf),
        minimum=None if options else shown.minimum,
        maximum=None if options else shown.maximum,
        optional=kind is Kind.CHOICE and default is None,
        needs=facts.needs.get(key, {}),
        recommended=facts.recommended.get(key),
        suggestions=facts.suggestions.get(key, NO_SUGGESTIONS),
    )


def _counting(control: Control, leaf: Leaf) -> Control:
    """Return the listed control of how many results are made: whole numbers from one.

    If the list does not bound it, the known limit does (IMA Open API, parameters beyond).
    """
    options = tuple(option for option in control.options if count_of(option.value) is not None)
    if options:
        default = next((o.value for o in options if same(o.value, control.default)), None)
        single = next((o.value for o in options if count_of(o.value) == 1), options[0].value)
        held = single if default is None else default
        return dataclasses.replace(control, options=options, default=held, optional=False)
    least = max(1, math.ceil(control.minimum or 1))
    most = math.floor(control.maximum or 0)
    held = count_of(control.default)
    return dataclasses.replace(
        control,
        kind=Kind.NUMBER,
        options=(),
        default=least if held is None else held,
        optional=False,
        minimum=least,
        maximum=most if most >= least else max(least, task_type(leaf.task_type).max_count),
    )


def _offered(field: Field, category: str) -> tuple[Option, ...]:
    gone = [h.value for h in field.hidings if h.category == category and h.value != "*"]
    return tuple(o for o in field.options if not any(same(o.value, value) for value in gone))


def _kind(field: Field, options: tuple[Option, ...]) -> Kind:
    """An unknown type never breaks a form: with options it is a choice, else free input."""
    if options:
        return Kind.CHOICE
    if field.kind in _KINDS:
        return _KINDS[field.kind]
    if isinstance(field.default, bool):
        return Kind.TOGGLE
    return Kind.NUMBER if isinstance(field.default, int | float) else Kind.TEXT


def _extras(leaf: Leaf, facts: ModelFacts) -> Iterator[Control]:
    """What the model takes beyond its form (IMA Open API, parameters beyond)."""
    listed = {field.name for field in leaf.fields}
    for extra in facts.extras:
        if extra.name.partition(".")[0] in listed:
            continue
        yield Control(
            key=extra.name,
            field=extra.name,
            kind=_kind(extra, extra.options),
            label="",
            default=derived(extra.default, leaf),
            advanced=extra.advanced,
            minimum=extra.minimum,
            maximum=extra.maximum,
            needs=facts.needs.get(extra.name, {}),
            suggestions=facts.suggestions.get(extra.name, NO_SUGGESTIONS),
            beyond=True,
        )


def _priced_only(leaf: Leaf) -> Iterator[Control]:
    """What rules price though no field feeds it: a choice of its own, unset at first."""
    fed = {parameter_of(field).casefold() for field in leaf.fields}
    options: dict[str, dict[str, Option]] = {}
    names: dict[str, str] = {}
    for rule in leaf.rules:
        for name, value in rule.attributes.items():
            if value is not None and name.casefold() not in fed | OWN_PARAMETERS:
                names.setdefault(name.casefold(), name)
                held = options.setdefault(name.casefold(), {})
                held.setdefault(canonical(value), Option(clean(written(value), 60), value))
    for folded, listed in options.items():
        yield Control(
            key=names[folded],
            field=names[folded],
            kind=Kind.CHOICE,
            label=clean(names[folded], 60),
            options=tuple(listed.values()),
            advanced=True,
            optional=True,
        )


def _count_control(leaf: Leaf) -> Control:
    most = task_type(leaf.task_type).max_count
    options = tuple(Option(str(number), number) for number in range(1, most + 1))
    return Control(COUNT, COUNT, Kind.CHOICE, label="", default=1, options=options)
