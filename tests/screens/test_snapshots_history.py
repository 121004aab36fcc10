"""What History looks like: few pictures."""

import asyncio
from pathlib import Path

import pytest
from textual.pilot import Pilot

from ima_tui.store.database import Database
from ima_tui.store.folders import live_folders
from ima_tui.store.ledger import Ledger
from ima_tui.store.records import Event, State, Task, TaskMedia

from .pictures import NOON, Snap, StillClock, app_of
from .stage import NARROW, WIDE, app_on, ready, text_of, until


async def _fill(home: Path) -> None:
    """Write a small history, as earlier runs would have left it."""
    database = Database(live_folders({"IMA_TUI_HOME": str(home)}).database)
    await database.open()
    ledger = Ledger(database)
    rows = [
        ("image", "SeeDream 4.5", "a red fox", State.DONE, None, 5),
        ("video", "Google Veo 3.1", "狐狸在雪地里奔跑", State.FAILED, "heavy", 330),
        ("music", "Suno", "upbeat lo-fi hip hop, 90 BPM", State.UNCONFIRMED, "no_answer", 25),
        ("speech", "seed-tts-2.0", "Good morning.", State.PARTIAL, None, 2),
    ]
    for number, (media, model, prompt, state, problem, credit) in enumerate(rows):
        task = Task(
            id=f"{number:06}",
            owner="gone",
            state=state,
            created_at=NOON - 100 * number,
            accepted_at=NOON - 100 * number + 1,
            ended_at=NOON - 100 * number + 22,
            task_type=f"text_to_{media}",
            media=media,
            model_id="m",
            version="v",
            model_name=model,
            credit=credit,
            count=1,
            exact=True,
            estimate_low=20,
            estimate_high=60,
            poll=5,
            body_hash="",
            key_print="",
            settings={},
            task_id=f"task_{number}",
            prompt=prompt,
            problem=problem,
            medias=(TaskMedia(0, "ready", width=1024, height=1024),),
        )
        await ledger.add(task, Event(task.created_at, "queued", {"points": credit}))
    await database.close()


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_history(
    snap_compare: Snap, simulator_url: str, tmp_path: Path, size: tuple[int, int]
) -> None:
    async def before(pilot: Pilot[None]) -> None:
        app = app_of(pilot)
        await ready(app, pilot)
        await pilot.press("4")
        await until(pilot, lambda: "seed-tts-2.0" in text_of(app))
        await pilot.pause(0.6)

    asyncio.run(_fill(tmp_path))
    app = app_on(simulator_url, str(tmp_path), StillClock())
    assert snap_compare(app, terminal_size=size, run_before=before)
