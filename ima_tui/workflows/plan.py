"""Plans as data: several creations, and the references between them.

The schema is documented in docs/workflows.md. A plan file contains prompts.
"""

import json
import math
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import msgspec

from ..catalog.values import clean
from ..files import write_atomic
from .faults import Fault, PlanError

SCHEMA: Final = 1
"""The schema version that this program writes; it reads older ones, too."""

MOST_BYTES: Final = 4_000_000
"""The size limit of a plan file."""

MOST_DEPTH: Final = 10
"""The depth limit of nested values."""

_AT: Final = re.compile(r"\$\.([A-Za-z0-9_]+)")
_NAMED: Final = re.compile(r"field `([^`]*)`")


class Input(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """One input medium of a step: a result of an earlier step, or an address.

    Attributes:
        step: the id of the earlier step; empty for an address.
        take: ``url`` for the result itself, ``cover`` for the first picture of a video.
        result: which of that step's results, from 1.
        address: an https address or a local file.
        role: ``first_frame``, ``last_frame`` or ``reference``.
    """

    step: str = ""
    take: str = "url"
    result: int = 1
    address: str = ""
    role: str = ""


class Step(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """One creation.

    Attributes:
        id: lower-case letters, digits, ``-`` and ``_``.
        model: an id, a name or an alias.
        version: pins one version of the model.
        prompt: the prompt, which may refer to earlier steps: ``${hero.prompt}``.
        n: how many results; None for the model's own default.
        params: values by name, which may refer to earlier steps as well.
        needs: further steps that must be over first.
        output: addresses or files that replace the step's results; then it is not run.
    """

    id: str
    task_type: str
    model: str = ""
    version: str = ""
    prompt: str = ""
    n: int | None = None
    params: dict[str, Any] = {}
    inputs: tuple[Input, ...] = ()
    needs: tuple[str, ...] = ()
    output: tuple[str, ...] = ()


class Plan(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Several creations.

    Attributes:
        name: its name.
        request: the sentence it was made from.
        planned: the hash it had when it was written, to distinguish an edited file from the hash of
            another plan. Not part of what is confirmed.
    """

    name: str = ""
    request: str = ""
    planned: str = ""
    steps: tuple[Step, ...] = ()

    def step(self, id_: str) -> Step | None:
        """Return the step with an id."""
        return next((step for step in self.steps if step.id == id_), None)


_PLAN_KEYS: Final = frozenset({"schema", "name", "request", "planned", "steps"})


def plan_of(document: object) -> Plan:
    """Return the plan in a document parsed from TOML or JSON.

    Raises:
        PlanError: it is not a plan, or has a newer schema; the content of steps is left to
            ``checks``.
    """
    if not isinstance(document, Mapping):
        raise PlanError(Fault("not_a_plan"))
    schema = document.get("schema", SCHEMA)
    if not isinstance(schema, int) or isinstance(schema, bool) or schema < 1:
        raise PlanError(Fault("wrong_type", about={"key": "schema"}))
    if schema > SCHEMA:
        raise PlanError(Fault("newer_schema", about={"schema": schema, "known": SCHEMA}))
    unknown = [key for key in document if key not in _PLAN_KEYS]
    if unknown:
        raise PlanError(*(Fault("unknown_key", about={"key": clean(key, 60)}) for key in unknown))
    given = document.get("steps")
    if not isinstance(given, list):
        raise PlanError(Fault("no_steps"))
    texts = {key: document.get(key, "") for key in ("name", "request", "planned")}
    wrong = [key for key, value in texts.items() if not isinstance(value, str)]
    if wrong:
        raise PlanError(*(Fault("wrong_type", about={"key": key}) for key in wrong))
    plan = Plan(**texts, steps=_steps(given))
    try:
        msgspec.json.encode(plan)
    except UnicodeEncodeError:
        # JSON can express lone surrogates, which no file and no request can contain
        raise PlanError(Fault("not_text")) from None
    return plan


def _steps(given: list[object]) -> tuple[Step, ...]:
    steps: list[Step] = []
    faults: list[Fault] = []
    for number, entry in enumerate(given, 1):
        try:
            step = msgspec.convert(_with_addresses(entry), Step)
        except msgspec.ValidationError as error:
            faults.append(_shape_fault(entry, number, str(error)))
            continue
        steps.append(step)
        if not _is_plain(step.params):
            faults.append(Fault("wrong_type", step.id, {"key": "params"}))
    if faults:
        raise PlanError(*faults)
    return tuple(steps)


def _is_plain(value: object, depth: int = MOST_DEPTH) -> bool:
    """Return whether a value is the same in TOML, JSON and a request: no date, no infinity."""
    if isinstance(value, Mapping | list):
        inside = value.values() if isinstance(value, Mapping) else value
        return depth > 0 and all(_is_plain(one, depth - 1) for one in inside)
    if isinstance(value, float):
        return math.isfinite(value)
    return isinstance(value, str | int)


def _with_addresses(entry: object) -> object:
    """Expand inputs that are written as their address alone."""
    if not isinstance(entry, Mapping) or not isinstance(entry.get("inputs"), list):
        return entry
    inputs = [{"address": one} if isinstance(one, str) else one for one in entry["inputs"]]
    return {**entry, "inputs": inputs}


def _shape_fault(entry: object, number: int, said: str) -> Fault:
    id_ = entry.get("id") if isinstance(entry, Mapping) else None
    step = clean(id_, 60) if isinstance(id_, str) and id_ else str(number)
    named, at = _NAMED.search(said), _AT.search(said)
    if "missing required" in said and named:
        return Fault("missing_key", step, {"key": named[1]})
    if "unknown field" in said and named:
        return Fault("unknown_key", step, {"key": clean(named[1], 60)})
    return Fault("wrong_type", step, {"key": at[1] if at else "step"})


def read_plan(content: bytes, *, as_json: bool = False) -> Plan:
    """Parse the content of a plan file.

    Args:
        content: TOML, or JSON.
        as_json: whether it is JSON.

    Raises:
        PlanError: it is not a valid plan.
    """
    try:
        text = within_bounds(content).decode("utf-8-sig")
        document = json.loads(text) if as_json else tomllib.loads(text)
    except UnicodeDecodeError:
        raise PlanError(Fault("not_text")) from None
    except (ValueError, RecursionError) as error:
        why = {} if as_json else {"why": clean(str(error), 120)}
        raise PlanError(Fault("not_json" if as_json else "not_toml", about=why)) from None
    return plan_of(document)


def load_plan(path: Path) -> Plan:
    """Load a plan file; the suffix ``.json`` means JSON, any other TOML.

    Raises:
        PlanError: it is not a valid plan.
        OSError: it can't be read.
    """
    with path.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    return read_plan(content, as_json=path.suffix.casefold() == ".json")


def document_of(plan: Plan) -> dict[str, Any]:
    """Return a plan as data, without default values."""
    built: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(plan))
    return {"schema": SCHEMA, **built}


def write_plan(plan: Plan, path: Path) -> None:
    """Write a plan to a private file: JSON if its suffix is ``.json``, else TOML.

    Raises:
        PlanError: it is too large to be read again.
        OSError: it could not be written; an existing file is unchanged.
    """
    document = document_of(plan)
    if path.suffix.casefold() == ".json":
        text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    else:
        import tomlkit

        text = tomlkit.dumps(document)
    write_atomic(path, within_bounds(text.encode()))


def within_bounds(content: bytes) -> bytes:
    """Return the content of a plan's file, or of a template's.

    Raises:
        PlanError: it is larger than such a file may be.
    """
    if len(content) > MOST_BYTES:
        raise PlanError(Fault("too_large", about={"most": MOST_BYTES // 1_000_000}))
    return content
