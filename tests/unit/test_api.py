"""What docs/api.md promises to scripts is there, and says of itself what it does."""

import ast
import importlib
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "api.md").read_text("utf-8")
NAMES = re.findall(r"^\| `(ima_tui[\w.]+)\.(\w+)` \|", PAGE, re.MULTILINE)
EXAMPLES = sorted((ROOT / "examples").glob("*.py"))


@pytest.mark.parametrize(("module", "name"), NAMES)
def test_a_name_is_there_and_documented(module: str, name: str) -> None:
    found = getattr(importlib.import_module(module), name)
    if not isinstance(found, str):
        assert inspect.getdoc(found)
        assert found.__module__ == module
        members = inspect.getmembers(found, inspect.isfunction) if inspect.isclass(found) else []
        said = [one for _, one in members if is_public(one)]
        assert [one.__qualname__ for one in said if not one.__doc__] == []


def is_public(function: object) -> bool:
    return not getattr(function, "__name__", "_").startswith("_")


@pytest.mark.parametrize(("name", "members"), re.findall(r"\.(\w+)` \| [^|]*?: (`.*`)", PAGE))
def test_the_methods_named_are_there(name: str, members: str) -> None:
    (module,) = [one for one, other in NAMES if other == name]
    found = getattr(importlib.import_module(module), name)
    assert [one for one in re.findall(r"`(\w+)`", members) if not hasattr(found, one)] == []


def imports(tree: ast.AST) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.module, one.name) for one in node.names)


def test_examples_and_snippets_take_nothing_else() -> None:
    snippets = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    sources = [path.read_text("utf-8") for path in EXAMPLES] + snippets
    flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT | ast.PyCF_ONLY_AST
    trees = [compile(source, "example", "exec", flags) for source in sources]
    used = {one for tree in trees for one in imports(tree) if one[0].startswith("ima_tui")}
    assert len(EXAMPLES) == 2
    assert used <= set(NAMES)


def test_the_package_itself_loads_nothing() -> None:
    tree = ast.parse((ROOT / "ima_tui" / "__init__.py").read_text("utf-8"))
    assert [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)] == []
