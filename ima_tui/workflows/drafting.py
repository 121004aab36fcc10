"""Plans being made: changed step by step, and kept on disk where prompts may be."""

import asyncio
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

import msgspec

from .drafts import DraftFiles, KeptDraft
from .plan import Plan
from .proposals import Note, Wanted
from .records import RunRecord, Runs


@dataclass(eq=False, slots=True)
class Draft:
    """A plan as it is being made.

    Attributes:
        reuse: the earlier run it was made from: what a change does not touch is taken over.
        notes: what there is to know about it as it was planned.
        before: how it was before each change, the last one at the end.
        values: what was filled in where it was made from a template, by place.
        by_user: whether the user said that it shall be kept on disk.
        apart: whether another window changed it at the same time: that one's stands beside it.
        id: names its file.
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
        """Take another plan; the one before can be taken back."""
        if plan != self.plan:
            self.before.append(self.plan)
            self.plan = plan

    def amend(self, plan: Plan) -> None:
        """Take another plan as a part of the last change: they are taken back together."""
        self.plan = plan
        if self.before and self.before[-1] == plan:
            self.before.pop()

    def undo(self) -> bool:
        """Take back the last change; tells whether there was one."""
        if not self.before:
            return False
        self.plan = self.before.pop()
        return True


@dataclass(slots=True)
class Written:
    """What is written for plans that were not made yet; it lives as long as the program.

    Attributes:
        wanted: for one from a sentence.
        filled: at the places of templates, by their names.
    """

    wanted: Wanted = field(default_factory=lambda: Wanted(""))
    filled: dict[str, dict[str, str]] = field(default_factory=dict)


class Drafts:
    """All plans being made, newest first.

    Args:
        files: where they are kept.
        runs: find the run that one was made from.
        keeps: tells whether prompts are kept on disk; where not, only what the user says is.
        now: gives the time, in seconds since the epoch.

    Attributes:
        all: the plans.
        failed: whether the last of them could not be written.
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
        """Take up another plan, as the newest."""
        self.all.insert(0, draft)

    def find(self, id_: str) -> Draft | None:
        """Return a plan by its id."""
        return next((draft for draft in self.all if draft.id == id_), None)

    def drop(self, draft: Draft) -> int:
        """Take a plan out; returns its place, to put it back there."""
        place = self.all.index(draft) if draft in self.all else 0
        self.all = [one for one in self.all if one is not draft]
        return place

    def is_kept(self, draft: Draft) -> bool:
        """Tell whether a plan outlives the program."""
        return draft.by_user or self._keeps()

    @property
    def changed(self) -> bool:
        """Whether what is on disk is not what there is, and nobody is at it."""
        return not self._busy.locked() and self._wanted() != self._kept

    async def restore(self) -> None:
        """Take up what was kept, once."""
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
        """Bring what is on disk to what there is; what can't be written is tried again later.

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
        other = await self._changed_elsewhere(id_)
        stays = other is not None and (other.by_user or self._keeps())
        if stays or await self._done(partial(self._files.remove, id_)):
            self._kept.pop(id_)

    async def _write(self, draft: Draft, state: tuple[Plan, bool]) -> None:
        other = await self._changed_elsewhere(draft.id)
        if other is not None and not _is_as(other, state):
            self._kept[other.id] = (other.plan, other.by_user)
            draft.id, draft.apart = secrets.token_hex(5), True
            place = self.all.index(draft) + 1 if draft in self.all else 0
            self.all.insert(place, await self._taken_up(other))
        if await self._done(partial(self._files.write, _record(draft, self._now()))):
            self._kept[draft.id] = state

    async def _changed_elsewhere(self, id_: str) -> KeptDraft | None:
        """Return a plan as it is on disk, where that is not what this program put there."""
        found = await asyncio.to_thread(self._files.find, id_)
        if found is None or (id_ in self._kept and _is_as(found, self._kept[id_])):
            return None
        return found

    async def _done(self, work: Callable[[], None]) -> bool:
        try:
            await asyncio.to_thread(work)
        except (OSError, UnicodeEncodeError):
            self.failed = True
            return False
        return True

    def _wanted(self) -> dict[str, tuple[Plan, bool]]:
        """What shall be on disk: plans that say something."""
        return {
            draft.id: (draft.plan, draft.by_user)
            for draft in self.all
            if self.is_kept(draft) and draft.plan.steps
        }


def _record(draft: Draft, now: float) -> KeptDraft:
    reuse = draft.reuse.id if draft.reuse is not None else ""
    return KeptDraft(
        id=draft.id,
        plan=draft.plan,
        changed_at=now,
        reuse=reuse,
        values=draft.values,
        by_user=draft.by_user,
    )


def _is_as(kept: KeptDraft, state: tuple[Plan, bool]) -> bool:
    """Tell whether a file says what there is: read again, a list is not the tuple it was."""
    plan, by_user = state
    encode = msgspec.json.encode
    return kept.by_user == by_user and encode(kept.plan) == encode(plan)
