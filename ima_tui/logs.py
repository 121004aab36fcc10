"""The log: what the program did, by ids and codes. It can hold no key, prompt, address or body.

One file a day, kept for a week. Whoever does not want it makes its folder read-only, or a link to
``/dev/null``: that is respected without a word.
"""

import logging
import os
import re
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

from .api.errors import ServiceError
from .clock import Clock
from .crash import places
from .files import FILE_MODE, private_folder
from .system import BINARY, NO_LINK

DAYS: Final = 7
MOST_BYTES: Final = 10 * 1024 * 1024

_FILE = re.compile(r"(?:ima-tui|crash)-(\d{4})-?(\d\d)-?(\d\d)[-.\d]*\.(?:log|txt)")
_WORD = re.compile(r"(?!ima_(?!tui))[A-Za-z0-9_.:+-]{1,80}")
"""What a fact may be: an id, a code, a number; no sentence, no address, no key."""


class Log:
    """The log of one profile. What can't be written is not, and nobody is told.

    Args:
        folder: where its files are.
        clock: tells when things happened, and which day it is.
    """

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._folder = folder
        self._clock = clock
        self._foreign = _Foreign(self)
        self._on = False
        self._cleared: date | None = None

    def open(self) -> None:
        """Begin to write; remove what is older than a week."""
        logging.getLogger().addHandler(self._foreign)
        with suppress(OSError):
            private_folder(self._folder)
            self._on = os.access(self._folder, os.W_OK)
        self._clear()

    def close(self) -> None:
        """Write no more."""
        logging.getLogger().removeHandler(self._foreign)
        self._on = False

    def note(self, what: str, /, **facts: object) -> None:
        """Write one line.

        Args:
            what: the kind of thing that happened.
            facts: ids, codes and numbers; of anything else only that it was there.
        """
        told = (f"{name}={_word(value)}" for name, value in facts.items() if value is not None)
        self._write(" ".join((_word(what), *told)))

    def refused(self, error: ServiceError) -> None:
        """Write down a refusal by what a user can quote of it."""
        self.note("refused", code=error.code, reference=error.reference)

    def broken(self, error: BaseException) -> None:
        """Write where an error came from, and nothing of what was being worked on."""
        self._write("\n  ".join(("broken", *places(error))))

    def _write(self, text: str) -> None:
        if not self._on:
            return
        now = datetime.fromtimestamp(self._clock.now()).astimezone()
        line = f"{now.isoformat(timespec='milliseconds')} {os.getpid()} {text}\n".encode()
        path = self._folder / f"ima-tui-{now:%Y-%m-%d}.log"
        if now.date() != self._cleared:
            # some let the program run for weeks
            self._clear()
        try:
            _make_room(path, len(line))
            flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | BINARY | NO_LINK
            descriptor = os.open(path, flags, FILE_MODE)
            try:
                os.write(descriptor, line)
            finally:
                os.close(descriptor)
        except OSError:
            self._on = False

    def _clear(self) -> None:
        today = datetime.fromtimestamp(self._clock.now()).astimezone().date()
        self._cleared = today
        with suppress(OSError):
            for path in list(self._folder.iterdir()):
                named = _FILE.fullmatch(path.name)
                with suppress(ValueError, OSError):
                    if named and today - date(*map(int, named.groups())) > timedelta(days=DAYS):
                        path.unlink()


class _Foreign(logging.Handler):
    """Takes what libraries log: who and how bad, never the words, which may hold anything.

    Without it their warnings would be written across the screen.
    """

    def __init__(self, log: Log) -> None:
        super().__init__(logging.WARNING)
        self._log = log

    def emit(self, record: logging.LogRecord) -> None:
        self._log.note("library", name=record.name, level=record.levelname)
        if record.exc_info and record.exc_info[1] is not None:
            self._log.broken(record.exc_info[1])


def _word(value: object) -> str:
    text = f"{value:g}" if isinstance(value, float) else str(value)
    return text if _WORD.fullmatch(text) else "?"


def _make_room(path: Path, size: int) -> None:
    """Give a full file another name; the next line begins a new one."""
    try:
        full = path.stat().st_size + size > MOST_BYTES
    except FileNotFoundError:
        return
    if not full:
        return
    number = 1
    while (older := path.with_suffix(f".{number}.log")).exists():
        number += 1
    path.rename(older)
