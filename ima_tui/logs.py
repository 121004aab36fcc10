"""The log: what the program did, by ids and codes. It can hold no key, prompt, address or body.

One file a day, kept for a week. To disable it make its folder read-only or a link to ``/dev/null``:
write errors are ignored.
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
"""What a fact may contain: ids, codes, numbers; no sentences, addresses or keys."""


class Log:
    """The log of one profile. Write errors are ignored.

    Args:
        folder: where its files are.
        clock: the source of time.
    """

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._folder = folder
        self._clock = clock
        self._foreign = _Foreign(self)
        self._on = False
        self._cleared: date | None = None

    def open(self) -> None:
        """Start writing; remove files older than a week."""
        logging.getLogger().addHandler(self._foreign)
        with suppress(OSError):
            private_folder(self._folder)
            self._on = os.access(self._folder, os.W_OK)
        self._clear()

    def close(self) -> None:
        """Stop writing."""
        logging.getLogger().removeHandler(self._foreign)
        self._on = False

    def note(self, what: str, /, **facts: object) -> None:
        """Write one line.

        Args:
            what: the kind of event.
            facts: ids, codes and numbers; anything else is written as ``?``.
        """
        told = (f"{name}={_word(value)}" for name, value in facts.items() if value is not None)
        self._write(" ".join((_word(what), *told)))

    def refused(self, error: ServiceError) -> None:
        """Log a refusal by the reference that a user can quote."""
        self.note("refused", code=error.code, reference=error.reference)

    def broken(self, error: BaseException) -> None:
        """Log where an error came from, and no contents."""
        self._write("\n  ".join(("broken", *places(error))))

    def _write(self, text: str) -> None:
        if not self._on:
            return
        now = datetime.fromtimestamp(self._clock.now()).astimezone()
        line = f"{now.isoformat(timespec='milliseconds')} {os.getpid()} {text}\n".encode()
        path = self._folder / f"ima-tui-{now:%Y-%m-%d}.log"
        if now.date() != self._cleared:
            # some users keep the program running for weeks
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
    """Logs the name and level of libraries' log records, never the text, which may hold anything.

    Without this handler their warnings would be written across the screen.
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
    """Rename a full file; the next line starts a new one."""
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
