"""Hosts that write down all they are sent, and pass it on to the simulator."""

import http.client
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import unquote_plus, urlsplit

_OWN = frozenset({"host", "connection", "transfer-encoding", "content-length"})
_LONGEST = 120.0


@dataclass
class Host:
    """A host and what it was sent.

    Attributes:
        heard: of each request its first line, headers and body, as they came and with the
            percent signs taken out.
        leads_to: where it redirects all calls; empty while it answers them.
    """

    name: str
    url: str = ""
    leads_to: str = ""
    heard: list[bytes] = field(default_factory=list)

    def knows(self, mark: str) -> bool:
        return any(mark.encode() in one for one in self.heard)


@contextmanager
def recording(name: str, simulator: str, media: "Host | None" = None) -> Iterator[Host]:
    """A host before the simulator; addresses of media and uploads are those of another one."""
    host = Host(name)
    behind = urlsplit(simulator).netloc

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            size = int(self.headers.get("Content-Length", 0))
            body = self.rfile.read(size)
            told = f"{self.command} {self.path}\n{self.headers}".encode()
            host.heard.append(told + unquote_plus(self.path).encode() + b"\n" + body)
            if host.leads_to:
                self.send_response(307)
                self.send_header("Location", host.leads_to + self.path)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            headers = {k: v for k, v in self.headers.items() if k.lower() not in _OWN}
            headers["Host"] = urlsplit((media or host).url).netloc
            connection = http.client.HTTPConnection(behind, timeout=_LONGEST)
            try:
                connection.request(self.command, self.path, body, headers)
                response = connection.getresponse()
                content = response.read()
            except (OSError, http.client.HTTPException):
                self.close_connection = True  # the service was cut off: so is who asked
                return
            finally:
                connection.close()
            self.send_response(response.status)
            for key, value in response.getheaders():
                if key.lower() not in _OWN | {"date", "server"}:
                    self.send_header(key, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = answer  # noqa: N815 - so the standard library names them
        do_POST = answer  # noqa: N815
        do_PUT = answer  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            """Who asked has gone."""

    server = Server(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    host.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield host
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
