"""Fixtures: a simulator under a clock that the test turns, served over HTTP on loopback."""

import itertools
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


@pytest.fixture(scope="session")
def steady_url() -> Iterator[str]:
    """A simulator that many tests share, each with a key of its own; nobody turns its clock."""
    simulator = Simulator(seed=7, clock=Clock())
    with serving(simulator) as url:
        yield url
    simulator.close()


_KEYS = (f"ima_buyer_{number}" for number in itertools.count())


@pytest.fixture
def buyer(steady_url: str) -> Iterator[Client]:
    """A client of the shared simulator with a key of its own: its balance tells its charges."""
    one = Client(steady_url, next(_KEYS))
    yield one
    one.http.close()
