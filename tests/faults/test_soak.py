"""A thousand tasks, one call in twenty faulty, two crashes: the sums are equal."""

from pathlib import Path

import pytest

from ima_tui.store.records import State

from ..engine.warp import warp
from .soak import Figures, soak

ENDED = {str(state) for state in (State.DONE, State.PARTIAL, State.FAILED, State.STOPPED)}


def right(figures: Figures, tasks: int) -> None:
    assert figures.mistakes == []
    assert set(figures.states) <= ENDED
    assert figures.states.total() == tasks
    assert figures.charges[0] == figures.charges[1]
    assert figures.charged[0] == figures.charged[1]
    assert figures.results[0] == figures.results[1] > 0


def test_a_hundred_tasks(tmp_path: Path) -> None:
    right(warp(soak(tmp_path, 100)), 100)


@pytest.mark.long
def test_a_thousand_tasks(tmp_path: Path) -> None:
    figures = warp(soak(tmp_path, 1000))
    right(figures, 1000)
    assert figures.crashed.total() > 100
    assert figures.ways["attach"] > 10
