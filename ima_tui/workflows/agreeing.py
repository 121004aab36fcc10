"""The prices agreed to for a run: stored, and reserved against the caps."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from ..store.budget import OverBudgetError
from ..store.database import StoreError
from ..store.records import Task
from ..tasks.desk import SettleError
from ..tasks.groups import group_of_run
from .faults import PlanError
from .pricing import Priced
from .records import RunRecord, StepRecord, at_prices
from .steps import StepState, StepView, is_to_send, was_sent

if TYPE_CHECKING:
    from .running import RunParts


class Agreement:
    """The prices that a run may spend.

    Args:
        parts: the parts of runs.
        record: the confirmed run.
        views: the current steps.

    Attributes:
        record: the last confirmed record, as on disk.
    """

    def __init__(self, parts: "RunParts", record: RunRecord, views: Mapping[str, StepView]) -> None:
        self._parts = parts
        self._views = views
        self._group = group_of_run(record.id)
        self._held: int | None = None
        self.record = record

    @property
    def left(self) -> int:
        """The points of the steps not sent yet."""
        return self._left_at(self.record)

    def of(self, step: str) -> StepRecord:
        """Return the confirmed record of a step."""
        return next(one for one in self.record.steps if one.id == step)

    async def begin(self, confirmed: Priced | None) -> None:
        """Reserve the points of the remaining steps, then store what was confirmed.

        Args:
            confirmed: the plan at new prices, if those were confirmed.

        Raises:
            OverBudgetError: it would go over a cap.
            StoreError: it could not be written down.
            OSError: likewise.
        """
        record = self._at(confirmed) if confirmed is not None else self.record
        left = self._left_at(record)
        await self._parts.engine.reserve(self._group, left)
        try:
            await asyncio.to_thread(self._parts.runs.write, record)
        except BaseException:
            await self.release()
            raise
        self.record, self._held = record, left

    async def renew(self, priced: Priced) -> None:
        """Apply newly confirmed prices, and pass the agreement on to waiting tasks.

        Raises:
            PlanError: the plan can't run any more.
            OverBudgetError: what is left would go over a cap; nothing changed.
            StoreError: it could not be written down; nothing changed.
            OSError: likewise.
        """
        if priced.faults:
            raise PlanError(*priced.faults)
        record = self._at(priced)
        prices = record.prices
        more = sum(prices[task.step or ""] - task.points for task in self._risen(prices))
        await self._parts.engine.reserve(self._group, self._left_at(record) + more)
        self._held = None
        try:
            await asyncio.to_thread(self._parts.runs.write, record)
        except BaseException:
            await self.hold()
            raise
        self.record = record
        await self.agree()

    async def agree(self) -> None:
        """Pass the agreement to prices on to the waiting tasks.

        Raises:
            StoreError: it could not be written down.
            OSError: likewise.
        """
        for task in self._risen(self.record.prices):
            # a task that continued meanwhile needs none
            with suppress(SettleError):
                await self._parts.engine.desk.agree(task.id)

    async def hold(self) -> None:
        """Reduce the reservation to the remaining steps, as when a price fell or a step failed."""
        left = self.left
        if left != self._held:
            self._held = left
            # a cap that was lowered meanwhile applies to each step on its own
            with suppress(OverBudgetError, StoreError):
                await self._parts.engine.reserve(self._group, left)

    async def release(self) -> None:
        """Release the reservation."""
        with suppress(StoreError):
            await self._parts.ledger.reservations.release(self._group)

    def _at(self, priced: Priced) -> RunRecord:
        """Return the record with new prices; steps already sent keep theirs."""
        kept = {id_ for id_, view in self._views.items() if was_sent(view)}
        lost = {id_ for id_, view in self._views.items() if view.problem == "reuse_gone"}
        return at_prices(self.record, priced, kept, lost)

    def _left_at(self, record: RunRecord) -> int:
        prices = record.prices
        return sum(
            prices[id_]
            for id_, view in self._views.items()
            if view.state in {StepState.WAITING, StepState.ASKING} and view.task is None
        )

    def _risen(self, prices: Mapping[str, int]) -> list[Task]:
        """Return the tasks that wait for agreement to no more than these prices."""
        tasks = [view.task for view in self._views.values() if view.state is StepState.ASKING]
        return [
            task
            for task in tasks
            if task is not None and task.problem == "price_risen" and task.asked is not None
            if task.asked <= prices[task.step or ""]
        ]


def most_to_pay(record: RunRecord, views: Mapping[str, StepView], costs: Priced) -> int:
    """Return the most points that going on with a run can cost.

    Args:
        record: the run.
        views: its current steps.
        costs: its plan at current prices, without faults.
    """
    left = (one for one in record.steps if is_to_send(views[one.id]))
    return sum(max(one.points, costs.costs[one.id].points) for one in left)
