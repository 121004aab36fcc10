"""The simulator as a process: joined by several apps, started once, ending with the last."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ima_tui.simulator import address, leases
from ima_tui.simulator.process import Lease, SimulatorError, join

from .kit import Client
from .processes import health, wait_until

APP = """
import sys
from pathlib import Path
from ima_tui.simulator.process import join
lease = join(Path(sys.argv[1]), speed=5)
print(lease.base_url, flush=True)
sys.stdin.read()
"""


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
