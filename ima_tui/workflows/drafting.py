"""Plans being made: edited step by step, and stored on disk if prompts may be."""

import asyncio
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import msgspec

from .drafts import DraftFiles, KeptDraft
from .plan import Plan
from .proposals import Note, Wanted
from .records import RunRecord, Runs


@dataclass(eq=False, slots=True)
class Draft:
    """A plan being made.

    Attributes:
        reuse: the earlier run it was made from, whose unaffected results are reused.
        notes: notes from planning.
        before: its versions before each change, the last one at the end.
        values: the values of its template's fields, if made from one.
        by_user: whether the user asked to keep it on disk.
        apart: whether another window changed it at the same time: that one's stands beside it.
        id: the name of its file.
    """

    plan: Plan
    reuse: RunRecord | None = None
    notes: tuple[Note, ...] = ()
    before: list[Plan] = field(default_factory=list)
    values: Mapping[str, str] = field(default_factory=dict)
    by_user: bool = False
    apart: bool = False
    id: str = field(default_factory=lambda: secrets.token_hex(5))

    def change(self, plan: Plan) -> None:
        """Replace the plan; this can be undone."""
        if plan != self.plan:
            self.before.append(self.plan)
            self.plan = plan

    def amend(self, plan: Plan) -> None:
        """Replace the plan as a part of the last change: both are undone together."""
        self.plan = plan
        if self.before and self.before[-1] == plan:
            self.before.pop()

    def undo(self) -> bool:
        """Undo the last change; return whether there was one."""
        if not self.before:
            return False
        self.plan = self.before.pop()
        return True


@dataclass(slots=True)
class Written:
    """Text entered for plans not made yet; lives as long as the program.

    Attributes:
        wanted: for a plan from a sentence.
        filled: the values of templates' fields, by template.
    """

    wanted: Wanted = field(default_factory=lambda: Wanted(""))
    filled: dict[str, dict[str, str]] = field(default_factory=dict)


class Drafts:
    """All plans being made, newest first.

    Args:
        files: the stored plans.
        runs: finds the runs that plans were made from.
        keeps: returns whether prompts are kept on disk; if not, only plans the user asked to keep
            are.
        now: returns the time in seconds since the epoch.

    Attributes:
        all: the plans.
        failed: whether the last write failed.
    """

    def __init__(
        self,
        files: DraftFiles,
        runs: Runs,
        keeps: Callable[[], bool],
        now: Callable[[], float],
    ) -> None:
        self._files = files
        self._runs = runs
        self._keeps = keeps
        self._now = now
        self._kept: dict[str, tuple[Plan, bool]] = {}
        self._busy = asyncio.Lock()
        self._restored = False
        self.all: list[Draft] = []
        self.failed = False

    def add(self, draft: Draft) -> None:
        """Add a plan, as the newest."""
        self.all.insert(0, draft)

    def find(self, id_: str) -> Draft | None:
        """Return a plan by its id."""
        return next((draft for draft in self.all if draft.id == id_), None)

    def drop(self, draft: Draft) -> int:
        """Remove a plan; return its position, to restore it there."""
        place = self.all.index(draft) if draft in self.all else 0
        self.all = [one for one in self.all if one is not draft]
        return place

    def is_kept(self, draft: Draft) -> bool:
        """Return whether a plan is kept when the program ends."""
        return draft.by_user or self._keeps()

    @property
    def changed(self) -> bool:
        """Whether the disk is out of date and no write is under way."""
        return not self._busy.locked() and self._wanted() != self._kept

    async def restore(self) -> None:
        """Load the stored plans, once."""
        async with self._busy:
            if self._restored:
                return
            self._restored = True
            known = {draft.id for draft in self.all}
            for kept in await asyncio.to_thread(self._files.all):
                self._kept[kept.id] = (kept.plan, kept.by_user)
                if kept.id not in known and (kept.by_user or self._keeps()):
                    self.all.append(await self._taken_up(kept))

    async def _taken_up(self, kept: KeptDraft) -> Draft:
        reuse = await asyncio.to_thread(self._runs.find, kept.reuse) if kept.reuse else None
        return Draft(kept.plan, reuse, values=kept.values, by_user=kept.by_user, id=kept.id)

    async def keep(self) -> None:
        """Write changes to disk; failed writes are retried later.

        What another window changed meanwhile stays: then both are kept.
        """
        await self.restore()
        async with self._busy:
            wanted = self._wanted()
            drafts = {draft.id: draft for draft in self.all}
            self.failed = False
            for id_ in [one for one in self._kept if one not in wanted]:
                await self._remove(id_)
            for id_, state in wanted.items():
                if self._kept.get(id_) != state:
                    await self._write(drafts[id_], state)

    async def _remove(self, id_: str) -> None:
        def stays(stored: KeptDraft) -> bool:
            return (stored.by_user or self._keeps()) and not _is_as(stored, self._kept[id_])

        with self._telling():
            await asyncio.to_thread(self._files.remove, id_, stays)
            self._kept.pop(id_)

    async def _write(self, draft: Draft, state: tuple[Plan, bool]) -> None:
        record = _record(draft, state, self._now())
        known = [state, *filter(None, [self._kept.get(draft.id)])]

        def stays(stored: KeptDraft) -> bool:
            return not any(_is_as(stored, one) for one in known)

        with self._telling():
            other = await asyncio.to_thread(self._files.write, record, stays)
            if other is None:
                self._kept[draft.id] = state
            else:
                await self._set_apart(draft, other)
                await self._write(draft, state)

    async def _set_apart(self, draft: Draft, other: KeptDraft) -> None:
        """Give a plan another file, and show what another window made of it below."""
        self._kept[other.id] = (other.plan, other.by_user)
        draft.id, draft.apart = secrets.token_hex(5), True
        place = self.all.index(draft) + 1 if draft in self.all else 0
        self.all.insert(place, await self._taken_up(other))

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """Tell what could not be written."""
        try:
            yield
        except (OSError, UnicodeEncodeError):
            self.failed = True

    def _wanted(self) -> dict[str, tuple[Plan, bool]]:
        """What should be on disk: plans with content."""
        return {
            draft.id: (draft.plan, draft.by_user)
            for draft in self.all
            if self.is_kept(draft) and draft.plan.steps
        }


def _record(draft: Draft, state: tuple[Plan, bool], now: float) -> KeptDraft:
    """Return a plan as it was when the write began: it may be changed meanwhile."""
    plan, by_user = state
    reuse = draft.reuse.id if draft.reuse is not None else ""
    return KeptDraft(
        id=draft.id, plan=plan, changed_at=now, reuse=reuse, values=draft.values, by_user=by_user
    )


def _is_as(kept: KeptDraft, state: tuple[Plan, bool]) -> bool:
    """Return whether a file says what there is: read again, a list is not the tuple it was."""
    plan, by_user = state
    encode = msgspec.json.encode
    return kept.by_user == by_user and encode(kept.plan) == encode(plan)
