"""Fault rules: read from data, matched and counted; their effects are in ``faulty``."""

import random
import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple, TypeVar, get_args

import msgspec

from .accounts import KEY_PREFIX, fingerprint
from .rules import AnyRule, Call, JsonCall, JsonRule, Rule, TaskRule
from .settings import Change

_R = TypeVar("_R", bound=Rule)
_AT_RULE = re.compile(r" - at `\$\.rules\[(\d+)\]\.?([^`]*)`$")
_AT_OTHER = re.compile(r" - at `\$\.?([^`]*)`$")
_JSON_CALLS = get_args(JsonCall)
KINDS: dict[str, type[Rule]] = {str(kind.__struct_config__.tag): kind for kind in get_args(AnyRule)}


class FaultError(ValueError):
    """Rules that can't be used; the text says which and why."""


class Faults(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of a faults file, or of a call to the control endpoint."""

    rules: list[AnyRule] = []
    settings: Change = Change()


class Asked(NamedTuple):
    """What rules are matched against.

    Args:
        call: The call.
        account: Who asks, if the request says so.
        task_type: The task type it is about, if any.
        models: The ``model_id`` and the version it is about.
    """

    call: Call
    account: str | None = None
    task_type: str | None = None
    models: tuple[str, ...] = ()


def read(data: Any) -> Faults:
    """Read rules and settings.

    Args:
        data: Decoded TOML or JSON.

    Raises:
        FaultError: If a rule or a setting is not right.
    """
    try:
        faults = msgspec.convert(data, Faults)
    except msgspec.ValidationError as error:
        raise FaultError(_in_words(str(error), data)) from None
    return msgspec.structs.replace(faults, rules=[_without_key(rule) for rule in faults.rules])


def load(path: Path) -> Faults:
    """Read a faults file: JSON by its ending, else TOML.

    Raises:
        FaultError: If the file is not right; the text names it.
    """
    try:
        text = path.read_text(encoding="utf-8")
        data = msgspec.json.decode(text) if path.suffix == ".json" else tomllib.loads(text)
        return read(data)
    except OSError as error:
        raise FaultError(f"{path}: {error.strerror}") from None
    except (ValueError, msgspec.DecodeError) as error:
        raise FaultError(f"{path}: {error}") from None


class Tally(msgspec.Struct):
    """A rule with its counts.

    Args:
        number: The rule's number, from 1.
        rule: The rule.
        seen: How many calls (of tasks: accepted creates) matched.
        hits: How often it did something.
    """

    number: int
    rule: AnyRule
    seen: int = 0
    hits: int = 0


class FaultBook:
    """The rules in force.

    Args:
        seed: Draws for probabilities follow it.
    """

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._numbered = 0
        self.tallies: list[Tally] = []

    def add(self, rules: Iterable[AnyRule]) -> None:
        """Put further rules in force."""
        for rule in rules:
            self._numbered += 1
            self.tallies.append(Tally(self._numbered, rule))

    def clear(self) -> None:
        """Take all rules out of force; what they did to tasks stays."""
        self.tallies = []

    def at_request(self, asked: Asked) -> list[AnyRule]:
        """The rules that hit a request; called once for each."""
        hits: list[AnyRule] = []
        for tally in self.tallies:
            if isinstance(tally.rule, TaskRule) or not _matches(tally.rule, asked):
                continue
            # A request that an earlier rule ends still counts as seen, but is not hit again.
            ended = any(rule.ends for rule in hits)
            if self._due(tally, free=not ended):
                hits.append(tally.rule)
        return hits

    def at_task(self, asked: Asked) -> list[TaskRule]:
        """The rules that hit a task that is being accepted; called once for each."""
        return [
            tally.rule
            for tally in self.tallies
            if isinstance(tally.rule, TaskRule)
            and _matches(tally.rule, asked)
            and self._due(tally, free=True)
        ]

    def _due(self, tally: Tally, *, free: bool) -> bool:
        rule = tally.rule
        tally.seen += 1
        due = (
            free
            and (rule.times is None or tally.hits < rule.times)
            and (rule.nth is None or tally.seen in _listed(rule.nth))
            and (rule.every is None or tally.seen % rule.every == 0)
            and (rule.probability is None or self._drawn(tally) < rule.probability)
        )
        tally.hits += due
        return due

    def _drawn(self, tally: Tally) -> float:
        draw = f"{self._seed}/fault/{tally.number}/{tally.seen}"
        return random.Random(draw).random()  # noqa: S311 - a draw, not a secret


def _matches(rule: Rule, asked: Asked) -> bool:
    if isinstance(rule, JsonRule) and asked.call not in _JSON_CALLS:
        return False
    return (
        (rule.call is None or rule.call == asked.call)
        and (rule.task_type is None or rule.task_type == asked.task_type)
        and (rule.model is None or rule.model in asked.models)
        and (rule.account is None or rule.account == asked.account)
    )


def _listed(nth: int | list[int]) -> list[int]:
    return [nth] if isinstance(nth, int) else nth


def _without_key(rule: _R) -> _R:
    if rule.account is None or not rule.account.startswith(KEY_PREFIX):
        return rule
    return msgspec.structs.replace(rule, account=fingerprint(rule.account))


def _in_words(error: str, data: Any) -> str:
    """The reader's message with the place named first: ``rule 2 (price), points: ...``."""
    if found := _AT_RULE.search(error):
        rule = data["rules"][int(found[1])]
        kind = rule.get("kind", "no kind") if isinstance(rule, dict) else "no table"
        where = f"rule {int(found[1]) + 1} ({kind})" + (f", {found[2]}" if found[2] else "")
        known = f"; one of {', '.join(KINDS)}" if found[2] == "kind" else ""
        return f"{where}: {error[: found.start()]}{known}"
    if found := _AT_OTHER.search(error):
        return f"{found[1]}: {error[: found.start()]}"
    return error
