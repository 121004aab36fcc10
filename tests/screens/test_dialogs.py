"""Dialogs: keys that come in one burst answer once."""

from pathlib import Path

from ima_tui.screens.dialogs import Answer, AskDialog
from ima_tui.screens.models import ModelsScreen
from ima_tui.screens.picking import Item, PickDialog

from .stage import on_stage, until


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
