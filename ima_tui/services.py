"""All parts that screens and commands work with, built once and handed to them."""

import asyncio
import os
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from . import __version__
from .api.addresses import API, UPLOAD
from .api.errors import BadAddressError
from .catalog.products import Listing
from .catalog.task_types import task_types
from .clock import Clock, WallClock
from .files import is_text
from .locale import language
from .logs import Log
from .media.modes import AUTO, mode_of
from .media.previews import Previews
from .player import Player
from .profiles import Endpoint, Profile, StartError, filed, sharing_of
from .signals import Signal
from .stage import Stage
from .store.catalogue import Catalogue
from .store.database import Database, StoreError
from .store.defaults import Defaults
from .store.deletions import Deletions
from .store.favourites import Favourites
from .store.folders import DEMO
from .store.history import History
from .store.instances import Instances
from .store.ledger import Ledger
from .store.pending import Pending
from .store.preferences import Preferences
from .store.presets import Presets
from .store.recent import Recent
from .store.records import Task
from .store.settings import Settings, read_settings
from .store.spend import Spending
from .tasks.crew import Crew
from .tasks.filing import filing_of
from .tasks.guards import Guards, Limits, guards_of
from .tasks.listing import Lists
from .tasks.problems import problem_of
from .tasks.removing import Remover
from .threads import run_in_thread

if TYPE_CHECKING:
    from .connections import Connections
    from .tasks.engine import Engine
    from .tasks.parts import EngineParts
    from .workflows.flows import Flows
    from .workflows.records import Runs
    from .workflows.running import RunParts
    from .workflows.templating import Templates


STOP_SECONDS = 5.0
"""How long ``stop`` waits for a start under way to end."""


class Services:
    """The parts of one profile, and the stage of their start.

    Attributes:
        catalogue: the product lists; cached ones until the service has answered.
        lists: refreshes them.
        ledger: every task, as written by the engine.
        history: the same, searched and filtered.
        spending: the spending on them.
        remover: deletes tasks and restores them.
        favourites: the models that the user marked.
        presets: saved forms.
        recent: the last runs.
        preferences: the user's default models.
        defaults: the model used when none is named.
        settings: the user's settings, and the mistakes in them.
        previews: the previews of files, shared by all screens.
        player: plays sounds and videos.
        limits: the user's current limits.
        bounded: how a command adjusts the user's limits for itself.
        engine: runs tasks; None until connected.
        failure: why the start failed; None otherwise.
        changed: announces a new stage.
        broken: announces an unexpected error in the background.
        log: what happened, by ids and codes.
    """

    def __init__(
        self,
        profile: Profile,
        clock: Clock | None = None,
        *,
        takes_over: Callable[[Task], bool] = lambda _task: True,
    ) -> None:
        self.profile = profile
        self.clock = clock or WallClock()
        self.database = Database(profile.folders.database)
        self.ledger = Ledger(self.database)
        self.history = History(self.database)
        self.spending = Spending(self.database)
        self.catalogue = Catalogue(self.database, self.clock)
        self.engine: Engine | None = None
        self.endpoint: Endpoint | None = None
        self.failure: StartError | None = None
        self.changed: Signal[Stage] = Signal()
        self.broken: Signal[BaseException] = Signal()
        self.favourites = Favourites(self.database)
        self.presets = Presets(profile.folders.presets)
        self.recent = Recent(profile.folders.recent)
        self.settings = Settings()
        self.bounded: Callable[[Guards], Guards] = lambda guards: guards
        self.limits = Limits(self._read_limits)
        self.preferences = Preferences(
            profile.folders.preferences, self.clock, sharing_of(profile, self.settings)
        )
        self.defaults = Defaults(self.catalogue, self.preferences)
        self.previews = Previews(
            profile.folders.cache / "previews",
            mode_of(self.settings.values.get("preview.mode", AUTO), os.environ),
        )
        self.log = Log(profile.folders.logs, self.clock)
        self.broken.subscribe(self.log.broken)
        self.player = Player(self.clock.monotonic)
        self.takes_over = takes_over
        self._connections: Connections | None = None
        self._crew = Crew(self.broken.emit)
        self.lists = Lists(self.catalogue, self.clock, self._crew)
        self.remover = Remover(Deletions(self.database), self.clock, self._crew)
        self._is_open = False
        self._starting: asyncio.Task[Any] | None = None
        self._begins = asyncio.Lock()
        self._stage = Stage.STARTING

    @property
    def stage(self) -> Stage:
        """The stage of the start."""
        return self._stage

    @property
    def named_host(self) -> str | None:
        """The host in use, if it is neither the service's own nor the demo's."""
        if self.endpoint is None or self.profile.name == "demo":
            return None
        if self.endpoint.base_url.rstrip("/") == API:
            return None
        return urlsplit(self.endpoint.base_url).netloc

    @property
    def named_hosts(self) -> str:
        """All hosts in use that the user configured in place of the service's own."""
        if self.endpoint is None or self.profile.name == DEMO:
            return ""
        used = (self.endpoint.base_url, self.endpoint.upload_url)
        named = (urlsplit(one).netloc for one in used if one.rstrip("/") not in {API, UPLOAD})
        return " + ".join(dict.fromkeys(named))

    @property
    def unreachable(self) -> bool:
        """Whether the last refresh failed for all product lists."""
        return len(self.catalogue.errors) == len(task_types())

    @property
    def lacks_key(self) -> bool:
        """Whether there is no key at all."""
        return self.failure is not None and self.failure.problem == "no_key"

    @property
    def refused_key(self) -> bool:
        """Whether the service is there but refuses the key."""
        errors = self.catalogue.errors.values()
        refused = self.engine is not None and self.engine.line.problem == "key"
        return refused or (self.unreachable and all(problem_of(e) == "key" for e in errors))

    @cached_property
    def runs(self) -> "Runs":
        """The runs of workflows, as files."""
        from .workflows.records import Runs

        return Runs(self.profile.folders.runs)

    @cached_property
    def templates(self) -> "Templates":
        """The templates of workflows, ours and the user's."""
        from .workflows.templating import Templates

        return Templates(self.profile.folders.templates)

    @cached_property
    def flows(self) -> "Flows":
        """The runs of workflows driven by this program, and the plans being made."""
        from .workflows.drafting import Drafts
        from .workflows.drafts import DraftFiles
        from .workflows.flows import Flows

        files = DraftFiles(self.profile.folders.drafts)
        drafts = Drafts(files, self.runs, lambda: self.profile.keep_prompts, self.clock.now)
        return Flows(self.run_parts, self.ledger, self.broken.emit, drafts)

    def run_parts(self) -> "RunParts":
        """Return what runs of workflows are built from; the engine must have started."""
        from .workflows.running import RunParts

        if self.engine is None or self._connections is None:
            raise RuntimeError("the engine has not started")

        def listing(kind: str) -> Listing | None:
            shelf = self.catalogue.shelves.get(kind)
            return shelf.listing if shelf else None

        return RunParts(
            engine=self.engine,
            ledger=self.ledger,
            runs=self.runs,
            clock=self.clock,
            listing=listing,
            is_gone=self._connections.remote.is_gone,
            keep_prompts=lambda: self.profile.keep_prompts,
        )

    @property
    def guards(self) -> Guards:
        """The user's limits as last read."""
        return self.limits.now

    async def start(self) -> None:
        """Begin, then refresh all product lists; ``stop`` cancels it."""
        self._starting = asyncio.current_task()
        await self.begin()
        if self.stage is Stage.READY:
            await self.lists.refresh()

    async def begin(self) -> None:
        """Open the store, load cached lists, connect, resume open tasks.

        Failures that a user can fix are not raised: the stage becomes ``failed`` with a reason.
        """
        self.log.open()
        self.log.note("start", version=__version__, profile=self.profile.name)
        async with self._begins:
            await self._begin()

    async def again(self) -> None:
        """Connect again, with the key and the results folder that are set now.

        The engine stops as it does when the program ends, and a new one resumes its tasks. It goes
        on to its end if the caller is cancelled: there would be no engine.
        """
        await asyncio.wait({self._crew.start(self._again(), "again")})

    async def _again(self) -> None:
        async with self._begins:
            self.failure = None
            self._to(Stage.STARTING)
            if self.engine is not None:
                await self.engine.finish_sending()
            await self._leave_service()
            self.engine = self._connections = None
            self.apply()
            await self._begin()
        if self.stage is Stage.READY:
            await self.lists.refresh()

    async def _begin(self) -> None:
        try:
            await self._open()
            self.endpoint = await run_in_thread(self.profile.connect)
            await run_in_thread(_load_engine)
            await self._start_engine(self.endpoint)
        except StartError as error:
            self._fail(error)
        except StoreError as error:
            self._fail(StartError(f"store_{error.reason}", str(error.path)))
        except BadAddressError as error:
            self._fail(StartError(f"address_{error.reason}", error.setting))
        else:
            self._to(Stage.READY)

    async def _open(self) -> None:
        if self._is_open:
            return
        for path in (self.profile.folders.database, self.profile.folders.results):
            # what is paid for and made could not be written down
            if not is_text(path):
                raise StoreError("text", path)
        await self.database.open()
        self._is_open = True
        await self.favourites.load()
        await self.catalogue.load()
        self.remover.purge_in(0)

    def apply(self) -> None:
        """Reload the settings and apply all that need no restart."""
        self.limits.refresh()
        values = self.settings.values
        keeps = values.get("prompts.keep", self.profile.name == DEMO)
        self.profile = replace(self.profile, keep_prompts=keeps)
        if self.engine is None:
            folders = filed(self.profile.folders, self.settings)
            self.profile = replace(self.profile, folders=folders)
        self.preferences.share(sharing_of(self.profile, self.settings))
        self.previews.mode = mode_of(values.get("preview.mode", AUTO), os.environ)

    async def speak(self) -> None:
        """Refresh the lists in the current language."""
        if self._connections is not None:
            self._connections.client.speak(language())
            await self.lists.refresh()

    def _read_limits(self) -> Guards:
        self.settings = read_settings(self.profile.folders.settings)
        unclear = any(mistake.of_limits for mistake in self.settings.mistakes)
        return self.bounded(guards_of(self.settings.values, unclear=unclear))

    async def stop(self) -> None:
        """Shut down so that the next start can continue.

        A step that fails does not prevent the others.
        """
        async with AsyncExitStack() as steps:
            # called last to first
            steps.callback(self.log.close)
            steps.callback(self.log.note, "end")
            steps.push_async_callback(asyncio.to_thread, self.profile.release)
            steps.push_async_callback(self.database.close)
            steps.callback(self.previews.close)
            steps.push_async_callback(self._leave_service)
            steps.push_async_callback(self._crew.cancel)
            steps.push_async_callback(self.remover.finish, STOP_SECONDS)
            steps.callback(self.player.stop)
            steps.push_async_callback(self._stop_starting)

    async def _stop_starting(self) -> None:
        """Cancel a start under way before the store is closed."""
        starting, self._starting = self._starting, None
        if starting is not None and starting is not asyncio.current_task():
            starting.cancel()
            await asyncio.wait([starting], timeout=STOP_SECONDS)

    async def _leave_service(self) -> None:
        self.lists.leave()
        async with AsyncExitStack() as steps:
            # called last to first
            if self._connections is not None:
                steps.push_async_callback(self._connections.close)
            if self.engine is not None:
                steps.push_async_callback(self.engine.stop)
            if "flows" in self.__dict__:
                steps.push_async_callback(self.flows.leave)

    async def _start_engine(self, endpoint: Endpoint) -> None:
        from .connections import Connections
        from .tasks.diary import Diary
        from .tasks.engine import Engine

        self._connections = Connections(endpoint, self.clock, self.database, self.log)
        engine = Engine(self._engine_parts(self._connections))
        Diary(engine, self.log)
        await engine.start()
        self.engine = engine
        self.lists.follow(self._connections.client, engine.line)

    def _engine_parts(self, connections: "Connections") -> "EngineParts":
        from .tasks.parts import EngineParts

        folders = self.profile.folders
        return EngineParts(
            client=connections.client,
            catalogue=self.catalogue,
            preparer=connections.preparer,
            ledger=self.ledger,
            pending=Pending(folders.pending),
            instances=Instances(folders.data / "instances"),
            clock=self.clock,
            results=folders.results,
            key_print=connections.key_print,
            keep_prompts=lambda: self.profile.keep_prompts,
            limits=self.limits,
            filing=lambda: filing_of(self.settings.values),
            fault=self.broken.emit,
            takes_over=self.takes_over,
        )

    def _to(self, stage: Stage) -> None:
        self._stage = stage
        self.log.note(stage, problem=self.failure and self.failure.problem)
        self.changed.emit(stage)

    def _fail(self, failure: StartError) -> None:
        self.failure = failure
        self._to(Stage.FAILED)


def _load_engine() -> None:
    """Import what the engine needs, httpx above all; lists from the cache are drawn meanwhile."""
    from . import connections  # noqa: F401
    from .tasks import diary, engine  # noqa: F401
