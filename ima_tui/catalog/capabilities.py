"""What a model can do, told from its leaf and, where that does not say, from data."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from .controls import Control, Kind
from .forms import Form, form_of
from .inputs import taken
from .products import Leaf
from .task_types import load_data
from .values import as_number, canonical

_OFF = frozenset({"", "false", "none", "off"})


@dataclass(frozen=True, slots=True)
class Capability:
    """One thing that models can do; its name is the message ``capability-<id>``.

    Attributes:
        terms: words that find it, in every language.
        when: what shows it: one of these, each with all its conditions.
    """

    id: str
    terms: tuple[str, ...]
    when: tuple[Mapping[str, Any], ...]


@cache
def capabilities() -> Mapping[str, Capability]:
    """Return all capabilities by id, in the order in which they are told."""
    return {
        name: Capability(name, tuple(entry["terms"]), tuple(entry["when"]))
        for name, entry in load_data("capabilities.toml").items()
    }


def capabilities_of(leaf: Leaf) -> tuple[str, ...]:
    """Return what a leaf can do, as ids in the order of the data."""
    form = form_of(leaf)
    return tuple(
        capability.id
        for capability in capabilities().values()
        if any(_shows(form, conditions) for conditions in capability.when)
    )


def _shows(form: Form, conditions: Mapping[str, Any]) -> bool:
    return all(_CONDITIONS[kind](form, wanted) for kind, wanted in conditions.items())


def _is_task_type(form: Form, wanted: Collection[str]) -> bool:
    return form.leaf.task_type in wanted


def _takes(form: Form, wanted: Collection[str]) -> bool:
    return taken(form.leaf).keys() >= set(wanted)


def _is_model(form: Form, wanted: Collection[str]) -> bool:
    return canonical(form.leaf.model_id) in map(canonical, wanted)


def _has_field(form: Form, wanted: Collection[str]) -> bool:
    return any(not _only_off(control) for name in wanted for control in _called(form, name))


def _has_option(form: Form, wanted: Collection[str]) -> bool:
    listed = {
        canonical(text) for c in form.controls for o in c.options for text in (o.value, o.label)
    }
    return any(canonical(option) in listed for option in wanted)


def _offers_at_least(form: Form, wanted: Mapping[str, float]) -> bool:
    return any(
        number is not None and number >= least
        for name, least in wanted.items()
        for control in _called(form, name)
        for number in (as_number(option.value) for option in control.options)
    )


_CONDITIONS: Mapping[str, Callable[[Form, Any], bool]] = {
    "task_types": _is_task_type,
    "models": _is_model,
    "takes": _takes,
    "fields": _has_field,
    "options": _has_option,
    "at_least": _offers_at_least,
}


def _called(form: Form, name: str) -> Iterator[Control]:
    """Yield the controls of that name, and those whose field or what it is sent as has it."""
    targets = {field.name: field.virtual.target for field in form.leaf.fields if field.virtual}
    for control in form.controls:
        names = (control.key, control.field, targets.get(control.field, ""))
        if name in {part.rpartition(".")[2].casefold() for part in names}:
            yield control


def _only_off(control: Control) -> bool:
    return control.kind is Kind.CHOICE and all(canonical(o.value) in _OFF for o in control.options)
