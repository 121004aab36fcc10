"""Runs the simulator on a port: from the command line, for the demo's apps, or inside a test."""

import asyncio
import contextlib
import logging
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import uvicorn
from filelock import Timeout
from uvicorn.protocols.http.h11_impl import H11Protocol

from . import address, leases
from .app import build_app
from .bodies import TRANSPORT
from .faults import FaultError, Faults
from .faults import load as load_faults
from .listed import load_folder
from .service import Simulator
from .store import private_folder

_KEEP_ALIVE = 75
_APPS_POLL = 0.5
# Long enough for an app that is closed and reopened to find the simulator still running.
_APPS_GRACE = 2.0
_PREDECESSOR_WAIT = 5.0
_LOGGER = logging.getLogger("uvicorn.error")


def _print(base_url: str) -> None:
    print(base_url, flush=True)  # noqa: T201 - the first line of the command's output


def run(
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    speed: float = 1.0,
    seed: int | None = None,
    folder: Path | None = None,
    on_ready: Callable[[str], None] = _print,
    with_apps: bool = False,
    faults: Path | None = None,
    catalog: Path | None = None,
) -> None:
    """Serve until SIGINT or SIGTERM.

    Args:
        host: The address to listen on.
        port: The port; 0 takes the folder's former one, else any.
        speed: How many times faster tasks run.
        seed: Decides how long tasks take and what media look like.
        folder: Holds the state over restarts; None keeps nothing.
        on_ready: Called with the base URL once it is answered there.
        with_apps: End by itself soon after the last app's lease on the folder is gone.
        faults: A file with rules and settings.
        catalog: A folder with product lists, in place of the simulator's own.

    Raises:
        OSError: If the port can't be had or the folder can't be used.
        BlockingIOError: If another simulator runs on the folder.
        FaultError: If the faults file is not right.
        ValueError: If a product list is none.
    """
    asked = load_faults(faults) if faults else None
    offered = load_folder(catalog, speed=speed) if catalog else None
    with contextlib.ExitStack() as stack:
        if folder:
            stack.enter_context(_held(private_folder(folder)))
        listener = stack.enter_context(_listen(host, port, folder))
        sim = Simulator(folder=folder, speed=speed, seed=seed, catalog=offered)
        stack.callback(sim.close)
        if asked:
            _apply(sim, asked, faults)
        server = _Server(sim, on_ready=lambda: _announce(listener, host, folder, on_ready))
        _run(_serve(server, listener, apps_of=folder if with_apps else None))
        if folder:
            _sign_off(folder)


def _apply(sim: Simulator, asked: Faults, file: Path | None) -> None:
    try:
        sim.apply(asked)
    except FaultError as error:
        raise FaultError(f"{file}: {error}") from None


@contextlib.contextmanager
def serving(sim: Simulator, *, host: str = "127.0.0.1") -> Iterator[str]:
    """Serve a simulator from a thread, for tests, and yield its base URL.

    Args:
        sim: Served; closed by the caller.
        host: The address to listen on.
    """
    ready = threading.Event()
    with _listen(host, 0, None) as listener:
        server = _Server(sim, on_ready=ready.set)
        thread = threading.Thread(target=lambda: _run(_serve(server, listener)), daemon=True)
        thread.start()
        try:
            if not ready.wait(10):
                raise RuntimeError("the simulator did not start")
            yield _base_url(host, listener)
        finally:
            server.end()
            thread.join(10)


class _Protocol(H11Protocol):
    """HTTP that lets the app have its connection: faults close it, or write past HTTP."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        inner = self.app

        async def with_connection(scope: Any, receive: Any, send: Any) -> None:
            scope[TRANSPORT] = transport
            await inner(scope, receive, send)

        self.app = with_connection


class _Server(uvicorn.Server):
    """uvicorn without signal handling of its own, telling when it is ready."""

    def __init__(self, sim: Simulator, *, on_ready: Callable[[], None]) -> None:
        super().__init__(
            uvicorn.Config(
                build_app(sim),
                http=_Protocol,
                loop="asyncio",
                ws="none",
                lifespan="off",
                access_log=False,
                log_config=None,
                log_level="warning",
                timeout_keep_alive=_KEEP_ALIVE,
                timeout_graceful_shutdown=0,
            )
        )
        self._on_ready = on_ready

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._on_ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        # Answers under way are cut, which uvicorn would report as errors.
        _LOGGER.setLevel(logging.CRITICAL)
        await super().shutdown(sockets)

    def end(self) -> None:
        """End soon."""
        self.should_exit = True


def _run(serving_it: Coroutine[Any, Any, None]) -> None:
    """Run a server to its end, and leave its logger as it was."""
    level = _LOGGER.level
    try:
        asyncio.run(serving_it)
    finally:
        _LOGGER.setLevel(level)


async def _serve(server: _Server, listener: socket.socket, *, apps_of: Path | None = None) -> None:
    """Serve until asked to stop; with a folder, also until its last app is gone."""
    if threading.current_thread() is threading.main_thread():
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            try:
                loop.add_signal_handler(number, server.end)
            except NotImplementedError:  # on Windows
                signal.signal(number, lambda *_: loop.call_soon_threadsafe(server.end))
    watching = asyncio.create_task(_end_with_apps(server, apps_of)) if apps_of else None
    await server.serve(sockets=[listener])
    if watching is not None:
        watching.cancel()


async def _end_with_apps(server: _Server, folder: Path) -> None:
    """End the server once no app has held a lease for a while."""
    seen = time.monotonic()
    while not server.should_exit:
        await asyncio.sleep(_APPS_POLL)
        if leases.any_held(folder):
            seen = time.monotonic()
        elif time.monotonic() - seen >= _APPS_GRACE and _close_door(folder):
            server.end()


def _close_door(folder: Path) -> bool:
    """Decide to end: false if an app is just joining."""
    try:
        with leases.start_lock(folder, wait=0):
            if leases.any_held(folder):
                return False
            leases.sweep(folder)
            _sign_off(folder)
            return True
    except Timeout:
        return False


def _announce(
    listener: socket.socket, host: str, folder: Path | None, on_ready: Callable[[str], None]
) -> None:
    base_url = _base_url(host, listener)
    if folder:
        port = listener.getsockname()[1]
        address.write(folder, address.Address(os.getpid(), port, base_url, running=True))
    on_ready(base_url)


def _sign_off(folder: Path) -> None:
    """Note that the simulator of a folder no longer takes apps; the port stays noted."""
    noted = address.read(folder)
    if noted and noted.pid == os.getpid():
        address.write(folder, noted._replace(running=False))


@contextlib.contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Hold a folder against other simulators; one that is just ending is waited for."""
    lock = leases.serve_lock(folder, wait=_PREDECESSOR_WAIT)
    try:
        lock.acquire()
    except Timeout:
        raise BlockingIOError(f"another simulator runs on {folder}") from None
    try:
        yield
    finally:
        lock.release()


def _listen(host: str, port: int, folder: Path | None) -> socket.socket:
    """Take a port: the one asked for, else the folder's former one, else any."""
    noted = address.read(folder) if folder and not port else None
    if noted:
        with contextlib.suppress(OSError):
            return _bound(host, noted.port)
    return _bound(host, port)


def _bound(host: str, port: int) -> socket.socket:
    # With the protocol named, asyncio turns off Nagle's delay: 40 ms on every answer otherwise.
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
    except BaseException:
        listener.close()
        raise
    return listener


def _base_url(host: str, listener: socket.socket) -> str:
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{listener.getsockname()[1]}"
