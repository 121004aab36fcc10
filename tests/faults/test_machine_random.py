"""Random moves of tasks by two programs that crash: the ledger is what a simple model says."""

import asyncio
import tempfile
from collections.abc import Coroutine
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    invariant,
    multiple,
    precondition,
    rule,
    run_state_machine_as_test,
)

from ima_tui.store.budget import Caps, Guard, OverBudgetError
from ima_tui.store.database import Database, StoreError
from ima_tui.store.ledger import Ledger
from ima_tui.store.records import State, Task, TaskMedia
from ima_tui.tasks.book import Book, MovedOnError
from ima_tui.tasks.machine import ENDED, OPEN, TRANSITIONS, IllegalMoveError

from ..engine.clocks import FastClock
from ..unit.tasks import PLAIN

T = TypeVar("T")

CAP = 60
SENT = frozenset({State.UPLOADING, State.VERIFYING, State.SENDING, State.UNCONFIRMED})
"""Without an id of the service these hold points all the same, queued ones only against others."""

which = st.integers(0, 1)
states = st.sampled_from(list(State))


@dataclass
class Program:
    """A running program: its name, its store and the tasks it has in hand."""

    owner: str
    database: Database
    ledger: Ledger
    book: Book


class TwoPrograms(RuleBasedStateMachine):
    """Two programs on one file, beside a model: the tasks by id, and the lines of each timeline."""

    made = Bundle("made")

    def __init__(self) -> None:
        super().__init__()
        self._runner = asyncio.Runner()
        self._folder = tempfile.TemporaryDirectory()
        self._clock = FastClock()
        self._born = 0
        self.model: dict[str, Task] = {}
        self.lines: dict[str, int] = {}
        self.programs = [self._start(), self._start()]

    def teardown(self) -> None:
        for program in self.programs:
            self._run(program.database.close())
        self._runner.close()
        self._folder.cleanup()

    @rule(target=made, at=which, credit=st.integers(1, 30))
    def add(self, at: int, credit: int) -> Any:
        """A new task reserves its points, queued ones of others included."""
        program, number = self.programs[at], len(self.lines)
        plain = replace(
            PLAIN,
            id=f"{number:04x}",
            owner=program.owner,
            credit=credit,
            created_at=self._clock.now(),
        )
        room = self._spent(but="", queued=True) + credit <= CAP
        try:
            self._run(program.book.add(plain, self._guard(program)))
        except OverBudgetError:
            assert not room
            self.lines[plain.id] = 0
            return multiple()
        assert room
        self.model[plain.id], self.lines[plain.id] = plain, 1
        return plain.id

    @rule(at=which, task_id=made, to=states, told=st.booleans())
    def move(self, at: int, task_id: str, to: State, told: bool) -> None:
        """Any move; those that can't be raise and change nothing."""
        self._change(at, task_id, to, {}, "line" if told else None)

    @rule(at=which, task_id=made, number=st.integers(0, 2))
    def accept(self, at: int, task_id: str, number: int) -> None:
        """The service took it; an id that another task holds is a conflict."""
        more = {"task_id": f"service-{number}", "accepted_at": self._clock.now()}
        self._change(at, task_id, State.RUNNING, more, "accepted")

    @rule(at=which, task_id=made, medias=st.lists(st.booleans(), max_size=3))
    def look(self, at: int, task_id: str, medias: list[bool]) -> None:
        """Results come, some of them saved already."""
        program = self.programs[at]
        if task_id not in program.book.tasks:
            return
        found = tuple(
            TaskMedia(place, "ready", url="u", path="p" if saved else None)
            for place, saved in enumerate(medias)
        )
        kept = program.book.tasks[task_id].medias[len(found) :]
        state = program.book.tasks[task_id].state
        self._change(at, task_id, state, {"medias": found + kept}, None)

    @rule(at=which, task_id=made)
    def spend(self, at: int, task_id: str) -> None:
        """It is let go, within the cap: in one transaction."""
        program = self.programs[at]
        if task_id not in program.book.tasks:
            return
        before = program.book.tasks[task_id]
        change = _to(State.SENDING)
        room = self._spent(but=task_id, queued=False) + before.points <= CAP
        try:
            self._run(program.book.spend(task_id, change, self._guard(program)))
        except IllegalMoveError:
            assert State.SENDING not in {before.state, *TRANSITIONS[before.state]}
        except OverBudgetError:
            assert not room
            assert program.book.tasks[task_id] == before
        except MovedOnError:
            standing = self.model[task_id]
            assert (standing.owner, standing.state) != (program.owner, before.state)
        else:
            assert room
            sent_at = program.book.tasks[task_id].sent_at
            assert sent_at is not None
            self._moved(program, before, replace(change(before), sent_at=sent_at), "sent")

    @rule(at=which)
    def crash(self, at: int) -> None:
        """A program dies; another one starts in its place, with nothing in hand."""
        self._run(self.programs[at].database.close())
        self.programs[at] = self._start()

    @precondition(lambda self: bool(self.model))
    @rule(at=which)
    def adopt(self, at: int) -> None:
        """What belongs to nobody any more is taken over, as it stands."""
        program = self.programs[at]
        alive = {one.owner for one in self.programs}
        for task in self._run(program.ledger.in_states(OPEN)):
            if task.owner in alive:
                continue
            self._take(program, task.id)

    @rule(at=which, task_id=made)
    def adopt_from_the_living(self, at: int, task_id: str) -> None:
        """A program that is taken for dead finds out at its next move."""
        self._take(self.programs[at], task_id)

    @rule(at=which, task_id=made)
    def adopt_too_late(self, at: int, task_id: str) -> None:
        """Who names a former owner gets nothing."""
        ledger = self.programs[at].ledger
        assert self._run(ledger.adopt(task_id, "former", lambda now: (now, None))) is None

    @invariant()
    def the_ledger_is_the_model(self) -> None:
        for program in self.programs:
            told = self._run(program.ledger.in_states(State))
            assert {task.id: task for task in told} == self.model
        for task_id in self.model:
            timeline = self._run(self.programs[0].ledger.timeline(task_id))
            assert len(timeline) == self.lines[task_id]

    @invariant()
    def its_totals_are_the_sums(self) -> None:
        held = [task for task in self.model.values() if task.task_id or task.state in SENT]
        charged = sum(task.points for task in held if task.task_id)
        assert self._run(self.programs[1].ledger.totals()) == (
            len(self.model),
            charged + sum(t.points for t in held if not t.task_id and t.state is State.UNCONFIRMED),
        )

    def _change(
        self, at: int, task_id: str, to: State, more: dict[str, Any], kind: str | None
    ) -> None:
        program = self.programs[at]
        if task_id not in program.book.tasks:
            return
        before = program.book.tasks[task_id]
        change = _to(to, **more)
        try:
            self._run(program.book.change(task_id, change, kind))
        except IllegalMoveError:
            assert to not in {before.state, *TRANSITIONS[before.state]}
            assert program.book.tasks[task_id] == before
        except StoreError:
            holders = {one.task_id: one.id for one in self.model.values()}
            assert holders.get(more["task_id"], task_id) != task_id
            assert program.book.tasks[task_id] == before
        else:
            self._moved(program, before, change(before), kind)

    def _take(self, program: Program, task_id: str) -> None:
        mine = replace(self.model[task_id], owner=program.owner)
        owner = self.model[task_id].owner
        assert self._run(program.ledger.adopt(task_id, owner, lambda _now: (mine, None))) == mine
        program.book.take(mine)
        self.model[task_id] = mine

    def _moved(self, program: Program, before: Task, after: Task, kind: str | None) -> None:
        """What a move that was let pass has done: nothing, if the task had changed hands."""
        task_id, now = before.id, program.book.tasks[before.id]
        if before.owner != program.owner:
            assert now == before, "what another program has is left alone"
            return
        if after == before and kind is None:
            assert now == before
            return
        standing = self.model[task_id]
        if (standing.owner, standing.state) != (before.owner, before.state):
            assert now == standing
            return
        assert after.state in {before.state, *TRANSITIONS[before.state]}
        if after.state in ENDED and after.ended_at is None:
            assert now.ended_at is not None
            after = replace(after, ended_at=now.ended_at)
        assert now == after
        self.model[task_id] = after
        self.lines[task_id] += kind is not None

    def _spent(self, *, but: str, queued: bool) -> int:
        counting = SENT | {State.QUEUED} if queued else SENT
        return sum(
            task.points
            for task in self.model.values()
            if task.id != but and (task.task_id is not None or task.state in counting)
        )

    def _guard(self, program: Program) -> Guard:
        return Guard(Caps(month=CAP), 0.0, self._clock.now(), program.owner)

    def _start(self) -> Program:
        self._born += 1
        database = Database(Path(self._folder.name) / "data.sqlite3")
        self._run(database.open())
        ledger = Ledger(database)
        return Program(f"owner{self._born}", database, ledger, Book(ledger, self._clock))

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        return self._runner.run(work)


def _to(state: State, **more: Any) -> Any:
    return lambda task: replace(task, state=state, **more)


_SETTINGS = settings(
    max_examples=60,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def test_random_moves_by_two_programs() -> None:
    run_state_machine_as_test(TwoPrograms, settings=_SETTINGS)


@pytest.mark.long
def test_many_random_moves_by_two_programs() -> None:
    many = settings(_SETTINGS, max_examples=150, stateful_step_count=60)
    run_state_machine_as_test(TwoPrograms, settings=many)
