"""Saved forms, each in a private file of its own. They contain prompts.

Blocks: call it in a thread.
"""

import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import msgspec

from ..catalog.values import Value
from ..files import write_atomic

_LARGEST = 4_000_000
"""In bytes; a larger file is not ours."""


class Preset(msgspec.Struct, frozen=True, kw_only=True):
    """A filled form.

    Attributes:
        id: the name of its file; empty if not saved yet.
        name: its name.
        model: the model's name.
        values: the values set by the user, by control.
        by_line: whether each line of the prompt is a prompt of its own.
        inputs: files and addresses.
    """

    name: str
    task_type: str
    version: str
    model: str = ""
    values: Mapping[str, Value] = {}
    prompt: str = ""
    by_line: bool = False
    inputs: tuple[str, ...] = ()
    id: str = ""


class Presets:
    """The folder of one profile's presets."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def all(self) -> tuple[Preset, ...]:
        """Return the presets by name; files that can't be read stay as they are."""
        if not self.folder.is_dir():
            return ()
        found = (self._read(path) for path in self.folder.glob("*.json"))
        return tuple(sorted(filter(None, found), key=lambda one: one.name.casefold()))

    def save(self, preset: Preset) -> Preset:
        """Save a preset, replacing the one with its id if there is one.

        Raises:
            OSError: it could not be written; an existing one is unchanged.
        """
        kept = msgspec.structs.replace(preset, id=preset.id or secrets.token_hex(6))
        write_atomic(self._path(kept.id), msgspec.json.format(msgspec.json.encode(kept), indent=2))
        return kept

    def remove(self, preset: Preset) -> None:
        """Remove a preset; ``save`` brings it back.

        Raises:
            OSError: it could not be removed.
        """
        self._path(preset.id).unlink(missing_ok=True)

    def _read(self, path: Path) -> Preset | None:
        with suppress(OSError, ValueError, RecursionError):
            if path.stem.isalnum() and path.stat().st_size <= _LARGEST:
                preset = msgspec.json.decode(path.read_bytes(), type=Preset)
                return msgspec.structs.replace(preset, id=path.stem)
        return None

    def _path(self, id_: str) -> Path:
        if not id_.isalnum():
            raise ValueError("an id is letters and digits")
        return self.folder / f"{id_}.json"
