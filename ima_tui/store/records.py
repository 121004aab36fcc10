"""What the ledger keeps of a task."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import msgspec

from ..catalog.characters import plain

MOST_TAGS, MOST_TAG = 20, 40
"""How many tags a task can have, and how many characters each."""


class State(StrEnum):
    """Where a task stands. These words are the same everywhere; ``tasks.machine`` connects them."""

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
        path: where it was saved; None until then.
        bytes: the size of the saved file.
        at_service: whether it is left there until the user fetches it: saving by itself was off
            when it became ready.
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
    """One line of a task's timeline: a kind with its own sentence, and what it is about."""

    at: float
    kind: str
    detail: Mapping[str, str | int | float]


@dataclass(frozen=True, slots=True)
class Task:
    """A task as the ledger has it. Times are seconds since the epoch, prices points.

    Attributes:
        id: the local id.
        owner: the running program that looks after it, see ``store.instances``.
        task_id: the service's id, once it accepted.
        credit: points for one result.
        count: how many results were asked for, each charged.
        estimate_low: expected seconds, from.
        estimate_high: expected seconds, to.
        poll: seconds between two looks.
        prompt: only where prompts are kept.
        settings: what the form held, without what the user wrote unless prompts are kept.
        problem: the code of what went wrong, see ``tasks.problems``.
        asked: points it would cost now, while it waits for a yes to that; None otherwise.
        place: where it stands in the queue: the lower, the earlier; None for when it came.
        sent_at: when its create left last.
        body_hash: of what is sent.
        unsure: how many earlier creates of it may have been charged without an answer.
        order_hash: of what was ordered, however that is sent.
        group_id: what it was ordered together with, ``batch-…``, ``compare-…`` or ``flow-…``.
        usual_low: seconds that half of the model's earlier tasks took, where enough are known.
        usual_high: seconds that nine in ten of them took.
        starred: whether the user marked it.
        tags: what the user filed it under.
        folder: where its results go; None for the usual folder.
        closing: whether it ended and is to be looked at once more, for results that come late.
        step: which step of a workflow it makes; its group is the run then.
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
    medias: tuple[TaskMedia, ...] = ()

    @property
    def points(self) -> int:
        """Points for all results."""
        return self.credit * self.count

    @property
    def expected(self) -> tuple[float, float]:
        """Seconds it should take, from and to: as its model usually does here, else as listed."""
        if self.usual_low is not None and self.usual_high is not None:
            return self.usual_low, self.usual_high
        return self.estimate_low, self.estimate_high


COLUMNS = tuple(name for name in Task.__slots__ if name != "medias")
"""The columns of the ledger's table, as they stand in a ``Task``."""


def to_row(task: Task) -> dict[str, Any]:
    """Return the column values of a task."""
    row = {name: getattr(task, name) for name in COLUMNS}
    row["state"] = str(task.state)
    row["exact"] = int(task.exact)
    row["closing"] = int(task.closing)
    row["starred"] = int(task.starred)
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
    values["tags"] = tuple(values["tags"].splitlines())
    values["settings"] = msgspec.json.decode(values["settings"])
    return Task(**values, medias=medias)


def clean_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Return tags as they are kept: one line each, without those that say the same twice.

    Args:
        tags: as they were typed.
    """
    lines = (" ".join(plain(tag).split()) for tag in tags)
    kept: dict[str, str] = {}
    for tag in lines:
        if tag:
            kept.setdefault(tag.casefold(), tag[:MOST_TAG])
    return tuple(kept.values())[:MOST_TAGS]
