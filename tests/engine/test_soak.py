"""Many tasks over several crashes: each charged once, each result kept."""

from collections import Counter
from pathlib import Path

import httpx
import pytest

from ima_tui.store.records import State

from .rooms import leaf, order, room

TASKS = 120
CRASHES = 4
MODELS = (
    ("text_to_image", "doubao-seedream-4-5-251128"),
    ("text_to_image", "midjourney"),
    ("text_to_speech", "seed-tts-1.1"),
)


@pytest.mark.long
async def test_nothing_is_lost_or_charged_twice_over_crashes(
    simulator_url: str, tmp_path: Path
) -> None:
    ids: list[str] = []
    for run in range(CRASHES + 1):
        last = run == CRASHES
        async with room(simulator_url, tmp_path, crash=not last) as here:
            leaves = [await leaf(here.client, *model) for model in MODELS]
            for number in range(0 if last else TASKS // CRASHES):
                of = leaves[number % len(leaves)]
                ids.append((await here.engine.submit(order(of, "Good morning."))).id)
            await here.engine.resume()
            wanted = TASKS if last else len(ids) // 2
            for task_id in ids[:wanted]:
                if task_id in here.engine.book.tasks:
                    await here.until(task_id, State.DONE, State.UNCONFIRMED)
    tasks = [await _task(tmp_path, task_id) for task_id in ids]
    states = Counter(state for state, _, _ in tasks)
    unsure = states[State.UNCONFIRMED]
    assert states[State.DONE] + unsure == TASKS
    async with httpx.AsyncClient(trust_env=False) as http:
        charges = (await http.get(f"{simulator_url}/__sim/ledger")).json()["charges"]
    charged = Counter(charge["task_id"] for charge in charges)
    ours = [task_id for _, task_id, _ in tasks if task_id is not None]
    assert len(set(ours)) == len(ours) == states[State.DONE]
    assert all(charged[task_id] == 1 for task_id in ours)
    saved = [Path(path) for _, _, paths in tasks for path in paths]
    assert len(set(saved)) == len(saved)
    assert all(path.is_file() for path in saved)
    found = (tmp_path / "results").iterdir()
    assert sorted(saved) == sorted(path for path in found if path.suffix != ".json")


async def _task(folder: Path, task_id: str) -> tuple[State, str | None, list[str]]:
    from ima_tui.store.database import Database
    from ima_tui.store.ledger import Ledger

    database = Database(folder / "data.sqlite3")
    await database.open()
    task = await Ledger(database).get(task_id)
    await database.close()
    assert task is not None
    return task.state, task.task_id, [media.path for media in task.medias if media.path]
