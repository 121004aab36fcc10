"""Taking orders: the request is stored and the ledger written before anything is sent."""

import asyncio
import hashlib
import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec

from ..catalog.bodies import Order, create_body, private_keys
from ..catalog.estimates import Estimate, estimate_of, poll_interval, usual_time
from ..catalog.products import Leaf
from ..catalog.task_types import task_type
from ..store.budget import Guard
from ..store.database import StoreError, reason_of
from ..store.records import State, Task
from .book import Book
from .envelope import Envelope, write_envelope
from .parts import EngineParts

REPEAT_SECONDS = 10.0
"""The same order again within this time needs confirmation."""


class Intake:
    """Creates tasks from orders.

    Args:
        guard: returns the current caps.
        taken: called once a task is in the queue.
        learn: called with the times of a model's earlier tasks, in seconds.
    """

    def __init__(
        self,
        parts: EngineParts,
        book: Book,
        guard: Callable[[], Guard],
        taken: Callable[[], None],
        learn: Callable[[str, str, Sequence[float]], None],
    ) -> None:
        self._parts = parts
        self._book = book
        self._guard = guard
        self._taken = taken
        self._learn = learn

    async def submit(
        self,
        order: Order,
        group: str | None = None,
        *,
        step: str | None = None,
        ceiling: int = 0,
        folder: Path | None = None,
    ) -> Task:
        """Queue an order: its request is stored and the ledger written before anything is sent.

        Args:
            order: the order, at the agreed price.
            group: the id of its group, see ``tasks.groups``.
            step: the step of a workflow that it makes; written in the same transaction.
            ceiling: the most points agreed to for all results, if that is more than the price.
            folder: the folder of its results, whoever fetches them; None for the default.

        Raises:
            RefusedError: a file among its inputs can't be used; nothing was queued or sent.
            OverBudgetError: it would go over a cap; nothing was queued or sent.
            StoreError: it could not be written; nothing was queued or sent.
        """
        order_hash = _order_hash(order)
        if any(medium.local for medium in order.inputs):
            inputs = await self._parts.preparer.check(order.form.leaf, order.inputs)
            order = replace(order, inputs=inputs)
        body = create_body(order)
        envelope = Envelope(
            body=body,
            inputs=order.inputs,
            ceiling=max(order.quote.points, ceiling),
            exact=order.quote.exact,
        )
        usual = await self.usual(order.form.leaf)
        task = replace(
            self._new_task(order, msgspec.json.encode(body)),
            order_hash=order_hash,
            group_id=group,
            step=step,
            usual_low=usual.low if usual else None,
            usual_high=usual.high if usual else None,
            folder=str(folder) if folder else None,
        )
        await self._write_down(task, envelope)
        self._book.prompts[task.id] = order.prompt
        self._taken()
        return task

    async def usual(self, leaf: Leaf) -> Estimate | None:
        """Return a model's usual time; None while too few of its tasks have ended.

        Raises:
            StoreError: the ledger can't be read.
        """
        times = await self._parts.ledger.durations(leaf.task_type, leaf.id)
        self._learn(leaf.task_type, leaf.id, times)
        return usual_time(leaf.task_type, times)

    def repeats(self, order: Order) -> bool:
        """Return whether the same order was just given: perhaps a key pressed twice."""
        order_hash = _order_hash(order)
        since = self._parts.clock.now() - REPEAT_SECONDS
        return any(
            task.order_hash == order_hash and task.created_at >= since
            for task in self._book.tasks.values()
        )

    async def _write_down(self, task: Task, envelope: Envelope) -> None:
        pending = self._parts.pending
        try:
            await asyncio.to_thread(write_envelope, pending, task.id, envelope)
        except OSError as error:
            raise StoreError(reason_of(error), self._parts.results) from error
        try:
            await self._book.add(task, self._guard())
        except BaseException:
            await asyncio.to_thread(pending.remove, task.id)
            raise

    def _new_task(self, order: Order, body: bytes) -> Task:
        leaf, parts = order.form.leaf, self._parts
        keeps = parts.keep_prompts()
        estimate = estimate_of(leaf)
        private = frozenset() if keeps else private_keys(order.form)
        values = {key: value for key, value in order.state.items() if key not in private}
        settings: dict[str, Any] = {"values": values}
        if keeps:
            settings["inputs"] = [medium.address for medium in order.inputs]
        now = parts.clock.now()
        return Task(
            id=new_task_id(now),
            owner=parts.instances.own,
            state=State.QUEUED,
            created_at=now,
            task_type=leaf.task_type,
            media=task_type(leaf.task_type).media,
            model_id=leaf.model_id,
            version=leaf.id,
            model_name=leaf.title,
            credit=order.quote.credit,
            count=order.quote.count,
            exact=order.quote.exact,
            estimate_low=estimate.low,
            estimate_high=estimate.high,
            poll=poll_interval(leaf),
            body_hash=_hash(body),
            key_print=parts.key_print,
            settings=settings,
            prompt=order.prompt if keeps else None,
        )


def _order_hash(order: Order) -> str:
    addresses = [medium.address for medium in order.inputs]
    return _hash(msgspec.json.encode((create_body(order), addresses)))


def _hash(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def new_task_id(now: float) -> str:
    """Return a new local task id; ids sort by creation time.

    Args:
        now: in seconds since the epoch.
    """
    # a batch creates a thousand at once: with few random digits ids would collide
    return f"{int(now * 1000):011x}{secrets.token_hex(6)}"
