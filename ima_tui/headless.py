"""Services for commands and scripts, without screens: product lists, a key test, an engine."""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from .api.errors import ImaError, ServiceError
from .catalog.products import Leaf
from .catalog.task_types import task_types
from .clock import WallClock
from .locale import language
from .logs import Log
from .profiles import Endpoint, Profile, StartError, sharing_of
from .store.catalogue import Catalogue, Shelf
from .store.database import Database, StoreError
from .store.preferences import Preferences, preferred_in
from .store.settings import read_settings
from .tasks.problems import problem_of

if TYPE_CHECKING:
    from .tasks.engine import Engine


@dataclass(frozen=True, slots=True)
class Lists:
    """The product lists that a command works with.

    Attributes:
        shelves: the lists by task type, in display order.
        errors: why fetching a list failed, by task type; ``shelves`` may still have a cached one.
        store: why the store could not be used; None if it could.
        preferred: the models that the user made the default, by task type.
    """

    shelves: Mapping[str, Shelf]
    errors: Mapping[str, ImaError]
    store: StoreError | None
    preferred: Mapping[str, Leaf] = field(default_factory=dict)

    @property
    def kept(self) -> Mapping[str, Shelf]:
        """The cached lists that could not be refreshed."""
        return {kind: shelf for kind, shelf in self.shelves.items() if kind in self.errors}

    @property
    def missing(self) -> Mapping[str, ImaError]:
        """The errors of the task types that have no list at all."""
        return {kind: error for kind, error in self.errors.items() if kind not in self.shelves}


async def fetch_lists(profile: Profile, kinds: Collection[str], *, fresh: bool) -> Lists:
    """Fetch the lists of some task types at the same time, one request each.

    If the service can't be reached the cached list is used; never if it refuses the key.

    Args:
        profile: live or demo.
        kinds: the task types.
        fresh: whether cached lists must not be used.

    Raises:
        StartError: the service can't be used until the user fixes something.
        BadAddressError: its configured address can't be used.
    """
    database = Database(profile.folders.database)
    try:
        store = await _opened(database)
        endpoint = await asyncio.to_thread(profile.connect)
        catalogue = Catalogue(database, WallClock())
        with logged(profile.folders.logs) as log:
            await _ask(catalogue, endpoint, kinds, log)
        if not fresh and store is None and catalogue.errors:
            store = await _loaded(catalogue)
    finally:
        await database.close()
        await asyncio.to_thread(profile.release)
    lists = _lists(catalogue, kinds, store)
    return replace(lists, preferred=await asyncio.to_thread(_preferred, profile, lists.shelves))


def _preferred(profile: Profile, shelves: Mapping[str, Shelf]) -> Mapping[str, Leaf]:
    """Return the user's default models that are listed."""
    sharing = sharing_of(profile, read_settings(profile.folders.settings))
    preferences = Preferences(profile.folders.preferences, WallClock(), sharing)
    found = {
        kind: preferred_in(shelf.listing, preference)
        for kind, shelf in shelves.items()
        if (preference := preferences.of(kind)) is not None
    }
    return {kind: leaf for kind, leaf in found.items() if leaf is not None}


@contextmanager
def logged(folder: Path) -> Iterator[Log]:
    """Write the log of a command.

    Args:
        folder: the log folder of its profile.
    """
    log = Log(folder, WallClock())
    log.open()
    try:
        yield log
    finally:
        log.close()


async def try_key(endpoint: Endpoint, refused: Callable[[ServiceError], None]) -> ImaError | None:
    """Ask the service for one list, which costs nothing, to see whether it takes a key.

    Args:
        endpoint: where the service is, and the key.
        refused: called with a refusal, to log it.

    Returns:
        the error of the call; None if the key is accepted.
    """
    from .api.client import ImaClient

    client = ImaClient(endpoint.base_url, endpoint.key, language=language(), refused=refused)
    try:
        await client.products("text_to_speech")
    except ImaError as error:
        return error
    finally:
        await client.aclose()
    return None


@asynccontextmanager
async def running(profile: Profile) -> AsyncIterator["Engine"]:
    """Run the engine for a script; on exit leave a state that the next start can resume.

    It adopts no tasks of other programs. The user's caps apply. As nobody can be asked, a task that
    the service refuses, or whose price has risen, fails. Tasks still running at the end stay in the
    ledger, where the app or ``ima-tui tasks --wait`` resumes them.

    Args:
        profile: live or demo.

    Raises:
        StartError: the service or the store can't be used, or a limit can't be read.
    """
    from .services import Services
    from .tasks.guards import unattended
    from .wording.settings import mistake_words

    services = Services(profile, takes_over=lambda _task: False)
    services.bounded = unattended
    services.limits.refresh()
    for mistake in services.settings.mistakes:
        if mistake.of_limits:
            raise StartError("bad_setting", mistake_words(mistake))
    try:
        await services.begin()
        if services.failure is not None:
            raise services.failure
        if services.engine is not None:
            yield services.engine
    finally:
        await services.stop()


async def _ask(catalogue: Catalogue, endpoint: Endpoint, kinds: Collection[str], log: Log) -> None:
    from .api.client import ImaClient

    client = ImaClient(endpoint.base_url, endpoint.key, language=language(), refused=log.refused)
    try:
        await catalogue.fetch(client, kinds)
    finally:
        await client.aclose()


def _lists(catalogue: Catalogue, kinds: Collection[str], store: StoreError | None) -> Lists:
    refused = {kind for kind, error in catalogue.errors.items() if problem_of(error) == "key"}
    shelves = {
        kind: catalogue.shelves[kind]
        for kind in task_types()
        if kind in kinds and kind in catalogue.shelves and kind not in refused
    }
    return Lists(shelves, dict(catalogue.errors), store)


async def _opened(database: Database) -> StoreError | None:
    try:
        await database.open()
    except StoreError as error:
        return error
    return None


async def _loaded(catalogue: Catalogue) -> StoreError | None:
    try:
        await catalogue.load()
    except StoreError as error:
        return error
    return None
