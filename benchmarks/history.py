"""How quick a history of 100,000 tasks is: first page, any page, full text, filters, figures.

Each look goes through the app's own database thread; the yardstick is SQLite's plain count of the
same table. Run with `python -m benchmarks.history [TASKS]`.
"""

import asyncio
import sqlite3
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from random import Random

from benchmarks.figures import Figure, table
from ima_tui.store.database import Database
from ima_tui.store.history import Filter, History
from ima_tui.store.records import COLUMNS, State, Task, TaskMedia, to_row
from ima_tui.store.spend import Period, Spending, per_period

TASKS = 100_000
LOOKS = 7
COUNT = "SELECT count(*) FROM tasks NOT INDEXED"
AIMS = {"first": "100 ms", "search": "50 ms"}
PAGE = 100
NOON = 1_790_000_000.0
SENTENCE = (
    "a red fox trots through fresh snow at dusk soft wind harbour dawn tea house isometric drone"
    " over dunes lo-fi hip hop city rain neon cat portrait"
)
CHINESE = "狐狸在雪地里奔跑黄昏的港口日出茶馆等距无人机沙丘城市雨霓虹猫肖像女孩微笑"
MODELS = (
    ("image", "Nano Banana 2", 10),
    ("image", "SeeDream 4.5", 5),
    ("video", "Wan 2.6", 25),
    ("video", "Kling 2.6", 80),
    ("music", "Suno", 25),
    ("speech", "seed-tts-2.0", 2),
)
STATES = [State.DONE] * 17 + [State.PARTIAL, State.FAILED, State.STOPPED]


def made(number: int, chance: Random) -> Task:
    media, model, credit = chance.choice(MODELS)
    english = chance.random() < 0.7
    words = chance.choices(SENTENCE.split(), k=12) if english else chance.choices(CHINESE, k=25)
    at = NOON - 300.0 * number
    return Task(
        id=f"{int(at * 1000):011x}{chance.getrandbits(24):06x}",
        owner="gone",
        state=chance.choice(STATES),
        created_at=at,
        accepted_at=at + 1,
        ended_at=at + chance.uniform(20, 200),
        task_type=f"text_to_{media}",
        media=media,
        model_id="model",
        version="model-1",
        model_name=model,
        credit=credit,
        count=1,
        exact=True,
        estimate_low=20,
        estimate_high=60,
        poll=5,
        body_hash=f"{chance.getrandbits(256):064x}",
        key_print=f"{chance.getrandbits(48):012x}",
        settings={"values": {"size": "1K", "n": 1}, "inputs": []},
        task_id=f"{chance.getrandbits(96):024x}",
        prompt=(" " if english else "").join(words),
        starred=chance.random() < 0.02,
        medias=(TaskMedia(0, "ready", url="https://example.com/x", path="/x.png", bytes=1),),
    )


def fill(connection: sqlite3.Connection, tasks: int) -> None:
    """Write a history as it would have come to be."""
    chance = Random(7)  # noqa: S311
    names, marks = ", ".join(COLUMNS), ", ".join(f":{name}" for name in COLUMNS)
    for number in range(tasks):
        task = made(number, chance)
        connection.execute(f"INSERT INTO tasks ({names}) VALUES ({marks})", to_row(task))  # noqa: S608
        connection.execute(
            "INSERT INTO medias (task, position, state, url, cover, width, height, duration, path,"
            " bytes) VALUES (?, 0, 'ready', 'https://example.com/x', '', 0, 0, '',"
            " '/x.png', 1)",
            [task.id],
        )


async def timed(look: Callable[[], Awaitable[object]]) -> list[float]:
    """Return the milliseconds of some looks."""
    times = []
    for _ in range(LOOKS):
        began = time.perf_counter()
        await look()
        times.append(1000 * (time.perf_counter() - began))
    return times


async def measure(tasks: int, folder: Path) -> list[Figure]:
    database = Database(folder / "history.sqlite3")
    await database.open()
    await database.write(lambda connection: fill(connection, tasks))
    history, spending = History(database), Spending(database)

    def search(at: float = 0.0, **wanted: object) -> Callable[[], Awaitable[object]]:
        async def look() -> None:
            found = await history.find(Filter(**wanted))  # type: ignore[arg-type]
            begin = int(at * max(0, len(found.rows) - PAGE))
            await history.tasks(found.rows[begin : begin + PAGE])

        return look

    async def chart() -> None:
        spend = await spending.of(Filter())
        per_period(spend.days, Period.MONTH)

    looks = {
        "first page, with how many and how much": search(),
        "the last page": search(at=1.0),
        'search "fox" (a quarter has it)': search(text="fox"),
        'search "fox snow harbour"': search(text="fox snow harbour"),
        'search "狐狸" (two Chinese characters)': search(text="狐狸"),
        'search "狐狸在"': search(text="狐狸在"),
        'search "fo" (two letters)': search(text="fo"),
        "search with nothing to find": search(text="zebra"),
        "search for the beginning of an id": search(text=f"{int(NOON * 1000):011x}"[:7]),
        "films that failed, 50 points or more": search(
            medias=("video",), states=(State.FAILED,), least=50
        ),
        "with a star": search(starred=True),
        "one model": search(models=("Wan 2.6",)),
        "the last 30 days": search(since=NOON - 30 * 86_400),
        "names of the models": history.models,
        "all figures of the spend view": chart,
    }
    found = []
    for name, look in looks.items():
        beside = await timed(lambda: database.read(lambda c: c.execute(COUNT).fetchone()))
        aim = AIMS.get(name.partition(" ")[0], "")
        found.append(
            Figure(
                f"{tasks:,} in History: {name}", await timed(look), "ms", aim, "count(*)", beside
            )
        )
    await database.close()
    return found


def figures(tasks: int = TASKS) -> list[Figure]:
    with tempfile.TemporaryDirectory() as home:
        return asyncio.run(measure(tasks, Path(home)))


if __name__ == "__main__":
    print(table(figures(int(sys.argv[1]) if len(sys.argv) > 1 else TASKS)))
