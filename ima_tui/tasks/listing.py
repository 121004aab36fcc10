"""Refreshing product lists: on request, and automatically those that failed."""

import asyncio
from typing import TYPE_CHECKING

from ..api.errors import RateLimitedError
from ..clock import Clock
from ..store.catalogue import Catalogue
from .connection import Connection, Limit
from .crew import Crew

if TYPE_CHECKING:
    from ..api.client import ImaClient

RELIST_SECONDS = 30.0
"""Seconds after which rate-limited lists are fetched again, unless the service states a time."""


class Lists:
    """Refreshes the product lists, once the service is connected.

    Args:
        catalogue: holds the lists.
        clock: the source of time.
        crew: runs refreshes in the background.
    """

    def __init__(self, catalogue: Catalogue, clock: Clock, crew: Crew) -> None:
        self._catalogue = catalogue
        self._clock = clock
        self._crew = crew
        self._service: tuple[ImaClient, Connection] | None = None
        self._refreshing: asyncio.Task[None] | None = None
        self._waits = False
        self._not_before = 0.0

    def follow(self, client: "ImaClient", line: Connection) -> None:
        """Use a service from now on."""
        self._service = client, line
        line.changed.subscribe(self._on_line)
        line.limits.subscribe(self._on_limit)

    def leave(self) -> None:
        """Stop using the service."""
        self._service = None
        if self._refreshing is not None:
            self._refreshing.cancel()

    @property
    def wait(self) -> float:
        """For how many seconds the service wants no calls."""
        return max(0.0, self._not_before - self._clock.monotonic())

    async def refresh(self) -> None:
        """Refresh the product lists, later if the service wants no calls now.

        Without a service, do nothing.
        """
        if self.wait:
            self._later(self.wait)
        elif self._service is not None:
            client, line = self._service
            since = self._clock.monotonic()
            await self._catalogue.refresh(client)
            self._heed_limits(line, since)

    def _heed_limits(self, line: Connection, since: float) -> None:
        """After a rate limit, slow down all calls and try again later."""
        limits = [e for e in self._catalogue.errors.values() if isinstance(e, RateLimitedError)]
        if limits:
            wait = max(limit.retry_after or 0.0 for limit in limits)
            line.limit(since, wait)
            self._later(max(wait, RELIST_SECONDS))
        elif not self._catalogue.errors:
            line.report(None)

    def _later(self, wait: float) -> None:
        if not self._waits:
            self._waits = True
            self._crew.start(self._refresh_later(wait), "lists")

    async def _refresh_later(self, wait: float) -> None:
        await self._clock.sleep(wait)
        self._waits = False
        await self.refresh()

    def _on_limit(self, limit: Limit) -> None:
        self._not_before = max(self._not_before, limit.since + (limit.retry_after or 0.0))

    def _on_line(self, problem: str | None) -> None:
        """Fetch the lists that could not be fetched before, now that the service is there."""
        errors = self._catalogue.errors.values()
        waits = all(isinstance(error, RateLimitedError) for error in errors)
        if problem is None and not waits and not self._catalogue.refreshing:
            self._refreshing = self._crew.start(self.refresh(), "lists")
