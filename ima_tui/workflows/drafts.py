"""Plans being made, as files, to survive restarts. They contain prompts.

Blocks: call it in a thread.
"""

import errno
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

import msgspec
from filelock import FileLock

from ..files import FILE_MODE, private_folder, write_atomic
from .checks import MOST_STEPS
from .plan import MOST_BYTES, Plan

MOST_KEPT: Final = 8 * MOST_BYTES
"""A larger file is none of ours; a plan may be larger while it is made than as a file to share."""

LOCK_SECONDS: Final = 5.0
"""How long to wait for other programs, which write a plan in a moment."""


class KeptDraft(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A plan being made.

    Attributes:
        changed_at: seconds since the epoch.
        reuse: the id of the earlier run it was made from; empty for none.
        values: the values of its template's fields, if made from one.
        by_user: whether the user asked to keep it regardless of settings.
    """

    id: str
    plan: Plan
    changed_at: float = 0.0
    reuse: str = ""
    values: Mapping[str, str] = {}
    by_user: bool = False


Unless = Callable[[KeptDraft], bool]
"""Returns whether a plan must stay as it is stored."""


class DraftFiles:
    """The folder of one profile's plans being made."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def all(self) -> tuple[KeptDraft, ...]:
        """Return the stored plans, newest first; unreadable files are left alone."""
        if not self.folder.is_dir():
            return ()
        found = filter(None, map(self._read, self.folder.glob("*.json")))
        return tuple(sorted(found, key=lambda one: one.changed_at, reverse=True))

    def write(self, draft: KeptDraft, unless: Unless) -> KeptDraft | None:
        """Store a plan, unless the stored one must stay; return that one then.

        No other program writes between the look at it and the write.

        Raises:
            OSError: it could not be written, or is too large to be read again; what was there
                still is.
        """
        content = msgspec.json.encode(draft)
        if len(content) > MOST_KEPT:
            raise OSError(errno.EFBIG, "too large a plan")
        path = self._path(draft.id)
        with self._lock():
            stored = self._read(path)
            if stored is not None and unless(stored):
                return stored
            write_atomic(path, content)
        return None

    def remove(self, id_: str, unless: Unless) -> None:
        """Remove a plan, if it exists and need not stay.

        Raises:
            OSError: it could not be removed.
        """
        path = self._path(id_)
        with self._lock():
            stored = self._read(path)
            if stored is None or not unless(stored):
                path.unlink(missing_ok=True)

    def _lock(self) -> FileLock:
        """Return the lock of the folder; what does not get it in time raises an ``OSError``."""
        private_folder(self.folder)
        return FileLock(self.folder / ".lock", LOCK_SECONDS, mode=FILE_MODE)

    def _read(self, path: Path) -> KeptDraft | None:
        with suppress(OSError, ValueError, RecursionError):
            if path.stem.isalnum() and path.stat().st_size <= MOST_KEPT:
                draft = msgspec.json.decode(path.read_bytes(), type=KeptDraft)
                known = draft.id == path.stem and len(draft.plan.steps) <= MOST_STEPS
                return draft if known else None
        return None

    def _path(self, id_: str) -> Path:
        if not id_.isalnum():
            raise ValueError("an id is letters and digits")
        return self.folder / f"{id_}.json"
