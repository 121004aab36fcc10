"""What is kept of a task, and its state as a pure function of the record and the time."""

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

    @property
    def charged(self) -> int:
        """Points taken for the task."""
        return self.points * self.n


class MediaState(NamedTuple):
    """A media's state in the service's words."""

    resource_status: int | None
    status: str


PENDING = MediaState(None, "pending")
PROCESSING = MediaState(0, "processing")
READY = MediaState(1, "success")


def ready_ms(task: Task, place: int) -> int:
    """When a media becomes ready, in milliseconds since the epoch.

    Args:
        task: The task.
        place: The media's place among the task's, from 0.
    """
    last = len(task.medias) - 1
    share = 1.0 if last == 0 else _FIRST_READY_SHARE + (1 - _FIRST_READY_SHARE) * place / last
    return task.created_ms + round(task.duration_ms * share)


def media_state(task: Task, place: int, now_ms: int) -> MediaState:
    """The state of one media at a time.

    Args:
        task: The task.
        place: The media's place among the task's, from 0.
        now_ms: The time, in milliseconds since the epoch.
    """
    ready = ready_ms(task, place)
    if now_ms >= ready:
        return READY
    waited = (now_ms - task.created_ms) / (ready - task.created_ms)
    return PENDING if waited < _PENDING_SHARE else PROCESSING


def task_status(states: list[MediaState]) -> str:
    """The task's own status word, in step with its medias."""
    words = {state.status for state in states}
    if words == {READY.status}:
        return "success"
    return "pending" if words == {PENDING.status} else "processing"
