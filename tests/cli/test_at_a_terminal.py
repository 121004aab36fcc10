"""Sending commands where somebody sits: questions, bars, ctrl-c at a question."""

import json
import os
import re
import signal
import subprocess
import sys
from typing import Any

from tests.engine.hosts import MAKING
from tests.engine.scripted import answer, code
from tests.patience import readable, until

from .kit import document, run
from .sales import Sales

FOX = ("create", "-t", "text_to_image", "-p", "a fox", "--json")
STYLE = re.compile(r"\x1b\[[\d;?]*[A-Za-z]")


class Seat:
    """A command whose stdin and stderr are a terminal, while stdout goes elsewhere."""

    def __init__(self, *words: str) -> None:
        self.controller, terminal = os.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "ima_tui", *words],
            stdin=terminal,
            stdout=subprocess.PIPE,
            stderr=terminal,
            text=True,
            start_new_session=True,
            env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "100"},
        )
        os.close(terminal)
        self.seen = ""

    def until(self, part: str) -> None:
        """Read until something is on the screen."""
        while part not in self.seen:
            self._read()

    def answer(self, text: str) -> None:
        os.write(self.controller, text.encode() + b"\n")

    def end(self) -> tuple[int, Any]:
        """Read to the end: the exit code, and the JSON on stdout."""
        try:
            while True:
                self._read()
        except OSError:
            pass  # the other side is closed: all was read
        os.close(self.controller)
        out, _ = self.process.communicate(timeout=30)
        assert "Traceback" not in self.seen
        return self.process.returncode, json.loads(out) if out else None

    def _read(self) -> None:
        readable(self.controller)
        self.seen += STYLE.sub("", os.read(self.controller, 65536).decode())


def test_above_the_threshold_it_asks(sales: Sales) -> None:
    sales.prices = [150]
    seat = Seat(*FOX)
    seat.until("[y/N]")
    assert "150 pts" in seat.seen
    seat.answer("")
    status, told = seat.end()
    assert (status, told["error"]["code"], sales.sends) == (5, "declined", 0)
    seat = Seat(*FOX)
    seat.until("[y/N]")
    seat.answer("Y")
    status, told = seat.end()
    assert (status, told["state"], sales.sends) == (0, "running", 1)


def test_a_yes_that_was_typed_ahead_answers_nothing(sales: Sales) -> None:
    """Only what is typed once the question is there agrees to a price."""
    sales.prices = [150]
    seat = Seat(*FOX)
    seat.answer("y")
    seat.until("[y/N]")
    seat.answer("n")
    status, told = seat.end()
    assert (status, told["error"]["code"], sales.sends) == (5, "declined", 0)


def test_ctrl_c_at_the_question_sends_nothing(sales: Sales) -> None:
    sales.prices = [150]
    seat = Seat(*FOX)
    seat.until("[y/N]")
    seat.process.send_signal(signal.SIGINT)
    assert (seat.end(), sales.sends) == ((130, None), 0)


def test_a_rise_is_asked_about(sales: Sales) -> None:
    sales.prices, sales.creates = [5, 8], [code(6006), b""]
    seat = Seat(*FOX)
    seat.until("now cost 8 pts")
    seat.until("[y/N]")
    seat.answer("y")
    status, told = seat.end()
    assert (status, told["state"], told["points"]) == (0, "running", 8)
    assert sales.sends == 2


def test_a_rise_that_is_declined_is_not_sent(sales: Sales) -> None:
    sales.prices, sales.creates = [5, 8], [code(6006), b""]
    seat = Seat(*FOX)
    seat.until("now cost 8 pts")
    seat.until("[y/N]")
    seat.answer("no")
    status, told = seat.end()
    assert (status, told["state"], told["error"]["code"]) == (5, "stopped", "declined")
    assert sales.sends == 1


def test_ctrl_c_at_a_rise_takes_it_out(sales: Sales) -> None:
    sales.prices, sales.creates = [5, 8], [code(6006), b""]
    seat = Seat(*FOX)
    seat.until("now cost 8 pts")
    seat.until("[y/N]")
    seat.process.send_signal(signal.SIGINT)
    status, told = seat.end()
    assert (status, told["state"], sales.sends) == (130, "stopped", 1)


def test_what_still_waits_is_asked_about(sales: Sales) -> None:
    sales.creates = [answer(b"", "429 Too Many Requests", "Retry-After: 600")]
    left = Seat(*FOX)
    sales.until("create")
    until(lambda: document(run("tasks", "--json"))["tasks"][0]["state"] == "queued")
    left.process.kill()
    left.end()
    sales.creates = [b""]
    seat = Seat("tasks", "--wait", "--json")
    seat.until("1 task is still waiting to be sent: 5 pts")
    seat.until("[y/N]")
    seat.answer("y")
    status, told = seat.end()
    assert (status, told["state"], sales.sends) == (0, "done", 2)


def test_sending_again_is_asked_about(sales: Sales) -> None:
    sales.creates = [None, b""]
    name = document(run(*FOX))["id"]
    seat = Seat("task", name, "--send-again", "--json")
    seat.until("may charge twice")
    seat.until("[y/N]")
    seat.answer("y")
    assert seat.end()[0] == 0
    assert sales.sends == 2


def test_bars_show_how_far_it_is(sales: Sales) -> None:
    sales.results = [MAKING]
    seat = Seat(*FOX, "--wait")
    seat.until("waited 1 s")
    assert "━" in seat.seen
    assert "Plain" in seat.seen
    seat.process.send_signal(signal.SIGINT)
    status, told = seat.end()
    assert (status, told["state"]) == (130, "running")
