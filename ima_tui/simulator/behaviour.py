"""Behaviour of certain models that the lists don't mention, from a data file."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import msgspec

from .data import read


class Behaviour(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How one model behaves; told in ``data/behaviour.toml``."""

    results: int = 1
    takes: dict[str, dict[str, int]] = {}
    described_in: tuple[str, ...] = ()
    subscription: bool = False
    moderated: bool = False
    bounds: dict[str, tuple[float, float]] = {}
    refused: dict[str, str] = {}
    needs: dict[str, dict[str, Any]] = {}
    named_version: str = ""


_PLAIN = Behaviour()


def behaviour_of(model_id: str) -> Behaviour:
    """Return the behaviour of a model; the default if nothing is known about it."""
    return _behaviours().get(model_id, _PLAIN)


def moderation_words() -> list[str]:
    """The words that a moderated prompt must not hold, in lower case."""
    return [str(word).casefold() for word in read("behaviour")["moderation"]]


@cache
def _behaviours() -> Mapping[str, Behaviour]:
    told: dict[str, dict[str, Any]] = {}
    for entry in read("behaviour")["model"]:
        for model_id in entry["ids"]:
            told.setdefault(model_id, {}).update(entry)
    return {
        model_id: msgspec.convert(
            {key: value for key, value in facts.items() if key != "ids"}, Behaviour
        )
        for model_id, facts in told.items()
    }
