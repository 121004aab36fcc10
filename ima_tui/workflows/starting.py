"""Starting a run of exactly the confirmed plan, and resuming one."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from filelock import FileLock

from ..media.files import shown_name
from ..media.given import given_path
from .confirming import confirm
from .faults import Fault, PlanError
from .hashing import asked_hash
from .plan import Plan
from .pricing import Priced
from .records import RunRecord, new_record
from .reusing import NOTHING, addresses_of, file_hashes, reusable

if TYPE_CHECKING:
    from .running import Run, RunParts


async def begin(
    parts: "RunParts",
    priced: Priced,
    given: str,
    *,
    reuse: RunRecord | None = None,
    anew: bool = False,
) -> "Run":
    """Start a run of a confirmed plan and open it.

    Args:
        parts: what it stands on.
        priced: the plan at current prices.
        given: the confirmed hash; see ``confirming.confirm``.
        reuse: an earlier run, whose unaffected results are reused.
        anew: whether to start anew though the same plan has an unfinished run.

    Raises:
        PlanError: it is not what was confirmed, less of it can be reused now, it is already
            running, or an unfinished run of it could be resumed.
        OverBudgetError: the whole plan would go over a cap; nothing was sent.
        StoreError: it could not be written; nothing was sent.
        OSError: likewise.
    """
    from .running import Run

    # what has faults is refused before it is looked at any closer
    files = {} if priced.faults else await asyncio.to_thread(file_hashes, priced.plan)
    found = NOTHING
    if reuse is not None and not priced.faults:
        found = await reusable(reuse, priced, files, parts.ledger)
    confirm(priced, given, found)
    asked = asked_hash(priced.plan)
    async with _held(parts, asked) as lock:
        unfinished = await asyncio.to_thread(parts.runs.unfinished, asked)
        if unfinished is not None and not anew:
            raise PlanError(Fault("unfinished", about={"run": unfinished.id}))
        await _refuse_dead(parts, priced.plan)
        run = Run(parts, new_record(priced, parts.clock.now(), files, found.tasks), lock)
        await run.open()
    return run


async def resume(parts: "RunParts", priced: Priced, given: str, run: str = "") -> "Run":
    """Resume an unfinished run of a plan: finished steps are not paid for again.

    Args:
        parts: what it stands on.
        priced: the plan at current prices.
        given: the hash confirmed when the run started or now.
        run: the id of the run; empty for the newest of the plan.

    Raises:
        PlanError: there is none, it is already running, or the hash differs from what was
            confirmed.
        OverBudgetError: the remaining steps would go over a cap; nothing was sent.
        StoreError: it could not be written; nothing was sent.
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
    """Return why a plan has nothing to resume: no run, or one that is done or closed."""
    found = (one for one in parts.runs.all() if one.asked == asked)
    last = next((one for one in found if run in {"", one.id}), None)
    if last is None:
        return Fault("nothing_to_resume")
    return Fault("done" if last.done else "closed", about={"run": last.id})


@asynccontextmanager
async def _held(parts: "RunParts", asked: str) -> AsyncIterator[FileLock]:
    """Acquire the lock of a plan; it is released here only if starting fails."""
    lock = await asyncio.to_thread(parts.runs.lock, asked)
    try:
        yield lock
    except BaseException:
        await asyncio.to_thread(lock.release)
        raise


async def _refuse_dead(parts: "RunParts", plan: Plan) -> None:
    """Refuse dead addresses before anything is paid for.

    Raises:
        PlanError: there is one.
    """
    named = [(step, address) for step in plan.steps for address in addresses_of(step)]
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
