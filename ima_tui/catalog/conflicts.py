"""Values of a form that exclude each other: computed once, then looked up for any state."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from .controls import Control, is_set
from .products import Field, Option
from .values import Value, canonical, same

Sent = Callable[[], Mapping[str, Value]]
"""Returns the parameters that a state sends; only some conflicts need them."""


@dataclass(frozen=True, slots=True)
class Clash:
    """The value of one control excludes those of others.

    Attributes:
        against: the controls that hold what is excluded; several if they are sent as one parameter.
    """

    holder: Control
    against: tuple[Control, ...]


@dataclass(frozen=True, slots=True)
class _Holder:
    """A control that a conflict names.

    Attributes:
        sent_as: the parameter that it is also compared by; empty for its own value alone.
    """

    control: Control
    sent_as: str


@dataclass(frozen=True, slots=True)
class _Exclusion:
    """An option that can't be chosen while another control holds one of some values.

    Attributes:
        chosen: the option, in canonical form.
        sent_as: the parameter that holds it if it belongs to a virtual control, else empty.
        excluded: the values, in canonical form.
    """

    holder: Control
    chosen: str
    sent_as: str
    against: tuple[_Holder, ...]
    excluded: frozenset[str]


class Conflicts:
    """All conflicts of a form: ``disabled`` of the list, ``needs`` of our data."""

    def __init__(self, controls: Sequence[Control], fields: Mapping[str, Field]) -> None:
        self._keys = {control.key: control for control in controls}
        self._fields = fields
        self._exclusions = tuple(self._excluded_by(controls))
        self._needing = tuple(control for control in controls if control.needs)

    def clashes(self, state: Mapping[str, Value], sent: Sent) -> Iterator[Clash]:
        """Yield the conflicts in a state, which may be incomplete."""
        for one in self._exclusions:
            if one.holder.key not in state:
                continue
            held = sent().get(one.sent_as) if one.sent_as else state[one.holder.key]
            if canonical(held) != one.chosen:
                continue
            present = [each for each in one.against if each.control.key in state]
            if any(_holds(state, each, one.excluded, sent) for each in present):
                yield Clash(one.holder, tuple(each.control for each in present))
        for holder in self._needing:
            if is_set(state.get(holder.key)):
                for other, needed in holder.needs.items():
                    known = self._keys.get(other)
                    if known is not None and other in state and not same(state[other], needed):
                        yield Clash(holder, (known,))

    def _excluded_by(self, controls: Sequence[Control]) -> Iterator[_Exclusion]:
        for control in controls:
            yield from self._of_options(control, control.options, "")
            field = self._fields.get(control.field)
            if field is not None and field.virtual is not None:
                yield from self._of_options(control, field.options, field.virtual.target)

    def _of_options(
        self, holder: Control, options: Sequence[Option], sent_as: str
    ) -> Iterator[_Exclusion]:
        for option in options:
            for other, values in option.disabled.items():
                yield _Exclusion(
                    holder,
                    canonical(option.value),
                    sent_as,
                    tuple(self._holders(other)),
                    frozenset(map(canonical, values)),
                )

    def _holders(self, name: str) -> Iterator[_Holder]:
        """Yield the controls that a conflict names: by their own name, or by what they feed."""
        named = self._keys.get(name)
        if named is not None:
            yield _Holder(named, "")
            return
        feeding = {f.name for f in self._fields.values() if f.virtual and f.virtual.target == name}
        for control in self._keys.values():
            if control.field == name or control.field in feeding:
                field = self._fields.get(control.field)
                virtual = field.virtual if field is not None else None
                yield _Holder(control, virtual.target if virtual is not None else name)


def _holds(state: Mapping[str, Value], holder: _Holder, values: frozenset[str], sent: Sent) -> bool:
    if canonical(state[holder.control.key]) in values:
        return True
    return bool(holder.sent_as) and canonical(sent().get(holder.sent_as)) in values
