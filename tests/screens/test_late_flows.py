"""Workflows on a slow disk: nothing comes up elsewhere, nothing decided on is lost."""

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from ima_tui.app import ImaApp
from ima_tui.screens.create import CreateScreen
from ima_tui.screens.dialogs import AskDialog
from ima_tui.screens.flow_run import RunScreen
from ima_tui.screens.models import ModelsScreen
from ima_tui.screens.plan_page import PlanScreen
from ima_tui.screens.workflows import WorkflowsScreen
from ima_tui.simulator.service import Simulator
from ima_tui.widgets.flow_rows import FlowRows
from ima_tui.workflows.flows import Flows
from tests.workflows.flows import IMAGE, plan

from .flow_stage import begin, charges, put_in_force, records, show, sim, two, until_states, url
from .holding import Held, hold, hold_thread
from .stage import on_stage, text_of, until, write

__all__ = ["sim", "url"]


async def at(app: ImaApp, pilot: Pilot[None], kind: type) -> None:
    await until(pilot, lambda: isinstance(app.screen, kind))


def shown(app: ImaApp) -> list[str]:
    return [line.name for line in app.screen.query_one(FlowRows).lines]


async def test_a_run_begun_while_another_screen_is_in_sight(
    sim: Simulator, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = hold(monkeypatch, Flows, "begin")
    async with on_stage(url, tmp_path / "home") as (app, pilot):
        await show(app, pilot, two())
        await pilot.press("ctrl+r")
        await until(pilot, lambda: "Run exactly this plan" in text_of(app))
        await pilot.press("enter")
        await begun.asked()
        # what is being started stays as it is, and so does the screen
        await pilot.press("x", "escape")
        assert isinstance(app.screen, PlanScreen)
        await until(pilot, lambda: "being started" in text_of(app))
        await pilot.press("1")
        await at(app, pilot, ModelsScreen)
        begun.free.set()
        await until(pilot, lambda: "The workflow has started" in text_of(app))
        assert isinstance(app.screen, ModelsScreen)
        await pilot.press("5")
        await at(app, pilot, WorkflowsScreen)
        await until(pilot, lambda: "of 2 done" in text_of(app))
        await pilot.press("g", "enter")
        await at(app, pilot, RunScreen)
        await until_states(app, pilot, a="done", b="done")
    assert begun.calls == 1
    assert charges(sim) == [5, 5]


async def test_a_run_is_gone_on_with_though_its_screen_is_left(
    sim: Simulator, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_in_force(sim, {"kind": "fail_task", "nth": 1})
    async with on_stage(url, tmp_path / "home") as (app, pilot):
        await begin(app, pilot, plan(IMAGE | {"id": "a"}))
        await until_states(app, pilot, a="failed")
        await until(pilot, lambda: not app.services.flows.is_live(records(tmp_path)[0].id))
        resumed = hold(monkeypatch, Flows, "resume")
        await until(pilot, lambda: "resumes it" in text_of(app))
        await pilot.press("ctrl+r")
        await at(app, pilot, AskDialog)
        await pilot.press("enter")
        await resumed.asked()
        await pilot.press("escape")
        await at(app, pilot, WorkflowsScreen)
        resumed.free.set()
        await until(pilot, lambda: records(tmp_path)[0].closed_at is not None)
    assert records(tmp_path)[0].done


async def test_a_run_closed_while_another_screen_is_in_sight(
    sim: Simulator, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_in_force(sim, {"kind": "fail_task", "nth": 1})
    async with on_stage(url, tmp_path / "home") as (app, pilot):
        await begin(app, pilot, plan(IMAGE | {"id": "a"}))
        await until_states(app, pilot, a="failed")
        await until(pilot, lambda: "resumes it" in text_of(app))
        closed = hold_thread(monkeypatch, "close")
        await pilot.press("x")
        await at(app, pilot, AskDialog)
        await pilot.press("enter")
        await closed.asked()
        await pilot.press("2")
        await at(app, pilot, CreateScreen)
        closed.free.set()
        await until(pilot, lambda: "closed" in text_of(app))
        await write(pilot, "fox")
        assert isinstance(app.screen, CreateScreen)
        assert app.screen.query_one("#prompt", TextArea).text == "fox"
        await pilot.press("escape", "5")
        await at(app, pilot, WorkflowsScreen)


async def test_the_list_says_that_it_is_read_before_it_says_that_it_is_empty(
    simulator_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        names = hold_thread(monkeypatch, "names")
        await pilot.press("5")
        await at(app, pilot, WorkflowsScreen)
        await names.asked()
        await until(pilot, lambda: "Loading…" in text_of(app))
        await pilot.press("enter")
        assert isinstance(app.screen, WorkflowsScreen)
        names.free.set()
        await until(pilot, lambda: "Several media from one idea" in text_of(app))


async def test_templates_deleted_quickly_one_after_the_other_all_come_back(
    simulator_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        templates = app.services.templates
        for name in ("one", "two"):
            templates.save(name, plan(IMAGE | {"id": "a"}), {})
        await pilot.press("5")
        await until(
            pilot, lambda: bool(app.screen.query(FlowRows)) and shown(app) == ["one", "two"]
        )
        removed = hold_thread(monkeypatch, "remove")
        await pilot.press("g", "d")
        await removed.asked()
        await pilot.press("d", "j", "d")
        removed.free.set()
        await until(pilot, lambda: not list(templates.folder.glob("*.toml")))
        await pilot.press("z", "z")
        await until(pilot, lambda: shown(app) == ["one", "two"])


async def test_what_is_looked_up_does_not_open_over_another_screen(
    simulator_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        app.services.templates.save("one", plan(IMAGE | {"id": "a"}), {})
        await pilot.press("5")
        await until(pilot, lambda: bool(app.screen.query(FlowRows)) and shown(app) == ["one"])
        found = hold_thread(monkeypatch, "find")
        await pilot.press("enter")
        await found.asked()
        await pilot.press("2")
        await at(app, pilot, CreateScreen)
        found.free.set()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(app.screen, CreateScreen)


async def save_slowly(
    app: ImaApp, pilot: Pilot[None], monkeypatch: pytest.MonkeyPatch, target: Path
) -> Held:
    """Save a plan under a name; whether that is taken is not known until it is let go."""
    await show(app, pilot, two())
    looked = hold_thread(monkeypatch, "lexists")
    await pilot.press("s", "enter")
    await at(app, pilot, AskDialog)
    app.screen.query_one(Input).value = str(target)
    await pilot.press("enter")
    await looked.asked()
    return looked


async def test_a_plan_is_not_written_over_another_by_a_key_meant_for_another_screen(
    simulator_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "mine.toml"
    target.write_text("mine")
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        looked = await save_slowly(app, pilot, monkeypatch, target)
        await pilot.press("2")
        await at(app, pilot, CreateScreen)
        looked.free.set()
        await until(pilot, lambda: "Not saved: mine.toml already exists" in text_of(app))
        await pilot.press("enter")
        assert isinstance(app.screen, CreateScreen)
    assert target.read_text() == "mine"


async def test_a_plan_is_saved_though_its_screen_is_left(
    simulator_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "mine.toml"
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        looked = await save_slowly(app, pilot, monkeypatch, target)
        await pilot.press("escape")
        await at(app, pilot, WorkflowsScreen)
        looked.free.set()
        await until(pilot, target.exists)
