"""What the tests of simulator processes share: asking one, and waiting for one."""

import http.client
import threading
import time
from collections.abc import Callable

import httpx

PATIENCE = 20.0


def health(base_url: str) -> dict[str, object] | None:
    try:
        told: dict[str, object] = httpx.get(f"{base_url}/__sim/health", timeout=2).json()
    except (httpx.HTTPError, http.client.HTTPException):
        return None
    return told


def wait_until(what: Callable[[], bool]) -> None:
    """Wait for another process, within bounds."""
    event = threading.Event()
    deadline = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < deadline, "it did not happen in time"
        event.wait(0.02)
