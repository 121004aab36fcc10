"""The response types, parsed leniently: unknown keys are ignored, odd values fall back."""

from collections.abc import Mapping
from enum import StrEnum

import msgspec

from ..catalog.values import clean


class MediaState(StrEnum):
    """The state of one result."""

    PROCESSING = "processing"
    READY = "ready"
    FAILED = "failed"
    DELETED = "deleted"


_MOST_PIXELS = 2**31 - 1
"""The greatest width or height accepted; a greater number would not fit the ledger."""

_ENDED = {1: MediaState.READY, 2: MediaState.FAILED, 3: MediaState.DELETED}


class Media(msgspec.Struct, frozen=True, kw_only=True):
    """One result of a task.

    Attributes:
        url: its address; empty until it is ready.
        cover: a video's first frame.
        duration: as the service words it (``"5s"``).
        message: what the service says of a failure. It may quote the prompt: never kept.
    """

    state: MediaState
    url: str = ""
    cover: str = ""
    width: int = 0
    height: int = 0
    duration: str = ""
    message: str = ""


class TaskDetail(msgspec.Struct, frozen=True, kw_only=True):
    """What the service says of a task.

    Attributes:
        status: the task's own status; empty if it has none.
    """

    status: str
    medias: tuple[Media, ...]

    @property
    def ended(self) -> bool:
        """Whether the task will not change any more (IMA Open API, task detail).

        It has media and all of them ended, or it failed without any.
        """
        if self.medias:
            return all(media.state is not MediaState.PROCESSING for media in self.medias)
        return self.status == "failed"


class Created(msgspec.Struct, frozen=True, kw_only=True):
    """An accepted create.

    Attributes:
        task_id: the id to poll the task by (never the ``biz_id``).
        until: the service's own deadline, in seconds since the epoch; None if it tells none. It is
            shown, and ends nothing (IMA Open API, endpoints).
    """

    task_id: str
    until: float | None = None


_LAST_MOMENT_MS = 32_503_680_000_000
"""The year 3000: a later deadline is none."""


def read_created(data: object) -> Created | None:
    """Read the ``data`` of an answer to a create; None if there is no usable id."""
    given = data if isinstance(data, dict) else {}
    task_id = usable_id(given.get("id"))
    if not task_id:
        return None
    moment = _integer(given.get("timeout_at")) or 0
    return Created(task_id=task_id, until=moment / 1000 if 0 < moment < _LAST_MOMENT_MS else None)


_MOST_ID = 200


def usable_id(given: object) -> str:
    """Return a task's id as it is asked about; empty for what can be none.

    Args:
        given: a text, or a number in its place.
    """
    if isinstance(given, int) and not isinstance(given, bool) and abs(given) < 10**_MOST_ID:
        return str(given)
    text = given.strip() if isinstance(given, str) else ""
    return text if text.isprintable() and len(text) <= _MOST_ID else ""


_PASSED = frozenset({"active", "success"})


class AssetCheck(msgspec.Struct, frozen=True, kw_only=True):
    """The service's verdict on an input.

    Attributes:
        passed: whether it may be used.
        message: why not, made safe to show; the bare status if there is no message.
    """

    passed: bool
    message: str = ""


def read_check(data: Mapping[str, object]) -> AssetCheck:
    """Read the ``data`` of an answer to verify."""
    result = data.get("result")
    entry = result if isinstance(result, dict) else {}
    status = _text(entry.get("status")).casefold()
    error = entry.get("error")
    told = error if isinstance(error, dict) else {}
    message = clean(told.get("message"), 200) or clean(told.get("code"), 60) or clean(status, 60)
    return AssetCheck(passed=status in _PASSED, message=message or "—")


def read_detail(data: Mapping[str, object]) -> TaskDetail:
    """Read the ``data`` of a detail answer."""
    medias = data.get("medias")
    entries = medias if isinstance(medias, list) else []
    return TaskDetail(
        status=_text(data.get("status")).casefold(),
        medias=tuple(_media(entry) for entry in entries if isinstance(entry, dict)),
    )


def _media(entry: Mapping[str, object]) -> Media:
    return Media(
        state=_state(entry),
        url=_first(entry, "url", "watermark_url", "preview_url"),
        cover=_first(entry, "cover", "cover_url"),
        width=_pixels(entry.get("width")),
        height=_pixels(entry.get("height")),
        duration=clean(entry.get("duration_str"), 40),
        message=clean(entry.get("error_msg"), 200) or clean(entry.get("remark"), 200),
    )


def _state(entry: Mapping[str, object]) -> MediaState:
    """``failed`` counts at any ``resource_status``; unknown values mean still in progress."""
    if _text(entry.get("status")).casefold() == "failed":
        return MediaState.FAILED
    return _ENDED.get(_integer(entry.get("resource_status")) or 0, MediaState.PROCESSING)


def _first(entry: Mapping[str, object], *names: str) -> str:
    return next((text for name in names if (text := _text(entry.get(name)))), "")


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _pixels(value: object) -> int:
    number = _integer(value) or 0
    return number if 0 < number <= _MOST_PIXELS else 0


def _integer(value: object) -> int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    try:
        return int(value) if isinstance(value, str) else None
    except ValueError:
        return None
