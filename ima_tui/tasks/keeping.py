"""Saving results as soon as they are ready, however often that takes."""

import asyncio
import random
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from ..api.client import ImaClient
from ..api.errors import ImaError
from ..clock import Clock, wait_for
from ..media.names import file_stem
from ..media.saving import Saved, SaveError, save
from ..store.database import StoreError
from ..store.records import Task, TaskMedia
from .backoff import Backoff
from .book import Book
from .crew import Crew
from .problems import problem_of
from .results import unsaved, with_saved
from .watching import Watcher

SAVES_AT_ONCE = 4
LOCAL_RETRY_SECONDS = 15.0
"""Between two tries while the disk is full or the folder can't be written."""

_LOCAL = frozenset({"disk_full", "folder", "store"})


class Keeper:
    """Fetches ready results into the results folder.

    Args:
        watcher: asked for a fresh address where one ran out.
        crew: does the fetching.
    """

    def __init__(
        self,
        client: ImaClient,
        book: Book,
        watcher: Watcher,
        folder: Path,
        clock: Clock,
        crew: Crew,
    ) -> None:
        self._client = client
        self._book = book
        self._watcher = watcher
        self._folder = folder
        self._clock = clock
        self._places = asyncio.Semaphore(SAVES_AT_ONCE)
        self._saving: set[tuple[str, int]] = set()
        self._crew = crew
        self._retry = asyncio.Event()

    def keep(self, task: Task) -> None:
        """See to it that every ready result of a task gets saved."""
        for media in unsaved(task):
            key = (task.id, media.position)
            if key not in self._saving:
                self._saving.add(key)
                self._crew.start(self._save_one(*key), f"save-{task.id}")

    def retry(self) -> None:
        """Try at once what waits for its next try."""
        self._retry.set()
        self._retry = asyncio.Event()

    async def _save_one(self, task_id: str, position: int) -> None:
        try:
            await self._until_saved(task_id, position)
        finally:
            self._saving.discard((task_id, position))

    async def _until_saved(self, task_id: str, position: int) -> None:
        backoff = Backoff(2.0, 60.0, random.random)
        while True:
            task = self._book.tasks[task_id]
            media = next((m for m in unsaved(task) if m.position == position), None)
            if media is None:
                return
            problem = await self._try(task, media)
            if problem is None:
                return
            await self._note(task_id, problem)
            wait = LOCAL_RETRY_SECONDS if problem in _LOCAL else backoff.next()
            await wait_for(self._retry, self._clock, wait)
            if problem == "gone":
                # the address may have run out: a fresh one comes with a fresh look
                await self._look_again(task_id)

    async def _try(self, task: Task, media: TaskMedia) -> str | None:
        """Save one result; returns the code of what stood against it."""
        try:
            async with self._places:
                saved = await self._save(task, media)
            await self._book.change(
                task.id,
                lambda now: with_saved(now, media.position, saved.path, saved.size),
                "saved",
                name=saved.path.name,
                number=media.position + 1,
            )
        except SaveError as error:
            return error.reason
        except ImaError as error:
            return problem_of(error)
        except StoreError:
            return "store"
        return None

    async def _save(self, task: Task, media: TaskMedia) -> Saved:
        made = datetime.fromtimestamp(task.created_at).astimezone()
        stem = file_stem(task.model_name, task.id, media.position, made)
        return await save(self._client, media.url, self._folder, stem)

    async def _note(self, task_id: str, problem: str) -> None:
        if self._book.tasks[task_id].problem == problem:
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

    async def _look_again(self, task_id: str) -> None:
        try:
            await self._watcher.look(task_id)
        except StoreError:
            return
