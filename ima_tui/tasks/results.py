"""What a look at a task changes, as pure functions."""

from dataclasses import replace
from pathlib import PurePath

from ..api.wire import Media, MediaState, TaskDetail
from ..store.records import State, Task, TaskMedia
from .machine import WATCHED
from .problems import UNKNOWN


def with_detail(task: Task, detail: TaskDetail, *, more: bool = False) -> Task:
    """Return a task after a look: its media and, when it ended, its next state.

    Every media that comes is kept, also beyond the number asked for and beside a failed one (IMA
    Open API, task detail). What was saved before stays saved.

    Args:
        task: as it stood.
        detail: what the service says.
        more: whether more media are still waited for, so that it is not over yet.
    """
    medias = tuple(_looked(task, position, media) for position, media in enumerate(detail.medias))
    looked = replace(
        task,
        medias=medias + task.medias[len(medias) :],
        problem=None if task.problem == UNKNOWN else task.problem,
    )
    if task.state not in WATCHED or not detail.ended or more:
        return settled(looked)
    if any(media.state == MediaState.READY for media in looked.medias):
        return settled(replace(looked, state=State.SAVING))
    return replace(looked, state=State.FAILED, problem="generation")


def _looked(task: Task, position: int, media: Media) -> TaskMedia:
    """A result after a look: what is saved stays, what was ready does not become unready."""
    known = _known(task, position)
    was_ready = known.state == MediaState.READY
    if known.path is not None or (was_ready and media.state is MediaState.PROCESSING):
        return known
    return replace(
        known,
        state=str(media.state),
        url=media.url,
        cover=media.cover,
        width=media.width,
        height=media.height,
        duration=media.duration,
    )


def with_saved(task: Task, position: int, path: PurePath, size: int) -> Task:
    """Return a task after one of its results was saved; ``size`` in bytes."""
    medias = tuple(
        replace(media, path=str(path), bytes=size) if media.position == position else media
        for media in task.medias
    )
    problem = task.problem if task.state is State.FAILED else None
    return settled(replace(task, medias=medias, problem=problem))


def settled(task: Task) -> Task:
    """Return a task in its final state, if it ended and everything of it is saved."""
    making = any(media.state == MediaState.PROCESSING for media in task.medias)
    if task.state is not State.SAVING or making or unsaved(task):
        return task
    if all(media.state == MediaState.READY for media in task.medias):
        return replace(task, state=State.DONE)
    if any(media.path is not None for media in task.medias):
        return replace(task, state=State.PARTIAL)
    return replace(task, state=State.FAILED, problem="generation")


def unsaved(task: Task) -> tuple[TaskMedia, ...]:
    """Return the results that are ready and not on disk yet."""
    return tuple(m for m in task.medias if m.state == MediaState.READY and m.path is None)


def ready_count(task: Task) -> int:
    """Return how many results are ready."""
    return sum(1 for media in task.medias if media.state == MediaState.READY)


def still_making(task: Task) -> bool:
    """Tell whether some results of a task are still being made."""
    return any(media.state == MediaState.PROCESSING for media in task.medias)


def news(before: Task, after: Task) -> tuple[str | None, dict[str, str | float]]:
    """Return the line that a look is worth in the timeline, and what it is about."""
    if after.state is State.FAILED and before.state is not State.FAILED:
        return "failed", {"problem": "generation"}
    if ready_count(after) > ready_count(before):
        return "ready", {"ready": ready_count(after), "total": len(after.medias)}
    return None, {}


def _known(task: Task, position: int) -> TaskMedia:
    if position < len(task.medias):
        return task.medias[position]
    return TaskMedia(position=position, state=str(MediaState.PROCESSING))
