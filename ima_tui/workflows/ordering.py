"""Making the order of a step from earlier results, with valid addresses."""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ..api.errors import ImaError
from ..catalog.bodies import Order
from ..catalog.inputs import InputMedia
from ..catalog.orders import draft_of
from ..media.given import given_media
from ..store.records import Task
from .checks import kind_of_input
from .filling import request_of
from .outputs import NotYetError, Output
from .plan import Input, Plan, Step
from .references import Reference, waits_for
from .steps import StepView

if TYPE_CHECKING:
    from .running import RunParts

FRESH_SECONDS = 3600.0
"""How long the address of a result is used; after that a new one is requested."""

AGAIN_SECONDS = 15.0
"""Seconds between two tries to request a new one while the service can't be reached."""


class GoneError(Exception):
    """A required result is neither at its address nor on disk any more."""


class UnreachedError(Exception):
    """Whether a result still exists can't be checked now."""


class Orders:
    """Makes the orders of a run's steps.

    Args:
        parts: the parts of runs.
        plan: the plan.
        views: the current steps.
    """

    def __init__(self, parts: "RunParts", plan: Plan, views: Mapping[str, StepView]) -> None:
        self._parts = parts
        self._plan = plan
        self._views = views
        self._looked: dict[str, tuple[float, Task]] = {}
        self._dead: set[str] = set()
        self._not_before = 0.0
        self.waits = {step.id: waits_for(plan, step) for step in plan.steps}

    async def order(self, step: Step) -> Order:
        """Return the order of a step.

        Raises:
            NotYetError: a required result does not exist yet.
            NotThereError: a required result will not come.
            GoneError: a required result does not exist any more.
            UnreachedError: a new address is needed, and the service can't be reached.
            RefusedError: it can't be created.
        """
        listing = self._parts.listing(step.task_type)
        if listing is None or not all(self._output(other).good for other in step.needs):
            raise NotYetError
        request = request_of(
            self._plan, step, listing, self._value, lambda one: self._medium(step, one)
        )
        if await self._look_again(step):
            return await self.order(step)
        return draft_of(request, listing).order()

    async def _look_again(self, step: Step) -> bool:
        """Refresh old addresses, and check which lead to nothing; return whether one did."""
        now = self._parts.clock.monotonic()
        old = [id_ for id_ in sorted(self.waits[step.id]) if self._is_old(id_)]
        if not old:
            return False
        if now < self._not_before:
            raise UnreachedError
        for id_ in old:
            task = self._views[id_].task
            if task is None:
                continue
            try:
                found = await self._parts.engine.look_up(task)
            except ImaError:
                self._not_before = now + AGAIN_SECONDS
                raise UnreachedError from None
            self._looked[id_] = (now, found)
            urls = {one for media in found.medias for one in (media.url, media.cover) if one}
            gone = await asyncio.gather(*map(self._parts.is_gone, sorted(urls)))
            self._dead |= {url for url, dead in zip(sorted(urls), gone, strict=True) if dead}
        return True

    def _is_old(self, id_: str) -> bool:
        task, clock = self._views[id_].task, self._parts.clock
        if task is None or task.ended_at is None or self._views[id_].step.output:
            return False
        if id_ in self._looked:
            return clock.monotonic() - self._looked[id_][0] > FRESH_SECONDS
        # a task that ended in the future was recorded with another clock
        return not 0 <= clock.now() - task.ended_at <= FRESH_SECONDS

    def _output(self, id_: str) -> Output:
        view = self._views[id_]
        if view.step.output:
            return Output(view.step)
        if view.task is None:
            raise NotYetError
        return Output(view.step, self._looked[id_][1] if id_ in self._looked else view.task)

    def _value(self, reference: Reference) -> str | float | None:
        found = self._output(reference.step).value(reference)
        if found in self._dead:
            raise GoneError
        return found

    def _medium(self, step: Step, medium: Input) -> InputMedia:
        kind = kind_of_input(self._plan, step, medium)
        if not medium.step:
            return given_media(medium.address, kind)
        output = self._output(medium.step)
        if output.task is None:
            return given_media(output.given(medium.result), kind)
        address = str(output.value(Reference(medium.step, medium.take, medium.result)))
        if address not in self._dead:
            return InputMedia(address, kind)
        path = output.path(medium.result) if medium.take == "url" else None
        if path is None or not Path(path).is_file():
            raise GoneError
        return InputMedia(path, kind, local=True)
