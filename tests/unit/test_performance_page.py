"""docs/performance.md names commands that there are."""

import re
from importlib.util import find_spec
from pathlib import Path

import pytest

from benchmarks.__main__ import BEGIN, END, SCRIPTS
from benchmarks.figures import Figure, table

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "performance.md").read_text("utf-8")


def test_every_command_and_file_of_the_page_is_there() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert all(f"\n{target}:" in makefile for target in re.findall(r"make ([a-z]+)", PAGE))
    modules = {*re.findall(r"python -m (benchmarks\.[a-z]+)", PAGE)}
    modules |= {f"benchmarks.{name}" for name in SCRIPTS}
    assert all(find_spec(name) for name in modules)
    assert all(name in PAGE for name in SCRIPTS)
    for path in re.findall(r"`([a-z/]+\.py)`", PAGE):
        assert (ROOT / path).exists() or (ROOT / "ima_tui" / path).exists(), path


def test_the_page_has_a_place_for_the_table() -> None:
    assert PAGE.index(BEGIN) < PAGE.index(END)


@pytest.mark.parametrize("beside", [[], [0.0], [2.0, 4.0]])
def test_a_figure_is_a_row(beside: list[float]) -> None:
    shown = table([Figure("what", [3.0, 9.0, 1.0], "ms", "5 ms", "yardstick", beside)])
    head, _line, row = shown.splitlines()
    assert head.count("|") == row.count("|") == 8
    assert "3.00 ms" in row
    assert "1.00 – 9.00" in row
