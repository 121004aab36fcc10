"""Every file and folder that a profile keeps, as data: for ``paths``, and for forgetting them."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from .folders import PROFILES, Folders
from .saved import hidden_files, saved_files


@dataclass(frozen=True, slots=True)
class Kept:
    """A stored file or folder; the message ``kept-<name>`` describes it.

    Attributes:
        path: a file, or a folder with everything in it but what belongs to other profiles.
        files: the files in a folder that may also hold what is not ours; None for all.
    """

    name: str
    path: Path
    files: tuple[Path, ...] | None = None

    @property
    def parts(self) -> tuple[Path, ...]:
        """The existing files: of a database also those that SQLite keeps beside it."""
        if self.files is not None:
            return tuple(path for path in self.files if path.is_file())
        if self.path.is_dir():
            return tuple(path for path in self._inside() if path.is_file())
        try:
            beside = sorted(self.path.parent.iterdir())
        except OSError:
            return ()
        return tuple(path for path in beside if self.holds(path) and path.is_file())

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders of it, the innermost first."""
        inside = self._inside() if self.files is None else ()
        folders = [path for path in inside if path.is_dir() and not path.is_symlink()]
        return (*sorted(folders, reverse=True), self.path)

    @property
    def bytes(self) -> int:
        """Its size in bytes."""
        return sum(path.lstat().st_size for path in self.parts)

    def holds(self, path: Path) -> bool:
        """Return whether a file is part of it."""
        own = self.path.name
        # SQLite's files, our locks and interrupted writes are beside it
        beside = path.parent == self.path.parent and path.name.lstrip(".").startswith(own)
        return beside or path.is_relative_to(self.path)

    def _inside(self) -> Iterator[Path]:
        """Yield everything in the folder; those of other profiles are in folders within ours."""
        others = self.path / PROFILES
        return (path for path in self.path.rglob("*") if not path.is_relative_to(others))


def forget(kept: Iterable[Kept]) -> tuple[Path, ...]:
    """Delete stored files, and return those that could not be deleted.

    Args:
        kept: what to delete; it must not be in use any more.
    """
    left: list[Path] = []
    for one in kept:
        for part in one.parts:
            try:
                part.unlink()
            except OSError:
                left.append(part)
        for folder in one.folders:
            # a folder that is not empty, or not a folder, stays
            with suppress(OSError):
                folder.rmdir()
    return tuple(left)


def kept_of(folders: Folders) -> Iterator[Kept]:
    """Yield what a profile keeps."""
    yield Kept("history", folders.database)
    yield Kept("pending", folders.pending)
    yield Kept("runs", folders.runs)
    yield Kept("drafts", folders.drafts)
    yield Kept("templates", folders.templates)
    yield Kept("instances", folders.data / "instances")
    yield Kept("recent", folders.recent)
    yield Kept("results", folders.results, saved_files(folders.database, folders.results))
    yield Kept("hidden", folders.results, hidden_files(folders.database, folders.results))
    yield Kept("settings", folders.settings)
    yield Kept("preferences", folders.preferences)
    yield Kept("presets", folders.presets)
    yield Kept("key", folders.key)
    yield Kept("cache", folders.cache)
    yield Kept("logs", folders.logs)
    yield Kept("simulator", folders.simulator)
