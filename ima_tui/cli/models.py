"""The command ``models``: all models with prices, times and capabilities."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from ..locale import t
from .app import main
from .frame import option
from .output import note, print_json, say, show
from .settings import with_settings
from .values import TaskTypeName

if TYPE_CHECKING:
    from rich.console import RenderableType

    from ..catalog.estimates import Estimate
    from ..catalog.products import Leaf, Listing
    from ..headless import Lists


@dataclass(frozen=True, slots=True)
class Entry:
    """A model in the list, with what is shown about it.

    Attributes:
        bounds: the least and the greatest price of one result, in points.
        recommended: whether it is used when no model is named and the user prefers none.
        preferred: whether it is the user's default.
    """

    leaf: "Leaf"
    bounds: tuple[int, int] | None
    time: "Estimate"
    tags: tuple[str, ...]
    capabilities: tuple[str, ...]
    recommended: bool
    preferred: bool = False

    def document(self) -> dict[str, Any]:
        """Return the entry's JSON."""
        leaf, bounds = self.leaf, self.bounds
        return {
            "task_type": leaf.task_type,
            "model": leaf.model_id,
            "version": leaf.id,
            "model_name": leaf.title,
            "group": list(leaf.groups),
            "points": {"min": bounds[0], "max": bounds[1]} if bounds else None,
            "expected_seconds": {"min": self.time.low, "max": self.time.high},
            "tags": list(self.tags),
            "capabilities": list(self.capabilities),
            "recommended": self.recommended,
        }


@main.command(help="cli-models")
@click.argument("task_type", type=TaskTypeName(), metavar="[TASK_TYPE]", required=False)
@option("--search", "-s", default="", help="cli-option-search")
@option("--refresh", is_flag=True, help="cli-option-refresh")
@option("--json", "as_json", is_flag=True, help="cli-option-json")
@with_settings
def models(task_type: str | None, *, search: str, refresh: bool, as_json: bool) -> int:
    """List the models."""
    from ..catalog.task_types import task_types
    from .lists import age_of, list_error, lists_for, note_what_is_missing

    lists = lists_for([task_type] if task_type else list(task_types()), fresh=refresh)
    exit_ = note_what_is_missing(lists)
    entries = _entries(lists, search)
    skipped = sum(shelf.listing.skipped for shelf in lists.shelves.values())
    if as_json:
        missing = {kind: list_error(error).document() for kind, error in lists.missing.items()}
        document = age_of(lists) | {
            "models": [entry.document() for entry in entries],
            "skipped": skipped,
        }
        print_json(document | ({"errors": missing} if missing else {}))
    else:
        _show(entries, search, skipped)
    return exit_


def entry_of(leaf: "Leaf", listing: "Listing", preferred: "Leaf | None" = None) -> Entry:
    """Return what is shown about a model in a list.

    Args:
        leaf: the model.
        listing: the list of its task type.
        preferred: the user's default in it.
    """
    from ..catalog.capabilities import capabilities_of
    from ..catalog.estimates import estimate_of
    from ..catalog.forms import form_of
    from ..catalog.naming import recommended_leaf
    from ..catalog.prices import price_range

    form = form_of(leaf)
    return Entry(
        leaf=leaf,
        bounds=price_range(form),
        time=estimate_of(leaf),
        tags=leaf.tag_values("feature", "popularity"),
        capabilities=capabilities_of(form),
        recommended=leaf is recommended_leaf(listing),
        preferred=leaf is preferred,
    )


def _entries(lists: "Lists", search: str) -> list[Entry]:
    from ..catalog.search import haystack, matches, words_of

    words = words_of(search)
    return [
        entry_of(leaf, shelf.listing, lists.preferred.get(kind))
        for kind, shelf in lists.shelves.items()
        for leaf in shelf.listing.leaves
        if not words or matches(haystack(leaf), words)
    ]


def _show(entries: Sequence[Entry], search: str, skipped: int) -> None:
    if not entries:
        say(t("cli-nothing-found", search=search) if search else t("cli-no-models"))
    else:
        show(*_parts(entries))
        say(t("cli-star"))
        if any(entry.preferred for entry in entries):
            say(t("cli-heart"))
    if skipped:
        note(t("cli-skipped", count=skipped))


def _parts(entries: Sequence[Entry]) -> "list[RenderableType]":
    """Return a heading and a table for each task type."""
    from rich.text import Text

    families = Counter((entry.leaf.task_type, entry.leaf.model_id) for entry in entries)
    parts: list[RenderableType] = []
    for kind in dict.fromkeys(entry.leaf.task_type for entry in entries):
        heading = Text(t(f"task-type-{kind}"), "bold")
        parts.append(heading.append(f"  {kind}", "not bold dim"))
        several = {model for (of, model), count in families.items() if of == kind and count > 1}
        rows = [entry for entry in entries if entry.leaf.task_type == kind]
        parts += [_table(rows, several), Text()]
    return parts


def _table(entries: Sequence[Entry], several: set[str]) -> "RenderableType":
    from ..locale.formats import expected, price_range
    from .tables import cells, table

    titles = ["name", "model", *(["version"] if several else []), "points", "time", "abilities"]
    right = (t("cli-column-points"), t("cli-column-time"))
    made = table("", *(t(f"cli-column-{title}") for title in titles), right=right)
    for entry in entries:
        leaf = entry.leaf
        told = [*(t(f"capability-{name}") for name in entry.capabilities), *entry.tags]
        made.add_row(
            *cells(
                "♥" if entry.preferred else "★" if entry.recommended else "",
                leaf.title,
                leaf.model_id,
                *([leaf.id if leaf.model_id in several else ""] if several else []),
                price_range(entry.bounds),
                expected(entry.time.low, entry.time.high),
                ", ".join(told),
            )
        )
    return made
