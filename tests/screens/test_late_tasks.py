"""Tasks and History on a slow disk: keys pressed meanwhile act on what is at the cursor."""

import asyncio
from pathlib import Path

import pytest
from textual.widgets import Input

from ima_tui.screens import task_page
from ima_tui.screens.acting_page import Done
from ima_tui.screens.comparison import ComparisonScreen
from ima_tui.screens.history_dialogs import LineDialog
from ima_tui.screens.models import ModelsScreen
from ima_tui.screens.save_as import SaveAsDialog
from ima_tui.screens.tasks import TasksScreen
from ima_tui.store.records import Task
from ima_tui.tasks.groups import COMPARISON, new_group
from ima_tui.widgets.history_rows import HistoryRows
from ima_tui.widgets.task_detail import TaskDetail
from tests.past import past, write_past

from .holding import hold, hold_thread
from .looking_back import looking_back, picture, saved
from .stage import on_stage, text_of, until
from .test_tasks_groups import engine_of
from .test_tasks_results import IMAGE, done


def with_files(folder: Path) -> list[Task]:
    """A past in which each task has a file."""
    return [saved(task, picture(folder, f"{task.id}.png")) for task in past()]


async def test_a_file_is_opened_of_the_task_at_the_cursor_before_its_detail_is_there(
    simulator_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(task_page, "open_result", lambda _screen, path: opened.append(path))
    tasks = with_files(tmp_path / "results")
    async with looking_back(simulator_url, tmp_path, tasks) as (app, pilot, screen):
        detail = screen.query_one(TaskDetail)
        await until(pilot, lambda: detail.shows(tasks[0]))
        read = hold(monkeypatch, app.services.ledger, "timeline")
        await pilot.press("down", "o")
        await read.asked()
        assert opened == [tasks[1].medias[0].path]
        # not the task before, whose actions would be those of this one
        await until(pilot, lambda: detail.shows(tasks[1]))
        assert "Google Veo 3.1   " in text_of(app)
        read.free.set()


async def test_a_copy_is_made_once_however_often_enter_is_pressed(
    simulator_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "copy.png"
    async with looking_back(simulator_url, tmp_path, with_files(tmp_path / "results")) as (
        app,
        pilot,
        screen,
    ):
        await until(pilot, lambda: screen.task_shown is not None)
        copied = hold_thread(monkeypatch, "_copied")
        await pilot.press("s")
        await until(pilot, lambda: isinstance(app.screen, SaveAsDialog))
        app.screen.query_one(Input).value = str(target)
        await pilot.press("enter", "enter")
        await copied.asked()
        await until(pilot, lambda: "being saved" in text_of(app))
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen)
        copied.free.set()
        await until(pilot, lambda: "copy.png" in text_of(app))
        assert target.exists()
    assert copied.calls == 1


async def test_history_says_that_it_is_read(
    simulator_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await write_past(tmp_path, past())
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        found = hold(monkeypatch, app.services.history, "find")
        await pilot.press("4")
        await found.asked()
        await until(pilot, lambda: "Loading…" in text_of(app))
        found.free.set()
        await until(pilot, lambda: "SeeDream 4.5" in text_of(app))
        await until(pilot, lambda: "Loading…" not in text_of(app))


async def test_of_two_winners_picked_quickly_the_last_is_the_only_one(
    simulator_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        group = new_group(COMPARISON)
        first = await done(app, pilot, "text_to_image", IMAGE, group)
        second = await done(app, pilot, "text_to_image", IMAGE, group)
        await pilot.press("3", "g")
        await until(pilot, lambda: "2 compared" in text_of(app))
        await pilot.press("c")
        await until(pilot, lambda: isinstance(app.screen, ComparisonScreen))
        book = engine_of(app).book
        starred = hold(monkeypatch, book, "star")
        await pilot.press("enter")
        await starred.asked()
        await pilot.press("right", "enter", "escape")
        await until(pilot, lambda: not isinstance(app.screen, ComparisonScreen))
        starred.free.set()
        await until(pilot, lambda: book.tasks[second.id].starred)
        await until(pilot, lambda: not book.tasks[first.id].starred)


async def test_an_undo_takes_back_what_is_still_being_done(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await pilot.press("3")
        await until(pilot, lambda: isinstance(app.screen, TasksScreen))
        screen, disk, undone = app.screen, asyncio.Event(), list[str]()
        assert isinstance(screen, TasksScreen)

        def act(name: str, *, waits: bool) -> None:
            async def undo() -> None:
                undone.append(name)

            async def acting() -> Done:
                if waits:
                    await disk.wait()
                return Done(f"{name} done", undo)

            screen.carry_out(acting)

        act("first", waits=False)
        await until(pilot, lambda: "first done" in text_of(app))
        act("second", waits=True)
        await pilot.press("z")
        assert undone == []
        disk.set()
        await until(pilot, lambda: undone == ["second"])


async def test_an_undo_brings_back_what_is_still_being_deleted(
    simulator_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tasks = with_files(tmp_path / "results")
    files = [Path(task.medias[0].path or "") for task in tasks]
    async with looking_back(simulator_url, tmp_path, tasks) as (app, pilot, screen):
        rows = screen.query_one(HistoryRows)
        await pilot.press("d")
        await until(pilot, lambda: "Delete" in text_of(app) and app.screen is not screen)
        await pilot.click("#both")
        await until(pilot, lambda: rows.count == 3 and not files[0].exists())
        moved = hold_thread(monkeypatch, "_move")
        await pilot.press("d")
        await until(pilot, lambda: app.screen is not screen)
        await pilot.click("#both")
        await moved.asked()
        await pilot.press("z")
        moved.free.set()
        await until(pilot, lambda: "Undone" in text_of(app))
        await until(pilot, lambda: rows.count == 3)
        assert [file.exists() for file in files] == [False, True, True, True]


async def test_what_is_being_deleted_when_the_app_ends_is_deleted(
    simulator_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tasks = with_files(tmp_path / "results")
    file = Path(tasks[0].medias[0].path or "")
    async with looking_back(simulator_url, tmp_path, tasks) as (app, pilot, screen):
        await until(pilot, lambda: screen.task_shown is not None)
        moved = hold_thread(monkeypatch, "_move")
        await pilot.press("d")
        await until(pilot, lambda: app.screen is not screen)
        await pilot.click("#both")
        await moved.asked()
        asyncio.get_running_loop().call_later(0.1, moved.free.set)
        app.exit()
    assert not file.exists()


async def test_the_cursor_stays_where_it_was_moved_while_the_list_was_read(
    simulator_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with looking_back(simulator_url, tmp_path, past()) as (app, pilot, screen):
        rows = screen.query_one(HistoryRows)
        read = hold(monkeypatch, app.services.history, "tasks")
        screen.read_again()
        await read.asked()
        await pilot.press("down", "down")
        read.free.set()
        await until(pilot, lambda: not screen._finding)
        assert rows.cursor == 2
        assert screen.task_shown is not None
        assert screen.task_shown.id == past()[2].id


async def test_the_filter_does_not_open_over_another_screen(
    simulator_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with looking_back(simulator_url, tmp_path, past()) as (app, pilot, _screen):
        read = hold(monkeypatch, app.services.history, "models")
        await pilot.press("f")
        await read.asked()
        await pilot.press("1")
        await until(pilot, lambda: isinstance(app.screen, ModelsScreen))
        read.free.set()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(app.screen, ModelsScreen)


async def test_an_export_does_not_ask_over_another_screen(
    simulator_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "mine.json"
    target.write_text("mine")
    async with looking_back(simulator_url, tmp_path, past()) as (app, pilot, _screen):
        written = hold_thread(monkeypatch, "write_records")
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, LineDialog))
        app.screen.query_one(Input).value = str(target)
        await pilot.press("enter")
        await written.asked()
        await pilot.press("1")
        await until(pilot, lambda: isinstance(app.screen, ModelsScreen))
        written.free.set()
        await until(pilot, lambda: "mine.json already exists" in text_of(app))
        assert isinstance(app.screen, ModelsScreen)
        assert target.read_text() == "mine"
