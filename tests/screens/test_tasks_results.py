"""What one does with results: look, listen, compare, save, copy, use again."""

import os
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Button, Input

from ima_tui.app import ImaApp
from ima_tui.screens.comparison import ComparisonScreen
from ima_tui.screens.dialogs import AskDialog, TextDialog
from ima_tui.screens.save_as import SaveAsDialog
from ima_tui.store.records import State, Task
from ima_tui.widgets.monitor import Monitor
from ima_tui.widgets.preview import Preview
from ima_tui.widgets.result_column import ResultColumn
from ima_tui.widgets.task_detail import TaskDetail

from ..engine.rooms import order
from .stage import NARROW, WIDE, on_stage, text_of, until
from .test_tasks_groups import engine_of, show, told

IMAGE = "doubao-seedream-4-5-251128"


async def done(
    app: ImaApp, pilot: Pilot[None], kind: str, version: str, group: str | None = None
) -> Task:
    """A task that made something."""
    leaf = app.services.catalogue.leaf(kind, version)
    assert leaf is not None
    task = await engine_of(app).submit(order(leaf, "a red fox"), group)
    book = engine_of(app).book
    await until(pilot, lambda: book.tasks[task.id].state is State.DONE)
    return book.tasks[task.id]


async def look(app: ImaApp, pilot: Pilot[None]) -> None:
    """Go to Tasks and wait until the detail shows a result."""
    await pilot.press("3", "g")
    await until(
        pilot,
        lambda: (
            bool(app.screen.query(TaskDetail))
            and app.screen.query_one(TaskDetail).media_shown is not None
        ),
    )


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_the_picture_stands_in_the_detail(
    simulator_url: str, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with on_stage(simulator_url, tmp_path, size) as (app, pilot):
        await done(app, pilot, "text_to_image", IMAGE)
        await look(app, pilot)
        await show(app, pilot, "▀", "×")
        await pilot.press("enter")
        await until(pilot, lambda: text_of(app).count("▀") > 100)


async def test_all_results_are_looked_at_one_by_one(simulator_url: str, tmp_path: Path) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        task = await done(app, pilot, "text_to_music", "sonic")
        assert len(task.medias) == 2
        await look(app, pilot)
        await show(app, pilot, "› 1 of 2", "♪ 0:")
        await pilot.press("right_square_bracket")
        await show(app, pilot, "› 2 of 2")
        await pilot.press("right_square_bracket", "left_square_bracket")
        await show(app, pilot, "› 2 of 2")


async def test_a_sound_plays_and_stops(
    simulator_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    player = tmp_path / "bin" / "mpv"
    player.parent.mkdir()
    player.write_text("#!/bin/sh\nexec sleep 60\n")
    player.chmod(0o700)
    monkeypatch.setenv("PATH", f"{player.parent}:{os.environ['PATH']}")
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        task = await done(app, pilot, "text_to_speech", "seed-tts-2.0")
        await look(app, pilot)
        await show(app, pilot, "space play", "♪ 0:")
        await pilot.press("space")
        await until(pilot, lambda: app.services.player.playing == task.medias[0].path)
        await show(app, pilot, "▶ 0:0")
        await pilot.press("space")
        await until(pilot, lambda: app.services.player.playing is None)
        await show(app, pilot, "♪ 0:")


async def test_without_a_player_it_is_said(
    simulator_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await done(app, pilot, "text_to_speech", "seed-tts-2.0")
        await look(app, pilot)
        monkeypatch.setenv("PATH", "")
        await pilot.press("space")
        await told(app, pilot, "No player found. Install mpv")


async def test_over_ssh_an_address_goes_to_the_terminal_and_can_be_selected(
    simulator_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSH_TTY", "/dev/pts/1")
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        task = await done(app, pilot, "text_to_image", IMAGE)
        await look(app, pilot)
        await pilot.press("y")
        await until(pilot, lambda: isinstance(app.screen, TextDialog))
        await show(app, pilot, "Sent to the terminal")
        url = task.medias[0].url
        assert app.clipboard == url
        assert url in str(app.screen.query_one(".selectable").render())


async def test_a_copy_is_saved_but_never_over_a_file_unasked(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        task = await done(app, pilot, "text_to_image", IMAGE)
        path = task.medias[0].path
        assert path is not None
        target = tmp_path / "mine.png"
        target.write_text("mine")
        await look(app, pilot)
        await pilot.press("s")
        await until(pilot, lambda: isinstance(app.screen, SaveAsDialog))
        app.screen.query_one(Input).value = str(tmp_path / "nowhere" / "a.png")
        await pilot.press("enter")
        await show(app, pilot, "No such folder")
        app.screen.query_one(Input).value = str(target)
        await pilot.press("enter")
        await show(app, pilot, "A file of that name already exists")
        await pilot.press("enter")
        # a click while the answer to enter is on its way does nothing
        await until(
            pilot, lambda: isinstance(saving := app.screen, SaveAsDialog) and not saving._busy
        )
        assert target.read_text() == "mine"
        app.screen.query_one("#replace", Button).press()
        await until(pilot, lambda: target.read_bytes() == Path(path).read_bytes())
        await told(app, pilot, f"Saved: {target}")


async def test_results_stand_side_by_side_and_one_wins(simulator_url: str, tmp_path: Path) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        first = await done(app, pilot, "text_to_image", IMAGE, "compare-1")
        leaves = app.services.catalogue.shelves["text_to_image"].listing.leaves
        other = next(leaf.id for leaf in leaves if leaf.id != IMAGE)
        second = await done(app, pilot, "text_to_image", other, "compare-1")
        await pilot.press("3", "g")
        await show(app, pilot, "2 compared")
        await pilot.press("c")
        await until(pilot, lambda: isinstance(app.screen, ComparisonScreen))
        await show(
            app, pilot, "a red fox", "5 pts", f"{second.points} pts", f"› {first.model_name}"
        )
        await until(pilot, lambda: text_of(app).count("▀") > 100)
        book = engine_of(app).book
        await pilot.press("enter")
        await until(pilot, lambda: book.tasks[first.id].starred)
        await pilot.press("right", "enter")
        await until(pilot, lambda: book.tasks[second.id].starred)
        await until(pilot, lambda: not book.tasks[first.id].starred)
        await show(app, pilot, f"★ {second.model_name}")
        columns = list(app.screen.query(ResultColumn))
        await pilot.click(columns[0])
        await show(app, pilot, f"› {first.model_name}")
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, ComparisonScreen))
        await show(app, pilot, "★ ")


async def test_what_is_not_in_sight_of_a_narrow_window_is_reached(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path, NARROW) as (app, pilot):
        tasks = [await done(app, pilot, "text_to_image", IMAGE, "batch-1") for _ in range(3)]
        await pilot.press("3", "g", "c")
        await until(pilot, lambda: isinstance(app.screen, ComparisonScreen))
        await show(app, pilot, "1–2")
        await pilot.press("right", "right")
        await show(app, pilot, "2–3")
        await pilot.press("enter")
        book = engine_of(app).book
        await until(pilot, lambda: book.tasks[tasks[2].id].starred)


async def test_a_result_becomes_an_input_of_create(simulator_url: str, tmp_path: Path) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        task = await done(app, pilot, "text_to_image", IMAGE)
        await look(app, pilot)
        await pilot.press("i")
        await until(pilot, lambda: isinstance(app.screen, AskDialog))
        await show(app, pilot, "Image to image", "Image to video")
        await pilot.click("#image_to_video")
        await until(pilot, lambda: app.current_mode == "create")
        path = task.medias[0].path
        assert path is not None
        await show(app, pilot, "Image to video", Path(path).name[:20])


async def test_pictures_can_be_switched_off(simulator_url: str, tmp_path: Path) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await done(app, pilot, "text_to_image", IMAGE)
        await look(app, pilot)
        await show(app, pilot, "▀")
        for _ in range(4):
            if app.screen.query_one(Preview).words == "Pictures are turned off.":
                break
            await pilot.press("V")
            await pilot.pause()
        await show(app, pilot, "Pictures are turned off.")
        assert app.screen.query_one(Monitor).has_focus


async def test_what_is_not_saved_says_so_and_one_key_saves_it(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        app.services.settings.set("saving.auto", value=False)
        app.services.apply()
        task = await done(app, pilot, "text_to_image", IMAGE)
        assert task.medias[0].path is None
        await look(app, pilot)
        await show(app, pilot, "1 not saved", "not saved, only at the service", "(s)", "expire")
        await pilot.press("o")
        await told(app, pilot, "only at the service. Save it first (s)")
        await pilot.press("s")
        book = engine_of(app).book
        await until(pilot, lambda: book.tasks[task.id].medias[0].path is not None)
        path = book.tasks[task.id].medias[0].path
        await told(app, pilot, f"1 file saved: {path}")
        await show(app, pilot, "▀", "1 file ·")
