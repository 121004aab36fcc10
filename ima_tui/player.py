"""Playing sounds and videos with an installed program."""

import atexit
import os
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from shutil import which
from typing import Final

from .desktop import has_screen
from .system import end_program

_ANY: Final[frozenset[str]] = frozenset()
_WAVES: Final = frozenset({".wav", ".flac", ".ogg"})
_STOP_SECONDS = 0.5
"""How long a program may take to terminate before it is killed."""


@dataclass(frozen=True, slots=True)
class _Program:
    """A player program.

    Attributes:
        command: its name and options; the file comes after them.
        suffixes: the formats it plays; empty for all.
    """

    command: Sequence[str]
    suffixes: frozenset[str] = _ANY


_SOUNDS: Final = (
    _Program(("mpv", "--no-terminal", "--really-quiet", "--no-video", "--keep-open=no", "--")),
    _Program(("ffplay", "-nodisp", "-autoexit", "-loglevel", "quiet", "-i")),
    _Program(("afplay",)),
    _Program(("cvlc", "--play-and-exit", "--quiet", "--no-video")),
    _Program(("pw-play",), _WAVES),
    _Program(("paplay",), _WAVES),
    _Program(("mpg123", "-q"), frozenset({".mp3"})),
    _Program(("play", "-q"), _WAVES | {".mp3"}),
    _Program(("aplay", "-q"), frozenset({".wav"})),
)
_FILMS: Final = (
    _Program(("mpv", "--no-terminal", "--really-quiet", "--keep-open=no", "--")),
    _Program(("ffplay", "-autoexit", "-loglevel", "quiet", "-i")),
    _Program(("vlc", "--play-and-exit", "--quiet")),
)


class PlayError(Exception):
    """A file can't be played.

    Attributes:
        reason: ``missing`` (the file) or ``no_player`` (no program for it here).
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class _Playing:
    path: str
    program: str
    process: "subprocess.Popen[bytes]"
    since: float


class Player:
    """Plays one file at a time, until the app ends at the latest.

    Args:
        now: returns the time in seconds.
        environment: tells whether a window can be shown.
    """

    def __init__(
        self,
        now: Callable[[], float] = time.monotonic,
        environment: Mapping[str, str] = os.environ,
    ) -> None:
        self._now = now
        self._environment = environment
        self._playing: _Playing | None = None
        self._failed = ""

    def play(self, path: str, *, film: bool = False) -> str:
        """Play a file in place of the current one; return the name of the player program.

        Args:
            path: the file.
            film: whether to show it, too.

        Raises:
            PlayError: see its reasons.
        """
        self.stop()
        file = Path(path).absolute()
        if not file.is_file():
            raise PlayError("missing")
        for program in self._programs(file.suffix.casefold(), film=film):
            found = which(program.command[0])
            if found is None:
                continue
            with suppress(OSError):
                process = subprocess.Popen(  # noqa: S603 - one of the programs above, and a file
                    [found, *program.command[1:], str(file)],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    start_new_session=True,
                )
                atexit.register(self.stop)
                self._failed = ""
                self._playing = _Playing(path, program.command[0], process, self._now())
                return program.command[0]
        raise PlayError("no_player")

    def stop(self) -> None:
        """Stop playing."""
        atexit.unregister(self.stop)
        playing, self._playing = self._playing, None
        if playing is None or playing.process.poll() is not None:
            return
        end_program(playing.process, _STOP_SECONDS)

    @property
    def playing(self) -> str | None:
        """The file being played; None if there is none, or it has ended."""
        if self._playing is None:
            return None
        ended = self._playing.process.poll()
        if ended is None:
            return self._playing.path
        if ended:
            self._failed = self._playing.program
        self._playing = None
        return None

    def position(self, path: str) -> float | None:
        """Return for how many seconds a file has been playing; None if it is not."""
        if self.playing != path or self._playing is None:
            return None
        return self._now() - self._playing.since

    def failure(self) -> str:
        """Return, once, the name of the program that failed to play its file."""
        failed, self._failed = self._failed, ""
        return failed

    def _programs(self, suffix: str, *, film: bool) -> list[_Program]:
        if film and not has_screen(self._environment):
            return []
        known = _FILMS if film else _SOUNDS
        return [one for one in known if not one.suffixes or suffix in one.suffixes]
