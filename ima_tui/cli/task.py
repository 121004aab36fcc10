"""The command ``task``: shows one task, waits for it, or settles an unconfirmed one."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from ..locale import t
from .app import main
from .exits import Exit
from .frame import option
from .output import print_json, say
from .settings import profile_in_use, with_settings

if TYPE_CHECKING:
    from ..store.records import Event, Task


@main.command(help="cli-help-task")
@click.argument("task_id", metavar="ID")
@option("--wait", is_flag=True, help="cli-option-wait-one")
@option("--attach", metavar="TASK_ID", help="cli-option-attach")
@option("--not-created", is_flag=True, help="cli-option-not-created")
@option("--send-again", is_flag=True, help="cli-option-send-again")
@option("--yes", is_flag=True, help="cli-option-yes-queued")
@option("--json", "as_json", is_flag=True, help="cli-option-json")
@with_settings
def task(
    task_id: str,
    *,
    wait: bool,
    attach: str | None,
    not_created: bool,
    send_again: bool,
    yes: bool,
    as_json: bool,
) -> int:
    """Show one task, wait for it, or settle it."""
    if sum((attach is not None, not_created, send_again)) > 1:
        raise click.UsageError(t("cli-usage-one-way"))
    from .reading import one

    found, events = one(profile_in_use(), task_id)
    if wait or attach is not None or not_created or send_again:
        from .settling import Way
        from .waiting import go_on

        way = Way(attach, not_created=not_created, send_again=send_again, yes=yes)
        return go_on(found, way, wait=wait, as_json=as_json)
    from .ends import end_of

    if as_json:
        print_json(end_of(found, events, waited=False).document())
    else:
        _show(found, events)
    return Exit.DONE


def _show(found: "Task", events: "Sequence[Event]") -> None:
    from ..locale.formats import day_and_minute
    from ..widgets.task_words import event_line, media_line, prompt_words
    from .ends import end_of

    end = end_of(found, events, waited=False)
    say(next(end.lines()))
    kind = t(f"task-type-{found.task_type}")
    say(
        t(
            "cli-task-facts",
            task=kind,
            made=day_and_minute(found.created_at),
            id=found.task_id or "—",
        )
    )
    say(prompt_words(found))
    if end.error is not None:
        say(end.error.words)
    for media in found.medias:
        say("  " + media_line(media, len(found.medias)))
    for event in events:
        say("  " + event_line(event))
