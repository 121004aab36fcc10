"""The address of a folder's simulator, in a small file beside its state."""

import json
import os
from pathlib import Path
from typing import NamedTuple

_FILE = "server.json"
_MODE = 0o600


class Address(NamedTuple):
    """The address at which a simulator listens, or last did.

    Args:
        pid: Its process.
        port: Its port; preferred at the next start, so that media addresses stay.
        base_url: What clients use.
        running: False once it has decided to end.
    """

    pid: int
    port: int
    base_url: str
    running: bool


def read(folder: Path) -> Address | None:
    """The address noted in a folder, or None."""
    try:
        noted = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        return Address(
            int(noted["pid"]), int(noted["port"]), str(noted["base_url"]), bool(noted["running"])
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write(folder: Path, address: Address) -> None:
    """Write an address atomically."""
    partial = folder / f"{_FILE}.{os.getpid()}.part"
    descriptor = os.open(partial, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, _MODE)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(address._asdict(), file)
    partial.replace(folder / _FILE)
