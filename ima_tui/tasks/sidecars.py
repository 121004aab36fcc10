"""Sidecar files beside results: how each was made, for people and other programs."""

import hashlib
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec

from ..files import write_atomic
from ..media.placing import place_text
from ..store.records import Task, TaskMedia
from ..store.saved import SIDECAR

if TYPE_CHECKING:
    from ..media.saving import Saved


def describe(task: Task, media: TaskMedia, saved: "Saved", now: float) -> dict[str, object]:
    """Return the content of a result's sidecar.

    It has the prompt only if prompts are kept, and the address without its query, which may contain
    a signature.

    Args:
        task: the task that made it.
        media: which of its results.
        saved: its file, which is hashed.
        now: seconds since the epoch: the time it was ready, if the task has not ended.

    Raises:
        OSError: the file can't be read.
    """
    with saved.path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    kept = {} if task.prompt is None else {"prompt": task.prompt}
    return {
        "id": task.id,
        "task_id": task.task_id,
        "n": media.position + 1,
        "task_type": task.task_type,
        "model": task.model_id,
        "model_name": task.model_name,
        "version": task.version,
        "settings": task.settings.get("values", {}),
        **kept,
        "points": task.points,
        "created": _iso(task.created_at),
        "ended": _iso(task.ended_at or now),
        "url": _without_query(media.url),
        "size": saved.size,
        "sha256": digest,
    }


def write_sidecar(description: dict[str, object], file: Path) -> None:
    """Write the sidecar of a result; a file that is not ours is never replaced.

    Raises:
        OSError: it can't be written.
    """
    target = file.with_name(f"{file.name}{SIDECAR}")
    content = msgspec.json.format(msgspec.json.encode(description), indent=2) + b"\n"
    if not place_text(content, target) and _is_ours(description, target):
        write_atomic(target, content)


def _is_ours(description: dict[str, object], target: Path) -> bool:
    """Return whether a file is this result's sidecar, written just before a crash."""
    if target.is_symlink() or not target.is_file():
        return False
    try:
        there = msgspec.json.decode(target.read_bytes())
    except (ValueError, RecursionError):
        return False
    return isinstance(there, dict) and all(there.get(k) == description[k] for k in ("id", "n"))


def _iso(moment: float) -> str:
    return datetime.fromtimestamp(moment).astimezone().isoformat(timespec="seconds")


def _without_query(url: str) -> str:
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    return parts._replace(netloc=host, query="", fragment="").geturl()
