"""Changing a plan step by step."""

import re
from typing import Any

import msgspec

from .graph import branches
from .plan import Plan, Step


def put(plan: Plan, step: Step, before: str = "") -> Plan:
    """Return a plan with a step appended, or replacing another.

    If the step was renamed, references to it are renamed, too.

    Args:
        plan: the plan.
        step: the step.
        before: the id of the step that it replaces; empty for none.
    """
    if not before:
        return _with(plan, (*plan.steps, step))
    steps = tuple(step if one.id == before else one for one in plan.steps)
    if step.id != before:
        steps = tuple(_renamed(one, before, step.id) for one in steps)
    return _with(plan, steps)


def without(plan: Plan, id_: str) -> Plan:
    """Return a plan without a step; references to it become faults."""
    return _with(plan, tuple(one for one in plan.steps if one.id != id_))


def moved(plan: Plan, id_: str, by: int) -> Plan:
    """Return a plan with a step moved past its neighbour below the same step.

    The inputs of a step determine which step it is below, so it can't be moved further.

    Args:
        plan: the plan.
        id_: the step.
        by: -1 to go up, 1 to go down.
    """
    tree = branches(plan)
    parents = {branch.step.id: branch.parent for branch in tree}
    if id_ not in parents:
        return plan
    beside = [branch.step.id for branch in tree if branch.parent == parents[id_]]
    to = beside.index(id_) + by
    if not 0 <= to < len(beside):
        return plan
    steps = [one for one in plan.steps if one.id != id_]
    own = next(one for one in plan.steps if one.id == id_)
    at = next(place for place, one in enumerate(steps) if one.id == beside[to])
    steps.insert(at + (by > 0), own)
    return _with(plan, tuple(steps))


def doubled(plan: Plan, id_: str) -> tuple[Plan, str]:
    """Return a plan with a copy of a step after it, and the copy's id."""
    own = plan.step(id_)
    if own is None:
        return plan, id_
    stem, _, number = id_.rpartition("-")
    named = free_id(plan, stem if stem and number.isdigit() else id_)
    twin = msgspec.structs.replace(own, id=named)
    at = plan.steps.index(own) + 1
    return _with(plan, (*plan.steps[:at], twin, *plan.steps[at:])), named


def free_id(plan: Plan, wanted: str) -> str:
    """Return a free id: the wanted one, else with a number."""
    taken = {one.id for one in plan.steps}
    number, found = 2, wanted
    while found in taken:
        found, number = f"{wanted}-{number}", number + 1
    return found


def _with(plan: Plan, steps: tuple[Step, ...]) -> Plan:
    return msgspec.structs.replace(plan, steps=steps)


def _renamed(step: Step, old: str, new: str) -> Step:
    pattern = re.compile(r"(?<!\$)\$\{" + re.escape(old) + r"(?=\.)")

    def text(value: Any) -> Any:
        return pattern.sub(lambda _: "${" + new, value) if isinstance(value, str) else value

    return msgspec.structs.replace(
        step,
        prompt=text(step.prompt),
        params={key: text(value) for key, value in step.params.items()},
        needs=tuple(new if one == old else one for one in step.needs),
        inputs=tuple(
            msgspec.structs.replace(one, step=new) if one.step == old else one
            for one in step.inputs
        ),
    )
