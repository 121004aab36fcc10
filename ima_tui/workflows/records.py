"""Runs as files, one each: what was confirmed and, until it is closed, the plan.

The progress of a run is in the ledger, where each task has its run and step. Blocks: call it in a
thread.
"""

import secrets
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path

import msgspec
from filelock import FileLock, Timeout

from ..files import FILE_MODE, private_folder, write_atomic
from ..tasks.groups import group_of_run
from .faults import Fault, PlanError
from .hashing import asked_hash, step_hashes
from .plan import Plan
from .pricing import Priced

_MOST_MEANT = 500
"""The most runs that match one word: SQLite limits the number of values."""

LOCK_SECONDS = 0.3
"""How long to wait for a lock, which others may briefly hold to check whether a plan runs."""


class StepRecord(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One confirmed step.

    Attributes:
        points: the most that it may cost, for all its results.
        content: a hash of everything that its result depends on.
        reused: the local id of an earlier task whose results are reused; empty for none.
    """

    id: str
    task_type: str
    model: str = ""
    points: int = 0
    exact: bool = True
    content: str = ""
    reused: str = ""


class RunRecord(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A run.

    Attributes:
        asked: the first half of the hash: the request, regardless of prices.
        hash: the confirmed hash.
        created_at: seconds since the epoch.
        closed_at: likewise; None while it can be resumed.
        done: whether every step had its results when it was closed.
        plan: the plan with its prompts; None once closed, unless prompts are kept.
    """

    id: str
    asked: str
    hash: str
    created_at: float
    name: str = ""
    steps: tuple[StepRecord, ...] = ()
    closed_at: float | None = None
    done: bool = False
    plan: Plan | None = None

    @property
    def prices(self) -> Mapping[str, int]:
        """The agreed points by step."""
        return {step.id: step.points for step in self.steps}


def new_record(
    priced: Priced,
    now: float,
    files: Mapping[str, str],
    reused: Mapping[str, str],
    id_: str | None = None,
) -> RunRecord:
    """Return the record of a confirmed plan.

    Args:
        priced: the plan, without faults.
        now: seconds since the epoch.
        files: the content hash of its local files, by address.
        reused: tasks whose results are reused, by step.
        id_: the id of a continued run; None for a new one.
    """
    plan = priced.plan
    contents = step_hashes(plan, priced.models, files)
    return RunRecord(
        id=id_ or secrets.token_hex(6),
        asked=asked_hash(plan),
        hash=priced.hash_reusing(reused),
        created_at=now,
        name=plan.name or plan.request[:60],
        plan=plan,
        steps=tuple(
            StepRecord(
                id=cost.step.id,
                task_type=cost.step.task_type,
                model=cost.model,
                points=0 if cost.step.id in reused else cost.points,
                exact=cost.exact,
                content=contents[cost.step.id],
                reused=reused.get(cost.step.id, ""),
            )
            for cost in priced.costs.values()
        ),
    )


def at_prices(
    record: RunRecord, priced: Priced, kept: Collection[str], lost: Collection[str]
) -> RunRecord:
    """Return a record with newly confirmed prices.

    Args:
        record: the record of the same plan.
        priced: the plan, without faults.
        kept: the steps that keep their agreed price.
        lost: the steps that must be made after all, as the results to reuse were deleted.
    """
    steps = []
    for step in record.steps:
        reused = "" if step.id in lost else step.reused
        cost = priced.costs[step.id]
        if not reused and step.id not in kept:
            step = msgspec.structs.replace(step, points=cost.points, exact=cost.exact)
        steps.append(msgspec.structs.replace(step, reused=reused))
    return msgspec.structs.replace(record, hash=priced.hash, steps=tuple(steps))


class Runs:
    """The runs of one profile.

    Args:
        folder: the folder of their files.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def all(self) -> tuple[RunRecord, ...]:
        """Return the runs, newest first; unreadable files are left alone."""
        if not self._folder.is_dir():
            return ()
        found = filter(None, (self._read(path) for path in self._folder.glob("*.json")))
        return tuple(sorted(found, key=lambda one: one.created_at, reverse=True))

    def find(self, id_: str) -> RunRecord | None:
        """Return the run with an id; None if there is none."""
        return self._read(self._path(id_)) if id_.isalnum() else None

    def meant(self, text: str) -> Mapping[str, tuple[str, ...]]:
        """Return the groups of the runs that match each ``@word`` of a search.

        Args:
            text: the search; a run matches by a part of its name, or by its id.
        """
        words = {word[1:].casefold() for word in text.split() if len(word) > 1 and word[0] == "@"}
        if not words:
            return {}
        runs = [(run.id, run.name.casefold().split()) for run in self.all()]
        return {
            word: tuple(
                group_of_run(id_)
                for id_, names in runs
                if id_ == word or any(name.startswith(word) for name in names)
            )[:_MOST_MEANT]
            for word in words
        }

    def unfinished(self, asked: str, run: str = "") -> RunRecord | None:
        """Return an open run of a plan; None if there is none.

        Args:
            asked: the first half of the plan's hash.
            run: its id; empty for the newest.
        """
        found = (one for one in self.all() if one.asked == asked and one.closed_at is None)
        return next((one for one in found if run in {"", one.id}), None)

    def write(self, record: RunRecord) -> None:
        """Store a run.

        Raises:
            OSError: it could not be written; an older version is unchanged.
        """
        write_atomic(self._path(record.id), msgspec.json.encode(record))

    def close(
        self, record: RunRecord, now: float, *, keep_plan: bool, done: bool = False
    ) -> RunRecord:
        """Close a run: it can't be resumed any more; its prompts are deleted unless kept.

        Args:
            record: the run.
            now: seconds since the epoch.
            keep_plan: whether to keep its plan.
            done: whether every step has its results.

        Raises:
            OSError: it could not be written.
        """
        plan = record.plan if keep_plan else None
        name = record.name if keep_plan or (record.plan and record.plan.name) else ""
        closed = msgspec.structs.replace(record, closed_at=now, done=done, plan=plan, name=name)
        self.write(closed)
        return closed

    def state(self, record: RunRecord) -> str:
        """Return whether a run is ``done``, ``closed``, ``running`` somewhere, or ``open``."""
        if record.closed_at is not None:
            return "done" if record.done else "closed"
        try:
            self.lock(record.asked).release()
        except PlanError:
            return "running"
        except OSError:
            pass
        return "open"

    def lock(self, asked: str) -> FileLock:
        """Acquire the lock of a plan, which ends with the program at the latest.

        Raises:
            PlanError: the plan is already running, here or in another program.
            OSError: the folder can't be written.
        """
        private_folder(self._folder)
        path = self._folder / f"{asked}.lock"
        # not thread-local: it is acquired in one thread and released in another
        lock = FileLock(path, mode=FILE_MODE, thread_local=False)
        try:
            lock.acquire(timeout=LOCK_SECONDS)
        except Timeout:
            raise PlanError(Fault("running")) from None
        return lock

    def _read(self, path: Path) -> RunRecord | None:
        with suppress(OSError, ValueError, RecursionError):
            record = msgspec.json.decode(path.read_bytes(), type=RunRecord)
            return record if record.id == path.stem else None
        return None

    def _path(self, id_: str) -> Path:
        if not id_.isalnum():
            raise ValueError("an id is letters and digits")
        return self._folder / f"{id_}.json"
