"""Where a result goes on disk."""

from datetime import datetime
from pathlib import Path

from ..media.names import Named, file_stem
from ..media.saving import Target
from ..store.records import Task, TaskMedia
from ..store.saved import SIDECAR
from .filing import Filing


def target_of(task: Task, media: TaskMedia, folder: Path, filing: Filing) -> Target:
    """Return where to save a result that was not saved yet.

    Args:
        task: its task.
        media: the result.
        folder: the default one, for tasks without a folder of their own.
        filing: how results are filed.
    """
    named = Named(
        at=datetime.fromtimestamp(task.created_at).astimezone(),
        model=task.model_name,
        task_type=task.task_type,
        task=task.id,
        position=media.position,
        prompt=task.prompt or "",
    )
    return Target(
        folder=Path(task.folder) if task.folder else folder,
        mark=f"{task.id}-{media.position}",
        stem=file_stem(filing.pattern, named),
        beside=SIDECAR if filing.sidecars else "",
    )
