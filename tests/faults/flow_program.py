"""A run of a workflow in a process that ends between any two of its writes."""

import asyncio
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ima_tui.api.client import ImaClient
from ima_tui.store.database import Database
from ima_tui.store.pending import Pending
from ima_tui.store.records import State
from ima_tui.tasks.desk import SettleError
from ima_tui.workflows.plan import plan_of
from ima_tui.workflows.pricing import priced
from ima_tui.workflows.records import Runs
from ima_tui.workflows.running import Run, RunParts
from ima_tui.workflows.starting import begin, resume

from ..engine.rooms import Room, room
from ..workflows.flows import all_lists, parts

WRITES = (
    (Database, "write"),
    (Pending, "write"),
    (Pending, "remove"),
    (Runs, "write"),
    (ImaClient, "create"),
)
"""Whatever lasts: on disk, or at the service."""


async def flow(job: dict[str, Any], tell: Callable[[str], None]) -> None:
    """Begin a run, or go on with it, until it is over or its so many-th write is due."""
    _end_before(job["write"])
    async with room(job["url"], Path(job["folder"]), keep_prompts=False) as here:
        lists = await all_lists(here.client)
        costs = priced(plan_of(job["plan"]), lists)
        of = parts(here, lists)
        earlier = of.runs.all()
        if any(record.closed_at is not None for record in earlier):
            tell("done")
            return
        taken_up = resume if earlier else begin
        run = await taken_up(of, costs, costs.hash)
        await _settle(here, of, run, job["charged"])
        await run.work(patient=False)
        await run.leave()
        tell("done" if run.done else "open")


async def _settle(here: Room, of: RunParts, run: Run, charged: list[str]) -> None:
    """Do with steps that have no answer what a user does who looks at the records."""
    held = {task.task_id for task in await of.ledger.of_run(f"flow-{run.record.id}")}
    free = [one for one in charged if one not in held]
    for view in tuple(run.steps.values()):
        task = view.task
        if task is None or task.state is not State.UNCONFIRMED:
            continue
        try:
            if free:
                await here.engine.desk.attach(task.id, free.pop(0))
            else:
                await here.engine.desk.not_created(task.id)
        except SettleError:
            continue


def _end_before(number: int) -> None:
    """End the program before a write; 0 for never."""
    count = 0

    def due() -> None:
        nonlocal count
        count += 1
        if count == number:
            os.kill(os.getpid(), signal.SIGKILL)

    for owner, name in WRITES:
        inner = getattr(owner, name)
        setattr(owner, name, _counted(inner, due))


def _counted(inner: Callable[..., Any], due: Callable[[], None]) -> Callable[..., Any]:
    async def awaited(*args: Any, **more: Any) -> Any:
        due()
        return await inner(*args, **more)

    def plain(*args: Any, **more: Any) -> Any:
        due()
        return inner(*args, **more)

    return awaited if asyncio.iscoroutinefunction(inner) else plain
