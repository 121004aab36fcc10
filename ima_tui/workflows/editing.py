"""Changing a plan step by step, and the texts in which its values and inputs are edited."""

import json
import re
from collections.abc import Mapping
from typing import Any, Final

import msgspec

from .plan import Input, Plan, Step

_ROLES: Final = frozenset({"first_frame", "last_frame", "reference"})
_SOURCE: Final = re.compile(r"([a-z0-9][a-z0-9_-]{0,39})(?:\.(url|cover))?(?:\.([1-9]\d{0,3}))?")


class BadLineError(ValueError):
    """A line that can't be understood; it is the error's text."""


def put(plan: Plan, step: Step, before: str = "") -> Plan:
    """Return a plan with a step at the end, or in the place of another.

    What others take of a step that is called otherwise now, they take of it still.

    Args:
        plan: what is changed.
        step: what is put.
        before: the id of the step that it replaces; empty for none.
    """
    if not before:
        return _with(plan, (*plan.steps, step))
    steps = tuple(step if one.id == before else one for one in plan.steps)
    if step.id != before:
        steps = tuple(_renamed(one, before, step.id) for one in steps)
    return _with(plan, steps)


def without(plan: Plan, id_: str) -> Plan:
    """Return a plan without a step; what takes something of it says so as a fault."""
    return _with(plan, tuple(one for one in plan.steps if one.id != id_))


def moved(plan: Plan, id_: str, by: int) -> Plan:
    """Return a plan with a step some places further; at an end it stays."""
    ids = [one.id for one in plan.steps]
    if id_ not in ids:
        return plan
    at = ids.index(id_)
    to = max(0, min(len(ids) - 1, at + by))
    steps = list(plan.steps)
    steps.insert(to, steps.pop(at))
    return _with(plan, tuple(steps))


def free_id(plan: Plan, wanted: str) -> str:
    """Return an id that no step has: the wanted one, else with a number."""
    taken = {one.id for one in plan.steps}
    number, found = 2, wanted
    while found in taken:
        found, number = f"{wanted}-{number}", number + 1
    return found


def values_text(params: Mapping[str, Any]) -> str:
    """Return values as lines: ``duration = 10``."""
    return "\n".join(f"{name} = {_written(value)}" for name, value in params.items())


def values_of(text: str) -> dict[str, Any]:
    """Return the values of lines.

    Raises:
        BadLineError: a line names no value.
    """
    found: dict[str, Any] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        name, sign, value = line.partition("=")
        if not sign or not name.strip():
            raise BadLineError(line)
        found[name.strip()] = _read(value.strip())
    return found


def inputs_text(inputs: tuple[Input, ...]) -> str:
    """Return inputs as lines: ``hero first_frame``, ``~/fox.png reference``."""
    return "\n".join(_input_line(one) for one in inputs)


def inputs_of(text: str, plan: Plan) -> tuple[Input, ...]:
    """Return the inputs of lines; what is no step of the plan is an address or a file."""
    known = {one.id for one in plan.steps}
    return tuple(_input(line, known) for line in filter(None, map(str.strip, text.splitlines())))


def _with(plan: Plan, steps: tuple[Step, ...]) -> Plan:
    return msgspec.structs.replace(plan, steps=steps)


def _renamed(step: Step, old: str, new: str) -> Step:
    pattern = re.compile(r"(?<!\$)\$\{" + re.escape(old) + r"(?=\.)")

    def text(value: Any) -> Any:
        return pattern.sub(lambda _: "${" + new, value) if isinstance(value, str) else value

    return msgspec.structs.replace(
        step,
        prompt=text(step.prompt),
        params={key: text(value) for key, value in step.params.items()},
        needs=tuple(new if one == old else one for one in step.needs),
        inputs=tuple(
            msgspec.structs.replace(one, step=new) if one.step == old else one
            for one in step.inputs
        ),
    )


def _written(value: Any) -> str:
    plain = isinstance(value, str) and isinstance(_read(value), str) and value == value.strip()
    return value if plain and "\n" not in value else json.dumps(value, ensure_ascii=False)


def _read(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


def _input_line(medium: Input) -> str:
    source = medium.address
    if medium.step:
        number = f".{medium.result}" if medium.result != 1 else ""
        source = f"{medium.step}{'.cover' if medium.take == 'cover' else ''}{number}"
    return f"{source} {medium.role}".strip()


def _input(line: str, known: set[str]) -> Input:
    source, _, last = line.rpartition(" ")
    role = last if source and last in _ROLES else ""
    source = source.strip() if role else line
    match = _SOURCE.fullmatch(source)
    if match is None or match[1] not in known:
        return Input(address=source, role=role)
    return Input(step=match[1], take=match[2] or "url", result=int(match[3] or 1), role=role)
