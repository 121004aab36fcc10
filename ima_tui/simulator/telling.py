"""What the detail call tells of a task, and which media file an address stands for."""

from typing import Any, NamedTuple

from .records import MediaPlan, MediaState, Task, is_ready, listed, media_state, task_status

_COVER = "_cover"
_MOST_DIGITS = 3
_MEDIA_TYPES = {"png": "image/png", "mp4": "video/mp4", "mp3": "audio/mpeg", "wav": "audio/wav"}
_COVER_TYPE = "image/jpeg"


class MediaFile(NamedTuple):
    """A media file that can be asked for.

    Args:
        name: Its name in the gallery.
        plan: What it is made from.
        cover: The film's cover in place of the film.
        content_type: Its MIME type.
        fetches: How often it is served; None for no limit.
    """

    name: str
    plan: MediaPlan
    cover: bool
    content_type: str
    fetches: int | None


class MediaName(NamedTuple):
    """The parts of a media file's name."""

    task_id: str
    place: int
    cover: bool
    ending: str


def told(task: Task, *, base_url: str, now_ms: int) -> dict[str, Any]:
    """The ``data`` of a detail answer.

    Args:
        task: The task.
        base_url: What media addresses begin with.
        now_ms: The time, in milliseconds since the epoch.
    """
    return {
        "id": task.id,
        "biz_id": task.biz_id,
        "task_type": task.task_type,
        "status": task_status(task, now_ms),
        "generate_count": task.n,
        "created_at": task.created_ms,
        "medias": [
            _media(task, place, media_state(task, place, now_ms), base_url)
            for place in listed(task, now_ms)
        ],
    }


def parse_name(name: str) -> MediaName | None:
    """Take a media file's name apart; None if it is not one."""
    stem, _, ending = name.rpartition(".")
    cover = stem.endswith(_COVER)
    task_id, _, place = stem.removesuffix(_COVER).rpartition("_")
    if not place.isdecimal() or len(place) > _MOST_DIGITS:
        return None
    return MediaName(task_id, int(place), cover, ending)


def media_file(task: Task, name: str, now_ms: int) -> MediaFile | None:
    """The media file of a name; None before it is ready, or if the task has none such."""
    parsed = parse_name(name)
    if parsed is None or parsed.place not in listed(task, now_ms):
        return None
    plan = task.medias[parsed.place]
    wanted = "jpg" if parsed.cover else plan.format
    if parsed.ending != wanted or (parsed.cover and plan.kind != "video"):
        return None
    if not is_ready(media_state(task, parsed.place, now_ms)):
        return None
    content_type = _COVER_TYPE if parsed.cover else _MEDIA_TYPES[plan.format]
    fetches = task.fate.fetches.get(parsed.place)
    return MediaFile(name, plan, parsed.cover, content_type, fetches)


def _media(task: Task, place: int, state: MediaState, base_url: str) -> dict[str, Any]:
    told: dict[str, Any] = {"resource_status": state.resource_status, "status": state.status}
    failure = task.fate.failed.get(place)
    if is_ready(state):
        return told | _file(task, place, base_url)
    if state.status == "failed" and failure is not None:
        return told | {"url": "", "error_msg": failure.error_msg}
    return told | {"url": ""}


def _file(task: Task, place: int, base_url: str) -> dict[str, Any]:
    plan = task.medias[place]
    stem = f"{base_url}/media/{task.id}_{place}"
    told: dict[str, Any] = {"url": f"{stem}.{plan.format}", "format": plan.format}
    if plan.width:
        told |= {"width": plan.width, "height": plan.height}
    if plan.seconds:
        told["duration_str"] = f"{plan.seconds:g}s"
    if plan.kind == "video":
        told["cover"] = told["cover_url"] = f"{stem}{_COVER}.jpg"
    return told
