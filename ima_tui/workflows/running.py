"""Running a plan on the engine: each step as soon as it can, each paid for once."""

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
"""Seconds between two looks at steps whose tasks another program looks after."""


@dataclass(frozen=True, slots=True)
class RunParts:
    """What runs stand on.

    Attributes:
        listing: gives the product list of a task type.
        is_gone: tells whether an address leads to nothing for certain.
        keep_prompts: tells whether a plan stays on disk once its run is closed, as it is set by
            then.
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
        parts: what it stands on.
        record: what was confirmed.
        lock: the lock of its plan, held.

    Attributes:
        changed: announces it after each change of a step.
        plan: what is run.
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
        """What was confirmed."""
        return self._agreed.record

    @property
    def steps(self) -> Mapping[str, StepView]:
        """The steps as they stand, in the plan's order."""
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
        """Whether nothing works, and what is left waits for the user or for what does."""
        return not any(
            view.state is StepState.WORKING or (view.state is StepState.ASKING and view.task)
            for view in self._views.values()
        )

    @property
    def left(self) -> int:
        """Points of the steps that are still to be sent."""
        return self._agreed.left

    async def open(self, confirmed: Priced | None = None) -> None:
        """Take the run in hand: what is done counts, what failed is tried again by ``work``.

        Args:
            confirmed: the plan at other prices, where those were agreed to.

        Raises:
            OverBudgetError: what is left of it would go over a cap.
            StoreError: it could not be written down.
            OSError: likewise.
        """
        await self._take_up()
        await self._agreed.begin(confirmed)
        self._unsubscribe = self._parts.engine.book.changed.subscribe(self._on_task)

    async def work(self, *, patient: bool = True) -> None:
        """Send each step as soon as it can be; returns when the run is over, or was stopped.

        Args:
            patient: whether steps that wait for the user are waited for.
        """
        while not self._stopped:
            self._wake.clear()
            await self._refresh()
            # what another program left is adopted only once that one is known to be gone
            with suppress(StoreError, OSError):
                await self._let_go_on()
            await self._send_what_can()
            async with self._spending:
                await self._agreed.hold()
            if self.over or (self.stuck and not patient and not self._wake.is_set()):
                break
            await wait_for(self._wake, self._parts.clock, TICK)
        if self.done:
            # one that could not be closed is closed when it is resumed
            with suppress(OSError):
                await self.close()

    def stop(self) -> None:
        """Send nothing more: ``work`` returns after what it is about."""
        self._stopped = True
        self._wake.set()

    async def close(self) -> None:
        """Close the run: it is not resumed any more, and its prompts go unless they are kept.

        Raises:
            OSError: it could not be written.
        """
        parts = self._parts
        keep, now = parts.keep_prompts(), parts.clock.now()
        self._agreed.record = await asyncio.to_thread(
            lambda: parts.runs.close(self.record, now, keep_plan=keep)
        )

    async def leave(self) -> None:
        """Let the run go: what runs at the service goes on, the rest waits until it is resumed."""
        self._unsubscribe()
        await self._agreed.release()
        await asyncio.to_thread(self._lock.release)

    def again(self, id_: str) -> None:
        """Try a step again that failed or waits, and those that it kept from running.

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
        """Take over prices that were confirmed anew, on disk first; what waited for them goes on.

        Args:
            priced: this plan.

        Raises:
            PlanError: it can't run any more as it is.
            OverBudgetError: what is left of it would go over a cap; nothing changed.
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
        """Find what the ledger has of the steps."""
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
        """A step that failed is tried again, unless it may still come of what was paid for."""
        if task is not None and not (task.state is State.FAILED or is_unsent(task)):
            self._put(seen(self._views[id_].step, task))

    async def _let_go_on(self) -> None:
        """What waited when its program ended was confirmed then or since: it goes on."""
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
        """Look at the tasks anew: not all that changes is announced here.

        One may change before this listens, or be in the hands of another program.
        """
        for view in tuple(self._views.values()):
            if view.task is None or view.state in OVER:
                continue
            with suppress(StoreError):
                found = await self._now(view.task)
                # what was announced meanwhile, or asked for anew, is newer
                if found is not None and self._views[view.step.id] is view:
                    self._put(seen(view.step, found))

    async def _now(self, task: Task) -> Task | None:
        """Return a task as it stands; None where its record is gone.

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
