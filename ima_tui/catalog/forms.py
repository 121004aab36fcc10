"""The form of a leaf: which values its controls may hold together, and what is sent for them.

A form is described once here and rendered elsewhere: as widgets, as checks, as command options.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from .conflicts import Clash, Conflicts
from .controls import COUNT, Control, Kind, controls_of, count_of, is_set, own_value
from .facts import facts_of
from .groups import Group, groups_of
from .products import Field, Leaf
from .refusals import RefusedError
from .values import Value, canonical, same

State = Mapping[str, Value]
"""What the controls hold, by control key."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """One side of two values that exclude each other: a control and its option."""

    control: str
    value: Value


class BlockedError(RefusedError):
    """A value that can't be chosen because of another control's value.

    Attributes:
        other: the control that excludes it.
        held: that control's value.
    """

    def __init__(self, control: Control, value: Value, other: Control, held: Value) -> None:
        super().__init__("conflict", {"value": value}, control=control)
        self.other = other
        self.held = held


@dataclass(frozen=True)
class Form:
    """The controls of one leaf, with what to send for the fields that have none."""

    leaf: Leaf
    controls: tuple[Control, ...]
    fixed: Mapping[str, Value]

    def control(self, key: str) -> Control | None:
        """Return the control with this key."""
        return self._by_key.get(key)

    def start(self) -> State:
        """Return the initial state of a form: the defaults, as far as they agree.

        A default that conflicts with an earlier control gives way to the first option that does
        not; a missing default, or one outside the options, stays unset only if the list has none.
        """
        return self.completed({})

    def completed(self, held: State) -> State:
        """Return a complete state that keeps these values: conflicting defaults give way."""
        state = dict(held)
        for control in self.controls:
            if control.key not in held:
                state[control.key] = self._first_allowed(control, state)
        for _ in self.controls:
            # an earlier default gives way if a later one could not; each round settles one
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
        """Return what excludes choosing a value now, None if it may be chosen.

        Conflicts hold in both directions: an option that excludes another control's value can't be
        chosen beside it, nor that value beside the option.
        """
        clashes = self._clashes(self._with(state, control, value), control)
        return clashes[0] if clashes else None

    def blocked(self, state: State, control: Control) -> BlockedError | None:
        """Return what excludes the value that a control holds in a state."""
        for conflict in self._clashes(state, control):
            other = self.control(conflict.control)
            if other is not None:
                return BlockedError(control, state[control.key], other, conflict.value)
        return None

    def choose(self, state: State, key: str, value: Value) -> State:
        """Return the state after setting a control and what its value needs.

        A number being typed is kept as it is; ``bounds`` tells what is wrong with it.

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
        fields), so a name on both sides is never mapped twice.
        """
        sent: dict[str, Value] = dict(self.fixed)
        for group in self._groups:
            name, value = group.sent(state)
            if value is not None or group.field is None or group.field.virtual is None:
                sent[name] = value
        count = self.control(COUNT)
        if count is not None and count.field == COUNT:
            sent[COUNT] = self.count(state)
        return {name: value for name, value in sent.items() if value is not None}

    def count(self, state: State) -> int:
        """Return how many results are asked for: the ``n`` of the create body.

        An invalid count is refused (``bounds``); until it is corrected the default applies.
        """
        control = self.control(COUNT)
        default = control.default if control is not None else None
        return count_of(state.get(COUNT)) or count_of(default) or 1

    def clashing(self, state: State) -> frozenset[str]:
        """Return the keys of the controls whose value another control excludes."""
        found: set[str] = set()
        for clash in self._clashes_in(state):
            found |= {clash.holder.key, *(control.key for control in clash.against)}
        return frozenset(found)

    def unmapped(self, state: State) -> RefusedError | None:
        """Return what is wrong with controls sent as one whose values have no mapping.

        (IMA Open API, virtual fields: a value without a mapping is refused with the choices the
        user knows.)
        """
        lost = next((group for group in self._groups if group.is_lost(state)), None)
        return RefusedError("unmapped", offers=tuple(lost.offers(state))) if lost else None

    def lost(self, state: State) -> frozenset[str]:
        """Return the keys of the controls for which nothing is sent though a value is chosen."""
        groups = (group for group in self._groups if group.is_lost(state))
        return frozenset(control.key for group in groups for control in group.controls)

    def behind(self, field: Field, sent: Value) -> Iterator[Mapping[str, Value]]:
        """Yield the states of a virtual field's controls for which this value is sent."""
        for group in self._groups:
            if group.field is field:
                yield from group.behind(sent)

    def _clashes_in(self, state: State) -> Iterator[Clash]:
        sent: dict[str, Value] = {}

        def parameters() -> Mapping[str, Value]:
            if not sent:
                sent.update(self.parameters(state))
            return sent

        return self._conflicts.clashes(state, parameters)

    def _clashes(self, state: State, control: Control) -> list[Conflict]:
        """Return the conflicts in a state that involve one control, seen from its side."""
        found: list[Conflict] = []
        for clash in self._clashes_in(state):
            other = clash.against[0].key if clash.holder.key == control.key else clash.holder.key
            if control.key in {clash.holder.key, *(one.key for one in clash.against)}:
                found.append(Conflict(other, state[other]))
        return found

    def field(self, control: Control) -> Field | None:
        """Return the listed field that a control feeds; None if there is none."""
        return self._fields.get(control.field)

    def opened(self, state: State) -> frozenset[str]:
        """Return the keys of the advanced controls that are shown in a state."""
        found = set(self.opening)
        for switch, shown in self.opening.items():
            if canonical(state.get(switch)) == "true":
                found |= set(shown)
        return frozenset(found)

    @cached_property
    def opening(self) -> Mapping[str, tuple[str, ...]]:
        """The switches that open advanced controls, and which."""
        return {
            switch: tuple(key for key in shown if self.control(key) is not None)
            for switch, shown in facts_of(self.leaf.model_id).opens.items()
            if self.control(switch) is not None
        }

    @cached_property
    def _by_key(self) -> Mapping[str, Control]:
        return {control.key: control for control in self.controls}

    @cached_property
    def _fields(self) -> Mapping[str, Field]:
        return {field.name: field for field in self.leaf.fields}

    @cached_property
    def _conflicts(self) -> Conflicts:
        return Conflicts(self.controls, self._fields)

    @cached_property
    def _groups(self) -> tuple[Group, ...]:
        return groups_of(self.controls, self._fields)


def form_of(leaf: Leaf) -> Form:
    """Build the form of a leaf: a control for each field, the first of each virtual group's too."""
    controls, fixed = controls_of(leaf)
    return Form(leaf, controls, MappingProxyType(dict(fixed)))
