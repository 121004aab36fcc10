"""A user whose key and prompts are marked, and every place where a mark could be left behind."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread

KEY = "ima_MARKEDKEY_7c1f9e_9f3c"
PROMPT = "MARKEDPROMPT"
"""Begins every prompt."""

USER = "MARKEDUSER"
"""The user id of shared preferences: sent to nobody."""


@dataclass
class Person:
    """Runs commands as processes of their own, and keeps what they wrote."""

    home: Path
    environment: dict[str, str]
    written: list[str] = field(default_factory=list)

    def run(self, *words: str, given: str = "", code: int = 0) -> str:
        """Run a command, which must end with this code; return its stdout."""
        done = subprocess.run(
            [sys.executable, "-m", "ima_tui", *words],
            input=given,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=self.environment,
            timeout=120,
            check=False,
        )
        self.written += [done.stdout, done.stderr]
        assert done.returncode == code, (words, done.stdout, done.stderr)
        return done.stdout


def files_with(mark: str, *folders: Path) -> list[Path]:
    """The files whose bytes hold a mark, also in free pages and in what SQLite keeps beside."""
    return [
        path
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file() and mark.encode() in path.read_bytes()
    ]


@contextmanager
def watching_processes() -> Iterator[set[str]]:
    """Collect, all the time, the arguments of every process there is."""
    seen: set[str] = set()
    done = Event()

    def look() -> None:
        while not done.is_set():
            for path in Path("/proc").glob("[0-9]*/cmdline"):
                try:
                    seen.add(path.read_bytes().replace(b"\0", b" ").decode(errors="replace"))
                except OSError:
                    continue
            done.wait(0.02)

    thread = Thread(target=look)
    thread.start()
    try:
        yield seen
    finally:
        done.set()
        thread.join()


def environment_of(home: Path, **more: str) -> dict[str, str]:
    user = home.parent / "user"
    user.mkdir(exist_ok=True)
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(user),
        "LANG": "C.UTF-8",
        "IMA_TUI_HOME": str(home),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        **more,
    }
