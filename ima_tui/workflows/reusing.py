"""What a new run can reuse from an earlier one, so that it is not paid for again."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ..media.given import given_file
from ..store.ledger import Ledger
from ..store.records import State
from ..tasks.groups import group_of_run
from .hashing import step_hashes
from .outputs import newest
from .plan import Plan, Step
from .pricing import Priced

if TYPE_CHECKING:
    from .records import RunRecord


@dataclass(frozen=True, slots=True)
class Reuse:
    """The results that a new run reuses from an earlier one.

    Attributes:
        tasks: the local id of the reused task, by step.
        points: the points saved.
    """

    tasks: Mapping[str, str] = field(default_factory=dict)
    points: int = 0


NOTHING: Final = Reuse()


async def reusable(
    record: "RunRecord", priced: Priced, files: Mapping[str, str], ledger: Ledger
) -> Reuse:
    """Return what a new run can reuse: steps whose result depends on nothing that changed.

    Args:
        record: the earlier run.
        priced: the plan at current prices, without faults.
        files: the content hash of its local files, by address.
        ledger: for the tasks of the run.

    Raises:
        StoreError: the ledger can't be read.
    """
    tasks = await ledger.of_run(group_of_run(record.id))
    done: dict[str, str] = {}
    for step in record.steps:
        task = newest(tasks, step.id)
        if step.reused:
            done.setdefault(step.content, step.reused)
        elif task is not None and task.state is State.DONE:
            done.setdefault(step.content, task.id)
    contents = step_hashes(priced.plan, priced.models, files)
    taken = {
        id_: done[content]
        for id_, content in contents.items()
        if content in done and not priced.costs[id_].step.output
    }
    return Reuse(taken, sum(priced.costs[id_].points for id_ in taken))


def file_hashes(plan: Plan) -> dict[str, str]:
    """Return the content hash of a plan's local files, by address. Blocks."""
    found: dict[str, str] = {}
    for step in plan.steps:
        for address in addresses_of(step):
            path = given_file(address)
            if path is not None:
                with path.open("rb") as file:
                    found[address] = hashlib.file_digest(file, "sha256").hexdigest()
    return found


def addresses_of(step: Step) -> tuple[str, ...]:
    """Return what a step names beyond the plan: what stands for its output, else its inputs."""
    return step.output or tuple(one.address for one in step.inputs if one.address)
