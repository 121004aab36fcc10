"""Searching the history: every word that was typed, in both languages, and every filter."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ima_tui.store.database import Database
from ima_tui.store.history import Filter, History, find
from ima_tui.store.ledger import Ledger
from ima_tui.store.records import State, Task
from ima_tui.store.schema import MIGRATIONS

from .leaves import STEADY
from .tasks import event, ready, task


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = Database(tmp_path / "ledger.sqlite3")
    await opened.open()
    yield opened
    await opened.close()


async def fill(database: Database, *tasks: Task) -> History:
    ledger = Ledger(database)
    for one in tasks:
        await ledger.add(one, event("queued"))
    return History(database)


async def found(history: History, **wanted: object) -> list[str]:
    shown = await history.find(Filter(**wanted))  # type: ignore[arg-type]
    return [one.id for one in await history.tasks(shown.rows)]


async def test_newest_first_with_what_they_cost(database: Database) -> None:
    history = await fill(
        database,
        task(2, task_id="t2", state=State.DONE, credit=10, count=2),
        task(0, task_id="t0", state=State.FAILED),
        task(1),
    )
    shown = await history.find(Filter())
    assert [one.id for one in await history.tasks(shown.rows)] == ["task2", "task1", "task0"]
    assert shown.charged == 25, "what only waits was not charged"


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("fox", ["task1", "task0"]),
        ("FOX snow", ["task0"]),
        ("fo", ["task1", "task0"]),
        ("狐狸", ["task2"]),
        ("狐狸在", ["task2"]),
        ("雪 狐", ["task2"]),
        ("seedream", ["task3"]),
        ("100%", ["task3"]),
        ("0%", ["task3"]),
        ("_", []),
        ('"fox"', []),
        ("series", ["task1"]),
        ("#series", ["task1"]),
        ("#SERIES fox", ["task1"]),
        ("#serie", []),
        ("6700aa", ["task3"]),
        ("task0x", []),
        ("* OR NEAR(", []),
        ("  ", ["task3", "task2", "task1", "task0"]),
        ("#", ["task3", "task2", "task1", "task0"]),
    ],
)
async def test_words_are_found(database: Database, text: str, ids: list[str]) -> None:
    history = await fill(
        database,
        task(0, prompt="A red Fox in fresh snow"),
        task(1, prompt="arctic fox", tags=("series", "winter")),
        task(2, prompt="一只狐狸在雪地里"),
        task(3, prompt="a house, 100% wood", model_name="SeeDream 4.5", task_id="6700aabbccdd"),
    )
    assert await found(history, text=text) == ids


async def test_filters_add_up(database: Database) -> None:
    history = await fill(
        database,
        task(0, state=State.DONE, media="video", credit=80, starred=True),
        task(1, state=State.FAILED, media="video", credit=10),
        task(2, state=State.DONE, media="image", count=4, model_name="Wan 2.6"),
    )
    assert await found(history, medias=("video",)) == ["task1", "task0"]
    assert await found(history, medias=("video", "image"), states=(State.DONE,)) == [
        "task2",
        "task0",
    ]
    assert await found(history, models=("wan 2.6",)) == ["task2"]
    assert await found(history, starred=True) == ["task0"]
    assert await found(history, least=11) == ["task2", "task0"]
    assert await found(history, least=11, most=20) == ["task2"]
    assert await found(history, since=1001.0, until=1002.0) == ["task1"]
    assert await history.models() == ("Model [One] 模型", "Wan 2.6")


async def test_what_changes_is_found_as_it_is_now(database: Database) -> None:
    history = await fill(database, task(0), task(1))
    await Ledger(database).tag("task0", ["fox"])
    assert await found(history, text="fox") == ["task0"]
    await Ledger(database).tag("task0", ["wolf"])
    assert await found(history, text="fox") == []
    assert await found(history, text="#wolf") == ["task0"]


async def test_a_page_comes_in_its_order_with_its_media(database: Database) -> None:
    kept = task(0, state=State.DONE, medias=(ready(0, path="/a"), ready(1)))
    await fill(database, task(0, state=State.DONE), task(1), task(2))
    await Ledger(database).move(task(0, state=State.DONE), kept, None)
    history = History(database)
    rows = (await history.find(Filter())).rows
    shown = await history.tasks([rows[2], rows[0]])
    assert shown == (kept, task(2))


@STEADY
@given(text=st.text(max_size=40))
def test_nothing_that_can_be_typed_breaks_a_search(text: str) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.row_factory = sqlite3.Row
        for script in MIGRATIONS:
            connection.executescript(script)
        assert list(find(connection, Filter(text=text)).rows) == []


@pytest.mark.parametrize(
    "text", ["a " * 5000, " ".join(map(str, range(9999))), "\udcff", "#\udcff", "# " * 5000]
)
async def test_what_is_pasted_by_mistake_breaks_no_search(database: Database, text: str) -> None:
    await fill(database, task(0))
    assert len((await History(database).find(Filter(text=text))).rows) <= 1


async def test_a_tag_is_found_as_it_was_written(database: Database) -> None:
    await fill(database, task(0), task(1))
    await Ledger(database).tag("task0", ["Über", "50%_A"])
    for text in ("#Über", "#50%_a"):
        assert len((await History(database).find(Filter(text=text))).rows) == 1, text
    assert not (await History(database).find(Filter(text="#50"))).rows


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("@hero", ["task0"]),
        ("@her", ["task0"]),
        ("@lamp", ["task1", "task0"]),
        ("@lamp @film", ["task1"]),
        ("@hare", []),
        ("@%", []),
        ("@", ["task2", "task1", "task0"]),
    ],
)
async def test_steps_of_workflows_are_found(database: Database, text: str, ids: list[str]) -> None:
    history = await fill(
        database,
        task(0, group_id="flow-ab12", step="hero"),
        task(1, group_id="flow-ab12", step="film"),
        task(2, group_id="batch-ab12"),
    )
    assert await found(history, text=text, runs={"lamp": ("flow-ab12",)}) == ids
