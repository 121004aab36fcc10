"""The record of a task, and its state as a pure function of the record and the time."""

from typing import Any, NamedTuple

import msgspec

# Shares of a media's waiting time: null until the first, then 0, 1 at the end.
_PENDING_SHARE = 0.15
# With several medias the first is ready after this share of the task's time, the last at its end.
_FIRST_READY_SHARE = 0.6


class MediaPlan(msgspec.Struct, frozen=True, omit_defaults=True):
    """All that a media file is made from; the same plan always makes the same file.

    Args:
        kind: image, video, music or speech.
        format: The file's ending: png, mp4, mp3 or wav.
        prompt: The text shown, sung or spoken.
        caption: A short line about the model and the settings.
        variant: Tells apart files of the same prompt.
        width: In pixels; 0 for sound.
        height: In pixels; 0 for sound.
        seconds: The length; 0 for pictures.
        sound: Whether a video has an audio track.
        style: What else shapes it, such as ``{"bpm": 120}``.
    """

    kind: str
    format: str
    prompt: str
    caption: str
    variant: int
    width: int = 0
    height: int = 0
    seconds: float = 0.0
    sound: bool = False
    style: dict[str, Any] = {}


class MediaState(NamedTuple):
    """A media's state in the service's words."""

    resource_status: int | None
    status: str


class Failure(NamedTuple):
    """How a failed media is reported."""

    resource_status: int | None
    error_msg: str


class Fate(msgspec.Struct, frozen=True, omit_defaults=True):
    """The effects of faults on a task; decided once, when it is accepted.

    Args:
        stuck: It never ends.
        fails_whole: It ends failed, without media.
        failed: The medias that fail, by place.
        deleted_ms: The medias that are deleted, by place: how long after they became ready.
        fetches: The medias whose addresses expire, by place: how often they are served.
        late: How many of the medias, the last ones, come beyond those paid for.
        late_ms: How long after the task's end those come.
        waiting: What is told until a media ends.
    """

    stuck: bool = False
    fails_whole: bool = False
    failed: dict[int, Failure] = {}
    deleted_ms: dict[int, int] = {}
    fetches: dict[int, int] = {}
    late: int = 0
    late_ms: int = 0
    waiting: MediaState | None = None


class Task(msgspec.Struct, frozen=True):
    """An accepted task.

    Args:
        id: What the client polls with.
        biz_id: The service's internal id; never accepted by the detail call.
        ordinal: The task's number since the beginning, from 1.
        account: Whose it is (a fingerprint of the key, never the key).
        task_type: The task type.
        version: The product's ``model_version``.
        points: The price of one.
        n: How many were asked and paid for.
        created_ms: When it was accepted, in milliseconds since the epoch.
        duration_ms: How long it takes.
        medias: What it makes.
        model_id: The product's family.
        fate: What faults have in store for it.
        refunds: Whether medias that fail are paid back.
    """

    id: str
    biz_id: str
    ordinal: int
    account: str
    task_type: str
    version: str
    points: int
    n: int
    created_ms: int
    duration_ms: int
    medias: tuple[MediaPlan, ...]
    model_id: str = ""
    fate: Fate = Fate()
    refunds: bool = False

    @property
    def charged(self) -> int:
        """Points taken for the task."""
        return self.points * self.n

    @property
    def paid(self) -> int:
        """How many medias the points were taken for."""
        return len(self.medias) - self.fate.late


PENDING = MediaState(None, "pending")
PROCESSING = MediaState(0, "processing")
DELETED = MediaState(3, "deleted")
_FAILED = "failed"
# Both words occur for the same thing: every fourth task says the rarer one.
_DONE_WORDS = ("completed", "success", "success", "success")


def ended_ms(task: Task, place: int) -> int | None:
    """When a media becomes ready or fails, in milliseconds since the epoch; None for never.

    Args:
        task: The task.
        place: The media's place among the task's, from 0.
    """
    if task.fate.stuck:
        return None
    if place >= task.paid:
        return task.created_ms + task.duration_ms + task.fate.late_ms
    return task.created_ms + _share_of(task, place)


def listed(task: Task, now_ms: int) -> range:
    """The positions of the medias listed in details; late ones only once they exist."""
    if task.fate.fails_whole:
        return range(0)
    late = ended_ms(task, task.paid)
    return range(len(task.medias) if late is not None and now_ms >= late else task.paid)


def media_state(task: Task, place: int, now_ms: int) -> MediaState:
    """The state of one media at a time.

    Args:
        task: The task.
        place: The media's place among the task's, from 0.
        now_ms: The time, in milliseconds since the epoch.
    """
    ended = ended_ms(task, place)
    if ended is None or now_ms < ended:
        return _waiting(task, place, now_ms)
    if failure := task.fate.failed.get(place):
        return MediaState(failure.resource_status, _FAILED)
    deleted = task.fate.deleted_ms.get(place)
    if deleted is not None and now_ms >= ended + deleted:
        return DELETED
    return MediaState(1, _done_word(task))


def is_ready(state: MediaState) -> bool:
    """Whether a media can be had."""
    return state.resource_status == 1 and state.status in _DONE_WORDS


def task_status(task: Task, now_ms: int) -> str:
    """The task's own status word, in step with the medias it was paid for."""
    if task.fate.fails_whole:
        ended = now_ms >= task.created_ms + task.duration_ms
        return _FAILED if ended else _waiting(task, 0, now_ms).status
    states = [media_state(task, place, now_ms) for place in range(task.paid)]
    words = {state.status for state in states}
    if not all(_ended(task, place, now_ms) for place in range(task.paid)):
        return states[-1].status if len(words) == 1 else PROCESSING.status
    return _FAILED if words == {_FAILED} else _done_word(task)


def refund(task: Task, now_ms: int) -> int:
    """Points paid back by now: for each media that failed its share of the price."""
    if not task.refunds or task.fate.stuck:
        return 0
    if task.fate.fails_whole:
        return task.charged if now_ms >= task.created_ms + task.duration_ms else 0
    failed = [
        place for place in task.fate.failed if place < task.paid and _ended(task, place, now_ms)
    ]
    return task.charged * len(failed) // task.paid


def _ended(task: Task, place: int, now_ms: int) -> bool:
    ended = ended_ms(task, place)
    return ended is not None and now_ms >= ended


def _share_of(task: Task, place: int) -> int:
    last = task.paid - 1
    share = 1.0 if last == 0 else _FIRST_READY_SHARE + (1 - _FIRST_READY_SHARE) * place / last
    return round(task.duration_ms * share)


def _waiting(task: Task, place: int, now_ms: int) -> MediaState:
    if task.fate.waiting:
        return task.fate.waiting
    waited = (now_ms - task.created_ms) / _share_of(task, place)
    return PENDING if waited < _PENDING_SHARE else PROCESSING


def _done_word(task: Task) -> str:
    return _DONE_WORDS[task.ordinal % len(_DONE_WORDS)]
