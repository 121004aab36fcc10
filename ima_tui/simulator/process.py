"""The demo's simulator: a process of its own that its apps share, started by the first.

Imports little, as it is part of the demo's start.
"""

import http.client
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from filelock import FileLock, Timeout

from . import address, leases

_LOG = "simulator.log"
_POLL = 0.03
_HEALTH_TIMEOUT = 2.0
_LOG_TAIL = 400


class SimulatorError(Exception):
    """The simulator could not be joined or started.

    Args:
        reason: Why, as a plain sentence.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Lease:
    """An app's share in a simulator; it runs as long as any app holds one.

    Args:
        base_url: Where the simulator is.
        lock: The app's lease file.
    """

    def __init__(self, base_url: str, lock: FileLock) -> None:
        self.base_url = base_url
        self._lock = lock

    def release(self) -> None:
        """Give the share back. A second call does nothing."""
        leases.give_back(self._lock)


def join(folder: Path, *, speed: float, timeout: float = 20.0) -> Lease:
    """Join the simulator of a folder, starting it if none runs there.

    Args:
        folder: Its state; made if missing.
        speed: Its pace if it is started; a running one keeps its own.
        timeout: Seconds to wait at most.

    Raises:
        SimulatorError: If the folder can't be used or the simulator does not come up.
    """
    deadline = time.monotonic() + timeout
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with leases.start_lock(folder, wait=timeout):
            lock = leases.take(folder)
            try:
                base_url = _running(folder) or _start(folder, speed, deadline)
            except BaseException:
                leases.give_back(lock)
                raise
            return Lease(base_url, lock)
    except Timeout:
        raise SimulatorError("another start of the demo did not come to an end in time") from None
    except OSError as error:
        raise SimulatorError(
            f"the demo's folder can't be used: {error.strerror or error}"
        ) from error


def _running(folder: Path) -> str | None:
    """The base URL of the simulator that runs on a folder, if one does and answers."""
    noted = address.read(folder)
    if noted is None or not noted.running or _health_pid(noted.base_url) != noted.pid:
        return None
    return noted.base_url


def _health_pid(base_url: str) -> int | None:
    """The process that answers the health call at an address, or None."""
    parts = urlsplit(base_url)
    connection = http.client.HTTPConnection(
        parts.hostname or "127.0.0.1", parts.port, timeout=_HEALTH_TIMEOUT
    )
    try:
        connection.request("GET", "/__sim/health")
        told = json.loads(connection.getresponse().read())
        return int(told["pid"]) if told["ok"] is True else None
    except (OSError, http.client.HTTPException, ValueError, KeyError, TypeError):
        return None
    finally:
        connection.close()


def _start(folder: Path, speed: float, deadline: float) -> str:
    """Start a simulator on a folder and wait until it answers."""
    log = os.open(folder / _LOG, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    try:
        child = subprocess.Popen(  # noqa: S603 - our own module, no shell
            _command(folder, speed),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=log,
            cwd=folder,
            env=_environment(),
            **_apart(),
        )
    finally:
        os.close(log)
    while time.monotonic() < deadline:
        noted = address.read(folder)
        if noted and noted.pid == child.pid and _running(folder):
            _leave_running(child)
            return noted.base_url
        if child.poll() is not None:
            raise SimulatorError(f"the simulator ended at once: {_last_words(folder)}")
        time.sleep(_POLL)
    child.terminate()
    child.wait(_HEALTH_TIMEOUT)
    raise SimulatorError(f"the simulator did not come up in time: {_last_words(folder)}")


def _command(folder: Path, speed: float) -> list[str]:
    # -P: a file named like a module in the user's folder must not be taken for one.
    program = [sys.executable, "-P", "-m", "ima_tui.simulator"]
    return [*program, "--state", str(folder.absolute()), "--speed", str(speed), "--with-apps"]


def _apart() -> dict[str, Any]:
    """Options that let it outlive the terminal of the app that starts it."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"start_new_session": True}


def _leave_running(child: "subprocess.Popen[bytes]") -> None:
    # It outlives this app by design: Python must not warn of a process left running.
    child.returncode = 0


def _environment() -> dict[str, str]:
    """The child's environment: from a source tree, the tree has to be on its path."""
    root = Path(__file__).resolve().parents[2]
    if root.name in ("site-packages", "dist-packages"):
        return dict(os.environ)
    known = os.environ.get("PYTHONPATH")
    return os.environ | {"PYTHONPATH": f"{root}{os.pathsep}{known}" if known else str(root)}


def _last_words(folder: Path) -> str:
    try:
        text = (folder / _LOG).read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        text = ""
    return text[-_LOG_TAIL:].splitlines()[-1] if text else "it said nothing"
