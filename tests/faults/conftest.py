"""Fixtures of tests with processes: a nursery, and a simulator on a thread of the test."""

from collections.abc import Iterator

import pytest

from ima_tui.simulator.server import serving
from ima_tui.simulator.service import Simulator
from ima_tui.simulator.settings import Change

from .nursery import Nursery
from .site import POINTS

SPEED = 500.0


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    one = Nursery()
    yield one
    one.close()


@pytest.fixture
def sim() -> Iterator[Simulator]:
    simulator = Simulator(seed=7, speed=SPEED)
    simulator.change(Change(points=POINTS))
    yield simulator
    simulator.close()


@pytest.fixture
def url(sim: Simulator) -> Iterator[str]:
    with serving(sim) as address:
        yield address
