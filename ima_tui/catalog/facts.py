"""What is known of certain models beyond their product list (data/models.toml)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from .parse_fields import parse_fields, scalars
from .products import Field, Leaf
from .task_types import load_data
from .values import Value, canonical, version_in


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A value to offer for a text field.

    Attributes:
        name: its label, such as a voice's name; empty if the value is its own label.
        gender: of a voice: ``female`` or ``male``.
        use: what a voice is for; each has a word ``voice-<use>`` in every language.
    """

    value: str
    name: str = ""
    gender: str = ""
    use: str = ""


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What to offer for a text field, and a shell pattern of what never works in it."""

    values: tuple[Suggestion, ...]
    refused: str = ""


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """The facts about one model.

    Attributes:
        title: its name on screen; empty for the listed name.
        described_in: task types in which its inputs are verified and described in the body.
        takes: how many inputs it takes at most, by task type and kind of medium.
        extras: parameters it takes beyond its form, as fields.
        needs: by parameter, the values that others must have for it to work.
        opens: by switch, the controls shown with it while it is on.
        recommended: by parameter, the value to recommend.
        suggestions: by parameter, what to offer.
        notes: what a user should know about it; each is the message ``note-<id>``.
        results: how many results it returns per result requested.
    """

    title: str = ""
    described_in: frozenset[str] = frozenset()
    takes: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    extras: tuple[Field, ...] = ()
    needs: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)
    opens: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    recommended: Mapping[str, Value] = field(default_factory=dict)
    suggestions: Mapping[str, Suggestions] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    results: int = 1


_NONE = ModelFacts()


def facts_of(model_id: str) -> ModelFacts:
    """Return the facts about a model."""
    return _facts().get(canonical(model_id), _NONE)


def shown_title(leaf_title: str, model_id: str) -> str:
    """Return a model's name on screen."""
    return facts_of(model_id).title or leaf_title


@cache
def renames() -> Mapping[str, str]:
    """Return parameters that users know by another name than the form."""
    return dict(load_data("models.toml")["renames"])


@cache
def left_out_empty() -> frozenset[str]:
    """Return the text parameters other than the prompt that are omitted when empty."""
    return frozenset(load_data("models.toml")["left_out_empty"])


def derived(default: Value, leaf: Leaf) -> Value:
    """Return a default with ``{version}`` replaced by the version in the model's name.

    (IMA Open API, the create body: Pixverse.) None if the name has no version.
    """
    if not isinstance(default, str) or "{version}" not in default:
        return default
    version = version_in(leaf.name)
    return default.replace("{version}", version) if version else None


@cache
def _facts() -> Mapping[str, ModelFacts]:
    entries = load_data("models.toml")["model"]
    return {canonical(model): _read(entry) for entry in entries for model in entry["ids"]}


def _read(entry: Mapping[str, Any]) -> ModelFacts:
    return ModelFacts(
        title=entry.get("title", ""),
        described_in=frozenset(entry.get("described_in", ())),
        takes=entry.get("takes", {}),
        extras=tuple(parse_fields(entry.get("extra"))),
        needs={name: scalars(needed) for name, needed in entry.get("needs", {}).items()},
        opens={name: tuple(shown) for name, shown in entry.get("opens", {}).items()},
        recommended=scalars(entry.get("recommended")),
        notes=tuple(entry.get("notes", ())),
        results=entry.get("results", 1),
        suggestions={
            offered["field"]: Suggestions(
                tuple(Suggestion(**value) for value in offered["values"]),
                offered.get("refused", ""),
            )
            for offered in entry.get("suggestion", ())
        },
    )
