"""The generated pages are those of the program."""

import importlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", ["keys.md", "commands.md", "errors.md", "package.md"])
def test_a_page_is_that_of_the_program(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    pages = importlib.import_module("text_pages").PAGES
    assert (ROOT / "docs" / name).read_text("utf-8") == pages[name](), "make docs"


@pytest.mark.parametrize("name", ["CONTRIBUTING.md", "docs/architecture.md"])
def test_every_place_that_a_page_names_is_there(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    named = re.findall(r"`([\w.]+(?:/[\w.*]+)*/|[\w.]+(?:/[\w.*]+)+)`", text)
    gone = [one for one in named if not any((*ROOT.glob(one), *(ROOT / "ima_tui").glob(one)))]
    assert named
    assert gone == []


def test_every_package_has_its_line_in_the_architecture() -> None:
    listing = (ROOT / "docs" / "architecture.md").read_text("utf-8").split("```")[1]
    packages = {path.parent.name for path in (ROOT / "ima_tui").glob("*/__init__.py")}
    assert {one for one in packages if f"  {one}/" not in listing} == set()
