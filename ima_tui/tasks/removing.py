"""Deleting tasks: the record, its files, or both; for some time a deletion can be undone.

Files are renamed to hidden names in their folder, so that an undo moves nothing between disks; they
are recorded before they move, so that none is lost or left behind.
"""

import asyncio
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from ..clock import Clock
from ..store.database import StoreError
from ..store.deletions import UNDO_SECONDS, Asides, Deletions, NeededError
from ..store.records import Task
from ..store.saved import SIDECAR, describes, is_unchanged
from .book import Book
from .crew import Crew, to_its_end
from .machine import ENDED

_ASIDE = ".ima-deleted-"


class Part(StrEnum):
    """Which part of a task is deleted."""

    RECORD = "record"
    FILES = "files"
    BOTH = "both"


class NothingToUndoError(Exception):
    """There is no deletion to undo."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of a deletion or of its undo.

    Attributes:
        tasks: the number of tasks.
        files: the number of files moved.
        left: files that could not be moved, or have been changed since they were saved.
    """

    tasks: int
    files: int = 0
    left: tuple[str, ...] = ()


class Remover:
    """Deletes tasks and undoes deletions.

    Args:
        deletions: the deletions on disk.
        clock: tells the time.
        crew: runs delayed work.
    """

    def __init__(self, deletions: Deletions, clock: Clock, crew: Crew) -> None:
        self._deletions = deletions
        self._clock = clock
        self._crew = crew
        self._in_turn = asyncio.Lock()

    async def remove(self, tasks: Sequence[Task], part: Part, book: Book | None = None) -> Outcome:
        """Delete tasks that ended.

        Args:
            tasks: the tasks.
            part: which part of them.
            book: the tasks of this program, from which they are removed.

        Raises:
            NeededError: one of them is open or unconfirmed now; nothing was deleted.
            StoreError: it could not be written; nothing was deleted.
        """
        if any(task.state not in ENDED for task in tasks):
            raise NeededError
        async with self._in_turn:
            return await to_its_end(self._remove(tasks, part, book))

    async def _remove(self, tasks: Sequence[Task], part: Part, book: Book | None) -> Outcome:
        planned = await asyncio.to_thread(_planned, tasks, part)
        now, records = self._clock.now(), part is not Part.FILES
        there = await self._deletions.add(planned, now, ENDED, records=records)
        moves = [move for files in there.values() for move in files]
        left = await asyncio.to_thread(_move, moves)
        if book is not None and records:
            for task in tasks:
                book.forget(task.id)
        # clocks are adjusted slightly all the time
        self.purge_in(UNDO_SECONDS + 1)
        known = await asyncio.to_thread(_changed, tasks) if part is not Part.RECORD else []
        return Outcome(len(there), len(moves) - len(left), (*left, *known))

    async def undo(self) -> Outcome:
        """Undo the last deletion; one under way is awaited.

        Raises:
            NothingToUndoError: there is none.
            StoreError: it could not be written; nothing changed.
        """
        async with self._in_turn:
            return await to_its_end(self._undo())

    async def _undo(self) -> Outcome:
        last = await self._deletions.latest()
        if not last:
            raise NothingToUndoError
        moves = [(aside, path) for deletion in last for path, aside in deletion.files]
        left = await asyncio.to_thread(_move, moves)
        await self._deletions.restore([deletion.task for deletion in last])
        return Outcome(len(last), len(moves) - len(left), tuple(left))

    async def finish(self, seconds: float) -> None:
        """Wait, at most some seconds, for what is under way: files and records stay together."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds), self._in_turn:
                pass

    async def purge(self) -> None:
        """Purge deletions that can't be undone any more.

        Raises:
            StoreError: it could not be written; the next start tries again.
        """
        async with self._in_turn:
            await self._purge()

    async def _purge(self) -> None:
        expired = await self._deletions.expired(self._clock.now())
        if not expired:
            return
        asides = [aside for deletion in expired for _path, aside in deletion.files]
        await asyncio.to_thread(_unlink, asides)
        await self._deletions.purge([deletion.task for deletion in expired])

    def purge_in(self, seconds: float) -> None:
        """Purge after some seconds what can't be undone by then."""
        self._crew.start(self._purge_in(seconds), "purge")

    async def _purge_in(self, seconds: float) -> None:
        await self._clock.sleep(seconds)
        # tried again at the next start
        with suppress(StoreError):
            await self.purge()


def _planned(tasks: Sequence[Task], part: Part) -> dict[str, list[tuple[str, str]]]:
    """The files to move aside, by task."""
    return {task.id: [] if part is Part.RECORD else list(_asides(task)) for task in tasks}


def _asides(task: Task) -> Iterator[tuple[str, str]]:
    """The paths of a task's files and their hidden names; only files unchanged since saving."""
    for path, size in _files(task):
        if is_unchanged(path, size):
            yield str(path), str(path.with_name(f"{_ASIDE}{task.id}-{path.name}"))


def _changed(tasks: Sequence[Task]) -> list[str]:
    """The files at the paths of results that have been changed since."""
    files = [file for task in tasks for file in _files(task)]
    return [
        str(path) for path, size in files if not _is_gone(path) and not is_unchanged(path, size)
    ]


def _files(task: Task) -> Iterator[tuple[Path, int | None]]:
    for media in task.medias:
        if media.path is not None:
            yield Path(media.path), media.bytes
            described = Path(f"{media.path}{SIDECAR}")
            if describes(described, task.id):
                yield described, None


def _is_gone(path: Path) -> bool:
    try:
        path.lstat()
    except OSError as error:
        return isinstance(error, FileNotFoundError | NotADirectoryError)
    except ValueError:
        return True
    return False


def _move(moves: Asides) -> list[str]:
    """Rename existing files, never over another one; return those that failed."""
    left = []
    for source, target in moves:
        try:
            if not os.path.lexists(source):
                continue
            if os.path.lexists(target):
                raise FileExistsError(target)
            Path(source).rename(target)
        except OSError:
            left.append(source)
    return left


def _unlink(paths: Sequence[str]) -> None:
    for path in paths:
        # a file that can't be removed stays hidden; its record is still purged
        with suppress(OSError):
            Path(path).unlink()
