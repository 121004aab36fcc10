"""The user's default models, in the schema that the tools for IMA Studio share.

``{"user_<id>": {"<task_type>": {"model_id", "model_name", "credit", "last_used"}}}``. What other
tools wrote into the file is preserved.
"""

import asyncio
import json
import stat
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from ..catalog.names import version_of
from ..catalog.products import Leaf, Listing
from ..catalog.values import same
from ..clock import Clock
from ..files import FILE_MODE, may_be_written, private_folder, write_atomic
from .database import StoreError, reason_of

USER = "default"
"""The user whose preferences count; never sent to anybody."""

LOCK_SECONDS = 2.0
_LARGEST = 1_000_000
"""In bytes; a larger file is not ours."""

_TRIES = 8
_PAUSE_SECONDS = 0.05
"""Between two tries to read a file that another tool may be writing."""

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Preference:
    """The model used for a task type unless another is named.

    Attributes:
        model_id: its family.
        model_name: the version: the name of the leaf.
        credit: its price in points when it was chosen.
        last_used: when that was, as ISO 8601 in UTC.
    """

    model_id: str
    model_name: str
    credit: int = 0
    last_used: str = ""


def read_document(content: str) -> dict[str, Any] | None:
    """Return the content of the file; None if it is not a JSON object."""
    try:
        document = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return document if isinstance(document, dict) else None


def preferences_in(document: Document, user: str = USER) -> dict[str, Preference]:
    """Return a user's preferences by task type; invalid entries are skipped."""
    entries = document.get(f"user_{user}")
    if not isinstance(entries, dict):
        return {}
    found = {kind: _preference(entry) for kind, entry in entries.items()}
    return {kind: preference for kind, preference in found.items() if preference is not None}


def with_preference(
    document: Document, kind: str, preference: Preference | None, user: str = USER
) -> dict[str, Any]:
    """Return the document with one preference set or removed, all else unchanged.

    Args:
        document: what the file says.
        kind: the task type.
        preference: the new one; None removes it.
        user: the user it belongs to.
    """
    entries = document.get(f"user_{user}")
    kept = dict(entries) if isinstance(entries, dict) else {}
    kept.pop(kind, None)
    if preference is not None:
        kept[kind] = asdict(preference)
    return {**document, f"user_{user}": kept}


def preferred_in(listing: Listing, preference: Preference) -> Leaf | None:
    """Return the leaf of a preference: that version, else the family's newest.

    Args:
        listing: the list of the preference's task type.
        preference: what the user prefers.
    """
    family = [leaf for leaf in listing.leaves if same(leaf.model_id, preference.model_id)]
    named = (leaf for leaf in family if same(leaf.name, preference.model_name))
    return next(named, None) or max(family, key=version_of, default=None)


@dataclass(frozen=True, slots=True)
class Sharing:
    """The file that the tools for IMA Studio share.

    Attributes:
        path: its path; if it is read-only, or a link to ``/dev/null``, nothing is written.
        on: whether preferences set here are written there, too; it is always read.
        user: the user whose entries count; never sent to anybody.
    """

    path: Path
    on: bool = False
    user: str = USER


def shared_file() -> Path:
    """Return where the tools for IMA Studio share their preferences."""
    return Path.home() / ".openclaw" / "memory" / "ima_prefs.json"


class Preferences:
    """The preferences of one profile. The file is read once; an unreadable one counts as empty.

    Args:
        path: the file.
        clock: the source of time.
        sharing: the file of other tools, used for task types without an entry here.
    """

    def __init__(self, path: Path, clock: Clock, sharing: Sharing | None = None) -> None:
        self._path = path
        self._clock = clock
        self._sharing = sharing
        own = _read(path) or {}
        shared = _read(sharing.path) if sharing else None
        self._others = preferences_in(shared or {}, sharing.user if sharing else USER)
        self._known = {**self._others, **preferences_in(own)}
        for kind in _none_in(own):
            self._known.pop(kind, None)

    def share(self, sharing: Sharing | None) -> None:
        """Change how preferences are shared; loaded ones stay."""
        self._sharing = sharing

    def of(self, kind: str) -> Preference | None:
        """Return the preference for a task type."""
        return self._known.get(kind)

    async def prefer(self, leaf: Leaf, credit: int) -> None:
        """Make a model the default of its task type.

        Args:
            leaf: the model.
            credit: its price in points.

        Raises:
            StoreError: it could not be written; it still applies until the program ends.
        """
        now = datetime.fromtimestamp(self._clock.now(), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        await self._set(leaf.task_type, Preference(leaf.model_id, leaf.name, credit, now))

    async def clear(self, kind: str) -> None:
        """Remove the preference for a task type.

        Raises:
            StoreError: it could not be written; it still applies until the program ends.
        """
        await self._set(kind, None)

    async def _set(self, kind: str, preference: Preference | None) -> None:
        self._known = {one: known for one, known in self._known.items() if one != kind}
        if preference is not None:
            self._known[kind] = preference
        try:
            await asyncio.to_thread(self._write, kind, preference)
        except Timeout as error:
            raise StoreError("locked", self._path) from error
        except OSError as error:
            raise StoreError(reason_of(error), self._path) from error

    def _write(self, kind: str, preference: Preference | None) -> None:
        hides = preference is None and kind in self._others
        if not _is_shut(self._path):
            _change(self._path, kind, preference, aside=True, hides=hides)
        sharing = self._sharing
        if sharing is not None and sharing.on and may_be_written(sharing.path):
            # our own file is what matters
            with suppress(OSError, Timeout):
                _change(sharing.path, kind, preference, sharing.user)


def _change(
    path: Path,
    kind: str,
    preference: Preference | None,
    user: str = USER,
    *,
    aside: bool = False,
    hides: bool = False,
) -> None:
    """Change one entry in the current content: another program may have written the file.

    Other tools don't know the lock: what they write meanwhile is read again, not replaced.

    Args:
        path: the file.
        kind: the task type.
        preference: the new one; None removes it.
        user: the user it belongs to.
        aside: whether to move a damaged file aside; else it stays, and nothing is written.
        hides: whether to override a preference of other tools.

    Raises:
        OSError: it could not be written.
        Timeout: another program is writing it.
    """
    # a symbolic link to the file is kept
    path = path.resolve()
    private_folder(path.parent)
    lock = FileLock(path.with_name(f".{path.name}.lock"), LOCK_SECONDS, mode=FILE_MODE)
    with lock:
        for _ in range(_TRIES):
            before = _stamp(path)
            document = _read(path)
            if document is None and before is not None:
                if not stat.S_ISREG(path.stat().st_mode):
                    raise OSError("not a file")
                if not aside:
                    # perhaps only half written as yet
                    time.sleep(_PAUSE_SECONDS)
                    continue
                path.replace(path.with_name(f"{path.name}.damaged"))
                before = None
            changed = with_preference(document or {}, kind, preference, user)
            if hides:
                changed[f"user_{user}"][kind] = None
            content = json.dumps(changed, indent=2).encode()
            if write_atomic(path, content, unless=partial(_is_changed, path, before)):
                return
    raise OSError("written by others all the time, or damaged")


def _is_shut(path: Path) -> bool:
    """Return whether a file is read-only or a link to ``/dev/null``: its owner wants no writing."""
    return (path.is_file() or path.is_char_device()) and not may_be_written(path)


def _is_changed(path: Path, since: tuple[int, ...] | None) -> bool:
    return _stamp(path) != since


def _stamp(path: Path) -> tuple[int, ...] | None:
    """Return what changes whenever a file is written; None if there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def _none_in(document: Document) -> list[str]:
    """Return the task types for which preferences of other tools are overridden."""
    entries = document.get(f"user_{USER}")
    if not isinstance(entries, dict):
        return []
    return [kind for kind, entry in entries.items() if entry is None]


def _read(path: Path) -> dict[str, Any] | None:
    """Return the content of a file; None if it is missing or can't be read."""
    try:
        if not path.is_file() or path.stat().st_size > _LARGEST:
            return None
        return read_document(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        return None


def _preference(entry: object) -> Preference | None:
    if not isinstance(entry, dict):
        return None
    model, name = entry.get("model_id"), entry.get("model_name")
    if not isinstance(model, str) or not model.strip():
        return None
    credit, used = entry.get("credit"), entry.get("last_used")
    return Preference(
        model_id=model,
        model_name=name if isinstance(name, str) else "",
        credit=credit if isinstance(credit, int) and not isinstance(credit, bool) else 0,
        last_used=used if isinstance(used, str) else "",
    )
