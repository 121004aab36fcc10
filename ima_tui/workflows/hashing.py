"""The hash that a confirmation is for: exactly this plan, with its models and prices."""

import hashlib
import re
from collections.abc import Collection, Mapping
from typing import Any, Final, NamedTuple

import msgspec

from .graph import before, ordered
from .plan import Plan

LENGTH: Final = 16
"""Hexadecimal digits of each half."""

_HASH: Final = re.compile(rf"([0-9a-f]{{{LENGTH}}})-([0-9a-f]{{{LENGTH}}})(?:-([0-9a-f]{{1,64}}))?")


class Parts(NamedTuple):
    """What a hash is made of.

    Attributes:
        asked: the half for the request.
        offered: the half for its models and prices.
        reused: the reused steps, as the bits of a number in the plan's order.
    """

    asked: str
    offered: str
    reused: int = 0

    def steps(self, plan: Plan) -> frozenset[str]:
        """Return the steps of a plan that are reused by what was confirmed."""
        return frozenset(
            step.id for place, step in enumerate(plan.steps) if self.reused >> place & 1
        )


def hash_of(
    plan: Plan,
    models: Mapping[str, str],
    prices: Mapping[str, tuple[int, bool]],
    reused: Collection[str] = (),
) -> str:
    """Return the hash to confirm, in two halves: the request, and its models and prices.

    If steps are reused, it says which: more may be reused when it is confirmed, never less.

    Args:
        plan: the plan; its name is not included.
        models: the id of each step's model, as it was found.
        prices: points of each step, and whether they are certain.
        reused: the steps that are reused.
    """
    both = f"{asked_hash(plan)}-{_digest([sorted(models.items()), sorted(prices.items())])}"
    places = sum(1 << place for place, step in enumerate(plan.steps) if step.id in reused)
    return f"{both}-{places:x}" if places else both


def asked_hash(plan: Plan) -> str:
    """Return the hash of a plan's request, regardless of prices."""
    return _digest([plan.request, [msgspec.to_builtins(step) for step in plan.steps]])


def parts_of(text: str) -> Parts | None:
    """Return the parts of a hash; None if it is malformed."""
    match = _HASH.fullmatch(text.strip().casefold())
    return Parts(match[1], match[2], int(match[3] or "0", 16)) if match else None


def step_hashes(plan: Plan, models: Mapping[str, str], files: Mapping[str, str]) -> dict[str, str]:
    """Return a content hash for each step: equal ones need not be made again.

    Args:
        plan: a plan without faults.
        models: the id of each step's model.
        files: the content hash of local files, by address.
    """
    found: dict[str, str] = {}
    for step in ordered(plan):
        built = msgspec.to_builtins(step)
        for unimportant in ("model", "version", "needs"):
            built.pop(unimportant, None)
        addresses = [*step.output, *(medium.address for medium in step.inputs)]
        contents = {address: files[address] for address in addresses if address in files}
        others = {id_: found[id_] for id_ in before(step)}
        if step.output:
            # it is not run: only its given output counts
            built, others = {"output": list(step.output)}, {}
        found[step.id] = _digest([built, models.get(step.id), contents, others])
    return found


def _digest(content: Any) -> str:
    canonical = msgspec.json.encode(content, order="deterministic")
    return hashlib.sha256(canonical).hexdigest()[:LENGTH]
