"""What Tasks looks like: few pictures."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from ima_tui.app import ImaApp
from ima_tui.screens.comparison import ComparisonScreen
from ima_tui.store.records import State, Task, TaskMedia

from ..made import picture
from ..unit.tasks import PLAIN
from .pictures import NOON, SIZES, Snap, StillClock, app_of, still
from .stage import app_on, ready, text_of, until

PICTURE = "2026-09-21_seedream-4.5_1.png"


def one(number: int, state: State, model: str, prompt: str, media: str, **more: object) -> Task:
    made = (TaskMedia(0, "ready", width=640, height=480, path=PICTURE),)
    done = {"ended_at": NOON - 60, "medias": made}
    values: dict[str, object] = {
        "id": f"{number:06}",
        "state": state,
        "model_name": model,
        "prompt": prompt,
        "media": media,
        "task_type": f"text_to_{media}",
        "created_at": NOON - 100 - number,
        "accepted_at": NOON - 80,
        "estimate_low": 60.0,
        "estimate_high": 120.0,
        **(done if state is State.DONE else {}),
    }
    return replace(PLAIN, **(values | more))  # type: ignore[arg-type]


def some() -> list[Task]:
    long = "a lighthouse in a storm, dramatic light"
    held = {"accepted_at": None}
    return [
        one(1, State.RUNNING, "Wan 2.6", "a red fox trots through fresh snow", "video", credit=25),
        one(2, State.UNCONFIRMED, "Veo 3.1", "dunes", "video", problem="no_answer", **held),
        one(3, State.QUEUED, "SeeDream 4.5", "狐狸在雪地里奔跑", "image", **held),
        one(4, State.DONE, "SeeDream 4.5", long, "image", group_id="compare-1", starred=True),
        one(5, State.DONE, "Nano Banana 2", long, "image", group_id="compare-1", credit=10),
        one(6, State.RUNNING, "Midjourney", long, "image", group_id="compare-1", credit=8),
        one(7, State.FAILED, "Hailuo 2.3", "waves", "video", problem="unavailable", ended_at=NOON),
        one(8, State.DONE, "Suno", "upbeat lo-fi hip hop, 90 BPM", "music"),
    ]


async def fill(app: ImaApp, pilot: Pilot[None]) -> None:
    """Tasks as they stand in the book; nobody looks after them."""
    await ready(app, pilot)
    engine = app.services.engine
    assert engine is not None
    for task in some():
        engine.book._tasks[task.id] = task
    engine.book.changes += 1
    await pilot.press("3")
    # near the top: in a small terminal the last is out of sight
    await until(pilot, lambda: app.current_mode == "tasks" and "Veo 3.1" in text_of(app))


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a result in it, and names that are the same everywhere."""
    (tmp_path / PICTURE).write_bytes(picture())
    monkeypatch.chdir(tmp_path)
    return tmp_path


async def to_a_result(app: ImaApp, pilot: Pilot[None]) -> None:
    await pilot.press("G", "k", "k", "k", "k")
    await until(pilot, lambda: "640 × 480" in text_of(app))


async def to_the_comparison(app: ImaApp, pilot: Pilot[None]) -> None:
    await to_a_result(app, pilot)
    await pilot.press("c")
    await until(pilot, lambda: isinstance(app.screen, ComparisonScreen))
    await until(pilot, lambda: "640 × 480" in text_of(app))


@pytest.mark.parametrize("size", SIZES, ids=["narrow", "wide", "large"])
@pytest.mark.parametrize("way", [to_a_result, to_the_comparison], ids=["list", "comparison"])
def test_tasks(
    snap_compare: Snap,
    simulator_url: str,
    here: Path,
    size: tuple[int, int],
    way: Callable[[ImaApp, Pilot[None]], Awaitable[None]],
) -> None:
    async def before(pilot: Pilot[None]) -> None:
        app = app_of(pilot)
        await fill(app, pilot)
        await way(app, pilot)
        await still(pilot)

    app = app_on(simulator_url, str(here), StillClock())
    assert snap_compare(app, terminal_size=size, run_before=before)
