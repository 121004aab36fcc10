"""Tasks on screen for a long time: nothing grows. The figures: `python -m benchmarks.monitor`."""

from pathlib import Path

import pytest

from .soak import soak


@pytest.mark.long
async def test_objects_do_not_grow_while_tasks_come_and_go(tmp_path: Path) -> None:
    figures = await soak(tmp_path, 100, 20)
    assert figures.growth() < 1.03
