"""The package declares what it imports, and nothing else."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def imported() -> Iterator[str]:
    """The names of other packages that the program imports."""
    for path in (ROOT / "ima_tui").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                yield from (one.name.partition(".")[0] for one in node.names)
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                yield node.module.partition(".")[0]


def test_what_is_imported_is_declared_and_the_other_way_round() -> None:
    known = packages_distributions()
    own = {"ima_tui", *sys.stdlib_module_names}
    used = {_folded(known[name][0]) for name in set(imported()) - own}
    declared = {_folded(re.split(r"[<>=\[ ]", one)[0]) for one in PROJECT["dependencies"]}
    assert used == declared


def test_the_versions_named_are_those_it_asks_for() -> None:
    least = tuple(map(int, PROJECT["requires-python"].removeprefix(">=").split(".")))
    named = [
        tuple(map(int, found[1].split(".")))
        for one in PROJECT["classifiers"]
        if (found := re.fullmatch(r"Programming Language :: Python :: (3\.\d+)", one))
    ]
    assert min(named) == least
    assert named == sorted(named)


def _folded(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
