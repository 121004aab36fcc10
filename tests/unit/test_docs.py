"""The generated pages are those of the program."""

import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", ["keys.md", "commands.md", "errors.md"])
def test_a_page_is_that_of_the_program(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    pages = importlib.import_module("text_pages").PAGES
    assert (ROOT / "docs" / name).read_text("utf-8") == pages[name](), "make docs"
