"""No word that a user reads stands in the code: it comes from the locale files."""

import ast
import re
from collections.abc import Iterator

from .sentences import trees

SHOWN_BY = {
    "Static": (0,),
    "Button": (0,),
    "Checkbox": (0,),
    "Label": (0,),
    "Input": (0,),
    "notify": (0,),
    "say": (0, 1),
    "tell": (0,),
    "_tell": (0,),
    "note": (0,),
    "print": (0,),
    "update": (0,),
    "Said": (0,),
    "Link": (0,),
    "Answer": (1,),
    "Choice": (0,),
    "TextDialog": (0, 1),
    "AskDialog": (0,),
    "PickDialog": (0, 2),
    "add_column": (0,),
    "append": (0,),
}
"""What shows its arguments, by name, with their places."""

BY_NAME = {"placeholder", "label", "title", "help", "tooltip", "border_title"}
WORD = re.compile(r"[A-Za-z\u4e00-\u9fff]{3,}")
WHERE = ("screens", "widgets", "cli", "wording", "app.py")
NO_WORDS = re.compile(r"\s*(#?[a-z]+(-[a-z0-9]+)*|IMA TUI|ima-tui.*|--[a-z-]+)\s*", re.DOTALL)
"""Names in the code (selectors, keys of words, reasons), our own, and what is typed."""


def texts_of(node: ast.expr) -> Iterator[str]:
    """The words that an argument has by itself; those that a call gives come from elsewhere."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        for part in node.values:
            yield from texts_of(part)
    elif isinstance(node, ast.BinOp | ast.BoolOp | ast.IfExp):
        for inner in ast.iter_child_nodes(node):
            if isinstance(inner, ast.expr) and not isinstance(inner, ast.Compare):
                yield from texts_of(inner)


def shown(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call):
            continue
        function = call.func
        name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
        arguments = [call.args[at] for at in SHOWN_BY.get(name, ()) if at < len(call.args)]
        arguments += [one.value for one in call.keywords if one.arg in BY_NAME]
        for argument in arguments:
            for text in texts_of(argument):
                if WORD.search(text) and not NO_WORDS.fullmatch(text):
                    yield call.lineno, text


def test_no_words_in_the_code() -> None:
    found = [
        f"{name}:{line}: {text!r}"
        for name, tree in trees().items()
        if name.startswith(WHERE)
        for line, text in shown(tree)
    ]
    assert found == []


def test_the_test_finds_some() -> None:
    source = 'yield Static("Press enter", id="x")\nself.notify(f"{n} tasks done")\nsay(t("a-key"))'
    tree = ast.parse(f"def f():\n    {source.replace(chr(10), chr(10) + '    ')}")
    assert {text for _, text in shown(tree)} == {"Press enter", " tasks done"}
