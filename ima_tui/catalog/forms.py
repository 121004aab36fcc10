"""The form of a leaf: the controls a user sees, what they may hold, and what is sent for them.

A form is described once here and rendered elsewhere: as widgets, as checks, as command options.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from .products import Field, Leaf, Option
from .task_types import task_type
from .values import Value, canonical, same

State = Mapping[str, Value]
"""What the controls hold, by control key."""

COUNT = "n"
"""The key of the control that says how many results are made, each paid for."""


class Kind(StrEnum):
    """How a control is filled in."""

    CHOICE = "choice"
    TOGGLE = "toggle"
    LONG_TEXT = "long_text"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Control:
    """One thing a user sets.

    Attributes:
        key: its name in the form's state.
        field: the listed field it feeds.
        label: the listed label; empty where the words are ours (``n``).
        minimum: bound on text in characters; None where there is none.
        maximum: likewise.
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


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two values that can't be chosen together: a control, and the option it holds, or would."""

    control: str
    value: Value


class BlockedError(Exception):
    """The value can't be chosen now; ``conflict`` says which other control stands against it."""

    def __init__(self, conflict: Conflict) -> None:
        super().__init__(f"{conflict.control}={canonical(conflict.value)}")
        self.conflict = conflict


@dataclass(frozen=True, slots=True)
class Form:
    """The controls of one leaf, with what to send for the fields that have none."""

    leaf: Leaf
    controls: tuple[Control, ...]
    fixed: Mapping[str, Value]

    def control(self, key: str) -> Control | None:
        """Return the control with this key."""
        return next((control for control in self.controls if control.key == key), None)

    def start(self) -> State:
        """Return the state a form opens with: the defaults, where they stand together.

        A default that conflicts with an earlier control gives way to the first option that does
        not; a default outside the options (or none) stays unset only where the list has none.
        """
        state: dict[str, Value] = {}
        for control in self.controls:
            state[control.key] = self._first_allowed(control, state)
        return MappingProxyType(state)

    def _first_allowed(self, control: Control, state: State) -> Value:
        default = control.default
        if control.kind is not Kind.CHOICE or default is None:
            return default
        listed = next((o.value for o in control.options if same(o.value, default)), None)
        candidates: list[Value] = [] if listed is None else [listed]
        candidates += [option.value for option in control.options]
        for value in candidates:
            if not self._clashes({**state, control.key: value}, control):
                return value
        return default

    def conflict(self, state: State, control: Control, value: Value) -> Conflict | None:
        """Return what stands against choosing a value now, None when it is free to choose.

        Conflicts hold in both directions: an option that excludes another control's value can't be
        chosen beside it, nor that value beside the option.
        """
        clashes = self._clashes({**state, control.key: value}, control)
        return clashes[0] if clashes else None

    def choose(self, state: State, key: str, value: Value) -> State:
        """Return the state after a control was set.

        Raises:
            KeyError: there is no such control.
            BlockedError: the value conflicts with another control's.
        """
        control = self.control(key)
        if control is None:
            raise KeyError(key)
        conflict = self.conflict(state, control, value)
        if conflict is not None:
            raise BlockedError(conflict)
        return MappingProxyType({**state, key: value})

    def carry(self, values: State) -> tuple[State, tuple[str, ...]]:
        """Take over the values of another form as far as they apply here.

        Returns:
            the state, and the keys whose values were dropped because this form can't hold them.
        """
        state, dropped = self.start(), []
        for key, value in values.items():
            control = self.control(key)
            if control is None or value in (None, ""):
                if value not in (None, ""):
                    dropped.append(key)
                continue
            kept = _own_value(control, value)
            if kept is None or self.conflict(state, control, kept) is not None:
                dropped.append(key)
            else:
                state = MappingProxyType({**state, key: kept})
        return state, tuple(dropped)

    def parameters(self, state: State) -> dict[str, Value]:
        """Return what is sent for a state: inner parameters by name, null and unmapped left out.

        Virtual fields are resolved once, from what their controls hold (IMA Open API, virtual
        fields), so a name that stands on both sides is never mapped twice.
        """
        sent: dict[str, Value] = dict(self.fixed)
        by_field = _by_field(self.controls)
        for field in self.leaf.fields:
            controls = by_field.get(field.name, ())
            if not controls:
                continue
            if field.virtual is None:
                sent[field.name] = state.get(controls[0].key)
            else:
                sent[field.virtual.target] = _mapped(field, controls, state)
        count = self.control(COUNT)
        if count is not None and count.field == COUNT:
            sent[COUNT] = self.count(state)
        return {name: value for name, value in sent.items() if value is not None}

    def count(self, state: State) -> int:
        """Return how many results are asked for: the ``n`` of the create body."""
        try:
            return max(1, int(str(state.get(COUNT) or 1)))
        except ValueError:
            return 1

    def _clashes(self, state: State, control: Control) -> list[Conflict]:
        """Return the conflicts in a state that involve one control, told from its side."""
        found: list[Conflict] = []
        for holder, option in self._chosen(state):
            if not option.disabled:
                continue
            for other, values in option.disabled.items():
                against = self._holder(other)
                if against is None or not _holds(state, against, other, values, self):
                    continue
                if holder is control:
                    found.append(Conflict(against.key, state.get(against.key)))
                elif against is control:
                    found.append(Conflict(holder.key, option.value))
        return found

    def _chosen(self, state: State) -> Iterator[tuple[Control, Option]]:
        """Yield the options that a state has chosen, also those behind virtual controls."""
        parameters: dict[str, Value] | None = None
        fields = {field.name: field for field in self.leaf.fields}
        for control in self.controls:
            if control.key not in state:
                continue
            for option in control.options:
                if same(option.value, state[control.key]):
                    yield control, option
            field = fields.get(control.field)
            if field is None or field.virtual is None:
                continue
            if parameters is None:
                parameters = self.parameters(state)
            for option in field.options:
                if same(option.value, parameters.get(field.virtual.target)):
                    yield control, option

    def _holder(self, name: str) -> Control | None:
        """Return the control that a conflict names, by its own name or by the field it feeds."""
        return self.control(name) or next(
            (control for control in self.controls if control.field == name), None
        )


def form_of(leaf: Leaf) -> Form:
    """Build the form of a leaf: a control for each field, the first of each virtual group's too."""
    controls: list[Control] = []
    fixed: dict[str, Value] = {}
    keys: set[str] = set()
    for field in leaf.fields:
        if _is_hidden(field, leaf):
            fixed[field.name] = field.default
            continue
        for shown in field.virtual.controls if field.virtual else (field,):
            control = _control(shown, field, leaf, keys)
            keys.add(control.key)
            controls.append(control)
    if COUNT not in keys:
        controls.append(_count_control(leaf))
    return Form(leaf, tuple(controls), MappingProxyType(fixed))


def _is_hidden(field: Field, leaf: Leaf) -> bool:
    """A field hidden whole in this category is still offered where rules price it."""
    whole = any(h.category == leaf.task_type and h.value == "*" for h in field.hidings)
    return whole and not _is_priced(field, leaf)


def _is_priced(field: Field, leaf: Leaf) -> bool:
    return any(field.name in rule.attributes for rule in leaf.rules)


def _control(shown: Field, field: Field, leaf: Leaf, taken: set[str]) -> Control:
    options = _offered(shown, leaf.task_type)
    default = shown.default
    if default is not None and options and not any(same(o.value, default) for o in options):
        default = options[0].value
    whole = any(h.category == leaf.task_type and h.value == "*" for h in field.hidings)
    return Control(
        key=shown.name if shown.name not in taken else f"{field.name}:{shown.name}",
        field=field.name,
        kind=_kind(shown, options),
        label=shown.label,
        help=shown.help,
        default=default,
        options=options,
        advanced=shown.advanced or field.advanced or whole,
        minimum=None if options else shown.minimum,
        maximum=None if options else shown.maximum,
    )


def _offered(field: Field, category: str) -> tuple[Option, ...]:
    gone = [h.value for h in field.hidings if h.category == category and h.value != "*"]
    return tuple(o for o in field.options if not any(same(o.value, value) for value in gone))


def _kind(field: Field, options: tuple[Option, ...]) -> Kind:
    """An unknown type never breaks a form: with options it is a choice, else a text field."""
    if options:
        return Kind.CHOICE
    if field.kind == "toggle" or isinstance(field.default, bool):
        return Kind.TOGGLE
    return Kind.LONG_TEXT if field.kind == "textarea" else Kind.TEXT


def _count_control(leaf: Leaf) -> Control:
    most = task_type(leaf.task_type).max_count
    options = tuple(Option(str(number), number) for number in range(1, most + 1))
    return Control(COUNT, COUNT, Kind.CHOICE, label="", default=1, options=options)


def _own_value(control: Control, value: Value) -> Value:
    """Return a value as this control lists it, None when it can't hold it."""
    if control.kind is Kind.CHOICE:
        return next((o.value for o in control.options if same(o.value, value)), None)
    if control.kind is Kind.TOGGLE:
        return value if isinstance(value, bool) else None
    text = str(value)
    return text if control.maximum is None or len(text) <= control.maximum else None


def _by_field(controls: tuple[Control, ...]) -> dict[str, list[Control]]:
    grouped: dict[str, list[Control]] = {}
    for control in controls:
        grouped.setdefault(control.field, []).append(control)
    return grouped


def _mapped(field: Field, controls: list[Control], state: State) -> Value:
    virtual = field.virtual
    if virtual is None:
        return None
    held = {
        shown.name: state.get(control.key)
        for shown, control in zip(virtual.controls, controls, strict=True)
    }
    for rule in virtual.rules:
        if all(same(held.get(name), value) for name, value in rule.sources.items()):
            return rule.target
    return None


def _holds(
    state: State, control: Control, name: str, values: tuple[Value, ...], form: Form
) -> bool:
    if control.key not in state:
        return False
    held = [state[control.key]]
    if control.key != name:
        held.append(form.parameters(state).get(name))
    return any(same(value, one) for value in values for one in held)
