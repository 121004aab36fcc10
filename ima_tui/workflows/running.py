"""Running a plan on the engine: each step as soon as possible, each paid for once."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace

from filelock import FileLock

from ..catalog.bodies import Order
from ..catalog.products import Listing
from ..catalog.refusals import RefusedError
from ..clock import Clock, wait_for
from ..signals import Signal
from ..store.budget import OverBudgetError
from ..store.database import StoreError
from ..store.ledger import Ledger
from ..store.records import State, Task
from ..tasks.engine import Engine
from ..tasks.groups import group_of_run
from .agreeing import Agreement
from .ordering import GoneError, Orders, UnreachedError
from .outputs import NotThereError, NotYetError, newest
from .plan import Plan, Step
from .pricing import Priced
from .records import RunRecord, Runs
from .steps import (
    GOOD,
    OVER,
    StepState,
    StepView,
    is_held,
    is_settled,
    is_unsent,
    seen,
    taken_over,
)

TICK = 1.0
"""Seconds between two reads of tasks that another program owns."""


@dataclass(frozen=True, slots=True)
class RunParts:
    """The dependencies of runs.

    Attributes:
        listing: returns the product list of a task type.
        is_gone: returns whether an address certainly leads to nothing.
        keep_prompts: returns whether a plan stays on disk once its run is closed, by the settings
            at that time.
    """

    engine: Engine
    ledger: Ledger
    runs: Runs
    clock: Clock
    listing: Callable[[str], Listing | None]
    is_gone: Callable[[str], Awaitable[bool]]
    keep_prompts: Callable[[], bool]


class Run:
    """A run of a plan.

    Args:
        parts: its dependencies.
        record: the confirmed run.
        lock: the acquired lock of its plan.

    Attributes:
        changed: announces the run after each change of a step.
        plan: the plan.
    """

    def __init__(self, parts: RunParts, record: RunRecord, lock: FileLock) -> None:
        if record.plan is None:
            raise ValueError("a closed run")
        self._parts = parts
        self.plan: Plan = record.plan
        self.changed: Signal[Run] = Signal()
        self._group = group_of_run(record.id)
        self._views = {step.id: StepView(step) for step in self.plan.steps}
        self._orders = Orders(parts, self.plan, self._views)
        self._agreed = Agreement(parts, record, self._views)
        self._wake = asyncio.Event()
        self._spending = asyncio.Lock()
        self._stopped = False
        self._lock = lock
        self._unsubscribe: Callable[[], None] = lambda: None

    @property
    def record(self) -> RunRecord:
        """The confirmed run."""
        return self._agreed.record

    @property
    def steps(self) -> Mapping[str, StepView]:
        """The current steps, in the plan's order."""
        return self._views

    @property
    def over(self) -> bool:
        """Whether nothing more happens until the run is resumed."""
        return all(view.state in OVER for view in self._views.values())

    @property
    def done(self) -> bool:
        """Whether every step has its results."""
        return all(view.state in GOOD for view in self._views.values())

    @property
    def stuck(self) -> bool:
        """Whether nothing is in progress, and all other steps wait for the user, or for those."""
        return not any(
            view.state is StepState.WORKING or (view.state is StepState.ASKING and view.task)
            for view in self._views.values()
        )

    @property
    def left(self) -> int:
        """The points of the steps not sent yet."""
        return self._agreed.left

    async def open(self, confirmed: Priced | None = None) -> None:
        """Open the run: finished steps count, failed ones are tried again by ``work``.

        Args:
            confirmed: the plan at new prices, if those were confirmed.

        Raises:
            OverBudgetError: the remaining steps would go over a cap.
            StoreError: it could not be written down.
            OSError: likewise.
        """
        await self._take_up()
        await self._agreed.begin(confirmed)
        self._unsubscribe = self._parts.engine.book.changed.subscribe(self._on_task)

    async def work(self, *, patient: bool = True) -> None:
        """Send each step as soon as possible; return when the run is over, or was stopped.

        Args:
            patient: whether to wait for steps that wait for the user.
        """
        while not self._stopped:
            self._wake.clear()
            await self._refresh()
            # tasks of another program are adopted only once that is known to have ended
            with suppress(StoreError, OSError):
                await self._let_go_on()
            await self._send_what_can()
            async with self._spending:
                await self._agreed.hold()
            if self.over or (self.stuck and not patient and not self._wake.is_set()):
                break
            await wait_for(self._wake, self._parts.clock, TICK)
        if self.done:
            # if it can't be closed now, it will be when resumed
            with suppress(OSError):
                await self.close()

    def stop(self) -> None:
        """Send nothing more: ``work`` returns after its current step."""
        self._stopped = True
        self._wake.set()

    async def close(self) -> None:
        """Close the run: it can't be resumed any more; its prompts are deleted unless kept.

        Raises:
            OSError: it could not be written.
        """
        parts = self._parts
        keep, now = parts.keep_prompts(), parts.clock.now()
        self._agreed.record = await asyncio.to_thread(
            lambda: parts.runs.close(self.record, now, keep_plan=keep, done=self.done)
        )

    async def leave(self) -> None:
        """Leave the run: tasks at the service continue, the rest waits until it is resumed."""
        self._unsubscribe()
        await self._agreed.release()
        await asyncio.to_thread(self._lock.release)

    def again(self, id_: str) -> None:
        """Retry a step that failed or waits, and the steps that it blocked.

        A step that was charged is paid for again, up to what was confirmed for it.
        """
        view = self._views[id_]
        if view.state in {StepState.FAILED, StepState.ASKING} and is_settled(view.task):
            self._views[id_] = StepView(view.step)
        for other, blocked in self._views.items():
            if blocked.state is StepState.BLOCKED:
                self._views[other] = StepView(blocked.step)
        self._wake.set()
        self.changed.emit(self)

    async def confirm(self, priced: Priced) -> None:
        """Apply newly confirmed prices, on disk first; steps that waited for them continue.

        Args:
            priced: this plan.

        Raises:
            PlanError: it can't run any more.
            OverBudgetError: the remaining steps would go over a cap; nothing changed.
            StoreError: it could not be written down; nothing changed.
            OSError: likewise.
        """
        async with self._spending:
            await self._agreed.renew(priced)
        for id_, view in self._views.items():
            if view.state is StepState.ASKING and view.task is None:
                self.again(id_)
        self._wake.set()

    async def _take_up(self) -> None:
        """Load the tasks of the steps from the ledger."""
        ledger = self._parts.ledger
        tasks = await ledger.of_run(self._group)
        for id_, view in self._views.items():
            reused = self._agreed.of(id_).reused
            if view.step.output:
                self._put(StepView(view.step, StepState.GIVEN))
            elif reused:
                self._put(taken_over(view.step, await ledger.get(reused)))
            else:
                self._take(id_, newest(tasks, id_))

    def _take(self, id_: str, task: Task | None) -> None:
        """Set the task of a step; a failed one is retried, unless a paid one may still deliver."""
        if task is not None and not (task.state is State.FAILED or is_unsent(task)):
            self._put(seen(self._views[id_].step, task))

    async def _let_go_on(self) -> None:
        """Resume held tasks: their prices were confirmed then or since."""
        book, queue = self._parts.engine.book, self._parts.engine.queue
        for id_ in tuple(self._views):
            view = self._views[id_]
            if is_held(view) and view.task is not None and view.task.id in book.tasks:
                await book.change(view.task.id, lambda now: replace(now, problem=None))
                queue.wake.set()
        await self._agreed.agree()

    def _on_task(self, task: Task) -> None:
        view = self._views.get(task.step or "")
        if task.group_id == self._group and view is not None:
            if view.task is None or task.id == view.task.id:
                self._put(seen(view.step, task))
            self._wake.set()

    async def _refresh(self) -> None:
        """Reload the tasks, as not all changes are announced here.

        One may change before this subscribes, or belong to another program.
        """
        for view in tuple(self._views.values()):
            if view.task is None or view.state in OVER:
                continue
            with suppress(StoreError):
                found = await self._now(view.task)
                # views announced or requested meanwhile are newer
                if found is not None and self._views[view.step.id] is view:
                    self._put(seen(view.step, found))

    async def _now(self, task: Task) -> Task | None:
        """Return the current task; None if its record was deleted.

        Raises:
            StoreError: the ledger can't be read.
        """
        book = self._parts.engine.book
        if task.id in book.tasks and book.is_own(task.id):
            return book.tasks[task.id]
        return await self._parts.ledger.get(task.id)

    async def _send_what_can(self) -> None:
        for id_, view in tuple(self._views.items()):
            if view.state is StepState.WAITING and not self._stopped:
                await self._look(id_)

    async def _look(self, id_: str) -> None:
        step = self._views[id_].step
        if any(
            self._views[other].state in {StepState.FAILED, StepState.BLOCKED}
            for other in self._orders.waits[id_]
        ):
            self._put(StepView(step, StepState.BLOCKED, problem="no_result"))
            return
        try:
            order = await self._orders.order(step)
        except NotYetError:
            return
        except UnreachedError:
            self._put(StepView(step, problem="connection"))
        except NotThereError:
            self._put(StepView(step, StepState.BLOCKED, problem="no_result"))
        except GoneError:
            self._put(StepView(step, StepState.BLOCKED, problem="gone_input"))
        except RefusedError as refusal:
            self._put(StepView(step, StepState.FAILED, problem="refused", refusal=refusal))
        else:
            async with self._spending:
                await self._send(step, order)

    async def _send(self, step: Step, order: Order) -> None:
        confirmed, quote = self._agreed.of(step.id), order.quote
        if quote.points > confirmed.points or (confirmed.exact and not quote.exact):
            view = StepView(step, StepState.ASKING, problem="price_risen", asked=quote.points)
            self._put(view)
            return
        try:
            task = await self._parts.engine.submit(
                order, self._group, step=step.id, ceiling=confirmed.points
            )
        except RefusedError as refusal:
            self._put(StepView(step, StepState.FAILED, problem="refused", refusal=refusal))
        except OverBudgetError as over:
            self._put(StepView(step, StepState.ASKING, problem=f"cap_{over.cap}"))
        except StoreError:
            self._put(StepView(step, StepState.ASKING, problem="store"))
        else:
            self._put(seen(step, self._parts.engine.book.tasks.get(task.id, task)))

    def _put(self, view: StepView) -> None:
        if self._views[view.step.id] != view:
            self._views[view.step.id] = view
            self.changed.emit(self)
