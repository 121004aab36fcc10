"""The form of a leaf: the controls a user sees, what they may hold, and what is sent for them.

A form is described once here and rendered elsewhere: as widgets, as checks, as command options.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from .products import Field, Leaf, Option, Virtual
from .task_types import task_type
from .values import Value, canonical, same

State = Mapping[str, Value]
"""What the controls hold, by control key."""

MOST_RESULTS = 1000
"""No create asks for more."""

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
        return self.completed({})

    def completed(self, held: State) -> State:
        """Return a whole state around some values: where they conflict, the defaults give way."""
        state = dict(held)
        for control in self.controls:
            if control.key not in held:
                state[control.key] = self._first_allowed(control, state)
        for _ in self.controls:
            # an earlier default gives way where a later one could not; each turn settles one
            free = (control for control in self.controls if control.key not in held)
            clashing = [control for control in free if self._clashes(state, control)]
            if not clashing:
                break
            for control in clashing:
                state[control.key] = self._first_allowed(control, state)
        return MappingProxyType(state)

    def _first_allowed(self, control: Control, state: State) -> Value:
        default = control.default
        candidates: list[Value] = []
        if default is not None and control.kind is Kind.CHOICE:
            listed = [option.value for option in control.options]
            candidates = [value for value in listed if same(value, default)] + listed
        elif isinstance(default, bool) and control.kind is Kind.TOGGLE:
            candidates = [default, not default]
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
        held: dict[str, Value] = {}
        dropped: list[str] = []
        for key, value in values.items():
            if value in (None, ""):
                continue
            control = self.control(key)
            kept = _own_value(control, value) if control is not None else None
            if control is None or kept is None or self.conflict(held, control, kept) is not None:
                dropped.append(key)
            else:
                held[key] = kept
        return self.completed(held), tuple(dropped)

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
            elif (target := _mapped(field.virtual, controls, state)) is not None:
                sent[field.virtual.target] = target
        count = self.control(COUNT)
        if count is not None and count.field == COUNT:
            sent[COUNT] = self.count(state)
        return {name: value for name, value in sent.items() if value is not None}

    def count(self, state: State) -> int:
        """Return how many results are asked for: the ``n`` of the create body."""
        try:
            return max(1, min(MOST_RESULTS, int(canonical(state.get(COUNT) or 1))))
        except ValueError:
            return 1

    def _clashes(self, state: State, control: Control) -> list[Conflict]:
        """Return the conflicts in a state that involve one control, told from its side."""
        found: list[Conflict] = []
        for holder, option in self._chosen(state):
            for other, values in option.disabled.items():
                against = [one for one in self._holders(other) if one.key in state]
                if not any(_holds(state, one, other, values, self) for one in against):
                    continue
                if holder is control:
                    found.append(Conflict(against[0].key, state[against[0].key]))
                elif control in against:
                    found.append(Conflict(holder.key, state[holder.key]))
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

    def _holders(self, name: str) -> list[Control]:
        """Return the controls that a conflict names: by their own name, or by what they feed."""
        named = self.control(name)
        if named is not None:
            return [named]
        feeding = {f.name for f in self.leaf.fields if f.virtual and f.virtual.target == name}
        return [one for one in self.controls if one.field == name or one.field in feeding]


def form_of(leaf: Leaf) -> Form:
    """Build the form of a leaf: a control for each field, the first of each virtual group's too."""
    controls: list[Control] = []
    fixed: dict[str, Value] = {}
    keys: set[str] = set()
    for field in leaf.fields:
        if _is_hidden(field, leaf):
            fixed |= _sent_by_default(field)
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
    priced = {name.casefold() for rule in leaf.rules for name in rule.attributes}
    return (field.virtual.target if field.virtual else field.name).casefold() in priced


def _sent_by_default(field: Field) -> dict[str, Value]:
    """What is sent for a field that has no control here."""
    if field.virtual is None:
        return {field.name: field.default}
    held = {shown.name: shown.default for shown in field.virtual.controls}
    return {field.virtual.target: _target(field.virtual, held)}


def _control(shown: Field, field: Field, leaf: Leaf, taken: set[str]) -> Control:
    options = _offered(shown, leaf.task_type)
    default = shown.default
    if default is not None and options and not any(same(o.value, default) for o in options):
        default = options[0].value
    whole = any(h.category == leaf.task_type and h.value == "*" for h in field.hidings)
    key = shown.name
    if key in taken or (key == COUNT and shown is not field):
        key = f"{field.name}:{shown.name}"
    return Control(
        key=key,
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


def _mapped(virtual: Virtual, controls: list[Control], state: State) -> Value:
    # our own count control may stand behind those of a field that is called like it
    pairs = zip(virtual.controls, controls, strict=False)
    return _target(virtual, {shown.name: state.get(control.key) for shown, control in pairs})


def _target(virtual: Virtual, held: State) -> Value:
    for rule in virtual.rules:
        if all(same(held.get(name), value) for name, value in rule.sources.items()):
            return rule.target
    return None


def _holds(
    state: State, control: Control, name: str, values: tuple[Value, ...], form: Form
) -> bool:
    held = [state[control.key]]
    if control.key != name:
        field = next((one for one in form.leaf.fields if one.name == control.field), None)
        sent_as = field.virtual.target if field is not None and field.virtual else name
        held.append(form.parameters(state).get(sent_as))
    return any(same(value, one) for value in values for one in held)


@dataclass(frozen=True, slots=True)
class BadLength:
    """A text outside the bounds of its control, in characters."""

    control: Control
    length: int
    least: int
    most: int | None


def bad_length(control: Control, text: str) -> BadLength | None:
    """Return what is wrong with a text's length; an empty text is left out, so it is never bad."""
    least = int(control.minimum or 0)
    most = None if control.maximum is None else int(control.maximum)
    if text and (len(text) < least or (most is not None and len(text) > most)):
        return BadLength(control, len(text), least, most)
    return None


def bad_lengths(form: Form, state: State, prompt: str) -> Iterator[BadLength]:
    """Yield the texts that the service would refuse for their length.

    The bounds of ``text`` hold for the prompt of speech (IMA Open API, the create body).
    """
    for control in form.controls:
        if control.kind in {Kind.TEXT, Kind.LONG_TEXT}:
            text = prompt if control.key == _SPOKEN and not state.get(_SPOKEN) else ""
            found = bad_length(control, text or str(state.get(control.key) or ""))
            if found is not None:
                yield found


_SPOKEN = "text"
