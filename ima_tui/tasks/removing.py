"""Deleting what ran: the record, its files, or both; for some time all of it can be taken back.

Files are put aside in their folder under a hidden name, so that taking them back moves nothing from
one disk to another; they are written down before they move, so that none is lost or left behind.
"""

import asyncio
import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from ..clock import Clock
from ..store.database import StoreError
from ..store.deletions import UNDO_SECONDS, Asides, Deletions, NeededError
from ..store.records import Task
from .book import Book
from .crew import Crew
from .machine import ENDED
from .sidecars import ENDING, describes

_ASIDE = ".ima-deleted-"


class Part(StrEnum):
    """What is deleted of a task."""

    RECORD = "record"
    FILES = "files"
    BOTH = "both"


class NothingToUndoError(Exception):
    """Nothing was deleted that could still be taken back."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a deletion or of taking it back.

    Attributes:
        tasks: how many tasks it was about.
        files: how many files moved.
        left: files that could not be moved, or are not what was saved any more.
    """

    tasks: int
    files: int = 0
    left: tuple[str, ...] = ()


class Remover:
    """Where tasks are deleted and taken back.

    Args:
        deletions: what was deleted, on disk.
        clock: tells the time.
        crew: does what is due later.
    """

    def __init__(self, deletions: Deletions, clock: Clock, crew: Crew) -> None:
        self._deletions = deletions
        self._clock = clock
        self._crew = crew

    async def remove(self, tasks: Sequence[Task], part: Part, book: Book | None = None) -> Outcome:
        """Delete tasks that ended.

        Args:
            tasks: as they stand.
            part: what of them.
            book: those of this program, which forgets them.

        Raises:
            NeededError: one of them is open or unconfirmed by now; nothing was deleted.
            StoreError: it could not be written down; nothing was deleted.
        """
        if any(task.state not in ENDED for task in tasks):
            raise NeededError
        planned = await asyncio.to_thread(_planned, tasks, part)
        now, records = self._clock.now(), part is not Part.FILES
        there = await self._deletions.add(planned, now, ENDED, records=records)
        moves = [move for files in there.values() for move in files]
        left = await asyncio.to_thread(_move, moves)
        if book is not None and records:
            for task in tasks:
                book.forget(task.id)
        # clocks are set by a little all the time
        self.purge_in(UNDO_SECONDS + 1)
        known = await asyncio.to_thread(_changed, tasks) if part is not Part.RECORD else []
        return Outcome(len(there), len(moves) - len(left), (*left, *known))

    async def undo(self) -> Outcome:
        """Take back what was deleted last.

        Raises:
            NothingToUndoError: there is nothing.
            StoreError: it could not be written down; nothing changed.
        """
        last = await self._deletions.latest()
        if not last:
            raise NothingToUndoError
        moves = [(aside, path) for deletion in last for path, aside in deletion.files]
        left = await asyncio.to_thread(_move, moves)
        await self._deletions.restore([deletion.task for deletion in last])
        return Outcome(len(last), len(moves) - len(left), tuple(left))

    async def purge(self) -> None:
        """Remove for good what can't be taken back any more.

        Raises:
            StoreError: it could not be written; it is tried again at the next start.
        """
        expired = await self._deletions.expired(self._clock.now())
        if not expired:
            return
        asides = [aside for deletion in expired for _path, aside in deletion.files]
        await asyncio.to_thread(_unlink, asides)
        await self._deletions.purge([deletion.task for deletion in expired])

    def purge_in(self, seconds: float) -> None:
        """Remove for good, some seconds later, what can't be taken back then."""
        self._crew.start(self._purge_in(seconds), "purge")

    async def _purge_in(self, seconds: float) -> None:
        await self._clock.sleep(seconds)
        # tried again at the next start
        with suppress(StoreError):
            await self.purge()


def _planned(tasks: Sequence[Task], part: Part) -> dict[str, list[tuple[str, str]]]:
    """What is put aside of each task."""
    return {task.id: [] if part is Part.RECORD else list(_asides(task)) for task in tasks}


def _asides(task: Task) -> Iterator[tuple[str, str]]:
    """Where the files of a task are, and where they are put aside; only what was saved as it is."""
    for path, size in _files(task):
        if _is_ours(path, size):
            yield str(path), str(path.with_name(f"{_ASIDE}{task.id}-{path.name}"))


def _changed(tasks: Sequence[Task]) -> list[str]:
    """The files that stand where results were saved and are something else by now."""
    files = [file for task in tasks for file in _files(task)]
    return [str(path) for path, size in files if not _is_gone(path) and not _is_ours(path, size)]


def _files(task: Task) -> Iterator[tuple[Path, int | None]]:
    for media in task.medias:
        if media.path is not None:
            yield Path(media.path), media.bytes
            described = Path(f"{media.path}{ENDING}")
            if describes(described, task.id):
                yield described, None


def _is_ours(path: Path, size: int | None) -> bool:
    # what can't be looked at is left alone
    with suppress(OSError, ValueError):
        here = path.lstat()
        return stat.S_ISREG(here.st_mode) and (size is None or here.st_size == size)
    return False


def _is_gone(path: Path) -> bool:
    try:
        path.lstat()
    except OSError as error:
        return isinstance(error, FileNotFoundError | NotADirectoryError)
    except ValueError:
        return True
    return False


def _move(moves: Asides) -> list[str]:
    """Rename files that are there, never over another one; return those that could not be."""
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
        # one that can't be removed is hidden and stays: its record goes all the same
        with suppress(OSError):
            Path(path).unlink()
