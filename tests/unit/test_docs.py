"""The generated pages are those of the program."""

import importlib.util
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_key_list_is_that_of_the_registry() -> None:
    spec = importlib.util.spec_from_file_location("docs_script", ROOT / "scripts" / "docs.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    assert (ROOT / "docs" / "keys.md").read_text("utf-8") == script.keys_page(), "make docs"
