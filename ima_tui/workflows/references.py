"""References to earlier steps within texts: ``${hero.prompt}``, ``${film.duration}``."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from .plan import Plan, Step

TAKES: Final = ("url", "cover", "duration", "prompt")

_REFERENCE: Final = re.compile(
    r"\$(?P<escape>\$\{)|\$\{(?P<step>[^${}.]*)\.(?P<take>[a-z]*)(?:\.(?P<result>[1-9]\d{0,3}))?\}"
)
_BROKEN: Final = re.compile(r"\$\{")


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference to an earlier step.

    Attributes:
        take: one of ``TAKES``.
        result: which of its results, from 1.
    """

    step: str
    take: str
    result: int = 1


def references_in(text: str) -> list[Reference]:
    """Return the references in a text; ``$${`` is an escaped ``${``."""
    return [_reference(m) for m in _REFERENCE.finditer(text) if not m["escape"]]


def is_broken(text: str) -> bool:
    """Return whether a text contains a malformed reference."""
    return bool(_BROKEN.search(_REFERENCE.sub("", text)))


def filled(text: str, value: Callable[[Reference], str]) -> str:
    """Return a text with its references replaced by their values."""
    return _REFERENCE.sub(lambda m: "${" if m["escape"] else value(_reference(m)), text)


def lone(text: object) -> Reference | None:
    """Return the reference that is the whole value; None for any other value."""
    match = _REFERENCE.fullmatch(text.strip()) if isinstance(text, str) else None
    return _reference(match) if match and not match["escape"] else None


def reference_text(reference: Reference) -> str:
    """Return how a reference is written."""
    result = f".{reference.result}" if reference.result != 1 else ""
    return f"${{{reference.step}.{reference.take}{result}}}"


def texts_of(step: Step) -> Iterator[str]:
    """Yield the texts that may contain references: the prompt and text parameters."""
    yield step.prompt
    yield from _texts(step.params)


def taken(step: Step) -> Iterator[Reference]:
    """Yield all references of a step, inputs included."""
    for text in texts_of(step):
        yield from references_in(text)
    for medium in step.inputs:
        if medium.step:
            yield Reference(medium.step, medium.take, medium.result)


def waits_for(plan: Plan, step: Step) -> frozenset[str]:
    """Return the steps whose results a step has to wait for.

    A referenced prompt is known before it runs; only results that it refers to must be waited for.
    """
    found = set(step.needs)
    seen: set[str] = set()
    waiting = list(taken(step))
    while waiting:
        reference = waiting.pop()
        if reference.take != "prompt":
            found.add(reference.step)
            continue
        other = plan.step(reference.step)
        if other is not None and other.id not in seen:
            seen.add(other.id)
            waiting += references_in(other.prompt)
    return frozenset(found)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)


def _reference(match: re.Match[str]) -> Reference:
    return Reference(match["step"], match["take"], int(match["result"] or 1))
