"""What can go wrong in a list: the real one with parts dropped, swapped, doubled or blown up."""

import copy
import random
from typing import Any

from ..unit.leaves import Json

JUNK: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    -5,
    1.5,
    10**400,
    -(10**25),
    1e308,
    float("nan"),
    float("inf"),
    "",
    " ",
    "NaN",
    "nan",
    "-Infinity",
    "1e999",
    "0x10",
    "½",
    "x" * 10_000,
    "[/bold] [red]",
    "\x1b[31m\u202e\x00",
    "图像" * 200,
    "\ud800",
    [],
    [[]],
    [None, 3, [{}], {"value": {}}],
    {},
    {"a": {"b": {"c": [1]}}},
    "prompt",
    "n",
    "cast",
    "duration",
    "*",
)
"""What may stand where something else belongs."""


def spots(node: Any) -> list[tuple[Any, Any]]:
    """Every place in a tree of JSON: what holds it, and its key there."""
    found: list[tuple[Any, Any]] = []
    stack = [node]
    while stack:
        holder = stack.pop()
        pairs = list(holder.items() if isinstance(holder, dict) else enumerate(holder))
        for key, value in pairs:
            found.append((holder, key))
            if isinstance(value, dict | list):
                stack.append(value)
    return found


def spoiled(listed: Json, draw: random.Random) -> Json:
    """A model with some mistakes; it may be no model any more."""
    made = copy.deepcopy(listed)
    for _ in range(draw.choice((1, 1, 2, 5, 20))):
        places = spots(made)
        if places:
            draw.choice(_MISTAKES)(*draw.choice(places), draw)
    return made


def _drop(holder: Any, key: Any, _draw: random.Random) -> None:
    del holder[key]


def _junk(holder: Any, key: Any, draw: random.Random) -> None:
    holder[key] = copy.deepcopy(draw.choice(JUNK))


def _retype(holder: Any, key: Any, _draw: random.Random) -> None:
    value = holder[key]
    if isinstance(value, str):
        holder[key] = int(value) if value.isdecimal() and len(value) < 9 else [value]
    elif isinstance(value, int | float):
        holder[key] = str(value)
    elif isinstance(value, list):
        holder[key] = dict(enumerate(value))
    else:
        holder[key] = [value]


def _double(holder: Any, key: Any, _draw: random.Random) -> None:
    if isinstance(holder, list):
        holder.insert(key, copy.deepcopy(holder[key]))
    elif isinstance(holder[key], list):
        holder[key] = holder[key] * 2


def _deepen(holder: Any, key: Any, draw: random.Random) -> None:
    for _ in range(draw.choice((1, 50))):
        holder[key] = [holder[key]] if draw.random() < 0.5 else {"value": holder[key]}


def _move(holder: Any, key: Any, draw: random.Random) -> None:
    """One part of a model in the place of another."""
    if isinstance(holder, dict) and holder:
        holder[draw.choice(list(holder))] = copy.deepcopy(holder[key])


_MISTAKES = (_drop, _junk, _junk, _retype, _double, _deepen, _move)


def nested(node: Any, depth: int) -> Any:
    """A node in so many groups."""
    for level in range(depth):
        node = {"id": f"deep-{level}", "type": "2", "name": f"Level {level}", "children": [node]}
    return node
