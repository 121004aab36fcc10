"""Fixtures: a simulator under a clock that the test turns, served over HTTP on loopback."""

from collections.abc import Iterator

import pytest

from ima_tui.simulator.server import serving
from ima_tui.simulator.service import Simulator

from .kit import Client, Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sim(clock: Clock) -> Iterator[Simulator]:
    simulator = Simulator(seed=7, clock=clock)
    yield simulator
    simulator.close()


@pytest.fixture
def base_url(sim: Simulator) -> Iterator[str]:
    with serving(sim) as url:
        yield url


@pytest.fixture
def client(base_url: str) -> Iterator[Client]:
    one = Client(base_url)
    yield one
    one.http.close()
