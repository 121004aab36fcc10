"""Running a plan on the engine: each step as soon as it can, each paid for once."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace

import msgspec
from filelock import FileLock

from ..catalog.bodies import Order
from ..catalog.inputs import InputMedia
from ..catalog.orders import draft_of
from ..catalog.products import Listing
from ..catalog.refusals import RefusedError
from ..clock import Clock, wait_for
from ..media.given import given_media
from ..signals import Signal
from ..store.budget import OverBudgetError
from ..store.database import StoreError
from ..store.ledger import Ledger
from ..store.records import State, Task
from ..tasks.engine import Engine
from ..tasks.groups import group_of_run
from ..tasks.problems import HELD
from .checks import kind_of_input
from .filling import request_of
from .outputs import NotThereError, NotYetError, Output, newest
from .plan import Input, Plan, Step
from .records import RunRecord, Runs
from .references import Reference, waits_for
from .steps import GOOD, OVER, StepState, StepView, is_settled, is_unsent, seen

TICK = 1.0
"""Seconds between two looks at steps whose tasks another program looks after."""


@dataclass(frozen=True, slots=True)
class RunParts:
    """What runs stand on.

    Attributes:
        listing: gives the product list of a task type.
        is_gone: tells whether an address leads to nothing for certain.
        keep_prompts: whether a plan stays on disk once its run is closed.
    """

    engine: Engine
    ledger: Ledger
    runs: Runs
    clock: Clock
    listing: Callable[[str], Listing | None]
    is_gone: Callable[[str], Awaitable[bool]]
    keep_prompts: bool


class Run:
    """A run of a plan.

    Attributes:
        changed: announces it after each change of a step.
        record: what was confirmed.
    """

    def __init__(self, parts: RunParts, record: RunRecord) -> None:
        if record.plan is None:
            raise ValueError("a closed run")
        self._parts = parts
        self.record = record
        self.plan: Plan = record.plan
        self.changed: Signal[Run] = Signal()
        self._group = group_of_run(record.id)
        self._confirmed = {step.id: step for step in record.steps}
        self._waits = {step.id: waits_for(self.plan, step) for step in self.plan.steps}
        self._views = {step.id: StepView(step) for step in self.plan.steps}
        self._wake = asyncio.Event()
        self._stopped = False
        self._lock: FileLock | None = None
        self._unsubscribe: Callable[[], None] = lambda: None

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
        return sum(
            self._confirmed[id_].points
            for id_, view in self._views.items()
            if view.state in {StepState.WAITING, StepState.ASKING} and view.task is None
        )

    async def open(self) -> None:
        """Take the run in hand: what is done counts, what failed is tried again by ``work``.

        Raises:
            PlanError: it runs already.
            OverBudgetError: what is left of it would go over a cap.
            StoreError: it could not be written down.
            OSError: likewise.
        """
        parts = self._parts
        self._lock = await asyncio.to_thread(parts.runs.lock, self.record.asked)
        try:
            await self._take_up()
            await parts.engine.reserve(self._group, self.left)
            await asyncio.to_thread(parts.runs.write, self.record)
        except BaseException:
            await self._let_go()
            raise
        self._unsubscribe = parts.engine.book.changed.subscribe(self._on_task)

    async def work(self, *, patient: bool = True) -> None:
        """Send each step as soon as it can be; returns when the run is over, or was stopped.

        Args:
            patient: whether steps that wait for the user are waited for.
        """
        with suppress(StoreError):
            await self._let_go_on()
        while not self._stopped:
            self._wake.clear()
            await self._refresh()
            await self._send_what_can()
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
        self.record = await asyncio.to_thread(
            lambda: parts.runs.close(self.record, parts.clock.now(), keep_plan=parts.keep_prompts)
        )

    async def leave(self) -> None:
        """Let the run go: what runs at the service goes on, the rest waits until it is resumed."""
        self._unsubscribe()
        await self._let_go()

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

    def confirm(self, record: RunRecord) -> None:
        """Take over prices that were confirmed anew; what waited for that is tried again.

        Args:
            record: of the same run and plan.
        """
        self.record = msgspec.structs.replace(record, id=self.record.id)
        self._confirmed = {step.id: step for step in record.steps}
        for id_, view in self._views.items():
            if view.state is StepState.ASKING and view.task is None:
                self.again(id_)

    async def _let_go(self) -> None:
        """Hold no points and no lock any more."""
        with suppress(StoreError):
            await self._parts.ledger.reservations.release(self._group)
        if self._lock is not None:
            await asyncio.to_thread(self._lock.release)

    async def _take_up(self) -> None:
        """Find what the ledger has of the steps."""
        ledger = self._parts.ledger
        tasks = await ledger.of_run(self._group)
        for id_, view in self._views.items():
            reused = self._confirmed[id_].reused
            if view.step.output:
                self._put(StepView(view.step, StepState.GIVEN))
            elif reused:
                task = await ledger.get(reused)
                state = StepState.REUSED if task is not None else StepState.FAILED
                self._put(StepView(view.step, state, task, None if task else "no_result"))
            else:
                self._take(id_, newest(tasks, id_))

    def _take(self, id_: str, task: Task | None) -> None:
        """A step that failed is tried again, unless it may still come of what was paid for."""
        if task is not None and not (task.state is State.FAILED or is_unsent(task)):
            self._put(seen(self._views[id_].step, task))

    async def _let_go_on(self) -> None:
        """What waited when its program ended was confirmed then: it goes on."""
        book, queue = self._parts.engine.book, self._parts.engine.queue
        for view in tuple(self._views.values()):
            task = view.task
            if task is None or task.id not in book.tasks or task.problem != HELD:
                continue
            if task.state is State.QUEUED:
                await book.change(task.id, lambda now: replace(now, problem=None))
        queue.wake.set()

    def _on_task(self, task: Task) -> None:
        view = self._views.get(task.step or "")
        if task.group_id == self._group and view is not None:
            if view.task is None or task.created_at >= view.task.created_at:
                self._put(seen(view.step, task))
            self._wake.set()

    async def _refresh(self) -> None:
        """Look at the tasks that other programs have in hand."""
        for view in tuple(self._views.values()):
            task = view.task
            if task is None or view.state in OVER or task.id in self._parts.engine.book.tasks:
                continue
            with suppress(StoreError):
                found = await self._parts.ledger.get(task.id)
                if found is not None and found != task:
                    self._put(seen(view.step, found))

    async def _send_what_can(self) -> None:
        for id_, view in tuple(self._views.items()):
            if view.state is StepState.WAITING and not self._stopped:
                await self._look(id_)

    async def _look(self, id_: str) -> None:
        step = self._views[id_].step
        waits = self._waits[id_]
        if any(
            self._views[other].state in {StepState.FAILED, StepState.BLOCKED} for other in waits
        ):
            self._put(StepView(step, StepState.BLOCKED, problem="no_result"))
            return
        try:
            order = self._order(step)
        except NotYetError:
            return
        except NotThereError:
            self._put(StepView(step, StepState.BLOCKED, problem="no_result"))
        except RefusedError as refusal:
            self._put(StepView(step, StepState.FAILED, problem="refused", refusal=refusal))
        else:
            await self._send(step, order)

    async def _is_gone(self, step: Step, order: Order) -> bool:
        """Tell whether an old address leads to nothing any more: that would be paid for in vain."""
        now = self._parts.clock.now()
        if not any(self._output(one.step).is_old(now) for one in step.inputs if one.step):
            return False
        addresses = {one.address for one in order.inputs if not one.local}
        return any(await asyncio.gather(*map(self._parts.is_gone, addresses)))

    def _order(self, step: Step) -> Order:
        """Return what is ordered for a step.

        Raises:
            NotYetError: something that it takes is not there yet.
            NotThereError: it will not come.
            RefusedError: it can't be created.
        """
        listing = self._parts.listing(step.task_type)
        if listing is None or not all(self._output(other).good for other in step.needs):
            raise NotYetError
        request = request_of(
            self.plan, step, listing, self._known, lambda one: self._media(step, one)
        )
        return draft_of(request, listing).order()

    async def _send(self, step: Step, order: Order) -> None:
        if await self._is_gone(step, order):
            self._put(StepView(step, StepState.BLOCKED, problem="gone_input"))
            return
        confirmed, quote = self._confirmed[step.id], order.quote
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

    def _output(self, id_: str) -> Output:
        view = self._views[id_]
        if view.task is None and not view.step.output:
            raise NotYetError
        return Output(view.step, None if view.step.output else view.task)

    def _known(self, reference: Reference) -> str | float | None:
        return self._output(reference.step).value(reference)

    def _media(self, step: Step, medium: Input) -> InputMedia:
        kind = kind_of_input(self.plan, step, medium)
        if medium.step:
            return self._output(medium.step).medium(medium, kind, self._parts.clock.now())
        return given_media(medium.address, kind)

    def _put(self, view: StepView) -> None:
        if self._views[view.step.id] != view:
            self._views[view.step.id] = view
            self.changed.emit(self)
