"""Beginning a run of exactly what was confirmed, and taking one up again."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from filelock import FileLock

from ..media.files import shown_name
from ..media.given import given_file, given_path
from ..store.ledger import Ledger
from ..store.records import State
from ..tasks.groups import group_of_run
from .confirming import confirm
from .faults import Fault, PlanError
from .hashing import asked_hash, step_hashes
from .outputs import newest
from .plan import Plan, Step
from .pricing import Priced
from .records import RunRecord, new_record

if TYPE_CHECKING:
    from .running import Run, RunParts


@dataclass(frozen=True, slots=True)
class Reuse:
    """What a new run can take over of an earlier one.

    Attributes:
        tasks: by step, the local id of the task whose results are taken.
        points: what that saves.
    """

    tasks: Mapping[str, str] = field(default_factory=dict)
    points: int = 0


async def begin(
    parts: "RunParts",
    priced: Priced,
    given: str,
    *,
    reuse: RunRecord | None = None,
    taken: Collection[str] = (),
    anew: bool = False,
) -> "Run":
    """Begin a run of a plan that was confirmed, and take it in hand.

    Args:
        parts: what it stands on.
        priced: the plan at its prices of now.
        given: the hash that was confirmed.
        reuse: an earlier run: what a change did not touch is taken over from it.
        taken: the steps that were confirmed as taken over, and so cost nothing.
        anew: whether an unfinished run of the same plan is left as it is.

    Raises:
        PlanError: it is not what was confirmed, less of it can be taken over by now, it runs
            already, or an unfinished run of it could be resumed.
        OverBudgetError: the whole of it would go over a cap; nothing was sent.
        StoreError: it could not be written down; nothing was sent.
        OSError: likewise.
    """
    from .running import Run

    confirm(priced, given)
    asked = asked_hash(priced.plan)
    async with _held(parts, asked) as lock:
        unfinished = await asyncio.to_thread(parts.runs.unfinished, asked)
        if unfinished is not None and not anew:
            raise PlanError(Fault("unfinished", about={"run": unfinished.id}))
        await _refuse_dead(parts, priced.plan)
        files = await asyncio.to_thread(file_hashes, priced.plan)
        found = await reusable(reuse, priced, files, parts.ledger) if reuse is not None else Reuse()
        if not found.tasks.keys() >= set(taken):
            about = {"points": priced.points - found.points, "hash": priced.hash}
            raise PlanError(Fault("prices_changed", about=about))
        run = Run(parts, new_record(priced, parts.clock.now(), files, found.tasks), lock)
        await run.open()
    return run


async def resume(parts: "RunParts", priced: Priced, given: str, run: str = "") -> "Run":
    """Take up an unfinished run of a plan: what is done is not paid for again.

    Args:
        parts: what it stands on.
        priced: the plan at its prices of now.
        given: the hash that was confirmed, when the run began or now.
        run: the id of the run; empty for the newest of the plan.

    Raises:
        PlanError: there is none, it runs already, or that is not what was confirmed.
        OverBudgetError: what is left of it would go over a cap; nothing was sent.
        StoreError: it could not be written down; nothing was sent.
        OSError: likewise.
    """
    from .running import Run

    asked = asked_hash(priced.plan)
    async with _held(parts, asked) as lock:
        record = await asyncio.to_thread(parts.runs.unfinished, asked, run)
        if record is None:
            raise PlanError(await asyncio.to_thread(_why_none, parts, asked, run))
        other = given.strip().casefold() != record.hash
        if other:
            confirm(priced, given)
        resumed = Run(parts, record, lock)
        await resumed.open(priced if other else None)
    return resumed


def _why_none(parts: "RunParts", asked: str, run: str) -> Fault:
    """Return why there is nothing to resume of a plan: no run of it, or it is closed."""
    found = (one for one in parts.runs.all() if one.asked == asked)
    last = next((one for one in found if run in {"", one.id}), None)
    return Fault("closed", about={"run": last.id}) if last else Fault("nothing_to_resume")


@asynccontextmanager
async def _held(parts: "RunParts", asked: str) -> AsyncIterator[FileLock]:
    """Hold the lock of a plan; it is given back here only where beginning fails."""
    lock = await asyncio.to_thread(parts.runs.lock, asked)
    try:
        yield lock
    except BaseException:
        await asyncio.to_thread(lock.release)
        raise


async def reusable(
    record: RunRecord, priced: Priced, files: Mapping[str, str], ledger: Ledger
) -> Reuse:
    """Return what a new run can take over: steps whose result depends on nothing that changed.

    Args:
        record: the earlier run.
        priced: the plan at its prices of now, without faults.
        files: the content hash of its local files, by address.
        ledger: has the tasks.

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


async def _refuse_dead(parts: "RunParts", plan: Plan) -> None:
    """Refuse addresses behind which there is nothing, before anything is paid for.

    Raises:
        PlanError: there is one.
    """
    named = [(step, address) for step in plan.steps for address in _addresses(step)]
    urls = {address for _, address in named if given_path(address) is None}
    gone = await asyncio.gather(*(parts.is_gone(url) for url in urls))
    dead = {url for url, is_gone in zip(urls, gone, strict=True) if is_gone}
    faults = [
        Fault("dead_input", step.id, {"address": shown_name(address)})
        for step, address in named
        if address in dead
    ]
    if faults:
        raise PlanError(*faults)


def _addresses(step: Step) -> tuple[str, ...]:
    """Return what a step names beyond the plan: what stands for its output, else its inputs."""
    return step.output or tuple(one.address for one in step.inputs if one.address)


def file_hashes(plan: Plan) -> dict[str, str]:
    """Return the content hash of a plan's local files, by address; it blocks."""
    found: dict[str, str] = {}
    for step in plan.steps:
        for address in _addresses(step):
            path = given_file(address)
            if path is not None:
                with path.open("rb") as file:
                    found[address] = hashlib.file_digest(file, "sha256").hexdigest()
    return found
