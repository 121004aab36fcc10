"""Everything is done by mouse alone: from the choice of a model to the end of the program."""

import os
from pathlib import Path

import pytest

from ima_tui.locale import language
from ima_tui.screens.create import CreateScreen
from ima_tui.screens.flow_run import RunScreen
from ima_tui.screens.help import HelpDialog
from ima_tui.screens.history import HistoryScreen
from ima_tui.screens.plan_page import PlanScreen
from ima_tui.screens.settings import SettingsScreen
from ima_tui.screens.tasks import TasksScreen
from ima_tui.screens.workflows import WorkflowsScreen
from ima_tui.widgets.palette import Palette
from ima_tui.workflows.steps import StepState

from ..unit.programs import Bench
from .mouse import Mouse
from .stage import NARROW, on_stage, text_of, until, write

SIZES = pytest.mark.parametrize("size", [NARROW, (120, 36)])


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    """A machine with a viewer for pictures."""
    made = Bench(tmp_path)
    made.add("xdg-open")
    monkeypatch.setenv("PATH", f"{made.folder}{os.pathsep}{os.environ['PATH']}")
    return made


@SIZES
async def test_a_picture_is_made_and_opened(
    simulator_url: str, tmp_path: Path, bench: Bench, size: tuple[int, int]
) -> None:
    async with on_stage(simulator_url, tmp_path, size) as (app, pilot):
        mouse = Mouse(app, pilot)
        await mouse.click("SeeDream 4.5", times=2)
        await mouse.come_to(CreateScreen)
        await mouse.click("Describe what you want")
        await write(pilot, "a red fox")
        await mouse.click("( ) 2k")
        await mouse.see("(•) 2k")
        await mouse.click("Run · 5 pts")
        await mouse.see("is on its way")
        await mouse.click("3 Tasks")
        await mouse.come_to(TasksScreen)
        await mouse.see("done")
        await mouse.click("o open", last=True)
        await until(pilot, lambda: len(bench.seen()) == 2)
        assert Path(bench.seen()[1]).is_file()
        # the detail takes the whole screen, and gives it back
        await mouse.click("a red fox")
        await mouse.until(lambda: app.screen.has_class("-whole"))
        await mouse.click("esc back")
        await mouse.until(lambda: not app.screen.has_class("-whole"))


@SIZES
async def test_history_is_searched_looked_at_deleted_and_brought_back(
    simulator_url: str, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with on_stage(simulator_url, tmp_path, size) as (app, pilot):
        mouse = Mouse(app, pilot)
        await mouse.click("Midjourney", times=2)
        await mouse.click("Describe what you want")
        await write(pilot, "a red fox")
        await mouse.click("Run ·")
        await mouse.see("is on its way")
        await mouse.click("a red fox")
        await pilot.press("end")
        await write(pilot, " and a whale")
        await mouse.click("Run ·")
        await mouse.click("4 History")
        await mouse.come_to(HistoryScreen)
        await mouse.see("2 tasks")
        await mouse.until(lambda: text_of(app).count(" done") >= 2)
        await mouse.click("/ search")
        await write(pilot, "whale")
        await mouse.see("1 task ·")
        # the list, then the filter takes the search back
        await mouse.click("f filter", last=True)
        await mouse.click("Show everything")
        await mouse.see("2 tasks")
        await mouse.click("v pictures")
        await mouse.until(lambda: app.screen.has_class("-gallery"))
        await mouse.click("v pictures")
        await mouse.until(lambda: not app.screen.has_class("-gallery"))
        await mouse.click("a red fox")
        engine = app.services.engine
        assert engine is not None
        await mouse.until(lambda: all(map(engine.at_rest, engine.book.tasks.values())))
        await mouse.click("? help")
        # the key bar below has the same words
        await mouse.come_to(HelpDialog)
        await mouse.click("d delete  ")
        await mouse.click("The record and its")
        await mouse.see("1 task ·")
        await mouse.click("z undo")
        await mouse.see("2 tasks")


@SIZES
async def test_a_workflow_of_a_template_is_planned_run_and_exported(
    simulator_url: str, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with on_stage(simulator_url, tmp_path, size) as (app, pilot):
        mouse = Mouse(app, pilot)
        await mouse.click("5 Workflows")
        await mouse.come_to(WorkflowsScreen)
        await mouse.click("From first to last", times=2)
        await mouse.see("Plan   ctrl+r")
        for _ in range(3):
            await write(pilot, "a fox in the snow")
            await pilot.press("tab")
        await mouse.click("Plan   ctrl+r")
        await mouse.come_to(PlanScreen)
        await mouse.click("ctrl+r Run")
        await mouse.see("Run exactly this plan")
        await mouse.click("Run ·")
        await mouse.come_to(RunScreen)
        run = app.screen
        assert isinstance(run, RunScreen)
        await mouse.until(lambda: {one.state for one in run.steps.values()} == {StepState.DONE})
        await mouse.click("e export")
        await mouse.click("Export")
        await mouse.until(lambda: any((tmp_path / "results").glob("workflow-*/*")))
        await mouse.click("esc back")
        await mouse.come_to(WorkflowsScreen)


@SIZES
async def test_settings_are_changed_and_the_program_is_left(
    simulator_url: str, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with on_stage(simulator_url, tmp_path, size) as (app, pilot):
        mouse = Mouse(app, pilot)
        await mouse.click(", Settings")
        await mouse.come_to(SettingsScreen)
        await mouse.click("Theme", times=2)
        await mouse.click("nord", last=True)
        await mouse.until(lambda: app.theme == "nord")
        await mouse.click("Language", times=2)
        await mouse.click("中文", last=True)
        await mouse.until(lambda: language() == "zh")
        await mouse.click("? 帮助")
        await mouse.come_to(HelpDialog)
        await mouse.click("✕")
        await mouse.come_to(SettingsScreen)
        await mouse.click("? 帮助")
        await mouse.beside()
        await mouse.come_to(SettingsScreen)
        await mouse.click("? 帮助")
        await mouse.come_to(HelpDialog)
        await mouse.wheel_to("ctrl+p")
        await mouse.click("ctrl+p")
        await mouse.come_to(Palette)
        await mouse.beside()
        await mouse.come_to(SettingsScreen)
        await mouse.click("q ")
        await mouse.until(lambda: not app.is_running)
