"""The records of the ledger: tasks, their results and events."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import msgspec

from ..catalog.characters import plain

MOST_TAGS, MOST_TAG = 20, 40
"""The most tags of a task, and the most characters of each."""


class State(StrEnum):
    """The state of a task; ``tasks.machine`` has the transitions."""

    QUEUED = "queued"
    UPLOADING = "uploading"
    VERIFYING = "verifying"
    SENDING = "sending"
    RUNNING = "running"
    TAKING_LONG = "taking_long"
    SAVING = "saving"
    DONE = "done"
    PARTIAL = "partial"
    FAILED = "failed"
    UNCONFIRMED = "unconfirmed"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class TaskMedia:
    """One result of a task.

    Attributes:
        state: ``processing``, ``ready``, ``failed`` or ``deleted``.
        path: its path once saved; None until then.
        bytes: the size of the saved file.
        at_service: whether it stays at the service until the user fetches it, as automatic saving
            was off.
    """

    position: int
    state: str
    url: str = ""
    cover: str = ""
    width: int = 0
    height: int = 0
    duration: str = ""
    path: str | None = None
    bytes: int | None = None
    at_service: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a task's timeline: its kind, which has its own message, and details."""

    at: float
    kind: str
    detail: Mapping[str, str | int | float]


@dataclass(frozen=True, slots=True)
class Task:
    """A task in the ledger. Times are seconds since the epoch, prices points.

    Attributes:
        id: the local id.
        owner: the running program that handles it, see ``store.instances``.
        task_id: the service's id, once accepted.
        credit: points for one result.
        count: how many results were requested, each charged.
        estimate_low: least expected time, in seconds.
        estimate_high: greatest expected time, in seconds.
        poll: usual seconds between two polls.
        prompt: only where prompts are kept.
        settings: the values of the form, without free text unless prompts are kept.
        problem: the code of its problem, see ``tasks.problems``.
        asked: points it would cost now, while it waits for the user to agree; None otherwise.
        place: its position in the queue, lowest first; None to go by its creation.
        sent_at: when its create was last sent.
        body_hash: the hash of the create body.
        unsure: how many earlier creates may have been charged without an answer.
        order_hash: the hash of the order, however it is sent.
        group_id: the group it was ordered in, ``batch-…``, ``compare-…`` or ``flow-…``.
        usual_low: the median time of the model's earlier tasks, in seconds, if enough are known.
        usual_high: the 90th percentile likewise.
        starred: whether the user starred it.
        tags: the user's tags.
        folder: the folder of its results; None for the default.
        closing: whether it ended but is to be polled once more, for late results.
        step: the step of a workflow that it makes; its group is then the run.
        untimed: whether it ended while nobody looked or was saved late, so that how long it took
            is not known.
    """

    id: str
    owner: str
    state: State
    created_at: float
    task_type: str
    media: str
    model_id: str
    version: str
    model_name: str
    credit: int
    count: int
    exact: bool
    estimate_low: float
    estimate_high: float
    poll: float
    body_hash: str
    key_print: str
    settings: Mapping[str, Any]
    accepted_at: float | None = None
    ended_at: float | None = None
    task_id: str | None = None
    prompt: str | None = None
    problem: str | None = None
    asked: int | None = None
    place: float | None = None
    sent_at: float | None = None
    unsure: int = 0
    order_hash: str = ""
    group_id: str | None = None
    usual_low: float | None = None
    usual_high: float | None = None
    starred: bool = False
    tags: tuple[str, ...] = ()
    folder: str | None = None
    closing: bool = False
    step: str | None = None
    untimed: bool = False
    medias: tuple[TaskMedia, ...] = ()

    @property
    def points(self) -> int:
        """The points for all results."""
        return self.credit * self.count

    @property
    def expected(self) -> tuple[float, float]:
        """The expected time in seconds, from and to: the usual one of its model, else as listed."""
        if self.usual_low is not None and self.usual_high is not None:
            return self.usual_low, self.usual_high
        return self.estimate_low, self.estimate_high


COLUMNS = tuple(name for name in Task.__slots__ if name != "medias")
"""The columns of the ledger's table, named like the fields of ``Task``."""


def to_row(task: Task) -> dict[str, Any]:
    """Return the column values of a task."""
    row = {name: getattr(task, name) for name in COLUMNS}
    row["state"] = str(task.state)
    row["exact"] = int(task.exact)
    row["closing"] = int(task.closing)
    row["starred"] = int(task.starred)
    row["untimed"] = int(task.untimed)
    row["tags"] = "\n".join(task.tags)
    row["settings"] = msgspec.json.encode(dict(task.settings)).decode()
    return row


def from_row(row: Mapping[str, Any], medias: tuple[TaskMedia, ...] = ()) -> Task:
    """Return the task of a row."""
    values = {name: row[name] for name in COLUMNS}
    values["state"] = State(values["state"])
    values["exact"] = bool(values["exact"])
    values["closing"] = bool(values["closing"])
    values["starred"] = bool(values["starred"])
    values["untimed"] = bool(values["untimed"])
    values["tags"] = tuple(values["tags"].splitlines())
    values["settings"] = msgspec.json.decode(values["settings"])
    return Task(**values, medias=medias)


def clean_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Return tags as stored: one line each, without duplicates.

    Args:
        tags: as typed.
    """
    lines = (" ".join(plain(tag).split()) for tag in tags)
    kept: dict[str, str] = {}
    for tag in lines:
        if tag:
            kept.setdefault(tag.casefold(), tag[:MOST_TAG])
    return tuple(kept.values())[:MOST_TAGS]
