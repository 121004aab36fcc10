"""What History tells of a task beyond its timeline: its options and tags, where it came from."""

import asyncio
from collections.abc import Sequence

from ..locale import t
from ..services import Services
from ..store.records import Task
from ..wording.used import settings_words

_MOST_NAMED = 3


async def notes_of(services: Services, task: Task) -> list[str]:
    """Return lines about a task.

    Args:
        services: know the lists and the other tasks.
        task: as it stands.

    Raises:
        StoreError: the other tasks can't be read.
    """
    lines = []
    leaf = services.catalogue.leaf(task.task_type, task.version)
    options = settings_words(task.settings.get("values", {}), leaf)
    if options:
        lines.append(options)
    if task.starred or task.tags:
        tags = " ".join(f"#{tag}" for tag in task.tags)
        lines.append(" ".join(filter(None, ("★" if task.starred else "", tags))))
    inputs = [str(one) for one in task.settings.get("inputs") or ()]
    if inputs:
        sources = await services.history.made_from(inputs)
        named = _named(sources) if sources else ", ".join(inputs[:_MOST_NAMED])
        lines.append(t("history-made-from", names=named))
    results = [part for media in task.medias for part in (media.path, media.url) if part]
    if results:
        later = await services.history.used_in(results)
        if later:
            lines.append(t("history-used-in", names=_named(later)))
    # with it comes httpx: the first screen is drawn before
    from ..tasks.fetching import missing_files

    missing = await asyncio.to_thread(missing_files, task)
    if missing:
        lines.append(t("history-missing", path=missing[0].path, count=len(missing)))
    return lines


def _named(tasks: Sequence[Task]) -> str:
    names = [
        f"{task.model_name} ({task.prompt[:30]})" if task.prompt else task.model_name
        for task in tasks
    ]
    shown = ", ".join(names[:_MOST_NAMED])
    return f"{shown}, …" if len(names) > _MOST_NAMED else shown
