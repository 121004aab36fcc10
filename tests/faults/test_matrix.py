"""Every fault at every call: what becomes of the task, what was charged, what is on disk."""

from pathlib import Path

import pytest

from ..engine.warp import warp
from .table import rows
from .trial import Row, tried


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row.call}: {row.fault}")
def test_a_fault_costs_nothing_and_loses_nothing(row: Row, tmp_path: Path) -> None:
    assert warp(tried(row, tmp_path)).mistakes == []
