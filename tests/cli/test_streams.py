"""What a command's streams are: closed, full, a pipe that nobody reads, endless; and ctrl-c."""

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import IO, Any

import httpx
import pytest

from .sales import Sales

FULL = Path("/dev/full")
CREATE = ("create", "-t", "text_to_image", "-p", "-", "--dry-run", "--json")
UNWRITABLE = b"Can't write the output. Is the disk full?\n"


def ended(
    *words: str | bytes, out: int | IO[bytes] = subprocess.PIPE, **how: Any
) -> "subprocess.CompletedProcess[bytes]":
    """A command as a process of its own, with its exit code and what it wrote."""
    how.setdefault("stdin", subprocess.DEVNULL)
    return subprocess.run(
        [sys.executable, "-m", "ima_tui", *words],
        stdout=out,
        stderr=subprocess.PIPE,
        timeout=60,
        check=False,
        **how,
    )


def unread(*words: str, given: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    """A command whose output goes to a pipe that was closed."""
    read, write = os.pipe()
    os.close(read)
    try:
        return ended(*words, out=write, input=given, stdin=None)
    finally:
        os.close(write)


def without_stdin(*words: str) -> "subprocess.CompletedProcess[bytes]":
    return ended(*words, preexec_fn=lambda: os.close(0), stdin=None)


@pytest.mark.parametrize("words", [("--help",), ("models", "--help"), ("--version",)])
def test_help_that_nobody_reads_is_no_failure(words: tuple[str, ...]) -> None:
    done = unread(*words)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_closed_pipe_hides_no_failure(live: str) -> None:
    batch = unread("batch", "-", "--dry-run", "--json", given=b"nope\n" * 300)
    assert (batch.returncode, batch.stderr) == (2, b"")
    assert unread("model", "nope", "--json").returncode == 2
    assert unread("model", "wan", "--json").returncode == 0


def test_where_nobody_reads_any_more_nothing_is_sent(sales: Sales) -> None:
    good = b'{"task_type": "text_to_image", "prompt": "a fox"}\n'
    done = unread("batch", "-", "--json", given=b"nope\n" + good)
    assert (done.returncode, sales.sends) == (130, 0)


@pytest.mark.skipif(not FULL.exists(), reason="no /dev/full here")
@pytest.mark.parametrize(
    "words", [("--help",), ("models", "--help"), ("--version",), ("simulate",)]
)
def test_a_full_disk_is_told_whatever_is_to_be_said(words: tuple[str, ...]) -> None:
    with FULL.open("wb") as full:
        done = ended(*words, out=full)
    assert (done.returncode, done.stderr) == (1, UNWRITABLE)


@pytest.mark.skipif(not FULL.exists(), reason="no /dev/full here")
def test_completion_on_a_full_disk() -> None:
    for variables in (
        {"_IMA_TUI_COMPLETE": "bash_source"},
        {"_IMA_TUI_COMPLETE": "zsh_complete", "COMP_WORDS": "ima-tui cr", "COMP_CWORD": "1"},
    ):
        with FULL.open("wb") as full:
            done = ended(out=full, env={**os.environ, **variables})
        assert (done.returncode, done.stderr) == (1, UNWRITABLE)


def test_a_simulator_whose_address_nobody_reads_serves_on() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    read, write = os.pipe()
    os.close(read)
    words = (sys.executable, "-m", "ima_tui", "simulate", "--port", str(port))
    process = subprocess.Popen(words, stdout=write, stderr=subprocess.PIPE)
    os.close(write)
    patient = httpx.HTTPTransport(retries=8)
    with httpx.Client(transport=patient, trust_env=False) as client:
        assert client.get(f"http://127.0.0.1:{port}/").status_code == 404
    process.terminate()
    _, told = process.communicate(timeout=20)
    assert (process.returncode, told) == (0, b"")


@pytest.mark.parametrize("words", [CREATE, ("batch", "-", "--dry-run", "--json")])
def test_without_a_stdin_there_is_nothing_to_read(live: str, words: tuple[str, ...]) -> None:
    done = without_stdin(*words)
    assert (done.returncode, json.loads(done.stdout)["error"]["code"]) == (2, "no_stdin")


def test_without_a_stdin_the_app_has_no_terminal() -> None:
    done = without_stdin()
    assert (done.returncode, b"needs a terminal" in done.stderr) == (2, True)


def test_ctrl_c_while_it_is_loaded_leaves_no_traceback(tmp_path: Path) -> None:
    # stands in the place of a module that is slow to load, and is there before it
    (tmp_path / "click.py").write_text("print(flush=True)\nimport time\ntime.sleep(60)\n")
    process = subprocess.Popen(
        [sys.executable, "-m", "ima_tui", "--version"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(tmp_path), *sys.path))},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"\n"
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=20)
    assert (process.returncode, told) == (130, b"")
