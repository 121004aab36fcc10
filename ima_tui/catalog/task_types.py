"""The eight task types: what they make and take, how they are polled; facts are in ``data/``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from .values import canonical

MOST_PROMPT_CHARACTERS = 20_000
"""The most characters of a prompt without a limit of its own."""


@dataclass(frozen=True, slots=True)
class TaskType:
    """One task type (the service's ``category``).

    Attributes:
        media: ``image``, ``video``, ``music`` or ``speech``.
        terms: more words that find its models, in every language.
        min_inputs: how many input media it needs, unless the leaf says otherwise.
        max_inputs: how many it takes at most, likewise.
        max_count: the greatest ``n`` where the form has none of its own.
        poll: usual seconds between two polls.
        progress_every: seconds between two progress lines.
        long_after: seconds after which a task is "taking long".
        recommended: the model_id used when the user prefers none.
        prompt_field: the form field whose bounds apply to the prompt; empty for none.
        max_prompt: the most characters of a prompt if no field bounds it.
        roles: the roles of input pictures, in order; the last one applies to all further ones.
        inputs_fixed: whether the number of inputs is fixed whatever the leaf says.
    """

    id: str
    media: str
    terms: tuple[str, ...]
    min_inputs: int
    max_inputs: int
    max_count: int
    poll: float
    progress_every: float
    long_after: float
    estimate: tuple[float, float]
    recommended: str
    prompt_field: str
    max_prompt: int
    inputs_fixed: bool
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Timing:
    """A model's known time, for leaves that do not say."""

    task_type: str
    model_ids: tuple[str, ...]
    estimate: tuple[float, float]
    poll: float
    progress_every: float


def load_data(name: str) -> Mapping[str, Any]:
    """Return the content of one of the catalogue's data files."""
    return tomllib.loads((files(__package__) / "data" / name).read_text("utf-8"))


@cache
def task_types() -> Mapping[str, TaskType]:
    """Return all task types by id, in the order in which they are shown."""
    return {
        name: TaskType(
            id=name,
            media=entry["media"],
            terms=tuple(entry["terms"]),
            min_inputs=entry["inputs"][0],
            max_inputs=entry["inputs"][1],
            max_count=entry["max_count"],
            poll=entry["poll"],
            progress_every=entry["progress_every"],
            long_after=entry["long_after"],
            estimate=(entry["estimate"][0], entry["estimate"][1]),
            recommended=entry["recommended"],
            prompt_field=entry.get("prompt_field", ""),
            max_prompt=entry.get("max_prompt", MOST_PROMPT_CHARACTERS),
            inputs_fixed=entry.get("inputs_fixed", False),
            roles=tuple(entry.get("roles", ())),
        )
        for name, entry in load_data("task_types.toml").items()
    }


def task_type(name: str) -> TaskType:
    """Return one task type.

    Raises:
        KeyError: the service has no such task type.
    """
    return task_types()[name]


@cache
def timings() -> tuple[Timing, ...]:
    """Return the estimated times by model."""
    return tuple(
        Timing(
            task_type=entry["task_type"],
            model_ids=tuple(canonical(model) for model in entry["models"]),
            estimate=(entry["estimate"][0], entry["estimate"][1]),
            poll=entry["poll"],
            progress_every=entry["progress_every"],
        )
        for entry in load_data("timings.toml")["timing"]
    )
