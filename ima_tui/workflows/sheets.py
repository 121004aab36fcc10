"""Converting a step to a filled form and back, with the controls of Create.

Unchanged values stay exactly as in the plan, so that viewing a plan does not change its hash.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from ..catalog.controls import COUNT, TEXTS, Control, is_set
from ..catalog.forms import Form, State
from ..catalog.inputs import MediaKind
from ..catalog.parameters import fill, named
from ..catalog.products import Leaf
from ..catalog.refusals import RefusedError
from ..catalog.roles import has_fixed_places, roles_of
from ..catalog.task_types import task_types
from ..catalog.values import Value
from .filling import matched
from .plan import Input, Step
from .references import Reference, lone, reference_text

Seconds = Callable[[str], float | None]
"""Returns how long the result of a step should play; None if unknown."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The content of a step's form.

    Attributes:
        values: the values that the step sets, by control.
        taken: references to other steps by control, such as ``${film.duration}``; ``values`` has
            the expected values there.
        dropped: names of values that the form can't hold.
        inputs: files, addresses and ``${film.url}``, in their slots; empty for a free one.
    """

    values: State = field(default_factory=dict)
    taken: Mapping[str, str] = field(default_factory=dict)
    dropped: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()


def sheet_of(step: Step, form: Form, seconds: Seconds) -> Sheet:
    """Return the content of the form for a step.

    Args:
        step: the step in the plan.
        form: the form of its model.
        seconds: returns how long a result should play.
    """
    values: dict[str, Value] = {}
    taken: dict[str, str] = {}
    dropped: list[str] = []
    given: dict[str, object] = dict(step.params)
    if step.n is not None:
        given[COUNT] = step.n
    for name, value in given.items():
        control, reference = named(form, name), lone(value)
        if control is not None and reference is not None and control.kind not in TEXTS:
            stands_for = stand_in(control, reference, seconds)
            if stands_for is None:
                dropped.append(name)
                continue
            taken[control.key], value = reference_text(reference), stands_for
        held = _with(form, values, name, value)
        if held is None:
            dropped.append(name)
        else:
            values = held
    return Sheet(
        values,
        {key: text for key, text in taken.items() if key in values},
        tuple(dropped),
        places_of(step.inputs, form.leaf),
    )


def _with(form: Form, values: State, name: str, value: object) -> dict[str, Value] | None:
    try:
        state, chosen = fill(form, {**values, name: value})
    except RefusedError:
        return None
    return {key: state[key] for key in chosen}


def stand_in(control: Control, reference: Reference, seconds: Seconds) -> Value:
    """Return a control's value while its reference is unknown; None if unsuitable."""
    if reference.take != "duration":
        return None
    known = seconds(reference.step)
    value = matched(control, known) if known is not None else control.default
    return value if is_set(value) else next(iter(control.values), control.minimum)


def places_of(inputs: Sequence[Input], leaf: Leaf) -> tuple[str, ...]:
    """Return inputs as texts in a model's slots: the last frame is second."""
    texts = [(source_text(one), one.role) for one in inputs]
    if not has_fixed_places(leaf):
        return tuple(text for text, _ in texts)
    roles = task_types()[leaf.task_type].roles
    places = [""] * max(len(roles), len(texts))
    rest: list[str] = []
    for text, role in texts:
        place = roles.index(role) if role in roles else -1
        if place >= 0 and not places[place]:
            places[place] = text
        else:
            rest.append(text)
    for place, held in enumerate(places):
        if not held and rest:
            places[place] = rest.pop(0)
    return tuple(places)


def source_text(medium: Input) -> str:
    """Return an input as text: its address, or a reference such as ``${film.cover}``."""
    if not medium.step:
        return medium.address
    return reference_text(Reference(medium.step, medium.take, medium.result))


def source_of(text: str) -> Reference | None:
    """Return the reference of an input to another step; None for an address or a file."""
    reference = lone(text)
    return reference if reference is not None and reference.take in {"url", "cover"} else None


def inputs_at(places: Sequence[str], kinds: Sequence[MediaKind], leaf: Leaf) -> tuple[Input, ...]:
    """Return the inputs in a model's slots, each with its role.

    Args:
        places: texts; empty for a free one.
        kinds: their kinds.
        leaf: the model.
    """
    own = task_types()[leaf.task_type].roles
    found = []
    for text, role in zip(places, roles_of(leaf, kinds), strict=True):
        if not text:
            continue
        named_role = role.id if role.id in own else ""
        source = source_of(text)
        if source is None:
            found.append(Input(address=text, role=named_role))
        else:
            taken = Input(step=source.step, take=source.take, result=source.result)
            found.append(msgspec.structs.replace(taken, role=named_role))
    return tuple(found)


def step_of(
    step: Step, opened: tuple[Leaf, Sheet], leaf: Leaf, now: Sheet, kinds: Sequence[MediaKind]
) -> Step:
    """Return a step with the current form's content; unchanged values stay exactly as they were.

    Args:
        step: the step before.
        opened: the model and the content when it was opened.
        leaf: the model now.
        now: the current content.
        kinds: the kinds of its inputs.
    """
    before = opened[1]
    same_model = (leaf.task_type, leaf.id) == (opened[0].task_type, opened[0].id)
    changed: dict[str, object] = {}
    if not same_model:
        changed |= {"task_type": leaf.task_type, "model": leaf.model_id, "version": leaf.id}
    filled = dict(now.values), dict(now.taken)
    if not same_model or filled != (dict(before.values), dict(before.taken)):
        params, count = params_of(now.values, now.taken)
        changed |= {"params": params, "n": count}
    if not same_model or now.inputs != before.inputs:
        changed["inputs"] = inputs_at(now.inputs, kinds, leaf)
    return msgspec.structs.replace(step, **changed)


def params_of(values: State, taken: Mapping[str, str]) -> tuple[dict[str, Value], int | None]:
    """Return a form's values as a step's parameters, and the number of results."""
    params = {key: taken.get(key, value) for key, value in values.items() if key != COUNT}
    count = values.get(COUNT)
    number = int(count) if isinstance(count, int | float | str) and str(count).isdigit() else None
    return params, number
