"""Plans being made, as files, to survive restarts. They contain prompts.

Blocks: call it in a thread.
"""

import errno
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

import msgspec

from ..files import write_atomic
from .checks import MOST_STEPS
from .plan import MOST_BYTES, Plan

MOST_KEPT: Final = 8 * MOST_BYTES
"""A larger file is none of ours; a plan may be larger while it is made than as a file to share."""


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

    def write(self, draft: KeptDraft) -> None:
        """Store a plan.

        Raises:
            OSError: it could not be written, or is too large to be read again; what was there
                still is.
        """
        content = msgspec.json.encode(draft)
        if len(content) > MOST_KEPT:
            raise OSError(errno.EFBIG, "too large a plan")
        write_atomic(self._path(draft.id), content)

    def find(self, id_: str) -> KeptDraft | None:
        """Return a plan as stored on disk; None if there is no readable one."""
        return self._read(self._path(id_))

    def remove(self, id_: str) -> None:
        """Remove a plan, if it exists.

        Raises:
            OSError: it could not be removed.
        """
        self._path(id_).unlink(missing_ok=True)

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
