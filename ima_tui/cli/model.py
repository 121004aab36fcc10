"""The command ``model``: everything about one model."""

from collections.abc import Mapping
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
    from .lists import age_of_shelf, lists_for, note_what_is_missing
    from .model_json import model_document
    from .model_words import show_model

    lists = lists_for([task_type] if task_type else list(task_types()))
    exit_ = note_what_is_missing(lists)
    shown = _find(lists, model, exit_)
    if as_json:
        kind = shown.leaf.task_type
        age = age_of_shelf(lists.shelves[kind], cached=kind in lists.kept)
        print_json(age | model_document(shown))
    else:
        show_model(shown)
    return exit_


def _find(lists: "Lists", name: str, missing: Exit) -> Shown:
    """Return the model in the first task type that has it.

    Raises:
        CommandError: none has it, or several are called so.
    """
    from ..catalog.naming import find_model
    from ..catalog.refusals import RefusedError

    found: dict[str, Shown] = {}
    refusals: dict[str, RefusedError] = {}
    for kind, shelf in lists.shelves.items():
        try:
            one = find_model(shelf.listing, name)
        except RefusedError as refusal:
            refusals[kind] = refusal
        else:
            found[kind] = Shown(one.leaf, shelf.listing, one.passed_over, ())
    if not found:
        raise _not_found(lists, refusals, missing)
    kinds = list(found)
    first = found[kinds[0]]
    return Shown(first.leaf, first.listing, first.passed_over, tuple(kinds[1:]))


def _not_found(
    lists: "Lists", refusals: "Mapping[str, RefusedError]", missing: Exit
) -> CommandError:
    """Return the error for a name that no list has, with what comes near it in all of them."""
    from ..catalog.naming import MOST_CHOICES
    from ..catalog.refusals import RefusedError
    from .asked import refused_error

    told = next((one for one in refusals.values() if one.code == "ambiguous_model"), None)
    if told is None:
        near = [
            choice
            for kind, refusal in refusals.items()
            if len(refusal.choices) < len(_models(lists, kind))
            for choice in refusal.choices
        ]
        every = [choice for refusal in refusals.values() for choice in refusal.choices]
        first = next(iter(refusals.values()))
        choices = tuple(dict.fromkeys(near or every))[:MOST_CHOICES]
        told = RefusedError(first.code, first.about, choices=choices)
    error = refused_error(told)
    exit_ = first_of((missing, error.exit))
    return CommandError(error.code, error.message, exit_, choices=error.choices)


def _models(lists: "Lists", kind: str) -> set[str]:
    return {leaf.model_id for leaf in lists.shelves[kind].listing.leaves}
