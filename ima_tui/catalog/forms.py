"""The form of a leaf: what its controls may hold together, and what is sent for them.

A form is described once here and rendered elsewhere: as widgets, as checks, as command options.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from .controls import COUNT, Control, Kind, controls_of, is_set
from .products import Field, Leaf, Option, Virtual
from .refusals import RefusedError
from .values import Value, as_number, canonical, same

State = Mapping[str, Value]
"""What the controls hold, by control key."""

_SWITCHED: Mapping[str, bool] = {"true": True, "false": False}

MOST_RESULTS = 1000
"""No create asks for more."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two values that can't be chosen together: a control, and the option it holds, or would."""

    control: str
    value: Value


class BlockedError(RefusedError):
    """A value that can't be chosen beside what another control holds.

    Attributes:
        other: the control that stands against it.
        held: what that one holds.
    """

    def __init__(self, control: Control, value: Value, other: Control, held: Value) -> None:
        super().__init__("conflict", {"value": value}, control=control)
        self.other = other
        self.held = held


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
            listed = control.values
            candidates = [*(value for value in listed if same(value, default)), *listed]
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
        clashes = self._clashes(self._with(state, control, value), control)
        return clashes[0] if clashes else None

    def blocked(self, state: State, control: Control) -> BlockedError | None:
        """Return what stands against the value that a control holds in a state."""
        for conflict in self._clashes(state, control):
            other = self.control(conflict.control)
            if other is not None:
                return BlockedError(control, state[control.key], other, conflict.value)
        return None

    def choose(self, state: State, key: str, value: Value) -> State:
        """Return the state after a control was set, together with what that needs.

        A number being typed is held as it stands; ``bounds`` tells what is wrong with it.

        Raises:
            KeyError: there is no such control.
            BlockedError: the value conflicts with another control's.
            RefusedError: the control has no such option.
        """
        control = self.control(key)
        if control is None:
            raise KeyError(key)
        own = own_value(control, value) if is_set(value) else None
        if own is None:
            if control.values and (is_set(value) or not control.optional):
                raise RefusedError("bad_value", control=control, choices=control.values)
            own = value
        changed = self._with(state, control, own)
        blocked = self.blocked(changed, control)
        if blocked is not None:
            raise blocked
        return MappingProxyType(changed)

    def _with(self, state: State, control: Control, value: Value) -> dict[str, Value]:
        """Return a state with a control set, and with what it needs to work."""
        needed = control.needs if is_set(value) else {}
        return {
            **state,
            **{key: wanted for key, wanted in needed.items() if self.control(key) is not None},
            control.key: value,
        }

    def carry(self, values: State) -> tuple[State, tuple[str, ...]]:
        """Take over the values of another form as far as they apply here.

        Returns:
            the state, and the keys whose values were dropped because this form can't hold them.
        """
        held: dict[str, Value] = {}
        dropped: list[str] = []
        for key, value in values.items():
            if not is_set(value):
                continue
            control = self.control(key)
            kept = own_value(control, value) if control is not None else None
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
        fields = {field.name: field for field in self.leaf.fields}
        for name, controls in _by_field(self.controls).items():
            listed = fields.get(name)
            if listed is None or listed.virtual is None:
                sent[name] = _sent(controls[0], state)
            elif (target := _mapped(listed.virtual, controls, state)) is not None:
                sent[listed.virtual.target] = target
        count = self.control(COUNT)
        if count is not None and count.field == COUNT:
            sent[COUNT] = self.count(state)
        return {name: value for name, value in sent.items() if value is not None}

    def count(self, state: State) -> int:
        """Return how many results are asked for: the ``n`` of the create body."""
        number = as_number(state.get(COUNT))
        return max(1, min(MOST_RESULTS, int(number))) if number is not None else 1

    def _clashes(self, state: State, control: Control) -> list[Conflict]:
        """Return the conflicts in a state that involve one control, told from its side."""
        found: list[Conflict] = []
        for holder, option in self._chosen(state):
            for other, values in option.disabled.items():
                against = [one for one in self._holders(other) if one.key in state]
                if not any(self._holds(state, one, other, values) for one in against):
                    continue
                if holder is control:
                    found.append(Conflict(against[0].key, state[against[0].key]))
                elif control in against:
                    found.append(Conflict(holder.key, state[holder.key]))
        return found + self._unmet(state, control)

    def _unmet(self, state: State, control: Control) -> list[Conflict]:
        """Return where one control needs another value of another, told from its side."""
        found: list[Conflict] = []
        for holder in self.controls:
            if not holder.needs or not is_set(state.get(holder.key)):
                continue
            for other, needed in holder.needs.items():
                if other not in state or same(state[other], needed):
                    continue
                if holder is control:
                    found.append(Conflict(other, state[other]))
                elif control.key == other:
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

    def _holds(self, state: State, control: Control, name: str, values: tuple[Value, ...]) -> bool:
        held = [state[control.key]]
        if control.key != name:
            field = self.field(control)
            sent_as = field.virtual.target if field is not None and field.virtual else name
            held.append(self.parameters(state).get(sent_as))
        return any(same(value, one) for value in values for one in held)

    def field(self, control: Control) -> Field | None:
        """Return the listed field that a control feeds; None for what is not listed."""
        return next((one for one in self.leaf.fields if one.name == control.field), None)


def form_of(leaf: Leaf) -> Form:
    """Build the form of a leaf: a control for each field, the first of each virtual group's too."""
    controls, fixed = controls_of(leaf)
    return Form(leaf, controls, MappingProxyType(dict(fixed)))


def own_value(control: Control, value: Value) -> Value:
    """Return a value as this control holds it, None when it can't hold it.

    Options keep the listed type; numbers and switches may stand as text, so that a text that came
    of one leads back to it; text keeps what was typed.
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


def _sent(control: Control, state: State) -> Value:
    """Return what is sent for a control; an empty text only where the list itself has one."""
    value = state.get(control.key)
    if control.kind is Kind.NUMBER:
        return as_number(value)
    return None if value == "" and control.default is None else value


def _by_field(controls: tuple[Control, ...]) -> dict[str, list[Control]]:
    grouped: dict[str, list[Control]] = {}
    for control in controls:
        grouped.setdefault(control.field, []).append(control)
    return grouped


def _mapped(virtual: Virtual, controls: list[Control], state: State) -> Value:
    # our own count control may stand behind those of a field that is called like it
    pairs = zip(virtual.controls, controls, strict=False)
    return virtual.target_of({shown.name: state.get(control.key) for shown, control in pairs})
