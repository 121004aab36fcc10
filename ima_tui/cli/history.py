"""The command ``history``: past tasks, searched and filtered, and spending."""

from typing import TYPE_CHECKING, Any

import click

from ..locale import t
from .app import main
from .exits import Exit
from .frame import option
from .output import note, print_json, say, show
from .settings import profile_in_use, settings, with_settings
from .values import Named, StateName, Whole

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..store.history import Filter
    from ..store.records import Task

MOST_LISTED = 100
MEDIAS = ("image", "video", "music", "speech")


@main.command(help="cli-help-history")
@option("--search", default="", metavar="WORDS", help="cli-option-history-search")
@option("--state", type=StateName(), metavar="STATE", multiple=True, help="cli-option-state")
@option("--media", type=Named(MEDIAS), multiple=True, help="cli-option-media")
@option("--model", metavar="NAME", multiple=True, help="cli-option-history-model")
@option("--since", metavar="WHEN", help="cli-option-since")
@option("--until", metavar="WHEN", help="cli-option-until")
@option("--starred", is_flag=True, help="cli-option-starred")
@option("--limit", type=Whole(1), default=MOST_LISTED, show_default=True, help="cli-option-limit")
@option("--spend", is_flag=True, help="cli-option-spend")
@option(
    "--by",
    type=Named(("day", "week", "month")),
    default="day",
    show_default=True,
    help="cli-option-by",
)
@option(
    "--format",
    "form",
    type=Named(("table", "json", "csv")),
    default="table",
    show_default=True,
    help="cli-option-format",
)
@with_settings
def history(*, limit: int, spend: bool, by: str, form: str, **wanted: Any) -> int:
    """List past tasks, or show spending."""
    chosen, profile = _filter(**wanted), profile_in_use()
    if spend:
        from .spend import tell_spend

        return tell_spend(profile, chosen, by, form)
    from ..store.history import has_words
    from .reading import past

    found, more = past(profile, chosen, limit)
    _tell(found, form)
    if has_words(chosen.text) and not found and not profile.keep_prompts:
        note(t("cli-no-prompts"))
    if more:
        note(t("cli-more-tasks", count=more))
    return Exit.DONE


def _filter(
    *,
    search: str,
    state: tuple[str, ...],
    media: tuple[str, ...],
    model: tuple[str, ...],
    since: str | None,
    until: str | None,
    starred: bool,
) -> "Filter":
    from ..store.history import Filter
    from ..store.records import State

    return Filter(
        text=search,
        states=tuple(State(one) for one in state),
        medias=media,
        models=model,
        since=_moment("--since", since),
        until=_moment("--until", until, end=True),
        starred=starred,
        runs=_runs(search),
    )


def _runs(search: str) -> "Mapping[str, tuple[str, ...]]":
    """Return the runs of workflows that match a search."""
    if "@" not in search:
        return {}
    from ..workflows.records import Runs

    return Runs(profile_in_use().folders.runs).meant(search)


def _moment(name: str, text: str | None, *, end: bool = False) -> float | None:
    from ..clock import WallClock
    from ..store.moments import MomentError, moment

    if text is None:
        return None
    clock = settings().clock or WallClock()
    try:
        return moment(text, clock.now(), end=end)
    except MomentError:
        raise click.BadParameter(t("cli-usage-moment"), param_hint=name) from None


def _tell(found: "Sequence[Task]", form: str) -> None:
    from ..wording.records import csv_lines, history_of
    from .ends import end_of

    if form == "json":
        documents = [end_of(task, waited=False).document() | history_of(task) for task in found]
        print_json({"tasks": documents})
    elif form == "csv":
        say("".join(csv_lines(found)).removesuffix("\r\n"))
    elif found:
        _show(found)
    else:
        say(t("cli-nothing-ran"))


def _show(found: "Sequence[Task]") -> None:
    from ..locale.formats import day_and_minute, duration
    from ..widgets.task_words import state_word
    from ..wording.records import took
    from .tables import cells, table

    points, time = t("cli-column-points"), t("cli-column-took")
    names = ("id", "made", "star", "state", "model", "points", "took", "tags", "prompt")
    rows = table(*(t(f"cli-column-{name}") for name in names), right=(points, time))
    for task in found:
        seconds = took(task)
        rows.add_row(
            *cells(
                task.id,
                day_and_minute(task.created_at),
                "★" if task.starred else "",
                state_word(task),
                task.model_name,
                f"{task.points:,}",
                duration(seconds) if seconds is not None else "",
                ", ".join(task.tags),
                task.prompt or "",
            )
        )
    show(rows)
