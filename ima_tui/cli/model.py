"""The command ``model``: everything about one model."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from .app import main
from .completion import complete_models
from .exits import Exit, first_of
from .failures import CommandError
from .frame import option
from .output import print_json
from .settings import with_settings
from .values import TaskTypeName

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..catalog.naming import Found
    from ..catalog.products import Leaf, Listing
    from ..catalog.refusals import RefusedError
    from ..headless import Lists


@dataclass(frozen=True, slots=True)
class Shown:
    """The model that was meant.

    Attributes:
        passed_over: other versions of its family.
        also: other task types that have it.
    """

    leaf: "Leaf"
    listing: "Listing"
    passed_over: "tuple[Leaf, ...]"
    also: tuple[str, ...]


def _named(context: click.Context, argument: click.Parameter, model: str) -> str:
    if not model.strip() and not context.resilient_parsing:
        raise click.MissingParameter(ctx=context, param=argument)
    return model


@main.command(help="cli-model")
@click.argument("model", callback=_named, shell_complete=complete_models)
@option("--task-type", "-t", type=TaskTypeName(), metavar="TASK_TYPE", help="cli-option-task-type")
@option("--json", "as_json", is_flag=True, help="cli-option-json")
@with_settings
def model(model: str, *, task_type: str | None, as_json: bool) -> int:
    """Show one model."""
    from ..catalog.task_types import task_types
    from .lists import age_of_shelf, list_error, lists_for, note_what_is_missing
    from .model_json import model_document
    from .model_words import show_model

    lists = lists_for([task_type] if task_type else list(task_types()))
    exit_ = note_what_is_missing(lists)
    shown = _find(lists, model, exit_)
    if as_json:
        kind = shown.leaf.task_type
        age = age_of_shelf(lists.shelves[kind], cached=kind in lists.kept)
        missing = {kind: list_error(error).document() for kind, error in lists.missing.items()}
        print_json(age | model_document(shown) | ({"errors": missing} if missing else {}))
    else:
        show_model(shown)
    return Exit.DONE


def _find(lists: "Lists", name: str, missing: Exit) -> Shown:
    """Return the model from the task type in which the name is matched most certainly.

    Raises:
        CommandError: none has it, or the name is ambiguous.
    """
    from ..catalog.naming import find_model
    from ..catalog.refusals import RefusedError

    found: dict[str, Found] = {}
    refusals: list[RefusedError] = []
    for kind, shelf in lists.shelves.items():
        try:
            found[kind] = find_model(shelf.listing, name)
        except RefusedError as refusal:
            refusals.append(refusal)
    if not found:
        raise _not_found(lists, name, refusals, missing)
    surest = min(found, key=lambda kind: found[kind].reading)
    one = found[surest]
    also = tuple(kind for kind in found if kind != surest and _is_as_much(found[kind], one))
    return Shown(one.leaf, lists.shelves[surest].listing, one.passed_over, also)


def _is_as_much(other: "Found", one: "Found") -> bool:
    """Return whether another list has the same model, or matches the name as certainly."""
    return other.reading == one.reading or other.leaf.model_id == one.leaf.model_id


def _not_found(
    lists: "Lists", name: str, refusals: "Sequence[RefusedError]", missing: Exit
) -> CommandError:
    """Return the error for an unknown name, with similar names from all lists."""
    from ..catalog.naming import MOST_CHOICES, near_models
    from ..catalog.refusals import RefusedError
    from .asked import refused_error

    told = next((one for one in refusals if one.code == "ambiguous_model"), None)
    if told is None:
        near = [one for shelf in lists.shelves.values() for one in near_models(shelf.listing, name)]
        every = [choice for refusal in refusals for choice in refusal.choices]
        choices = tuple(dict.fromkeys((*near, *every)))[:MOST_CHOICES]
        told = RefusedError(refusals[0].code, refusals[0].about, choices=choices)
    error = refused_error(told)
    exit_ = first_of((missing, error.exit))
    return CommandError(error.code, error.message, exit_, choices=error.choices)
