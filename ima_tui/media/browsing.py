"""Listing a folder to choose a file from. Blocks: call it in a thread."""

import os
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ..catalog.inputs import SUFFIXES, MediaKind

MOST = 5_000
"""How many entries of a folder are read."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a folder; ``size`` in bytes, ``changed`` in seconds since the epoch."""

    path: Path
    is_folder: bool
    size: int = 0
    changed: float = 0.0


def suffixes_of(kinds: Iterable[MediaKind]) -> frozenset[str]:
    """Return the file name suffixes of some kinds of media, such as ``.png``."""
    return frozenset(f".{suffix}" for kind in kinds for suffix in SUFFIXES[kind])


def entries_of(folder: Path, suffixes: Collection[str]) -> list[Entry]:
    """Return a folder's subfolders, then its files with these suffixes, the newest first.

    The descriptions that are saved beside results are left out.

    Raises:
        OSError: it can't be read.
    """
    found: list[Entry] = []
    names: set[str] = set()
    with os.scandir(folder) as inside:
        for count, entry in enumerate(inside):
            if count >= MOST:
                break
            names.add(entry.name)
            # entries that vanish meanwhile are left out
            with suppress(OSError):
                if entry.is_dir():
                    found.append(Entry(Path(entry.path), is_folder=True))
                elif entry.is_file() and Path(entry.name).suffix.casefold() in suffixes:
                    told = entry.stat()
                    path = Path(entry.path)
                    found.append(Entry(path, False, told.st_size, told.st_mtime))  # noqa: FBT003
    return sorted((one for one in found if not _describes(one.path, names)), key=_place)


def _describes(path: Path, names: Collection[str]) -> bool:
    """Return whether a file is about another one, as ``fox.png.json`` is."""
    return path.suffix == ".json" and path.stem in names


def _place(entry: Entry) -> tuple[bool, float, str]:
    return not entry.is_folder, -entry.changed, entry.path.name.casefold()
