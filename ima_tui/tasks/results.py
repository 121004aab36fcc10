"""What a poll changes in a task, as pure functions."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import PurePath

from ..api.wire import Media, MediaState, TaskDetail
from ..store.records import State, Task, TaskMedia
from .machine import WATCHED
from .problems import GENERATION, UNKNOWN, problem_said


def with_detail(
    task: Task, detail: TaskDetail, *, more: bool = False, leaves: bool = False, late: bool = False
) -> Task:
    """Return a task after a poll: its media and, if it ended, its next state.

    All media are kept, also beyond the requested number and beside a failed one (IMA
    Open API, task detail). Saved results stay saved.

    Args:
        task: the task before.
        detail: the service's answer.
        more: whether more media are still expected, so that it is not over yet.
        leaves: whether results that become ready stay at the service until the user fetches them.
        late: whether the poll was overdue: if it ended, when is not known.
    """
    looked = replace(
        task,
        medias=_looked_at(task.medias, detail.medias, leaves=leaves),
        problem=None if task.problem == UNKNOWN else task.problem,
    )
    if task.state not in WATCHED or not detail.ended or more:
        return settled(looked)
    looked = replace(looked, untimed=task.untimed or late)
    if any(media.state == MediaState.READY for media in looked.medias):
        return settled(replace(looked, state=State.SAVING, closing=True))
    return replace(looked, state=State.FAILED, problem=why_failed(detail), closing=True)


def why_failed(detail: TaskDetail) -> str:
    """Return the code of why media failed, by the service's own words where those are known."""
    failed = (media for media in detail.medias if media.state is MediaState.FAILED)
    return next(filter(None, (problem_said(media.message) for media in failed)), GENERATION)


def _looked_at(
    known: Sequence[TaskMedia], found: Sequence[Media], *, leaves: bool
) -> tuple[TaskMedia, ...]:
    """The results after a poll, each at the position where it was first seen."""
    looked = {media.position: media for media in known}
    for index, position in enumerate(_positions(known, found)):
        before = looked.get(position, TaskMedia(position, str(MediaState.PROCESSING)))
        looked[position] = _looked(before, found[index], leaves=leaves)
    return tuple(looked[position] for position in sorted(looked))


def _looked(known: TaskMedia, media: Media, *, leaves: bool) -> TaskMedia:
    """A result after a poll: saved ones stay, and ready ones stay ready.

    Even if the service now calls it failed or deleted, as long as there is an address to try.
    """
    unready = known.state == MediaState.READY != media.state
    if known.path is not None or (unready and (known.url or media.state is MediaState.PROCESSING)):
        return known
    becomes_ready = known.state != MediaState.READY == media.state
    return replace(
        known,
        at_service=known.at_service or (leaves and becomes_ready),
        state=str(media.state),
        url=media.url or known.url,
        cover=media.cover,
        width=media.width,
        height=media.height,
        duration=media.duration,
    )


_LOST = frozenset({str(MediaState.FAILED), str(MediaState.DELETED)})

_Same = Callable[[TaskMedia, Media, int], bool]

_SAME: Sequence[_Same] = (
    lambda known, media, _: bool(media.url) and known.url == media.url,
    lambda known, media, index: _same_file(known, media) and known.position == index,
    lambda known, media, _: _same_file(known, media),
    lambda known, media, index: known.position == index and not (known.url and media.url),
    lambda known, _media, _: not known.url and known.path is None,
    lambda known, _media, index: known.position == index,
    lambda _known, media, _: not media.url,
)
"""How a result is recognised, the most certain first: the service gives only its address."""


def _positions(known: Sequence[TaskMedia], found: Sequence[Media]) -> list[int]:
    """Match the results of a poll to known ones, whatever their order."""
    free = {media.position: media for media in known}
    positions: dict[int, int] = {}
    for same in _SAME:
        for index, media in enumerate(found):
            if index in positions:
                continue
            one = next((one for one in free.values() if same(one, media, index)), None)
            if one is not None:
                positions[index] = free.pop(one.position).position
    following = len(known)
    for index in range(len(found)):
        if index not in positions:
            positions[index], following = following, following + 1
    return [positions[index] for index in range(len(found))]


def _same_file(known: TaskMedia, media: Media) -> bool:
    """Return whether two addresses differ at most in their signatures."""
    return bool(media.url) and known.url.partition("?")[0] == media.url.partition("?")[0]


def with_gone(task: Task, position: int, url: str) -> Task:
    """Return a task with a result whose address failed: the service's next answer decides."""
    medias = tuple(
        replace(media, url="") if (media.position, media.url) == (position, url) else media
        for media in task.medias
    )
    return replace(task, medias=medias)


def with_no_more(task: Task) -> Task:
    """Return a task that is not polled any more: results still in progress count as failed."""
    medias = tuple(
        replace(media, state=str(MediaState.FAILED))
        if media.state == MediaState.PROCESSING
        else media
        for media in task.medias
    )
    return settled(replace(task, medias=medias, closing=False))


def with_saved(task: Task, position: int, path: PurePath, size: int) -> Task:
    """Return a task after one of its results was saved; ``size`` in bytes."""
    medias = tuple(
        replace(media, path=str(path), bytes=size) if media.position == position else media
        for media in task.medias
    )
    problem = task.problem if task.state is State.FAILED else None
    # a result that could not be saved at once says nothing of how long it took to make
    untimed = task.untimed or (task.state is State.SAVING and task.problem is not None)
    return settled(replace(task, medias=medias, problem=problem, untimed=untimed))


def settled(task: Task) -> Task:
    """Return a task in its final state, if it ended and all its results are saved."""
    making = any(media.state == MediaState.PROCESSING for media in task.medias)
    if task.state is not State.SAVING or making or unsaved(task):
        return task
    if all(media.state == MediaState.READY for media in task.medias):
        return replace(task, state=State.DONE)
    if any(media.path is not None or media.at_service for media in task.medias):
        return replace(task, state=State.PARTIAL)
    return replace(task, state=State.FAILED, problem=GENERATION)


def unsaved(task: Task) -> tuple[TaskMedia, ...]:
    """Return the ready results that should be saved but are not yet."""
    return tuple(
        m
        for m in task.medias
        if m.state == MediaState.READY and m.path is None and not m.at_service
    )


def left_there(task: Task) -> tuple[TaskMedia, ...]:
    """Return the results that are only at the service, until the user fetches them."""
    return tuple(
        m for m in task.medias if m.at_service and m.state == MediaState.READY and m.path is None
    )


def ready_count(task: Task) -> int:
    """Return how many results are ready."""
    return sum(1 for media in task.medias if media.state == MediaState.READY)


def still_making(task: Task) -> bool:
    """Return whether some results of a task are still in progress."""
    return any(media.state == MediaState.PROCESSING for media in task.medias)


def lost_count(task: Task) -> int:
    """Return how many results failed or were deleted before they could be saved."""
    return sum(1 for media in task.medias if media.state in _LOST and media.path is None)


def news(
    before: Task, after: Task, detail: TaskDetail | None = None
) -> tuple[str | None, dict[str, str | float]]:
    """Return the timeline event of a poll, if any, and its details.

    Args:
        before: the task as it stood.
        after: as the look leaves it.
        detail: the service's answer; None if there was no further poll.
    """
    if after.state is State.FAILED and before.state is not State.FAILED:
        return "failed", {"problem": after.problem or GENERATION}
    ready, total = ready_count(after), len(after.medias)
    if lost_count(after) > lost_count(before):
        why = why_failed(detail) if detail is not None else GENERATION
        counts = {"ready": ready, "total": total, "failed": lost_count(after)}
        return "ready_in_part", {**counts, "problem": why}
    if ready > ready_count(before):
        return "ready", {"ready": ready, "total": total}
    return None, {}
