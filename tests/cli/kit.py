"""What the tests of the commands share: running one, and a service that counts and misbehaves."""

import json
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from click.testing import CliRunner, Result

from ima_tui.cli import main
from ima_tui.cli.settings import Settings
from ima_tui.simulator.catalog import load
from tests.engine.clocks import FastClock

Reply = tuple[int, Any]
DEAD = "http://127.0.0.1:9"
"""The discard port: nobody listens."""


def run(*words: str, given: str | bytes = "", pace: float = 50.0) -> Result:
    """A command in this process, with its stdout, stderr and exit code.

    Time runs as many times faster as ``pace`` says.
    """
    settings = Settings(clock=FastClock(pace))
    return CliRunner().invoke(main, list(words), input=given, obj=settings)


def document(result: Result) -> Any:
    """The one JSON document on stdout."""
    (line,) = result.stdout.splitlines()
    return json.loads(line)


def documents(result: Result) -> list[Any]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def batch(*lines: object) -> str:
    return "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)


def listed(task_type: str) -> Reply:
    """The simulator's own answer."""
    return 200, json.loads(load().answer(task_type))


def coded(code: int) -> Reply:
    return 200, {"code": code, "message": "no"}


@dataclass
class Service:
    """A service of which a test decides the answers.

    Attributes:
        answer: the status and body for a task type's list; a body of bytes is sent as it is.
        asked: how often each list was asked for.
        held: while it is set, nothing is answered.
    """

    answer: Callable[[str], Reply] = listed
    asked: Counter[str] = field(default_factory=Counter)
    others: list[str] = field(default_factory=list)
    seen: threading.Event = field(default_factory=threading.Event)
    go_on: threading.Event = field(default_factory=threading.Event)
    holds: bool = False
    url: str = ""


@contextmanager
def serving(service: Service) -> Iterator[Service]:
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            task_type = parse_qs(parts.query).get("category", [""])[0]
            with lock:
                service.asked[task_type] += 1
            service.seen.set()
            if service.holds:
                service.go_on.wait(20)
            status, body = service.answer(task_type)
            content = body if isinstance(body, bytes) else json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def do_POST(self) -> None:
            service.others.append(self.path)
            self.send_error(500)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    service.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield service
    finally:
        service.go_on.set()
        server.shutdown()
        thread.join()
        server.server_close()
