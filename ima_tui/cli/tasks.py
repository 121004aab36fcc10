"""The command ``tasks``: lists tasks and waits for open ones."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..locale import t
from .app import main
from .exits import Exit
from .frame import option
from .output import note, print_json, say, show
from .settings import profile_in_use, with_settings
from .values import StateName, Whole

if TYPE_CHECKING:
    from ..store.records import Task

MOST_LISTED = 100


@main.command(help="cli-help-tasks")
@option("--state", type=StateName(), metavar="STATE", help="cli-option-state")
@option("--limit", type=Whole(1), default=MOST_LISTED, show_default=True, help="cli-option-limit")
@option("--wait", is_flag=True, help="cli-option-wait-all")
@option("--yes", is_flag=True, help="cli-option-yes-queued")
@option("--json", "as_json", is_flag=True, help="cli-option-json")
@with_settings
def tasks(*, state: str | None, limit: int, wait: bool, yes: bool, as_json: bool) -> int:
    """List tasks, or resume all open ones and wait for them."""
    if wait:
        from .waiting import wait_for_all

        return wait_for_all(state, yes=yes, as_json=as_json)
    from .ends import end_of
    from .reading import newest

    found, more = newest(profile_in_use(), state, limit)
    if as_json:
        print_json({"tasks": [end_of(task, waited=False).document() for task in found]})
    elif found:
        _show(found)
    else:
        say(t("cli-no-tasks"))
    if more:
        note(t("cli-more-tasks", count=more))
    return Exit.DONE


def _show(found: "Sequence[Task]") -> None:
    from ..clock import WallClock
    from ..locale.formats import day_and_minute
    from ..widgets.task_words import remark, state_word
    from .tables import cells, table

    now = WallClock().now()
    right = t("cli-column-points")
    names = ("id", "made", "state", "model", "points", "remark", "prompt")
    rows = table(*(t(f"cli-column-{name}") for name in names), right=(right,))
    for task in found:
        rows.add_row(
            *cells(
                task.id,
                day_and_minute(task.created_at),
                state_word(task),
                task.model_name,
                f"{task.points:,}",
                remark(task, now),
                task.prompt or "",
            )
        )
    show(rows)
