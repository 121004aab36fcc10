"""The product lists: at once from the cache, then from the service."""

import asyncio
import hashlib
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from ..api.errors import ImaError
from ..catalog.changes import Change
from ..catalog.naming import default_leaf
from ..catalog.parse import parse_listing
from ..catalog.products import Leaf, Listing
from ..catalog.task_types import task_types
from ..clock import Clock
from ..signals import Signal
from .database import Database, StoreError
from .news import note_news, read_news

if TYPE_CHECKING:
    from ..api.client import ImaClient


@dataclass(frozen=True, slots=True)
class Shelf:
    """One task type's list, when it was fetched (seconds since the epoch), and its fingerprint."""

    listing: Listing
    fetched_at: float
    digest: bytes = b""


@dataclass(frozen=True, slots=True)
class _Look:
    """A request for a list under way; ``begun`` in seconds since the epoch."""

    begun: float
    answer: "asyncio.Task[ImaError | None]"


class Catalogue:
    """All product lists known, each with its age.

    Attributes:
        changed: announces the task type whose list or error changed.
        errors: the error of the last fetch, by task type.
        news: what changed since the previous list, by task type and version; reported for a day.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._shelves: dict[str, Shelf] = {}
        self._refreshing: asyncio.Task[None] | None = None
        self._looks: dict[str, _Look] = {}
        self.errors: dict[str, ImaError] = {}
        self.news: dict[str, Mapping[str, Change]] = {}
        self.changed: Signal[str] = Signal()

    @property
    def shelves(self) -> Mapping[str, Shelf]:
        """The lists by task type."""
        return self._shelves

    @property
    def listings(self) -> Mapping[str, Listing]:
        """The lists without their age, by task type."""
        return {kind: shelf.listing for kind, shelf in self._shelves.items()}

    @property
    def listed(self) -> tuple[tuple[str, float, bytes], ...]:
        """Identifies the current lists, to notice when they change."""
        return tuple((kind, one.fetched_at, one.digest) for kind, one in self._shelves.items())

    @property
    def refreshing(self) -> bool:
        """Whether a fetch is under way."""
        return self._refreshing is not None and not self._refreshing.done()

    def leaf(self, task_type: str, version: str) -> Leaf | None:
        """Return a leaf by its key: the task type and its id."""
        shelf = self._shelves.get(task_type)
        return shelf.listing.find(version) if shelf else None

    def default_leaf(self, task_type: str) -> Leaf | None:
        """Return the leaf used when none is named: the recommended one, else the first."""
        shelf = self._shelves.get(task_type)
        return default_leaf(shelf.listing) if shelf else None

    async def load(self) -> None:
        """Load the cached lists.

        Raises:
            StoreError: the store can't be read.
        """
        shelves, news = await self._database.read(self._kept)
        for kind, shelf in shelves.items():
            self._shelves.setdefault(kind, shelf)
            self.news.setdefault(kind, news[kind])
            self.changed.emit(kind)

    async def refresh(self, client: "ImaClient") -> None:
        """Fetch all lists; simultaneous calls share one request.

        Failures are kept in ``errors``: what is known stays usable.
        """
        if self._refreshing is None or self._refreshing.done():
            self._refreshing = asyncio.create_task(self.fetch(client, task_types()))
        await asyncio.shield(self._refreshing)

    async def fresh(self, client: "ImaClient", kind: str, *, since: float) -> Listing:
        """Return a list fetched after a given time; simultaneous calls share one request.

        A list from the future does not count: the clock was set back since.

        Args:
            client: calls the service.
            kind: the task type.
            since: seconds since the epoch.

        Raises:
            ImaError: the list could not be fetched.
        """
        shelf = self._shelves.get(kind)
        if shelf is None or not since < shelf.fetched_at <= self._clock.now():
            look = self._looks.get(kind)
            if look is None or look.answer.done() or look.begun < since:
                answer = asyncio.create_task(self._refresh_one(client, kind))
                look = self._looks[kind] = _Look(self._clock.now(), answer)
            error = await asyncio.shield(look.answer)
            if error is not None:
                raise error
        return self._shelves[kind].listing

    async def fetch(self, client: "ImaClient", kinds: Iterable[str]) -> None:
        """Fetch the lists of some task types concurrently.

        Failures are kept in ``errors``: what is known stays usable.
        """
        await asyncio.gather(*(self._refresh_one(client, kind) for kind in kinds))

    async def _refresh_one(self, client: "ImaClient", kind: str) -> ImaError | None:
        """Fetch a list; return the error if it failed. Its age counts from the request."""
        begun, failure = self._clock.now(), None
        try:
            data = await client.products(kind)
        except ImaError as error:
            self.errors[kind] = failure = error
        else:
            self.errors.pop(kind, None)
            # parsing thousands of models takes a second: a thread keeps the app responsive
            shelf, content = await asyncio.to_thread(
                _read, data, kind, begun, self._shelves.get(kind)
            )
            await self._put(shelf, content)
        self.changed.emit(kind)
        return failure

    async def _put(self, shelf: Shelf, content: bytes) -> None:
        kind, known = shelf.listing.task_type, self._shelves.get(shelf.listing.task_type)
        if known is not None and shelf.fetched_at < known.fetched_at <= self._clock.now():
            # a later request was answered first
            return
        self._shelves[kind] = shelf
        # the lists are usable without the cache on disk
        with suppress(StoreError):
            self.news[kind] = await self._keep(shelf, content)

    async def _keep(self, shelf: Shelf, data: bytes) -> Mapping[str, Change]:
        """Store a list and what changed since the stored one, whichever program stored it."""
        kind, now = shelf.listing.task_type, shelf.fetched_at

        def job(connection: sqlite3.Connection) -> Mapping[str, Change]:
            row = connection.execute(
                "SELECT data FROM products WHERE task_type = ?", [kind]
            ).fetchone()
            connection.execute(
                "INSERT OR REPLACE INTO products (task_type, fetched_at, data) VALUES (?, ?, ?)",
                [kind, now, data],
            )
            before = _shelf(kind, 0.0, row[0]) if row is not None and row[0] != data else None
            if before is not None:
                note_news(connection, before.listing, shelf.listing, now)
            return read_news(connection, kind, now)

        return await self._database.write(job)

    def _kept(
        self, connection: sqlite3.Connection
    ) -> tuple[Mapping[str, Shelf], Mapping[str, Mapping[str, Change]]]:
        shelves, now = _kept(connection), self._clock.now()
        return shelves, {kind: read_news(connection, kind, now) for kind in shelves}


def _read(data: object, kind: str, at: float, known: Shelf | None) -> tuple[Shelf, bytes]:
    """Return the parsed list, and its cached form."""
    content = msgspec.json.encode(data)
    digest = hashlib.blake2b(content).digest()
    # an unchanged list stays the same object: nothing is computed again
    same = known is not None and known.digest == digest
    listing = known.listing if known and same else parse_listing(data, kind)
    return Shelf(listing, at, digest), content


def kept_lists(path: Path) -> Mapping[str, Shelf]:
    """Return the cached lists, without the service and without changing anything.

    Args:
        path: the SQLite file.
    """
    address = f"{path.absolute().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True)) as connection:
            return _kept(connection)
    except sqlite3.Error:
        return {}


def _kept(connection: sqlite3.Connection) -> dict[str, Shelf]:
    rows = connection.execute("SELECT task_type, fetched_at, data FROM products")
    shelves = {kind: _shelf(kind, at, data) for kind, at, data in rows}
    return {kind: shelf for kind, shelf in shelves.items() if shelf is not None}


def _shelf(kind: str, fetched_at: float, data: bytes) -> Shelf | None:
    """Return a cached list; None if it can't be read."""
    if kind not in task_types():
        return None
    try:
        listing = parse_listing(msgspec.json.decode(data), kind)
    except (ValueError, RecursionError):
        return None
    return Shelf(listing, fetched_at, hashlib.blake2b(data).digest())
