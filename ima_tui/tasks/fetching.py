"""Fetching on request: files that are missing, results left at the service."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..api.client import ImaClient
from ..api.errors import ImaError, ServiceError
from ..clock import Clock
from ..media.partial import InUseError
from ..media.saving import Saved, SaveError, Target, local_reason, save
from ..store.database import StoreError
from ..store.ledger import Ledger
from ..store.records import Task, TaskMedia
from ..store.saved import SIDECAR
from .book import Book
from .desk import SettleError
from .filing import Filing
from .problems import problem_of
from .results import left_there, with_detail
from .sidecars import describe, write_sidecar
from .targets import target_of

_OF_ADDRESS = frozenset({"gone", "wrong_kind"})
"""Problems after which the service is asked for a new address, as it may have expired."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """The outcome of fetching a task's files again.

    Attributes:
        saved: the restored files.
        problems: those of the others, by position: ``gone`` (the service has it no more),
            ``in_use`` (it is being fetched), or a code of saving or the service; each has a
            message.
    """

    saved: tuple[Path, ...] = ()
    problems: Mapping[int, str] = field(default_factory=dict)


def missing_files(task: Task) -> tuple[TaskMedia, ...]:
    """Return the saved results of a task whose files are missing. Reads the disk."""
    return tuple(m for m in task.medias if m.path is not None and not Path(m.path).is_file())


class Fetcher:
    """Fetches files of any task in the ledger, whoever owns it.

    Args:
        folder: the folder of results that were never saved and have no folder of their own.
        filing: returns how results are filed.
    """

    def __init__(
        self,
        client: ImaClient,
        book: Book,
        ledger: Ledger,
        folder: Path,
        clock: Clock,
        filing: Callable[[], Filing],
    ) -> None:
        self._client = client
        self._book = book
        self._ledger = ledger
        self._folder = folder.resolve()
        self._clock = clock
        self._filing = filing

    async def fetch_again(self, task_id: str, position: int | None = None) -> Fetched:
        """Fetch the missing files of a task, as long as the service has them.

        Files are restored to their old paths. Nothing is charged, and existing files are not
        touched.

        Args:
            task_id: the local id.
            position: the one result that is wanted; None for all.

        Raises:
            SettleError: there is no such task.
            StoreError: the ledger can't be read.
        """
        # reload from the ledger: another program may have fetched some files
        task = await self._ledger.get(task_id)
        if task is None:
            raise SettleError("not_here")
        saved: list[Path] = []
        problems: dict[int, str] = {}
        missing = await asyncio.to_thread(missing_files, task)
        for media in (*missing, *left_there(task)):
            if position not in {None, media.position}:
                continue
            try:
                saved.append(await self._fetch(task, media))
            except SaveError as error:
                problems[media.position] = error.reason
            except InUseError:
                problems[media.position] = "in_use"
            except ImaError as error:
                problems[media.position] = problem_of(error)
            except StoreError:
                problems[media.position] = "store"
        return Fetched(tuple(saved), problems)

    async def _fetch(self, task: Task, media: TaskMedia) -> Path:
        try:
            return await self._save(task, media)
        except SaveError as error:
            if error.reason not in _OF_ADDRESS:
                raise
            fresh = await self._looked_up(task, media)
            if fresh.url == media.url:
                raise
        return await self._save(task, fresh)

    async def look_up(self, task: Task) -> Task:
        """Return a task with the current addresses of its results from the service.

        The answer is not stored. A task that the service no longer knows is returned unchanged.

        Raises:
            ImaError: the service did not answer.
        """
        try:
            detail = await self._client.detail(task.task_id or "")
        except ServiceError as error:
            if problem_of(error) == "key":
                raise
            return task
        paths = {one.position: (one.path, one.bytes) for one in task.medias}
        # polling skips saved results, so they count as not saved here
        unsaved = tuple(replace(one, path=None) for one in task.medias)
        found = with_detail(replace(task, medias=unsaved), detail)
        medias = []
        for one in found.medias:
            path, size = paths.get(one.position, (None, None))
            medias.append(replace(one, path=path, bytes=size))
        return replace(task, medias=tuple(medias))

    async def _looked_up(self, task: Task, media: TaskMedia) -> TaskMedia:
        """Return a result with the service's current data."""
        found = await self.look_up(task)
        now = next(one for one in found.medias if one.position == media.position)
        return replace(now, path=None)

    async def _save(self, task: Task, media: TaskMedia) -> Path:
        target = self._target(task, media)
        describes = bool(target.beside)
        saved = await save(self._client, media.url, target, self._clock, lambda: True)
        if describes:
            await asyncio.to_thread(self._describe, task, media, saved)
        found = replace(media, path=str(saved.path), bytes=saved.size, at_service=False)
        await self._book.saved_again(task.id, found)
        return saved.path

    def _target(self, task: Task, media: TaskMedia) -> Target:
        # its old path is known from the missing result
        path = next(one.path for one in task.medias if one.position == media.position)
        if path is None:
            return target_of(task, media, self._folder, self._filing())
        was = Path(path)
        described = was.with_name(f"{was.name}{SIDECAR}").exists()
        return Target(
            folder=was.parent,
            mark=f"{task.id}-{media.position}",
            stem=was.stem,
            beside=SIDECAR if self._filing().sidecars and not described else "",
        )

    def _describe(self, task: Task, media: TaskMedia, saved: Saved) -> None:
        try:
            write_sidecar(describe(task, media, saved, self._clock.now()), saved.path)
        except OSError as error:
            raise SaveError(local_reason(error)) from error
