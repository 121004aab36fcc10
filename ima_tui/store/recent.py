"""The last run of each task type, which Create opens with. Contains no prompts."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import msgspec

from ..catalog.values import Value
from ..files import write_atomic

_LARGEST = 1_000_000


class Run(msgspec.Struct, frozen=True):
    """The model and the values of a run, never the prompt."""

    version: str
    values: Mapping[str, Value] = {}


class _Kept(msgspec.Struct, frozen=True):
    last: str = ""
    runs: dict[str, Run] = {}


class Recent:
    """The last runs of one profile. The file is read once; an unreadable one counts as empty."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._kept = _read(path)

    @property
    def last(self) -> tuple[str, Run] | None:
        """The last run of all, with its task type."""
        run = self._kept.runs.get(self._kept.last)
        return (self._kept.last, run) if run is not None else None

    def of(self, kind: str) -> Run | None:
        """Return the last run of a task type."""
        return self._kept.runs.get(kind)

    def note(self, kind: str, run: Run) -> None:
        """Remember a run. Blocks: call it in a thread.

        Raises:
            OSError: it could not be written; it still applies until the program ends.
        """
        self._kept = _Kept(kind, {**self._kept.runs, kind: run})
        write_atomic(self._path, msgspec.json.encode(self._kept))


def _read(path: Path) -> _Kept:
    with suppress(OSError, ValueError, RecursionError):
        if path.stat().st_size <= _LARGEST:
            return msgspec.json.decode(path.read_bytes(), type=_Kept)
    return _Kept()
