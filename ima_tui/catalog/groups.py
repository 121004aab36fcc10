"""Controls that are sent as one parameter (IMA Open API, virtual fields)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from .controls import Control, Kind, is_set, own_value
from .products import Field, Virtual
from .refusals import Offer
from .values import Value, as_number, same


@dataclass(frozen=True, slots=True)
class Group:
    """What feeds one parameter: usually one control, several for some virtual fields.

    Attributes:
        field: as listed; None if the list does not have it.
    """

    field: Field | None
    controls: tuple[Control, ...]

    @property
    def _virtual(self) -> Virtual | None:
        return self.field.virtual if self.field is not None else None

    def sent(self, state: Mapping[str, Value]) -> tuple[str, Value]:
        """Return the value that is sent for a state; None if nothing is."""
        virtual = self._virtual
        if virtual is None:
            return self.controls[0].field, _sent(self.controls[0], state)
        pairs = zip(virtual.controls, self.controls, strict=False)
        held = {shown.name: state.get(control.key) for shown, control in pairs}
        return virtual.target, virtual.target_of(held)

    def is_lost(self, state: Mapping[str, Value]) -> bool:
        """Return whether something is chosen for which nothing would be sent."""
        if self._virtual is None:
            return False
        chosen = any(is_set(state.get(control.key)) for control in self.controls)
        return chosen and self.sent(state)[1] is None

    def offers(self, state: Mapping[str, Value]) -> Iterator[Offer]:
        """Yield which values of each control, given the others, would be sent."""
        for control in self.controls:
            free = (
                value for value in control.values if not self.is_lost({**state, control.key: value})
            )
            yield Offer(control, tuple(free), state.get(control.key))

    def behind(self, sent: Value) -> Iterator[Mapping[str, Value]]:
        """Yield the states of the controls for which this value is sent."""
        virtual = self._virtual
        if virtual is None:
            return
        for rule in virtual.rules:
            held = {
                control.key: own_value(control, rule.sources[shown.name])
                for shown, control in zip(virtual.controls, self.controls, strict=False)
                if shown.name in rule.sources
            }
            if is_set(rule.target) and same(rule.target, sent) and None not in held.values():
                yield held


def groups_of(controls: Sequence[Control], fields: Mapping[str, Field]) -> tuple[Group, ...]:
    """Return the controls of a form by the field that they feed."""
    grouped: dict[str, list[Control]] = {}
    for control in controls:
        grouped.setdefault(control.field, []).append(control)
    groups = []
    for name, feeding in grouped.items():
        field = fields.get(name)
        # our own count control may come after those of a field with the same name
        own = len(field.virtual.controls) if field is not None and field.virtual else 1
        groups.append(Group(field, tuple(feeding[:own])))
    return tuple(groups)


def _sent(control: Control, state: Mapping[str, Value]) -> Value:
    """Return what is sent for a control; an empty text only if the list itself has one."""
    value = state.get(control.key)
    if control.kind is Kind.NUMBER:
        return as_number(value)
    return None if value == "" and control.default is None else value
