"""Reading a batch: one JSON object per line; a bad line affects only itself."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

import msgspec

from ..catalog.task_types import task_types
from ..catalog.values import clean
from ..locale import t
from .asked import Asked
from .failures import CommandError, own_error
from .values import task_type_named

_BOM: Final = b"\xef\xbb\xbf"
_NAME_CHARACTERS = 60

MOST_LINES: Final = 100_000
"""The most lines of a batch; guards against endless input."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank.

    Attributes:
        number: counted from 1, blank lines included.
    """

    number: int
    asked: Asked | CommandError


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _is_object(value: object) -> bool:
    return isinstance(value, dict)


def _is_anything(_value: object) -> bool:
    return True


_TYPES: Final[Mapping[str, tuple[Callable[[object], bool], str]]] = {
    "task_type": (_is_text, "cli-type-text"),
    "model": (_is_text, "cli-type-text"),
    "version": (_is_text, "cli-type-text"),
    "prompt": (_is_text, "cli-type-text"),
    "params": (_is_object, "cli-type-object"),
    "inputs": (_is_texts, "cli-type-texts"),
    "ref_videos": (_is_texts, "cli-type-texts"),
    "ref_audios": (_is_texts, "cli-type-texts"),
    # a bad number of results is reported later, with what the model allows
    "n": (_is_anything, "cli-type-text"),
}

_NEEDED: Final = ("task_type", "prompt")


def read_lines(content: bytes) -> Iterator[Line]:
    """Yield the lines of a batch that are not blank.

    Args:
        content: the file's content; a byte order mark is skipped.

    Raises:
        CommandError: there are more than ``MOST_LINES``.
    """
    if content.count(b"\n") > MOST_LINES:
        raise own_error("too_many_lines", most=f"{MOST_LINES:,}")
    for number, raw in enumerate(BytesIO(content.removeprefix(_BOM)), 1):
        if raw.strip():
            try:
                yield Line(number, _asked(_object(raw)))
            except CommandError as error:
                yield Line(number, error)


def _object(raw: bytes) -> dict[str, Any]:
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        raise own_error("not_text") from None
    try:
        found = msgspec.json.decode(text)
        # parsed again, as msgspec silently takes the last of duplicate keys
        json.loads(text, object_pairs_hook=_each_once)
    except (ValueError, RecursionError):
        raise own_error("not_json") from None
    if not isinstance(found, dict):
        raise own_error("not_an_object")
    # null means not given
    return {name: value for name, value in found.items() if value is not None}


def _each_once(pairs: list[tuple[str, object]]) -> None:
    """Refuse a key that occurs twice in an object: one of them is a mistake."""
    seen: set[str] = set()
    for name, _ in pairs:
        if name in seen:
            raise own_error("duplicate_key", name=clean(name, _NAME_CHARACTERS))
        seen.add(name)


def _asked(given: Mapping[str, Any]) -> Asked:
    _check(given)
    name = given["task_type"]
    kind = task_type_named(name)
    if kind is None:
        known = tuple(task_types())
        words = {"name": clean(name, _NAME_CHARACTERS) or '""', "known": ", ".join(known)}
        raise own_error("unknown_task_type", choices=known, **words)
    return Asked(
        task_type=kind,
        prompt=given["prompt"],
        model=given.get("model"),
        version=given.get("version"),
        params=given.get("params", {}),
        inputs=given.get("inputs", ()),
        ref_videos=given.get("ref_videos", ()),
        ref_audios=given.get("ref_audios", ()),
        count=given.get("n"),
    )


def _check(given: Mapping[str, Any]) -> None:
    """Refuse an unknown key, a missing key, or a value of the wrong type."""
    for name in given:
        if name not in _TYPES:
            known = tuple(_TYPES)
            words = {"name": clean(name, _NAME_CHARACTERS), "known": ", ".join(known)}
            raise own_error("unknown_key", choices=known, **words)
    for name in _NEEDED:
        if name not in given:
            choices = tuple(task_types()) if name == "task_type" else ()
            raise own_error("missing_key", choices=choices, name=name)
    for name, value in given.items():
        fits, wanted = _TYPES[name]
        if not fits(value):
            raise own_error("wrong_type", name=name, wanted=t(wanted))
