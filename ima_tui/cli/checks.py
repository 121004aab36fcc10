"""The local checks of ``doctor``: program, terminal, folders, settings, stored data."""

import os
import platform
import shutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ..locale import t
from ..system import is_replaceable
from ..wording.store import store_words
from .exits import Exit
from .output import is_terminal

if TYPE_CHECKING:
    from ..profiles import Profile

LEAST_WIDTH: Final = 60
LEAST_HEIGHT: Final = 16
_LEAST_FREE: Final = 10**9
_OLD_LISTS: Final = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the report.

    Attributes:
        name: what was checked.
        found: what was found, in words.
        next: what to do, in words; empty if nothing.
        exit: the exit code it causes: ``DONE`` if all is well.
    """

    name: str
    found: str
    next: str = ""
    exit: Exit = Exit.DONE

    @property
    def state(self) -> str:
        """``good``, ``hint`` (it works, but could be better) or ``bad``."""
        if self.exit is not Exit.DONE:
            return "bad"
        return "hint" if self.next else "good"

    def document(self) -> dict[str, Any]:
        """Return the line's JSON."""
        told = {"check": self.name, "state": self.state, "found": self.found}
        return told | ({"next": self.next} if self.next else {})


def local_checks(profile: "Profile") -> Iterator[Check]:
    """Yield the checks that need no network."""
    yield _program()
    yield from terminal_checks(os.environ)
    yield from _folders(profile)
    yield _history(profile)
    yield from _settings(profile)
    yield _lists(profile)


def terminal_checks(environment: Mapping[str, str]) -> Iterator[Check]:
    """Yield what the terminal can do, by its size and environment."""
    if is_terminal(sys.stdout):
        columns, rows = shutil.get_terminal_size()
        small = columns < LEAST_WIDTH or rows < LEAST_HEIGHT
        more = t("doctor-size-next", width=LEAST_WIDTH, height=LEAST_HEIGHT) if small else ""
        yield Check("size", t("doctor-size", columns=columns, rows=rows), more)
    else:
        yield Check("size", t("doctor-no-terminal"))
    colours = _colours(environment)
    more = t("doctor-colours-next") if colours in {"few", "none"} else ""
    yield Check("colours", t(f"doctor-colours-{colours}"), more)
    yield _pictures(environment)
    yield _clipboard(environment)


def _program() -> Check:
    from .. import __version__

    return Check(
        "program", t("doctor-program", version=__version__, python=platform.python_version())
    )


def _colours(environment: Mapping[str, str]) -> str:
    term = environment.get("TERM", "")
    if environment.get("NO_COLOR"):
        return "off"
    if environment.get("COLORTERM", "").casefold() in {"truecolor", "24bit"} or "direct" in term:
        return "all"
    if term in {"", "dumb"}:
        return "none"
    return "many" if "256" in term else "few"


def _pictures(environment: Mapping[str, str]) -> Check:
    from ..media.modes import AUTO, Mode, mode_of

    mode = mode_of(AUTO, environment)
    more = t("doctor-pictures-next") if mode is Mode.BLOCKS else ""
    return Check("pictures", t(f"preview-mode-{mode}"), more)


def _clipboard(environment: Mapping[str, str]) -> Check:
    from ..desktop import clipboard_program

    program = clipboard_program(environment)
    if program is not None:
        return Check("clipboard", t("doctor-clipboard", program=program))
    return Check("clipboard", t("doctor-clipboard-terminal"), t("doctor-clipboard-next"))


def _folders(profile: "Profile") -> Iterator[Check]:
    folders = profile.folders
    for name, folder in (
        ("data", folders.data),
        ("results", folders.results),
        ("config", folders.config),
        ("cache", folders.cache),
        ("logs", folders.logs),
    ):
        yield _folder(name, folder)


def _folder(name: str, folder: Path) -> Check:
    there = next(path for path in (folder, *folder.parents) if path.exists())
    if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        if name == "logs":
            # this is how a user opts out of colours
            return Check(f"folder_{name}", t("doctor-no-logs", path=folder))
        words = t("doctor-unwritable", path=folder), t("doctor-unwritable-next", path=there)
        return Check(f"folder_{name}", *words, Exit.BAD_INPUT)
    from ..locale.formats import size

    free = shutil.disk_usage(there).free
    shared = _shared(there)
    if shared is not None:
        words = t("doctor-shared", path=folder), t("doctor-shared-next", path=shared)
        return Check(f"folder_{name}", *words)
    more = t("doctor-disk-next") if free < _LEAST_FREE else ""
    return Check(f"folder_{name}", t("doctor-folder", path=folder, free=size(free)), more)


def _shared(folder: Path) -> Path | None:
    """Return the first folder on the path that other users could replace."""
    for path in (folder, *folder.parents):
        mode = path.stat().st_mode
        if is_replaceable(mode):
            return path
    return None


def _history(profile: "Profile") -> Check:
    import asyncio

    from ..store.database import Database, StoreError
    from ..store.ledger import Ledger

    path = profile.folders.database

    async def count() -> int:
        database = Database(path)
        try:
            await database.open()
            tasks, _ = await Ledger(database).totals()
            return tasks
        finally:
            await database.close()

    if not path.exists():
        return Check("history", t("doctor-no-history"))
    try:
        return Check("history", t("doctor-history", count=asyncio.run(count())))
    except StoreError as error:
        words = store_words(error)
        return Check("history", t("doctor-history-bad"), words, Exit.FAILED)


def _settings(profile: "Profile") -> Iterator[Check]:
    from ..keymap import KEYS_SECTION, keys_in
    from ..store.settings import read_settings
    from ..wording.settings import key_mistake_words, mistake_words

    settings = read_settings(profile.folders.settings)
    _, problems = keys_in(settings.values)
    if not settings.mistakes and not problems:
        yield Check("settings", t("doctor-settings", count=len(settings.values)))
    for mistake in settings.mistakes:
        exit_ = Exit.BAD_INPUT if mistake.of_limits else Exit.DONE
        yield Check(
            "settings", t("doctor-setting", key=mistake.key or "—"), mistake_words(mistake), exit_
        )
    for problem in problems:
        key = f"{KEYS_SECTION}{problem.action}"
        yield Check("settings", t("doctor-setting", key=key), key_mistake_words(problem))


def _lists(profile: "Profile") -> Check:
    from ..clock import WallClock
    from ..locale.formats import duration
    from ..store.catalogue import kept_lists

    shelves = kept_lists(profile.folders.database)
    if not shelves:
        return Check("lists", t("doctor-no-lists"))
    age = WallClock().now() - min(shelf.fetched_at for shelf in shelves.values())
    more = t("doctor-lists-next") if age > _OLD_LISTS else ""
    return Check("lists", t("doctor-lists", count=len(shelves), age=duration(age)), more)
