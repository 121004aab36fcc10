"""The dependency graph of steps."""

from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from .plan import Plan, Step
from .references import taken


def before(step: Step) -> frozenset[str]:
    """Return the steps that a step depends on."""
    return frozenset({reference.step for reference in taken(step)} | set(step.needs))


def cycle(plan: Plan) -> tuple[str, ...]:
    """Return the steps of a dependency cycle, in order; empty if there is none."""
    known = {step.id for step in plan.steps}
    edges = {step.id: before(step) & known - {step.id} for step in plan.steps}
    try:
        TopologicalSorter(edges).prepare()
    except CycleError as error:
        around: list[str] = error.args[1]
        return tuple(around[:-1])
    return ()


def ordered(plan: Plan) -> tuple[Step, ...]:
    """Return the steps in dependency order, otherwise in the plan's order.

    Args:
        plan: the plan, without unknown steps and cycles.
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
    """Return all steps that depend on one, directly or not."""
    found: set[str] = set()
    waiting = [id_]
    while waiting:
        current = waiting.pop()
        for step in plan.steps:
            if current in before(step) and step.id not in found:
                found.add(step.id)
                waiting.append(step.id)
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class Branch:
    """A step as a row of a tree.

    Attributes:
        lead: the lines that connect it to its parent.
        parent: the step above that it depends on; empty for none.
        beside: the other steps it depends on.
    """

    step: Step
    lead: str = ""
    beside: tuple[str, ...] = ()
    parent: str = ""


def branches(plan: Plan) -> tuple[Branch, ...]:
    """Return the steps as a tree: each below the last step it depends on.

    Steps of a cycle are side by side, in the plan's order.
    """
    if cycle(plan) or len({step.id for step in plan.steps}) < len(plan.steps):
        return tuple(Branch(step) for step in plan.steps)
    known = {step.id for step in plan.steps}
    sorter = {step.id: before(step) & known - {step.id} for step in plan.steps}
    places = {step.id: place for place, step in enumerate(plan.steps)}
    depth: dict[str, int] = {}
    for id_ in TopologicalSorter(sorter).static_order():
        depth[id_] = max((depth[one] + 1 for one in sorter[id_]), default=0)
    above = {
        id_: max(others, key=lambda one: (depth[one], places[one]), default=None)
        for id_, others in sorter.items()
    }
    below: dict[str | None, list[Step]] = {}
    for step in plan.steps:
        below.setdefault(above[step.id], []).append(step)

    def rows(parent: str | None, lead: str) -> Iterator[Branch]:
        steps = below.get(parent, [])
        for step in steps:
            last = step is steps[-1]
            own = "" if parent is None else lead + ("└→ " if last else "├→ ")
            rest = sorter[step.id] - {parent}
            yield Branch(step, own, tuple(sorted(rest, key=places.__getitem__)), parent or "")
            further = "" if parent is None else lead + ("   " if last else "│  ")
            yield from rows(step.id, further)

    return tuple(rows(None, ""))
