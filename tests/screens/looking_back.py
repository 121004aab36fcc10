"""The app at its history, with a past that a test makes."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from PIL import Image
from textual.pilot import Pilot

from ima_tui.app import ImaApp
from ima_tui.screens.history import HistoryScreen
from ima_tui.store.records import Task, TaskMedia
from ima_tui.widgets.history_rows import HistoryRows
from tests.past import write_past

from .stage import WIDE, on_stage, until


def picture(folder: Path, name: str = "fox.png") -> Path:
    folder.mkdir(exist_ok=True)
    Image.new("RGB", (64, 36), "orange").save(folder / name)
    return folder / name


def saved(task: Task, path: Path, url: str = "http://127.0.0.1:9/x") -> Task:
    media = TaskMedia(0, "ready", url=url, path=str(path), bytes=path.stat().st_size)
    return replace(task, medias=(media,))


@asynccontextmanager
async def looking_back(
    url: str, home: Path, tasks: list[Task], size: tuple[int, int] = WIDE
) -> AsyncIterator[tuple[ImaApp, Pilot[None], HistoryScreen]]:
    """The app at its history."""
    await write_past(home, tasks)
    async with on_stage(url, home, size) as (app, pilot):
        await pilot.press("4")
        await until(pilot, lambda: isinstance(app.screen, HistoryScreen))
        screen = app.screen
        assert isinstance(screen, HistoryScreen)
        await until(pilot, lambda: screen.query_one(HistoryRows).count == len(tasks))
        yield app, pilot, screen


def shown(screen: HistoryScreen) -> list[str]:
    rows = screen.query_one(HistoryRows)
    tasks = [screen._pages.task_at(index) for index in range(rows.count)]
    return [task.model_name for task in tasks if task is not None]


async def found(pilot: Pilot[None], screen: HistoryScreen, *models: str) -> None:
    await until(pilot, lambda: shown(screen) == list(models))
