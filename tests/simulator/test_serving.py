"""The simulator as a command: where it listens, what it prints, how soon it ends."""

import contextlib
import inspect
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

import httpx
import pytest

from ima_tui.simulator import address
from ima_tui.simulator.server import run, serving
from ima_tui.simulator.service import Simulator

from .kit import Client
from .processes import PATIENCE, wait_until


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_prints_its_address_and_ends_though_a_connection_stays_open(
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
        process.send_signal(number)
        _, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert errors == ""
    noted = address.read(tmp_path / "s")
    assert noted is not None
    assert noted.running is False


def test_it_ends_while_faults_keep_clients_waiting(tmp_path: Path) -> None:
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
    process.send_signal(signal.SIGTERM)
    _, errors = process.communicate(timeout=PATIENCE)
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
