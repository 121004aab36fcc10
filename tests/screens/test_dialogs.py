"""Dialogs: keys that come in one burst answer once."""

from pathlib import Path

import pytest
from textual.widgets import Button

from ima_tui.locale import use_language
from ima_tui.screens import dialogs
from ima_tui.screens.dialogs import Answer, AskDialog, LeaveDialog, PayDialog
from ima_tui.screens.models import ModelsScreen
from ima_tui.screens.picking import Item, PickDialog

from .stage import on_stage, text_of, until


async def test_enter_twice_takes_one_thing_and_leaves_the_screen_below(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        taken: list[str | None] = []
        app.push_screen(PickDialog("Model", [Item("a", "A"), Item("b", "B")]), taken.append)
        await until(pilot, lambda: isinstance(app.screen, PickDialog) and bool(app.focused))
        for _ in range(3):
            app.simulate_key("enter")
        await until(pilot, lambda: isinstance(app.screen, ModelsScreen))
        await pilot.pause()
        assert taken == ["a"]


async def test_a_question_answered_twice_is_answered_once(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        taken: list[tuple[str, str] | None] = []
        app.push_screen(AskDialog("Run?", [], [Answer("run", "Run")]), taken.append)
        await until(pilot, lambda: isinstance(app.screen, AskDialog) and bool(app.focused))
        for key in ("enter", "enter", "escape", "escape"):
            app.simulate_key(key)
        await until(pilot, lambda: isinstance(app.screen, ModelsScreen))
        await pilot.pause()
        assert len(taken) == 1


async def test_a_key_held_down_does_not_say_yes_to_the_price_it_brings_up(
    simulator_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        taken: list[tuple[str, str] | None] = []
        # however long a busy machine takes from one key to the next
        monkeypatch.setattr(dialogs, "HELD_SECONDS", 3600.0)
        dialog = PayDialog("Run?", [], [Answer("run", "Run")])
        app.push_screen(dialog, taken.append)
        await until(pilot, lambda: app.screen is dialog and bool(app.focused))
        for _ in range(10):
            await pilot.press("enter")
        assert taken == []
        # a button that shows it was pressed takes no key
        await until(pilot, lambda: not dialog.query(".-active"))
        monkeypatch.setattr(dialogs, "HELD_SECONDS", 0.0)
        await pilot.press("enter")
        await until(pilot, lambda: taken == [("run", "")])


async def test_a_click_beside_a_question_leaves_it(simulator_url: str, tmp_path: Path) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        taken: list[tuple[str, str] | None] = []
        app.push_screen(AskDialog("Run?", [], [Answer("run", "Run")]), taken.append)
        await until(pilot, lambda: isinstance(app.screen, AskDialog) and bool(app.focused))
        await pilot.click(offset=(3, 3))
        await until(pilot, lambda: taken == [None])


LONG = [f"step {number} · 10 pts" for number in range(1, 25)]


async def test_a_question_longer_than_the_window_is_read_by_keyboard(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path, (60, 16)) as (app, pilot):
        app.push_screen(AskDialog("Run?", LONG, [Answer("run", "Run · 240 pts")]))
        await until(pilot, lambda: "Run · 240 pts" in text_of(app))
        seen = text_of(app)
        for _ in range(4):
            await pilot.press("pageup")
            await pilot.pause()
            seen += text_of(app)
        assert all(line in seen for line in LONG)
        await until(pilot, lambda: "Run?" in text_of(app))
        for _ in range(4):
            await pilot.press("pagedown")
        await until(pilot, lambda: "Run · 240 pts" in text_of(app))
        assert app.focused is app.screen.query_one("#run")


@pytest.mark.parametrize("spoken", ["en", "zh"])
async def test_leaving_can_be_answered_in_the_lowest_window(
    simulator_url: str, tmp_path: Path, spoken: str
) -> None:
    async with on_stage(simulator_url, tmp_path, (60, 16)) as (app, pilot):
        use_language(spoken)
        app.push_screen(LeaveDialog(2, 1, 1, "work"))
        await until(pilot, lambda: isinstance(app.screen, LeaveDialog))
        for button in app.screen.query(Button):
            await pilot.press("tab")
            await until(pilot, lambda: app.focused is not None and app.focused.is_on_screen)
            assert str(button.label) in text_of(app)
