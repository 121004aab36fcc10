"""What a model can do, derived from its leaf and, if that does not say, from data."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from .controls import Control, Kind, parameter_of
from .forms import Form
from .inputs import taken
from .products import Leaf
from .task_types import load_data
from .values import Value, as_number, canonical, same

_OFF = frozenset({"", "false", "none", "off"})


@dataclass(frozen=True, slots=True)
class Capability:
    """One thing that models can do; its name is the message ``capability-<id>``.

    Attributes:
        terms: words that find it, in every language.
        when: what indicates it: any one of these, with all its conditions met.
    """

    id: str
    terms: tuple[str, ...]
    when: tuple[Mapping[str, Any], ...]


@cache
def capabilities() -> Mapping[str, Capability]:
    """Return all capabilities by id, in display order."""
    return {
        name: Capability(name, tuple(entry["terms"]), tuple(entry["when"]))
        for name, entry in load_data("capabilities.toml").items()
    }


def capabilities_of(form: Form) -> tuple[str, ...]:
    """Return what a form's leaf can do, as ids in the order of the data."""
    known = _known(form)
    return tuple(
        capability.id
        for capability in capabilities().values()
        if any(_shows(known, conditions) for conditions in capability.when)
    )


@dataclass(frozen=True, slots=True)
class _Known:
    """What is derived from a form.

    Attributes:
        able: the folded names of what can be set to something other than "off".
        offered: folded names with what can be chosen.
        options: values and labels of all choices, in canonical form.
    """

    leaf: Leaf
    able: frozenset[str]
    offered: tuple[tuple[str, tuple[Value, ...]], ...]
    options: frozenset[str]


def _known(form: Form) -> _Known:
    controls = [(name, control) for control in form.controls for name in _names(form, control)]
    listed = [option for control in form.controls for option in control.options]
    return _Known(
        leaf=form.leaf,
        able=frozenset(name for name, control in controls if not _only_off(control)),
        offered=tuple((name, control.values) for name, control in controls),
        options=frozenset(canonical(text) for o in listed for text in (o.value, o.label)),
    )


def _names(form: Form, control: Control) -> frozenset[str]:
    """Return all names of a control: its own, its field's, and the parameter it is sent as."""
    field = form.field(control)
    target = parameter_of(field) if field else control.field
    names = (control.key, control.field, target)
    return frozenset(name.rpartition(".")[2].casefold() for name in names)


def _only_off(control: Control) -> bool:
    return control.kind is Kind.CHOICE and all(canonical(o.value) in _OFF for o in control.options)


def _shows(known: _Known, conditions: Mapping[str, Any]) -> bool:
    return all(_CONDITIONS[kind](known, wanted) for kind, wanted in conditions.items())


def _is_task_type(known: _Known, wanted: Collection[str]) -> bool:
    return known.leaf.task_type in wanted


def _is_model(known: _Known, wanted: Collection[str]) -> bool:
    return any(same(known.leaf.model_id, model) for model in wanted)


def _takes(known: _Known, wanted: Collection[str]) -> bool:
    return taken(known.leaf).keys() >= set(wanted)


def _has_field(known: _Known, wanted: Collection[str]) -> bool:
    return not known.able.isdisjoint(wanted)


def _has_option(known: _Known, wanted: Collection[str]) -> bool:
    return not known.options.isdisjoint(wanted)


def _offers_at_least(known: _Known, wanted: Mapping[str, float]) -> bool:
    return any(
        number is not None and number >= least
        for name, values in known.offered
        if (least := wanted.get(name)) is not None
        for number in map(as_number, values)
    )


_CONDITIONS: Mapping[str, Callable[[_Known, Any], bool]] = {
    "task_types": _is_task_type,
    "models": _is_model,
    "takes": _takes,
    "fields": _has_field,
    "options": _has_option,
    "at_least": _offers_at_least,
}
