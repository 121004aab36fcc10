"""Saving results as soon as they are ready, with retries."""

import asyncio
import random
from collections.abc import Callable, Container, Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from ..api.client import ImaClient
from ..api.errors import ImaError
from ..clock import Clock, wait_for
from ..media.partial import InUseError, sweep
from ..media.saving import Saved, SaveError, local_reason, save
from ..store.database import StoreError
from ..store.records import State, Task, TaskMedia
from .backoff import Backoff
from .book import Book
from .crew import Crew
from .filing import Filing
from .lanes import Lanes
from .problems import problem_of
from .results import unsaved, with_gone, with_saved
from .sidecars import describe, write_sidecar
from .targets import target_of
from .watching import Watcher

LOCAL_RETRY_SECONDS = 15.0
"""Seconds between two tries while the disk is full or the folder can't be written."""

_LOCAL = frozenset({"disk_full", "folder", "store"})
_STUBBORN = frozenset({"gone", "wrong_kind", "incomplete"})
"""Problems with the host's answer, as opposed to the connection: retried with backoff."""
_OF_ADDRESS = frozenset({"gone", "wrong_kind"})
"""Problems after which a fresh address is requested."""
_IN_USE = "in_use"
"""Another program is fetching it: nothing to report."""


class Keeper:
    """Saves ready results into the results folder.

    Args:
        watcher: polled for a fresh address if one expired.
        folder: the default results folder; symbolic links are resolved once.
        crew: runs the downloads.
        filing: tells how results are filed.
        chance: returns a random number from 0 to 1, which spreads retries.
    """

    def __init__(
        self,
        client: ImaClient,
        book: Book,
        watcher: Watcher,
        folder: Path,
        clock: Clock,
        crew: Crew,
        filing: Callable[[], Filing],
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._client = client
        self._book = book
        self._watcher = watcher
        self._folder = folder.resolve()
        self._clock = clock
        self._lanes = Lanes()
        self._saving: set[tuple[str, int]] = set()
        self._crew = crew
        self._retry = asyncio.Event()
        self._filing = filing
        self._chance = chance

    def keep(self, task: Task) -> None:
        """Schedule the saving of every ready result of a task."""
        for media in unsaved(task):
            key = (task.id, media.position)
            if key not in self._saving:
                self._saving.add(key)
                self._crew.start(self._save_one(*key), f"save-{task.id}")

    def retry(self) -> None:
        """Retry at once all results that wait for their next try."""
        self._retry.set()
        self._retry = asyncio.Event()

    async def sweep(self, open_tasks: Container[str], folders: Iterable[str]) -> None:
        """Remove partial files of results that are no longer expected.

        Args:
            open_tasks: the local ids of all tasks that may still bring results, whoever owns them.
            folders: folders to search besides the default one.
        """
        for folder in (self._folder, *map(Path, folders)):
            # unreadable folders, as on a disk that is not mounted, are skipped
            with suppress(OSError):
                await asyncio.to_thread(sweep, folder, open_tasks, self._clock.now())

    async def _save_one(self, task_id: str, position: int) -> None:
        try:
            await self._until_saved(task_id, position)
        finally:
            self._saving.discard((task_id, position))

    async def _until_saved(self, task_id: str, position: int) -> None:
        backoff, patient = Backoff(2.0, 60.0, self._chance), Backoff(2.0, 900.0, self._chance)
        placed: list[Saved] = []
        while True:
            task = self._book.tasks[task_id]
            media = next((m for m in unsaved(task) if m.position == position), None)
            if media is None or task.state is State.STOPPED:
                return
            problem = await self._try(task, media, placed)
            if problem is None:
                return
            await self._note(task_id, problem)
            wait = LOCAL_RETRY_SECONDS
            if problem not in _LOCAL:
                wait = (patient if problem in _STUBBORN else backoff).next()
            await wait_for(self._retry, self._clock, wait)
            if problem in _OF_ADDRESS:
                # it may have expired: the next poll brings a fresh one
                await self._look_again(task_id, media)

    async def _try(self, task: Task, media: TaskMedia, placed: list[Saved]) -> str | None:
        """Save one result; return the code of the problem, if any.

        Args:
            task: the current task.
            media: the result.
            placed: holds the complete file, so that a retry does not download it again.
        """
        if placed and not await asyncio.to_thread(placed[0].path.exists):
            placed.clear()
        try:
            if not placed:
                async with self._lanes.place() as let_pass:
                    placed.append(await self._fetch(task, media, let_pass))
            saved = placed[0]
            if self._filing().sidecars:
                await asyncio.to_thread(self._write_sidecar, task, media, saved)
            await self._book.change(
                task.id,
                lambda now: with_saved(now, media.position, saved.path, saved.size),
                "saved",
                name=saved.path.name,
                number=media.position + 1,
            )
        except InUseError:
            return _IN_USE
        except SaveError as error:
            return error.reason
        except ImaError as error:
            return problem_of(error)
        except StoreError:
            return "store"
        return None

    async def _fetch(self, task: Task, media: TaskMedia, let_pass: Callable[[], bool]) -> Saved:
        target = target_of(task, media, self._folder, self._filing())
        return await save(self._client, media.url, target, self._clock, let_pass)

    def _write_sidecar(self, task: Task, media: TaskMedia, saved: Saved) -> None:
        try:
            write_sidecar(describe(task, media, saved, self._clock.now()), saved.path)
        except OSError as error:
            raise SaveError(local_reason(error)) from error

    async def _note(self, task_id: str, problem: str) -> None:
        if problem == _IN_USE or self._book.tasks[task_id].problem == problem:
            return
        try:
            await self._book.change(
                task_id,
                lambda now: replace(now, problem=problem),
                "not_saved",
                problem=problem,
            )
        except StoreError:
            return

    async def _look_again(self, task_id: str, media: TaskMedia) -> None:
        """Poll for the current address of a result, or for its end."""
        try:
            await self._book.change(task_id, lambda now: with_gone(now, media.position, media.url))
            await self._watcher.look(task_id)
        except StoreError:
            return
