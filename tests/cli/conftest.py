"""Fixtures of the command tests: the simulator as the real service, and one that counts."""

from collections.abc import Iterator

import pytest

from .kit import Service, serving
from .sales import Sales, selling


@pytest.fixture
def live(simulator_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The simulator stands for the real service."""
    monkeypatch.setenv("IMA_API_KEY", "ima_test")
    monkeypatch.setenv("IMA_BASE_URL", simulator_url)
    return simulator_url


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    """A service of which the test decides the answers; the simulator's lists unless told so."""
    with serving(Service()) as made:
        monkeypatch.setenv("IMA_API_KEY", "ima_test")
        monkeypatch.setenv("IMA_BASE_URL", made.url)
        yield made


@pytest.fixture
def sales(monkeypatch: pytest.MonkeyPatch) -> Iterator[Sales]:
    """A service that takes creates as the test says."""
    with selling(Sales()) as made:
        monkeypatch.setenv("IMA_API_KEY", "ima_test")
        monkeypatch.setenv("IMA_BASE_URL", made.url)
        yield made
