"""The price of a request, checked once more just before it is sent."""

from dataclasses import dataclass

from ..api.client import ImaClient
from ..catalog.products import Leaf
from ..catalog.repricing import Repriced, repriced
from ..clock import Clock
from ..store.catalogue import Catalogue
from ..store.records import Task
from .envelope import Envelope

FRESH_SECONDS = 30.0
"""A list younger than this is fresh; simultaneous sends share one request."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Why a request can't be sent at the agreed price.

    Attributes:
        problem: its code.
        points: the current price of all results; None if it has no price.
    """

    problem: str
    points: int | None = None


class Pricing:
    """Looks prices up in lists that are fresh."""

    def __init__(self, client: ImaClient, catalogue: Catalogue, clock: Clock) -> None:
        self._client = client
        self._catalogue = catalogue
        self._clock = clock
        self._not_before: dict[str, float] = {}

    def distrust(self, task_type: str) -> None:
        """Treat all lists of a task type fetched before now as stale: a price changed."""
        self._not_before[task_type] = self._clock.now()

    async def leaf(self, task: Task) -> Leaf | None:
        """Return the model of a task from a fresh list; None if it is not listed.

        Raises:
            ImaError: the list could not be fetched.
        """
        since = max(self._clock.now() - FRESH_SECONDS, self._not_before.get(task.task_type, 0.0))
        listing = await self._catalogue.fresh(self._client, task.task_type, since=since)
        return listing.find(task.version)

    async def agreed(self, task: Task, envelope: Envelope) -> Repriced | Asked:
        """Return a request with its current price, or why the user must agree first.

        The user is asked if the price rose, or if an exact one became an estimate; never if it
        fell.

        Raises:
            ImaError: the list could not be fetched.
        """
        leaf = await self.leaf(task)
        found = repriced(envelope.body, leaf) if leaf is not None else None
        if found is None:
            return Asked("unlisted")
        if found.points > envelope.ceiling or (envelope.exact and not found.exact):
            return Asked("price_risen", found.points)
        return found
