"""How many requests a second the simulator answers: ``python benchmarks/simulator.py``.

The simulator runs as a process of its own, on one core where the system lets us choose; plain
sockets ask it, several connections in turn, so that the client takes little of the time. The health
call is the yardstick: the least that an answer takes. Nothing passes or fails here.
"""

import contextlib
import json
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[1]
SECONDS = 3.0
CONNECTIONS = 8
HEADERS = "Authorization: Bearer ima_bench\r\nx-app-source: ima_skills\r\n"
RULES = [
    {"kind": "delay", "seconds": 0, "model": "none", "call": "detail", "every": number + 1}
    for number in range(20)
]


@contextlib.contextmanager
def simulator() -> Iterator[str]:
    """A simulator on one core; its base URL."""
    process = subprocess.Popen(
        [sys.executable, "-m", "ima_tui.simulator", "--seed", "1"],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    try:
        base_url = process.stdout.readline().strip() if process.stdout else ""
        if hasattr(os, "sched_setaffinity"):
            core = max(os.sched_getaffinity(0))
            os.sched_setaffinity(process.pid, {core})
        yield base_url
    finally:
        process.terminate()
        process.wait(10)


class Asker:
    """Asks over connections that stay open.

    Args:
        base_url: Where the simulator is.
    """

    def __init__(self, base_url: str) -> None:
        self._address = (urlsplit(base_url).hostname or "", urlsplit(base_url).port or 0)
        self._open = [socket.create_connection(self._address) for _ in range(CONNECTIONS)]
        for one in self._open:
            one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def close(self) -> None:
        for one in self._open:
            one.close()

    def request(self, method: str, path: str, body: Any = None) -> bytes:
        """One request in full."""
        content = b"" if body is None else json.dumps(body).encode()
        head = f"{method} {path} HTTP/1.1\r\nHost: {self._address[0]}\r\n{HEADERS}"
        return f"{head}Content-Length: {len(content)}\r\n\r\n".encode() + content

    def ask(self, request: bytes) -> Any:
        """Send one request and decode the answer."""
        return json.loads(self._exchange(self._open[0], request))

    def measure(self, request: bytes) -> tuple[float, list[float]]:
        """Ask on all connections for a while: requests a second, and each answer's seconds."""
        taken: list[float] = []
        started = time.perf_counter()
        while time.perf_counter() - started < SECONDS:
            # All are sent before the first is read: the server always has work.
            sent = time.perf_counter()
            for one in self._open:
                one.sendall(request)
            for one in self._open:
                self._read(one)
                taken.append(time.perf_counter() - sent)
        return len(taken) / (time.perf_counter() - started), taken

    def _exchange(self, one: socket.socket, request: bytes) -> bytes:
        one.sendall(request)
        return self._read(one)

    def _read(self, one: socket.socket) -> bytes:
        gathered = b""
        while b"\r\n\r\n" not in gathered:
            gathered += one.recv(65536)
        head, _, content = gathered.partition(b"\r\n\r\n")
        marked = head.lower().partition(b"content-length: ")[2]
        length = int(marked.partition(b"\r\n")[0])
        while len(content) < length:
            content += one.recv(65536)
        return content


def leaves(nodes: list[Any]) -> Iterator[Any]:
    for node in nodes:
        yield from leaves(node.get("children") or []) if node["type"] == "2" else [node]


def create_body(listed: Any, version: str) -> Any:
    """A right create body for the first rule of a version."""
    leaf = next(one for one in leaves(listed["data"]) if one["id"] == version)
    rule = leaf["credit_rules"][0]
    attributes = {key: value for key, value in rule["attributes"].items() if key != "default"}
    cast = {"points": rule["points"], "attribute_id": rule["attribute_id"]}
    inner = {"prompt": "a quiet harbour", "n": 1, "input_images": [], "cast": cast, **attributes}
    entry = {
        "attribute_id": rule["attribute_id"],
        "model_id": leaf["model_id"],
        "model_name": leaf["name"],
        "model_version": version,
        "app": "ima",
        "platform": "web",
        "category": "text_to_image",
        "credit": rule["points"],
        "parameters": inner,
    }
    return {"task_type": "text_to_image", "src_img_url": [], "parameters": [entry]}


def main() -> None:
    with simulator() as base_url, contextlib.closing(Asker(base_url)) as asker:
        asker.ask(asker.request("PATCH", "/__sim/settings", {"points": 1_000_000_000}))
        listing = asker.request(
            "GET", "/open/v1/product/list?app=ima&platform=web&category=text_to_image"
        )
        listed = asker.ask(listing)
        creates = [
            asker.request("POST", "/open/v1/tasks/create", create_body(listed, version))
            for version in ("doubao-seedream-4-5-251128", "midjourney")
        ]
        ids = [asker.ask(create)["data"]["id"] for create in creates]
        one, four = (
            asker.request("POST", "/open/v1/tasks/detail", {"task_id": task_id}) for task_id in ids
        )
        print(f"{'call':<34}{'requests/s':>11}{'median ms':>11}{'p95 ms':>9}")
        show("health (yardstick)", asker, asker.request("GET", "/__sim/health"))
        show("detail, one media", asker, one)
        show("detail, four medias", asker, four)
        show("product list", asker, listing)
        show("create", asker, creates[0])
        asker.ask(asker.request("POST", "/__sim/faults", {"rules": RULES}))
        show("detail, 20 rules that never hit", asker, one)


def show(name: str, asker: Asker, request: bytes) -> None:
    rate, taken = asker.measure(request)
    p95 = statistics.quantiles(taken, n=20)[-1] * 1000
    print(f"{name:<34}{rate:>11.0f}{statistics.median(taken) * 1000:>11.2f}{p95:>9.2f}")


if __name__ == "__main__":
    main()
