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


@cache
def named_calls() -> tuple[tuple[str, str, ast.Call], ...]:
    """Every call of something by its name: where, the name, the call."""
    return tuple(
        (where, node.func.id, node)
        for where, node in nodes()
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    )


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Every ``t(...)`` and ``has(...)``."""
    for where, name, call in named_calls():
        if name in CALLS and call.args:
            yield where, call


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
    for _, called, call in named_calls():
        if called == name:
            for argument in call.args[place : place + 1]:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    found.add(argument.value)
    return frozenset(found)
