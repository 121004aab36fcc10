"""Following tasks until each has reached what the command waits for."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any, Final

from ..catalog.task_types import task_type
from ..clock import wait_for
from ..locale import t
from ..locale.formats import points
from ..store.database import StoreError
from ..store.records import Event, State, Task
from ..tasks.desk import SettleError
from ..tasks.engine import LEAVING, Engine
from ..tasks.machine import PREPARED, WATCHED
from ..tasks.problems import HOLDING, PAUSING, REFUSED
from .asking import ask, can_ask
from .ends import End, end_of, problem_error
from .exits import Exit, first_of
from .failures import own_error
from .output import OutputError, is_unread, note
from .progress import Progress
from .replacing import offered_instead
from .session import Session

TICK: Final = 0.25
"""Seconds between two checks for what is not announced: other programs' tasks, time passing."""

GRACE: Final = 60.0
"""Grace in seconds for a poll to report that a task takes long; after that the clock decides."""

_OFFERED: Final = frozenset({"price_risen", "correction"})
_GOING_ON: Final = WATCHED | {State.SAVING}
_LOCAL: Final = frozenset({"disk_full", "folder"})

Enough = Callable[[Engine, Task, float], bool]
"""Whether a task needs no more waiting for; called with the time in seconds since the epoch."""


def until_accepted(_engine: Engine, task: Task, _now: float) -> bool:
    """Return whether a task was accepted, or never will be."""
    return task.state not in PREPARED | {State.SENDING}


def until_ended(engine: Engine, task: Task, _now: float) -> bool:
    """Return whether a task is over and its results are settled, however long that takes."""
    return engine.is_over(task)


def until_late(engine: Engine, task: Task, now: float) -> bool:
    """Return whether a task is over, or takes longer than usual for its type."""
    if until_ended(engine, task, now) or task.state is State.TAKING_LONG:
        return True
    if task.state is State.SAVING and task.problem in _LOCAL:
        return True
    since = task.accepted_at
    most = task_type(task.task_type).long_after + GRACE
    return since is not None and now - since > most


class Follower:
    """Follows tasks of this program, and those of others through the ledger.

    Args:
        at: the command's session.
        enough: whether a task needs no more waiting for.
        progress: shows their progress.
        on_end: called with each that needs no more waiting for.
    """

    def __init__(
        self, at: Session, enough: Enough, progress: Progress, on_end: Callable[[End], None]
    ) -> None:
        self._at = at
        self._engine = at.engine
        self._services = at.services
        self._enough = enough
        self._progress = progress
        self._on_end = on_end
        self._open: dict[str, Task] = {}
        self._ended: list[End] = []
        self._more = True
        self._broken: BaseException | None = None

    @property
    def leaving(self) -> bool:
        """Whether to send nothing more: the user leaves, or nobody reads the output."""
        return self._broken is not None or self._at.leave.times > 0 or is_unread()

    def add(self, task: Task) -> None:
        """Follow one more task."""
        self._open[task.id] = task

    def close(self) -> None:
        """No more tasks come."""
        self._more = False
        self._at.leave.said.set()

    async def run(self) -> Exit:
        """Follow until no task needs waiting for, or the user leaves.

        Returns:
            the exit code.

        Raises:
            OutputError: output can't be written; tasks not sent yet are not sent.
        """
        said, left = self._at.leave.said, False
        drops = [
            self._engine.book.changed.subscribe(lambda _task: said.set()),
            self._services.broken.subscribe(self._break),
        ]
        try:
            while self._open or self._more:
                said.clear()
                await self._look()
                if self.leaving:
                    self._engine.queue.pause(LEAVING)
                if self.leaving and not self._more:
                    left = bool(self._open)
                    await self._leave()
                    break
                self._progress.show(tuple(self._open.values()), len(self._ended))
                if self._open or self._more:
                    await wait_for(said, self._services.clock, TICK)
        finally:
            for drop in drops:
                drop()
            self._progress.close()
        if self._broken is not None:
            raise self._broken
        if left or self._at.leave.times:
            return Exit.INTERRUPTED
        return first_of(end.exit for end in self._ended)

    def _break(self, error: BaseException) -> None:
        self._broken = self._broken or error
        self._at.leave.said.set()

    async def _look(self) -> None:
        for task_id in tuple(self._open):
            task = self._open[task_id] = await self._stands(task_id)
            if self._waits(task):
                await self._need(task)
            elif self._enough(self._engine, task, self._services.clock.now()):
                await self._end(task)
        if self._engine.line.problem == "key":
            # without a valid key no task can be polled any more
            for task in tuple(self._open.values()):
                if task.state not in PREPARED | {State.SENDING}:
                    self._tell(End(task, problem_error("key"), Exit.KEY))

    async def _stands(self, task_id: str) -> Task:
        """Return the current state of a task, from the ledger if another program owns it."""
        held = self._engine.book.tasks.get(task_id)
        if held is not None:
            return held
        with suppress(StoreError):
            return await self._services.ledger.get(task_id) or self._open[task_id]
        return self._open[task_id]

    def _waits(self, task: Task) -> bool:
        """Return whether a task waits for the user's decision."""
        if task.state is not State.QUEUED:
            return False
        if task.id not in self._engine.book.tasks:
            return task.problem in HOLDING | PAUSING
        paused = self._engine.queue.paused is not None
        return task.problem in HOLDING or (paused and not self._engine.sender.in_hand(task.id))

    async def _need(self, task: Task) -> None:
        """Ask the user if possible; else the task ends here."""
        offered = task.problem in _OFFERED and task.asked is not None
        if offered and task.id in self._engine.book.tasks and can_ask():
            await self._offer(task)
            return
        paused = self._engine.queue.paused
        problem = task.problem or (paused if paused != LEAVING else None) or "store"
        told = end_of(replace(task, problem=problem))
        left = task if self._at.patient else await self._taken_out(task)
        self._tell(End(left, told.error, told.exit))

    async def _offer(self, task: Task) -> None:
        costs = t("settle-now-costs", points=points(task.asked or 0))
        self._progress.close()
        question = f"{task.model_name}: {t(f'brief-{task.problem}')}. {costs} {t('cli-send-it')}"
        answer = asyncio.ensure_future(ask(question))
        if not await self._until_left(answer, 1):
            return
        if answer.result():
            with suppress(SettleError, StoreError, OSError):
                await self._engine.desk.agree(task.id)
        else:
            error = own_error("declined")
            self._tell(End(await self._taken_out(task), error, error.exit))

    async def _taken_out(self, task: Task) -> Task:
        """Withdraw a task from sending; if that can't be stored, stop sending altogether."""
        try:
            return await self._engine.desk.take_out(task.id)
        except (SettleError, StoreError):
            self._engine.queue.pause(LEAVING)
            return task

    async def _end(self, task: Task) -> None:
        events: tuple[Event, ...] = ()
        if task.problem in {"inputs", REFUSED} or task.state is State.PARTIAL:
            with suppress(StoreError):
                events = await self._services.ledger.timeline(task.id)
        end = end_of(task, events, waited=self._enough is not until_accepted)
        shelf = self._services.catalogue.shelves.get(task.task_type)
        offered = offered_instead(task, shelf.listing if shelf is not None else None)
        self._tell(replace(end, instead=offered))

    def _tell(self, end: End) -> None:
        self._open.pop(end.task.id, None)
        self._ended.append(end)
        try:
            self._progress.aside(lambda: self._on_end(end))
        except OutputError as error:
            # nobody can be told any more: spend nothing more
            self._break(error)

    async def _leave(self) -> None:
        """Send nothing more, wait for pending answers, and report the state of all tasks."""
        self._progress.close()
        with suppress(StoreError):
            await self._engine.hold_back()
        if not self._at.patient:
            for task in self._engine.book.queue():
                if task.id in self._open:
                    self._open[task.id] = await self._taken_out(task)
        if self._engine.sender.under_way and self._broken is None:
            note(t("cli-leaving"))
        await self._until_left(asyncio.ensure_future(self._engine.finish_sending()), 2)
        for task_id in tuple(self._open):
            task = await self._stands(task_id)
            end = replace(end_of(task), left=True)
            self._ended.append(end)
            with suppress(OutputError):
                self._on_end(end)
        self._open.clear()
        states = {end.task.state for end in self._ended}
        if State.SENDING in states:
            note(t("cli-left-sending"))
        if states & _GOING_ON:
            note(t("cli-left"))

    async def _until_left(self, work: "asyncio.Future[Any]", times: int) -> bool:
        """Wait for work until the n-th request to leave; return whether it finished."""
        leave = self._at.leave
        while not work.done() and leave.times < times:
            leave.said.clear()
            said = asyncio.ensure_future(leave.said.wait())
            await asyncio.wait({work, said}, return_when=asyncio.FIRST_COMPLETED)
            said.cancel()
        if work.done():
            return True
        work.cancel()
        with suppress(asyncio.CancelledError):
            await work
        return False
