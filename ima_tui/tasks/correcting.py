"""Retries after a refusal: a fresh list, another rule, one notch down; three sends at most."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import msgspec

from ..catalog.corrections import Correction, corrected
from ..store.records import State, Task
from .envelope import MOST_ATTEMPTS, Envelope
from .guards import Corrections, Limits
from .pricing import Pricing

PRICE_CHANGED = 6006
_REPEATED = frozenset({500})
"""Codes that may be corrected more than once; the others change only the rule."""


@dataclass(frozen=True, slots=True)
class Step:
    """The next attempt, and its timeline event.

    Attributes:
        envelope: the changed request.
        change: maps the task back to the queue.
        asks: points that the user must agree to first; None if it continues by itself.
    """

    envelope: Envelope
    change: Callable[[Task], Task]
    asks: int | None
    kind: str
    detail: Mapping[str, str | int | float]


class Corrector:
    """Finds the next attempt after a refusal."""

    def __init__(self, pricing: Pricing, limits: Limits) -> None:
        self._pricing = pricing
        self._limits = limits

    async def step(self, task: Task, envelope: Envelope, code: int) -> Step | None:
        """Return the next attempt, None if nothing is left to try.

        Raises:
            ImaError: the list it needs could not be fetched.
        """
        again = code in envelope.tried and code not in _REPEATED
        if again or len(envelope.tried) + 1 >= MOST_ATTEMPTS:
            return None
        envelope = msgspec.structs.replace(envelope, tried=(*envelope.tried, code))
        if code == PRICE_CHANGED:
            # the price check before the next send finds the new price, and asks if it rose
            self._pricing.distrust(task.task_type)
            return Step(envelope, _waiting, None, "corrected_list", {})
        if self._limits.now.corrections is Corrections.OFF:
            return None
        if code not in _REPEATED:
            self._pricing.distrust(task.task_type)
        leaf = await self._pricing.leaf(task)
        found = corrected(code, envelope.body, leaf) if leaf is not None else None
        return self._step(envelope, found) if found is not None else None

    def _step(self, envelope: Envelope, found: Correction) -> Step:
        points = found.repriced.points
        kind = _kind(found)
        detail: dict[str, str | int | float] = {}
        if found.parameter:
            before = str(found.before or "")
            detail = {"parameter": found.parameter, "before": before, "after": str(found.after)}
        if self._limits.now.corrections is Corrections.ASK or points > envelope.ceiling:
            offered = msgspec.structs.replace(envelope, offer=found.repriced.body)
            return Step(offered, _waiting, points, kind, detail)

        def priced(now: Task) -> Task:
            price = found.repriced
            return replace(_waiting(now), credit=price.credit, exact=price.exact)

        return Step(
            envelope.with_body(found.repriced), priced, None, kind, detail | {"points": points}
        )


def _waiting(task: Task) -> Task:
    return replace(task, state=State.QUEUED, problem=None)


def _kind(found: Correction) -> str:
    """Return the kind of the timeline event of a correction."""
    if not found.parameter:
        return "corrected_rule"
    return "corrected_completed" if found.before is None else "corrected_notch"
