"""What all tests share: no user files, no network but loopback, and a simulator over real HTTP."""

import gc
import signal
import socket
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import pytest
from httpx._transports import default
from hypothesis import settings

from ima_tui.locale import use_language

from .keyrings import FILE_VARIABLE
from .simulating import simulating

SIMULATOR_SPEED = 100
MOST_SECONDS = 300
MOST_LONG_SECONDS = 1800
"""What takes longer than this hangs: it fails, and keeps no other test from running."""
GARBAGE = (10_000, 20, 20)
"""How much may lie about before it is looked for: by default that is a third of all work here."""


def pytest_configure() -> None:
    """Programs that tests start can be interrupted, whoever started the tests.

    What ignores a signal (nohup, the background of a shell) has children that ignore it; what
    handles it has children that do as usual.
    """
    gc.set_threshold(*GARBAGE)
    for name in ("SIGINT", "SIGHUP", "SIGQUIT", "SIGTERM"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, lambda *_: None)


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Six thousand tests and all modules stay to the end: none of them is looked at as garbage."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _comes_to_an_end(request: pytest.FixtureRequest) -> Iterator[None]:
    def hangs(*_: object) -> None:
        pytest.fail("it hangs")

    before = signal.signal(signal.SIGALRM, hangs)
    long = request.node.get_closest_marker("long") is not None
    signal.alarm(MOST_LONG_SECONDS if long else MOST_SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


# how long one example takes says more of the machine than of the program
settings.register_profile("any-machine", deadline=None)
settings.load_profile("any-machine")


@pytest.fixture(autouse=True)
def _hermetic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the user's machine: own folders, no key, English."""
    for name in ("IMA_API_KEY", "IMA_BASE_URL", "IMA_UPLOAD_URL", "NO_COLOR", "IMA_TUI_LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("IMA_TUI_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("HOME", str(tmp_path / "user"))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    use_language("en")


@pytest.fixture(autouse=True)
def _only_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection to anywhere else is a mistake of the test."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6} and address[0] not in {
            "127.0.0.1",
            "::1",
        }:
            raise AssertionError(f"not loopback: {address[0]}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(scope="session", autouse=True)
def _certificates_read_once() -> Iterator[None]:
    """Each client of httpx reads them all, which takes 15 ms."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(default, "create_ssl_context", cache(httpx.create_ssl_context))
        yield


@pytest.fixture(scope="session")
def simulator_url() -> Iterator[str]:
    """A simulator of its own process, for all tests of one worker."""
    with simulating("--seed=7", f"--speed={SIMULATOR_SPEED}") as url:
        # the account that tests use may use every model
        httpx.post(f"{url}/__sim/settings", json={"subscribed": True}, trust_env=False)
        yield url


@pytest.fixture
def use_keyring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Make a keyring of ``tests.keyrings`` the system's; returns the file of the one that keeps."""

    def use(name: str) -> Path:
        file = tmp_path / "keyring.json"
        monkeypatch.setenv("PYTHON_KEYRING_BACKEND", f"tests.keyrings.{name}")
        monkeypatch.setenv(FILE_VARIABLE, str(file))
        monkeypatch.setattr("keyring.core._keyring_backend", None)
        return file

    return use
