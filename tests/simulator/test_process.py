"""The simulator as a process: joined by several apps, started once, ending with the last."""

import contextlib
import http.client
import inspect
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from ima_tui.simulator import address, leases
from ima_tui.simulator.process import Lease, SimulatorError, join
from ima_tui.simulator.server import run, serving
from ima_tui.simulator.service import Simulator

from .kit import Client

PATIENCE = 20.0
APP = """
import sys
from pathlib import Path
from ima_tui.simulator.process import join
lease = join(Path(sys.argv[1]), speed=5)
print(lease.base_url, flush=True)
sys.stdin.read()
"""


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


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A demo's folder; whatever simulator runs there is ended."""
    one = tmp_path / "demo"
    yield one
    noted = address.read(one)
    if noted and (told := health(noted.base_url)) and told["pid"] == noted.pid:
        os.kill(noted.pid, signal.SIGTERM)
        wait_until(lambda: health(noted.base_url) is None)


def app(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", APP, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )


def end(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()


def test_the_first_app_starts_it_and_the_second_joins(folder: Path) -> None:
    first = join(folder, speed=5)
    second = join(folder, speed=9)
    assert second.base_url == first.base_url
    told = health(first.base_url)
    assert told is not None
    # The running one's pace holds, and it is a process of its own.
    assert told["speed"] == 5.0
    assert told["pid"] != os.getpid()
    assert first.base_url.startswith("http://127.0.0.1:")
    first.release()
    second.release()


def test_it_ends_with_its_last_app_and_comes_back_with_its_state(folder: Path) -> None:
    first = join(folder, speed=5)
    second = join(folder, speed=5)
    one = Client(first.base_url)
    body = one.body("text_to_image", "doubao-seedream-4-5-251128", attribute_id=2341)
    task_id = one.create(body)["id"]
    one.http.close()
    first.release()
    first.release()
    assert health(second.base_url) is not None
    second.release()
    wait_until(lambda: health(second.base_url) is None)
    assert list((folder / "apps").iterdir()) == []
    again = join(folder, speed=5)
    # The former port is free again, so addresses told before still hold.
    assert again.base_url == first.base_url
    one = Client(again.base_url)
    assert one.detail(task_id)["id"] == task_id
    assert one.ledger()["balance"] == 1995
    one.http.close()
    again.release()


def test_an_app_that_crashed_counts_as_gone(folder: Path) -> None:
    crashing = app(folder)
    assert crashing.stdout is not None
    base_url = crashing.stdout.readline().strip()
    assert health(base_url) is not None
    end(crashing)
    wait_until(lambda: health(base_url) is None)
    assert not leases.any_held(folder)


def test_apps_that_start_at_once_share_one(folder: Path) -> None:
    apps = [app(folder) for _ in range(3)]
    urls = {one.stdout.readline().strip() for one in apps if one.stdout is not None}
    assert len(urls) == 1
    assert health(urls.pop()) is not None
    for one in apps:
        end(one)


def test_a_simulator_that_was_killed_is_replaced(folder: Path) -> None:
    first = join(folder, speed=5)
    noted = address.read(folder)
    assert noted is not None
    os.kill(noted.pid, signal.SIGKILL)
    wait_until(lambda: health(first.base_url) is None)
    second = join(folder, speed=5)
    told = health(second.base_url)
    assert told is not None
    assert told["pid"] != noted.pid
    first.release()
    second.release()


def test_a_folder_that_cannot_be_used_is_told_in_words(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    with pytest.raises(SimulatorError) as caught:
        join(blocked, speed=1)
    assert "folder" in caught.value.reason
    assert blocked.read_text() == "in the way"


def test_a_start_that_fails_tells_why_and_leaves_no_lease(folder: Path) -> None:
    with pytest.raises(SimulatorError, match="speed must be above 0"):
        join(folder, speed=0)
    assert list((folder / "apps").iterdir()) == []


def test_a_lease_can_be_given_back_twice(folder: Path) -> None:
    folder.mkdir()
    lease = Lease("http://127.0.0.1:1", leases.take(folder))
    assert leases.any_held(folder)
    lease.release()
    lease.release()
    assert not leases.any_held(folder)


def test_joining_needs_little_to_be_loaded() -> None:
    code = "import sys, ima_tui.simulator.process; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    ).stdout.split()
    assert not {"starlette", "uvicorn", "msgspec", "av", "PIL", "httpx"} & set(loaded)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_prints_its_address_and_ends_within_a_second(
    tmp_path: Path, number: signal.Signals
) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "ima_tui.simulator", "--seed", "1", "--state", str(tmp_path / "s")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert process.stdout is not None
    base_url = process.stdout.readline().strip()
    # A connection that stays open must not hold it up.
    with httpx.Client() as waiting:
        assert waiting.get(f"{base_url}/__sim/health").json()["ok"] is True
        asked = time.monotonic()
        process.send_signal(number)
        _, errors = process.communicate(timeout=PATIENCE)
        assert time.monotonic() - asked < 1.0
    assert process.returncode == 0
    assert errors == ""
    noted = address.read(tmp_path / "s")
    assert noted is not None
    assert noted.running is False


def test_it_ends_within_a_second_while_faults_keep_clients_waiting(tmp_path: Path) -> None:
    faults = tmp_path / "faults.toml"
    faults.write_text(
        '[[rules]]\nkind = "delay"\ncall = "verify"\nseconds = 3600\n'
        '[[rules]]\nkind = "delay"\ncall = "products"\nafter = true\nseconds = 3600\n'
    )
    process = subprocess.Popen(
        [sys.executable, "-m", "ima_tui.simulator", "--faults", str(faults)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert process.stdout is not None
    base_url = process.stdout.readline().strip()

    def wait_in_vain(method: str, path: str) -> None:
        with contextlib.suppress(httpx.TransportError):
            httpx.request(method, base_url + path, timeout=PATIENCE)

    def hits() -> int:
        rules = httpx.get(f"{base_url}/__sim/faults").json()["rules"]
        return sum(int(rule["hits"]) for rule in rules)

    calls = [("POST", "/open/v1/assets/verify"), ("GET", "/open/v1/product/list")]
    clients = [threading.Thread(target=wait_in_vain, args=call) for call in calls]
    for one in clients:
        one.start()
    wait_until(lambda: hits() == 2)
    asked = time.monotonic()
    process.send_signal(signal.SIGTERM)
    _, errors = process.communicate(timeout=PATIENCE)
    assert time.monotonic() - asked < 1.0
    for one in clients:
        one.join(PATIENCE)
    assert (process.returncode, errors) == (0, "")


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ('kind = "delay"\nsecond = 3', "rule 1 (delay): Object"),
        (
            'kind = "remove_model"\ntask_type = "text_to_image"\nversion = "none"',
            "rule 1 (remove_model), version: there is no 'none'",
        ),
    ],
)
def test_a_faults_file_that_is_not_right_ends_it_at_once_with_a_sentence(
    tmp_path: Path, rule: str, words: str
) -> None:
    faults = tmp_path / "faults.toml"
    faults.write_text(f"[[rules]]\n{rule}\n")
    result = subprocess.run(
        [sys.executable, "-m", "ima_tui.simulator", "--faults", str(faults)],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.startswith(f"{faults}: {words}")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(("host", "elsewhere_free"), [("127.0.0.1", True), ("0.0.0.0", False)])  # noqa: S104
def test_it_listens_at_one_loopback_address_unless_told_otherwise(
    sim: Simulator, host: str, elsewhere_free: bool
) -> None:
    assert inspect.signature(run).parameters["host"].default == "127.0.0.1"
    with serving(sim, host=host) as base_url, socket.socket() as other:
        port = int(base_url.rpartition(":")[2])
        # The same port at another address can only be had if it is not listened on everywhere.
        with contextlib.nullcontext() if elsewhere_free else pytest.raises(OSError, match="in use"):
            other.bind(("127.0.0.2", port))


def test_it_ends_quietly_while_a_file_is_being_made(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "ima_tui.simulator", "--speed", "100000", "--state", str(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert process.stdout is not None
    one = Client(process.stdout.readline().strip())
    body = one.body("text_to_video", "wan2.6-t2v", attribute_id=2062, aspect_ratio="16:9")
    task_id = one.create(body)["id"]
    wait_until(lambda: one.detail(task_id)["status"] == "success")
    url = one.detail(task_id)["medias"][0]["url"]

    def read() -> None:
        with contextlib.suppress(httpx.HTTPError):
            one.http.get(url)

    reader = threading.Thread(target=read)
    reader.start()
    wait_until(lambda: bool(list((tmp_path / "media").iterdir())))
    process.send_signal(signal.SIGTERM)
    _, errors = process.communicate(timeout=PATIENCE)
    reader.join(PATIENCE)
    one.http.close()
    assert (process.returncode, errors) == (0, "")
    # What was half made is gone; it is made again when asked for again.
    assert list((tmp_path / "media").iterdir()) == []


def test_a_taken_port_is_told_in_a_line(tmp_path: Path) -> None:
    lease = join(tmp_path / "demo", speed=5)
    port = lease.base_url.rpartition(":")[2]
    result = subprocess.run(
        [sys.executable, "-m", "ima_tui.simulator", "--port", port],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    lease.release()
    assert result.returncode == 1
    assert "in use" in result.stderr
    assert "Traceback" not in result.stderr
    wait_until(lambda: health(lease.base_url) is None)


def test_half_written_addresses_are_no_address(tmp_path: Path) -> None:
    assert address.read(tmp_path) is None
    (tmp_path / "server.json").write_text('{"pid": 5')
    assert address.read(tmp_path) is None
    (tmp_path / "server.json").write_text('{"pid": 5}')
    assert address.read(tmp_path) is None
