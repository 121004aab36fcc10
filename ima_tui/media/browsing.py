"""What is in a folder: for choosing a file. It blocks: call it in a thread."""

import os
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ..catalog.inputs import SUFFIXES, MediaKind

MOST = 5_000
"""Entries of a folder that are looked at."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something in a folder; ``size`` in bytes, ``changed`` in seconds since the epoch."""

    path: Path
    is_folder: bool
    size: int = 0
    changed: float = 0.0


def suffixes_of(kinds: Iterable[MediaKind]) -> frozenset[str]:
    """Return how the names of media of some kinds end: ``.png``."""
    return frozenset(f".{suffix}" for kind in kinds for suffix in SUFFIXES[kind])


def entries_of(folder: Path, suffixes: Collection[str]) -> list[Entry]:
    """Return the folders in a folder, then the files whose names end so, the newest first.

    Raises:
        OSError: it can't be read.
    """
    found: list[Entry] = []
    with os.scandir(folder) as inside:
        for count, entry in enumerate(inside):
            if count >= MOST:
                break
            # what vanishes meanwhile is left out
            with suppress(OSError):
                if entry.is_dir():
                    found.append(Entry(Path(entry.path), is_folder=True))
                elif entry.is_file() and Path(entry.name).suffix.casefold() in suffixes:
                    told = entry.stat()
                    path = Path(entry.path)
                    found.append(Entry(path, False, told.st_size, told.st_mtime))  # noqa: FBT003
    return sorted(found, key=_place)


def _place(entry: Entry) -> tuple[bool, float, str]:
    return not entry.is_folder, -entry.changed, entry.path.name.casefold()
