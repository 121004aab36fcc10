"""Models for the steps that name none."""

from collections.abc import Callable

import msgspec

from ..catalog.products import Leaf
from .faults import Fault, PlanError
from .plan import Plan, Step

Default = Callable[[str], Leaf | None]
"""The model used when none is named, by task type: the preferred, the recommended, the first."""


def with_models(plan: Plan, default: Default) -> Plan:
    """Return a plan in which each step names its model.

    Raises:
        PlanError: there is no model for a step.
    """
    steps: list[Step] = []
    faults: list[Fault] = []
    for step in plan.steps:
        if step.model or step.output:
            steps.append(step)
            continue
        leaf = default(step.task_type)
        if leaf is None:
            faults.append(Fault("no_list", step.id, {"kind": step.task_type}))
            continue
        steps.append(msgspec.structs.replace(step, model=leaf.model_id, version=leaf.id))
    if faults:
        raise PlanError(*faults)
    return msgspec.structs.replace(plan, steps=tuple(steps))
