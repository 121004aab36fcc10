"""The user's settings: a TOML file; mistakes in it are reported, never fatal, never overwritten."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from ..files import may_be_written, write_atomic
from ..keymap import KEYS_SECTION
from .setting_keys import KEYS, SECTIONS, rule_of

_LEAST_LIKENESS = 0.8
_KEYS_TABLE = KEYS_SECTION.rstrip(".")
_ENCODING = "utf-8-sig"
"""UTF-8, with or without the byte order mark that Windows editors add."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """An invalid entry of the file; the default is used instead.

    Attributes:
        key: the setting, such as ``budget.day``; empty for the whole file.
        allowed: the allowed values; for an unknown key, the one probably meant.
        unknown: whether there is no such key.
    """

    path: Path
    key: str
    allowed: str
    unknown: bool = False

    @property
    def of_limits(self) -> bool:
        """Whether one of the user's limits may be unknown because of it."""
        return not self.key or _is_budget(self.key.partition(".")[0])


class SettingError(Exception):
    """A setting was not written; the file is unchanged.

    Attributes:
        problem: ``value`` (not allowed), ``broken`` (the file can't be parsed, so it is not
            touched) or ``unwritable``.
        mistake: what is wrong.
    """

    def __init__(self, problem: str, mistake: Mistake) -> None:
        super().__init__(f"{problem}: {mistake.key}")
        self.problem = problem
        self.mistake = mistake


@dataclass(frozen=True, slots=True)
class Settings:
    """The content of the file, and the mistakes in it.

    Attributes:
        values: by dotted key; settings that are not set are missing.
        path: the file.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    mistakes: tuple[Mistake, ...] = ()
    path: Path = Path()

    def set(self, key: str, value: object) -> "Settings":
        """Write one setting; comments and all other keys are preserved.

        Args:
            key: one of ``KEYS``, or ``keys.<action>``.
            value: the new value; None removes it from the file.

        Returns:
            the new content.

        Raises:
            KeyError: there is no such key.
            SettingError: it was not written.
        """
        rule = rule_of(key)
        if rule is None:
            raise KeyError(key)
        fits, allowed = rule
        if value is not None and not fits(value):
            raise SettingError("value", Mistake(self.path, key, allowed))
        try:
            path = _writable(self.path)
            write_atomic(path, _changed(path, key, value).encode())
        except (ValueError, TypeError, AttributeError):
            raise SettingError("broken", Mistake(self.path, key, "TOML")) from None
        except OSError:
            raise SettingError("unwritable", Mistake(self.path, key, allowed)) from None
        return read_settings(self.path)


def read_settings(path: Path) -> Settings:
    """Return the settings in a file; a missing file counts as empty."""
    try:
        content = tomllib.loads(path.read_text(_ENCODING))
    except FileNotFoundError:
        return Settings(path=path)
    except (OSError, ValueError, RecursionError):
        return Settings(mistakes=(Mistake(path, "", "TOML"),), path=path)
    values: dict[str, Any] = {}
    mistakes: list[Mistake] = []
    for key, value in _flat(content):
        rule = rule_of(key)
        if key in SECTIONS:
            mistakes.append(Mistake(path, key, f"[{key}]"))
            continue
        if rule is None:
            meant = _near(key)
            if meant:
                mistakes.append(Mistake(path, key, ", ".join(meant), unknown=True))
        elif rule[0](value):
            values[key] = value
        else:
            mistakes.append(Mistake(path, key, rule[1]))
    return Settings(values, tuple(mistakes), path)


def _writable(path: Path) -> Path:
    """Return the file itself, so that a symbolic link to it is kept.

    Raises:
        OSError: it is read-only, or not a regular file, for example ``/dev/null``.
    """
    path = path.resolve()
    if not may_be_written(path):
        raise OSError("not to be written")
    return path


def _changed(path: Path, key: str, value: object) -> str:
    """Return the file's text with one setting changed.

    Raises:
        ValueError: the file is not TOML in UTF-8.
        AttributeError, TypeError: its section is something else than a table.
    """
    import tomlkit

    try:
        text = path.read_text(_ENCODING)
    except FileNotFoundError:
        text = ""
    # tomlkit raises errors of its own for some invalid TOML
    tomllib.loads(text)
    document = tomlkit.parse(text)
    section, _, name = key.rpartition(".")
    table: Any = document
    if section:
        if section not in document and value is not None:
            document[section] = tomlkit.table()
        table = document.get(section, {})
    if value is None:
        table.pop(name, None)
    else:
        table[name] = value
    changed = tomlkit.dumps(document)
    tomllib.loads(changed)
    return changed


def _is_budget(section: str) -> bool:
    """Return whether a section is the budget's, or a misspelling of it."""
    return bool(get_close_matches(section.casefold(), ["budget"], cutoff=_LEAST_LIKENESS))


def _near(key: str) -> list[str]:
    """Return the keys that may be meant; none if nothing is similar."""
    section, _, inside = key.partition(".")
    if section in KEYS:
        # a table in the place of a value
        return [section]
    near = get_close_matches(key.casefold(), KEYS, cutoff=_LEAST_LIKENESS)
    if not near and get_close_matches(section.casefold(), [_KEYS_TABLE], cutoff=_LEAST_LIKENESS):
        return [f"{KEYS_SECTION}{inside}" if inside else f"[{_KEYS_TABLE}]"]
    if near or not _is_budget(section):
        return near
    # an ignored limit would be serious
    return [name for name in KEYS if name.startswith("budget.")]


def _flat(content: Mapping[str, Any]) -> list[tuple[str, Any]]:
    flat: list[tuple[str, Any]] = []
    for key, value in content.items():
        if isinstance(value, dict):
            flat += [(f"{key}.{inside}", one) for inside, one in value.items()]
        else:
            flat.append((key, value))
    return flat
