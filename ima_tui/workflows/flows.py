"""The runs of this program and the plans being made, for the workflow screens."""

import asyncio
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from ..store.database import StoreError
from ..store.ledger import Ledger
from ..tasks.crew import Crew, Fault
from ..tasks.groups import group_of_run
from .drafting import Drafts, Written
from .outputs import newest
from .plan import Step
from .pricing import Priced
from .records import RunRecord
from .steps import StepState, StepView, seen, taken_over

if TYPE_CHECKING:
    from .running import Run, RunParts

LEAVE_SECONDS = 10.0
"""How long to wait for a step being sent before the program ends."""


class Flows:
    """Drives runs, and leaves them so that they can be resumed.

    Args:
        parts: returns the parts of runs.
        ledger: for the tasks of runs that this program does not drive.
        fault: called with unexpected errors.
        drafts: the plans being made.

    Attributes:
        drafts: the plans being made.
        written: text entered for plans not made yet.
        changes: counts started, ended and closed runs.
    """

    def __init__(
        self, parts: "Callable[[], RunParts]", ledger: Ledger, fault: Fault, drafts: Drafts
    ) -> None:
        self._parts = parts
        self._ledger = ledger
        self._crew = Crew(fault)
        self._seen: dict[str, Run] = {}
        self._live: set[str] = set()
        self._working: dict[str, asyncio.Task[None]] = {}
        self._problems: set[str] = set()
        self.drafts = drafts
        self.written = Written()
        self.changes = 0

    def find(self, run: str) -> "Run | None":
        """Return a run that this program drives or drove; None for any other."""
        return self._seen.get(run)

    def is_live(self, run: str) -> bool:
        """Return whether a run is being driven."""
        return run in self._live

    def could_not_write(self, run: str) -> bool:
        """Return whether a run ended because the store could not be written."""
        return run in self._problems

    async def begin(
        self,
        priced: Priced,
        given: str,
        *,
        reuse: RunRecord | None = None,
        anew: bool = False,
    ) -> "Run":
        """Start a run of exactly the confirmed plan and drive it; see ``starting.begin``."""
        from .starting import begin

        await self.left()
        run = await begin(self._parts(), priced, given, reuse=reuse, anew=anew)
        return self._drive(run)

    async def resume(self, priced: Priced, given: str, run: str = "") -> "Run":
        """Resume an unfinished run and drive it; see ``starting.resume``."""
        from .starting import resume

        await self.left()
        return self._drive(await resume(self._parts(), priced, given, run))

    async def left(self) -> None:
        """Wait until the runs that have just ended here are left: their locks say they run."""
        leaving = [work for id_, work in self._working.items() if id_ not in self._live]
        if leaving:
            await asyncio.wait(leaving)

    async def views(self, record: RunRecord) -> Mapping[str, StepView]:
        """Return the current steps of a run, whoever drives it.

        Raises:
            StoreError: the ledger can't be read.
        """
        run = self._seen.get(record.id)
        if run is not None:
            return run.steps
        tasks = await self._ledger.of_run(group_of_run(record.id))
        found: dict[str, StepView] = {}
        for one in record.steps:
            planned = record.plan.step(one.id) if record.plan is not None else None
            step = planned or Step(id=one.id, task_type=one.task_type, model=one.model)
            task = newest(tasks, one.id)
            if one.reused:
                found[one.id] = taken_over(step, await self._ledger.get(one.reused))
            elif task is not None:
                found[one.id] = seen(step, task)
            else:
                given = StepState.GIVEN if step.output else StepState.WAITING
                found[one.id] = StepView(step, given)
        return found

    async def leave(self) -> None:
        """Leave all runs: tasks at the service continue, the rest waits until resumed."""
        for id_ in self._live:
            self._seen[id_].stop()
        await self.drafts.keep()
        await self._crew.finish(LEAVE_SECONDS)
        self._seen.clear()

    def _drive(self, run: "Run") -> "Run":
        id_ = run.record.id
        self._seen[id_] = run
        self._live.add(id_)
        self._problems.discard(id_)
        self.changes += 1
        self._working[id_] = self._crew.start(self._work(run), f"flow-{id_}")
        return run

    async def _work(self, run: "Run") -> None:
        try:
            await run.work()
        except (OSError, StoreError):
            self._problems.add(run.record.id)
        finally:
            self._live.discard(run.record.id)
            self.changes += 1
            await run.leave()
