"""Where the program's code names its messages: literals, and names put together."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import ima_tui

CALLS = frozenset({"t", "has"})


@cache
def trees() -> dict[str, ast.Module]:
    """The program's modules by path, but for the simulator, which has no words of ours."""
    home = Path(ima_tui.__file__).parent
    return {
        str(path.relative_to(home)): ast.parse(path.read_text("utf-8"))
        for path in sorted(home.rglob("*.py"))
        if "simulator" not in path.parts
    }


def nodes() -> Iterator[tuple[str, ast.AST]]:
    for name, tree in trees().items():
        for node in ast.walk(tree):
            yield name, node


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Every ``t(...)`` and ``has(...)``."""
    for name, node in nodes():
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        if node.func.id in CALLS and node.args:
            yield name, node


def literal_calls() -> Iterator[tuple[str, str, frozenset[str]]]:
    """Where, the message, and the names of the values it is given; none where ``**`` gives them."""
    for name, call in calls():
        key = call.args[0]
        if isinstance(key, ast.Constant) and isinstance(key.value, str):
            given = [keyword.arg for keyword in call.keywords]
            if None not in given:
                yield f"{name}:{call.lineno}", key.value, frozenset(str(one) for one in given)


def literals() -> frozenset[str]:
    """Every text in the code: a message may be named far from its ``t``."""
    return frozenset(
        node.value
        for _, node in nodes()
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def patterns() -> list[re.Pattern[str]]:
    """The names put together with ``t(f"...")``, as patterns, but for those that begin open."""
    found: list[re.Pattern[str]] = []
    for _, call in calls():
        key = call.args[0]
        if isinstance(key, ast.JoinedStr) and isinstance(key.values[0], ast.Constant):
            parts = [
                re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+"
                for part in key.values
            ]
            found.append(re.compile("".join(parts)))
    return found


def errors_with(name: str, *, place: int) -> frozenset[str]:
    """The literal texts, at one place, of every call of a name."""
    found: set[str] = set()
    for _, node in nodes():
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
            for argument in node.args[place : place + 1]:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    found.add(argument.value)
    return frozenset(found)
