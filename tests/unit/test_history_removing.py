"""Deleting: taken back as it was, gone when it is gone, and still counted against the caps."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from ima_tui.store.budget import spent_since
from ima_tui.store.database import Database
from ima_tui.store.deletions import UNDO_SECONDS, Deletions, NeededError
from ima_tui.store.history import Filter, History
from ima_tui.store.ledger import Ledger
from ima_tui.store.records import State, Task
from ima_tui.store.spend import spend_of
from ima_tui.tasks.crew import Crew
from ima_tui.tasks.removing import NothingToUndoError, Part, Remover

from .tasks import event, ready, task

MARKED = "a-marked-prompt-with-foxes"


class SetClock:
    """A clock that a test sets; who waits, waits for ever."""

    def __init__(self) -> None:
        self.at = 5000.0

    def now(self) -> float:
        return self.at

    def monotonic(self) -> float:
        return self.at

    async def sleep(self, _seconds: float) -> None:
        await asyncio.Event().wait()


@dataclass
class Place:
    """A store with one finished task and its saved file."""

    database: Database
    ledger: Ledger
    remover: Remover
    clock: SetClock
    folder: Path
    task: Task
    file: Path

    async def shown(self) -> list[str]:
        history = History(self.database)
        found = await history.find(Filter())
        return [one.id for one in await history.tasks(found.rows)]

    async def spent(self) -> int:
        return await self.database.read(lambda c: spent_since(c, 0.0))

    def holds(self, text: str) -> bool:
        return any(
            text.encode() in file.read_bytes()
            for file in self.folder.rglob("*")
            if file.is_file() and file.parent.name != "results"
        )


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Place]:
    database = Database(tmp_path / "data" / "ledger.sqlite3")
    await database.open()
    faults: list[BaseException] = []
    crew, clock, ledger = Crew(faults.append), SetClock(), Ledger(database)
    file = tmp_path / "results" / "fox.png"
    file.parent.mkdir()
    file.write_bytes(b"picture")
    queued = task(0, prompt=MARKED)
    done = replace(
        queued,
        state=State.DONE,
        task_id="t0",
        accepted_at=2000.0,
        ended_at=2010.0,
        medias=(ready(0, path=str(file), bytes=7),),
    )
    await ledger.add(queued, event("queued"))
    await ledger.move(queued, done, None)
    remover = Remover(Deletions(database), clock, crew)
    yield Place(database, ledger, remover, clock, tmp_path, done, file)
    await crew.cancel()
    await database.close()
    assert not faults


async def test_a_deleted_record_comes_back_as_it_was(place: Place) -> None:
    await place.remover.remove([place.task], Part.RECORD)
    assert await place.shown() == []
    assert await place.ledger.totals() == (0, 0)
    assert place.file.exists(), "only the record was deleted"
    undone = await place.remover.undo()
    assert (undone.tasks, undone.left) == (1, ())
    assert await place.shown() == ["task0"]
    assert await place.ledger.get("task0") == place.task
    with pytest.raises(NothingToUndoError):
        await place.remover.undo()


@pytest.mark.parametrize("part", [Part.FILES, Part.BOTH])
async def test_deleted_files_come_back(place: Place, part: Part) -> None:
    described = place.file.with_name("fox.png.json")
    described.write_text('{"id": "task0"}')
    outcome = await place.remover.remove([place.task], part)
    assert (outcome.files, outcome.left) == (2, ())
    assert not place.file.exists()
    assert not described.exists()
    assert await place.shown() == (["task0"] if part is Part.FILES else [])
    await place.remover.undo()
    assert place.file.read_bytes() == b"picture"
    assert described.exists()
    assert [file.name for file in sorted(place.file.parent.iterdir())] == [
        "fox.png",
        "fox.png.json",
    ]


async def test_after_its_time_nothing_is_left_but_the_points(place: Place) -> None:
    assert place.holds(MARKED)
    before = await place.spent()
    await place.remover.remove([place.task], Part.BOTH)
    place.clock.at += UNDO_SECONDS - 1
    await place.remover.purge()
    assert place.holds(MARKED), "it can still be taken back"
    place.clock.at += 1
    await place.remover.purge()
    with pytest.raises(NothingToUndoError):
        await place.remover.undo()
    assert await place.ledger.get("task0") is None
    assert list(place.file.parent.iterdir()) == []
    assert not place.holds(MARKED)
    assert not place.holds("marked-prompt")
    assert await place.spent() == before == 5, "deleting is no way round the caps"
    spend = await place.database.read(lambda c: spend_of(c, Filter()))
    assert (spend.points, spend.deleted) == (5, 5)


async def test_the_index_forgets_what_was_deleted_among_others(place: Place) -> None:
    for number in range(1, 40):
        await place.ledger.add(task(number, prompt=f"other words {number}"), event("queued"))
    await place.remover.remove([place.task], Part.RECORD)
    place.clock.at += UNDO_SECONDS
    await place.remover.purge()
    terms = await place.database.write(_terms)
    assert "oth" in terms
    assert "xes" not in terms


async def test_a_clock_that_was_set_back_does_not_keep_it_for_ever(place: Place) -> None:
    await place.remover.remove([place.task], Part.RECORD)
    place.clock.at -= 100_000
    await place.remover.purge()
    assert await place.ledger.get("task0") is None


@pytest.mark.parametrize("state", sorted(set(State) - {"done", "partial", "failed", "stopped"}))
async def test_what_is_still_needed_is_not_deleted(place: Place, state: State) -> None:
    with pytest.raises(NeededError):
        await place.remover.remove([replace(place.task, state=state)], Part.BOTH)
    assert await place.shown() == ["task0"]
    assert place.file.exists()


async def test_a_file_that_is_something_else_by_now_is_left_alone(place: Place) -> None:
    place.file.write_bytes(b"my own drawing")
    outcome = await place.remover.remove([place.task], Part.BOTH)
    assert outcome.left == (str(place.file),)
    assert place.file.read_bytes() == b"my own drawing"


async def test_files_that_went_elsewhere_are_no_trouble(place: Place) -> None:
    place.file.unlink()
    outcome = await place.remover.remove([place.task], Part.BOTH)
    assert (outcome.files, outcome.left) == (0, ())
    await place.remover.undo()
    assert await place.shown() == ["task0"]


async def test_a_name_that_was_taken_meanwhile_stays_taken(place: Place) -> None:
    await place.remover.remove([place.task], Part.BOTH)
    place.file.write_bytes(b"a new one")
    outcome = await place.remover.undo()
    assert len(outcome.left) == 1
    assert place.file.read_bytes() == b"a new one"
    assert Path(outcome.left[0]).read_bytes() == b"picture", "nothing is lost"


async def test_a_task_that_is_open_again_by_now_is_not_deleted(place: Place) -> None:
    stopped = replace(place.task, state=State.STOPPED)
    await place.ledger.move(place.task, stopped, None)
    # another program looks at it again
    await place.ledger.move(stopped, replace(stopped, state=State.RUNNING), None)
    with pytest.raises(NeededError):
        await place.remover.remove([stopped], Part.BOTH)
    assert await place.shown() == ["task0"]
    assert place.file.exists()


async def test_two_programs_delete_the_same(place: Place) -> None:
    await place.remover.remove([place.task], Part.BOTH)
    outcome = await place.remover.remove([place.task], Part.BOTH)
    assert (outcome.tasks, outcome.left) == (1, ())
    await place.remover.undo()
    assert await place.shown() == ["task0"]
    assert place.file.read_bytes() == b"picture"


async def test_what_another_program_removed_for_good_is_gone(place: Place) -> None:
    await place.remover.remove([place.task], Part.BOTH)
    place.clock.at += UNDO_SECONDS
    await place.remover.purge()
    outcome = await place.remover.remove([place.task], Part.BOTH)
    assert outcome.tasks == 0
    with pytest.raises(NothingToUndoError):
        await place.remover.undo()


async def test_files_that_can_not_be_looked_at_are_left_and_told(place: Place) -> None:
    # like a folder that may not be entered, which is no hindrance to root
    hidden = str(place.folder / ("x" * 300) / "fox.png")
    told = replace(place.task, medias=(replace(place.task.medias[0], path=hidden),))
    outcome = await place.remover.remove([told], Part.BOTH)
    assert hidden in outcome.left
    assert await place.shown() == []


def _terms(connection: object) -> set[str]:
    import sqlite3

    assert isinstance(connection, sqlite3.Connection)
    connection.execute(
        "CREATE VIRTUAL TABLE temp.terms USING fts5vocab('main', 'task_words', 'row')"
    )
    return {row[0] for row in connection.execute("SELECT term FROM temp.terms")}


async def test_a_file_that_is_the_result_of_another_task_too_stays(place: Place) -> None:
    """Equal results may share a file, where names are chosen that do not tell them apart."""
    queued = task(1)
    other = replace(place.task, id=queued.id, task_id="t1")
    await place.ledger.add(queued, event("queued"))
    await place.ledger.move(queued, other, None)
    outcome = await place.remover.remove([place.task], Part.BOTH)
    assert (outcome.files, outcome.left) == (0, ())
    place.clock.at += UNDO_SECONDS
    await place.remover.purge()
    assert place.file.read_bytes() == b"picture"
    assert (await place.remover.remove([other], Part.BOTH)).files == 1
    assert not place.file.exists()


async def test_tasks_that_share_a_file_lose_it_together(place: Place) -> None:
    queued = task(1)
    other = replace(place.task, id=queued.id, task_id="t1")
    await place.ledger.add(queued, event("queued"))
    await place.ledger.move(queued, other, None)
    await place.remover.remove([place.task, other], Part.BOTH)
    assert not place.file.exists()
    await place.remover.undo()
    assert place.file.read_bytes() == b"picture"
