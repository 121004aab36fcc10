"""The page about the simulator has every kind of fault, with its keys and an example that holds."""

import re
import tomllib
from pathlib import Path

import msgspec
import pytest

from ima_tui.simulator.control import routes
from ima_tui.simulator.faults import KINDS, read
from ima_tui.simulator.rules import Rule
from ima_tui.simulator.service import Simulator
from ima_tui.simulator.settings import Settings

PAGE = (Path(__file__).parents[2] / "docs" / "simulator.md").read_text(encoding="utf-8")
ROWS = {found[1]: found[0] for found in re.finditer(r"^\| `(\w+)` \|.*\|$", PAGE, re.MULTILINE)}
SHARED = set(Rule.__struct_fields__)


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_has_a_row_with_its_keys_and_an_example(kind: str) -> None:
    cells = [cell.strip() for cell in ROWS[kind].strip("|").split("|")]
    example = tomllib.loads(f"rule = {cells[-1].strip('`')}")["rule"]
    assert example["kind"] == kind
    rule = read({"rules": [example]}).rules[0]
    own = set(KINDS[kind].__struct_fields__) - SHARED
    assert {key for key in own if f"`{key}`" not in ROWS[kind]} == set()
    needed = {field.name for field in msgspec.structs.fields(rule) if field.required}
    assert needed <= set(example)


def test_the_keys_that_match_have_rows() -> None:
    assert set(ROWS) == SHARED | set(KINDS)


def test_the_example_file_is_right() -> None:
    blocks = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    assert [len(read(tomllib.loads(block)).rules) for block in blocks] == [2]


def test_settings_and_own_calls_are_told(sim: Simulator) -> None:
    assert [name for name in Settings.__struct_fields__ if f"`{name}`" not in PAGE] == []
    own = {
        f"{method} {route.path}"
        for route in routes(sim)
        for method in (route.methods or set()) - {"HEAD"}
    }
    told = set(re.findall(r"(?:GET|POST|PATCH|DELETE) /__sim/\w+", PAGE))
    assert own - told == {"POST /__sim/settings"}
    assert told <= own
