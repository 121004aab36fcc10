"""Which step comes before which."""

from graphlib import CycleError, TopologicalSorter

from .plan import Plan, Step
from .references import taken


def before(step: Step) -> frozenset[str]:
    """Return the steps that a step names, as what has to be known or over first."""
    return frozenset({reference.step for reference in taken(step)} | set(step.needs))


def cycle(plan: Plan) -> tuple[str, ...]:
    """Return steps that wait for each other, in their order; empty where none do."""
    known = {step.id for step in plan.steps}
    edges = {step.id: before(step) & known - {step.id} for step in plan.steps}
    try:
        TopologicalSorter(edges).prepare()
    except CycleError as error:
        around: list[str] = error.args[1]
        return tuple(around[:-1])
    return ()


def ordered(plan: Plan) -> tuple[Step, ...]:
    """Return the steps so that each comes after those it names; else as they stand.

    Args:
        plan: without unknown steps, and without steps that wait for each other.
    """
    known = {step.id: step for step in plan.steps}
    found: dict[str, Step] = {}

    def add(step: Step) -> None:
        if step.id not in found:
            for id_ in sorted(before(step), key=places.__getitem__):
                add(known[id_])
            found[step.id] = step

    places = {id_: place for place, id_ in enumerate(known)}
    for step in plan.steps:
        add(step)
    return tuple(found.values())


def after(plan: Plan, id_: str) -> frozenset[str]:
    """Return the steps that come after one, however far."""
    found: set[str] = set()
    waiting = [id_]
    while waiting:
        current = waiting.pop()
        for step in plan.steps:
            if current in before(step) and step.id not in found:
                found.add(step.id)
                waiting.append(step.id)
    return frozenset(found)
