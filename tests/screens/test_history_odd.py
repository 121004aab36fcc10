"""History where something is unusual: little room, broken files, tasks that changed meanwhile."""

import csv
from dataclasses import replace
from io import StringIO
from pathlib import Path

from textual.widgets import Input

from ima_tui.screens.dialogs import AskDialog
from ima_tui.screens.history_dialogs import FilterDialog, LineDialog
from ima_tui.widgets.history_filter import Chosen
from ima_tui.widgets.history_rows import HistoryRows
from tests.past import past

from .looking_back import found, looking_back, saved
from .stage import NARROW, text_of, until


async def test_a_narrow_window_still_says_what_is_left_out(
    simulator_url: str, tmp_path: Path
) -> None:
    many = [
        replace(task, id=f"{n}{task.id}", task_id=None, created_at=task.created_at - 1000 * n)
        for n in range(9)
        for task in past()
    ]
    async with looking_back(simulator_url, tmp_path, many, NARROW) as (app, pilot, screen):
        assert "unconfirmed" in text_of(app), "no word is under the scrollbar"
        screen.show_only(Chosen(model="Suno", least=20, text="upbeat lo-fi hip hop, 90 BPM"))
        await until(pilot, lambda: screen.query_one(HistoryRows).count == 9)
        (line,) = (line for line in text_of(app).splitlines() if "tasks" in line)
        for part in ("“upbeat lo-fi hip hop,…”", "Suno · 20 pts or more", "9 tasks"):
            assert part in line


async def test_a_tick_is_told_by_its_sign(simulator_url: str, tmp_path: Path) -> None:
    async with looking_back(simulator_url, tmp_path, past(), NARROW) as (app, pilot, _screen):
        await pilot.press("f")
        await until(pilot, lambda: isinstance(app.screen, FilterDialog))
        assert "[ ] starred only" in text_of(app)
        await pilot.click("#starred")
        await until(pilot, lambda: "[x] starred only" in text_of(app))


async def test_a_tile_says_all_of_why_it_is_empty(simulator_url: str, tmp_path: Path) -> None:
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"nothing")
    async with looking_back(simulator_url, tmp_path, [saved(past()[0], broken)]) as (
        app,
        pilot,
        _screen,
    ):
        await pilot.press("v")
        await until(pilot, lambda: "unknown type." in text_of(app))


async def test_what_is_open_again_by_now_is_not_deleted(simulator_url: str, tmp_path: Path) -> None:
    async with looking_back(simulator_url, tmp_path, past()) as (app, pilot, screen):
        await pilot.press("d")
        await until(pilot, lambda: isinstance(app.screen, AskDialog))
        await screen.services.database.write(
            lambda c: c.execute("UPDATE tasks SET state = 'running' WHERE id = ?", [past()[0].id])
        )
        await pilot.click("#record")
        await until(pilot, lambda: "It is not finished" in text_of(app))
        await found(pilot, screen, *(task.model_name for task in past()))


async def test_an_export_into_a_folder_gets_a_name_there(
    simulator_url: str, tmp_path: Path
) -> None:
    async with looking_back(simulator_url, tmp_path, past()) as (app, pilot, _screen):
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, LineDialog))
        app.screen.query_one(Input).value = str(tmp_path)
        await pilot.click("#csv")
        await until(pilot, lambda: "4 tasks exported to" in text_of(app))
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, LineDialog))
        app.screen.query_one(Input).value = str(tmp_path / "mine.CSV")
        await pilot.press("enter")
        await until(pilot, (tmp_path / "mine.csv").exists)
    (written,) = tmp_path.glob("ima-history-*.csv")
    assert len(list(csv.DictReader(StringIO(written.read_text("utf-8-sig"))))) == 4
