"""What History shows about a task beyond its timeline: options, tags, lineage."""

import asyncio
from collections.abc import Sequence

from ..locale import t
from ..services import Services
from ..store.records import Task
from ..tasks.groups import run_of_group
from ..wording.used import settings_words

_MOST_NAMED = 3
_LONGEST = 30
"""The most characters of a prompt that name a task."""


def notes_of(services: Services, task: Task) -> list[str]:
    """Return what needs no lookup: the options, star and tags."""
    tags = " ".join(f"#{tag}" for tag in task.tags)
    marks = " ".join(filter(None, ("★" if task.starred else "", tags)))
    flow = t("history-flow-step", step=task.step) if run_of_group(task.group_id) else ""
    return [line for line in (options_of(services, task), flow, marks) if line]


def options_of(services: Services, task: Task) -> str:
    """Return the options that a task was made with, in words."""
    leaf = services.catalogue.leaf(task.task_type, task.version)
    return settings_words(task.settings.get("values", {}), leaf)


async def lineage_of(services: Services, task: Task) -> list[str]:
    """Return what a task was made from, what was made from it, and which of its files are gone.

    This searches all tasks, so it is done only for a task that the cursor rests on.

    Raises:
        StoreError: the other tasks can't be read.
    """
    # imports httpx: the first screen is drawn before
    from ..tasks.fetching import missing_files

    lines = []
    run = run_of_group(task.group_id)
    record = await asyncio.to_thread(services.runs.find, run) if run is not None else None
    if record is not None and (record.name or record.plan):
        name = record.name or (record.plan.request if record.plan is not None else "")
        lines.append(t("history-flow", name=" ".join(name.split()), count=len(record.steps)))
    inputs = [str(one) for one in task.settings.get("inputs") or ()]
    if inputs:
        sources = await services.history.made_from(inputs)
        named = _named(sources) if sources else ", ".join(inputs[:_MOST_NAMED])
        lines.append(t("history-made-from", names=named))
    results = [part for media in task.medias for part in (media.path, media.url) if part]
    later = await services.history.used_in(results)
    if later:
        lines.append(t("history-used-in", names=_named(later)))
    missing = await asyncio.to_thread(missing_files, task)
    if missing:
        lines.append(t("history-missing", path=missing[0].path, count=len(missing)))
    return lines


def _named(tasks: Sequence[Task]) -> str:
    names = [
        f"{task.model_name} ({_start_of(task.prompt)})" if task.prompt else task.model_name
        for task in tasks
    ]
    shown = ", ".join(names[:_MOST_NAMED])
    return f"{shown}, …" if len(names) > _MOST_NAMED else shown


def _start_of(prompt: str) -> str:
    return prompt if len(prompt) <= _LONGEST else f"{prompt[: _LONGEST - 1]}…"
