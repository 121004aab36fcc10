"""Plans being made on screen: nothing typed is lost, they are kept, shared and used again."""

import asyncio
from pathlib import Path

import msgspec
import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from ima_tui.app import ImaApp
from ima_tui.screens.flow_run import RunScreen
from ima_tui.screens.history import HistoryScreen
from ima_tui.screens.picking import PickDialog
from ima_tui.screens.plan_beginning import PlanCosts
from ima_tui.screens.plan_dialogs import SentenceDialog, TemplateDialog
from ima_tui.screens.plan_page import PlanScreen
from ima_tui.screens.step_page import StepScreen
from ima_tui.screens.template_dialog import TemplateSaveDialog
from ima_tui.screens.workflows import WorkflowsScreen
from ima_tui.widgets.flow_rows import StepRows
from ima_tui.workflows.drafting import Draft
from ima_tui.workflows.drafts import DraftFiles
from ima_tui.workflows.editing import without
from ima_tui.workflows.plan import write_plan
from ima_tui.workflows.pricing import Priced
from ima_tui.workflows.reusing import Reuse
from tests.workflows.flows import IMAGE, chain, plan

from .stage import on_stage, text_of, until, write


async def at(app: ImaApp, pilot: Pilot[None], kind: type) -> None:
    await until(pilot, lambda: isinstance(app.screen, kind))
    await pilot.pause()


async def new(app: ImaApp, pilot: Pilot[None], typed: str) -> None:
    await pilot.press("5")
    await at(app, pilot, WorkflowsScreen)
    await pilot.press("n")
    await until(pilot, lambda: "New workflow" in text_of(app))
    await write(pilot, typed)
    # a template that has just been saved is being read
    picker = app.screen
    assert isinstance(picker, PickDialog)
    await until(pilot, lambda: picker.item is not None)
    await pilot.press("enter")


def ids(app: ImaApp) -> list[str]:
    return [line.id for line in app.screen.query_one(StepRows).lines]


async def show(app: ImaApp, pilot: Pilot[None], draft: Draft) -> None:
    app.services.flows.drafts.add(draft)
    await pilot.press("5")
    await at(app, pilot, WorkflowsScreen)
    await until(pilot, lambda: "plan" in text_of(app))
    await pilot.press("enter")
    await at(app, pilot, PlanScreen)
    await until(pilot, lambda: bool(ids(app)))


async def test_what_is_typed_survives_leaving_and_other_screens(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await new(app, pilot, "sentence")
        await at(app, pilot, SentenceDialog)
        await write(pilot, "a fox")
        await pilot.press("escape", "1")
        await until(pilot, lambda: not isinstance(app.screen, SentenceDialog | WorkflowsScreen))
        await new(app, pilot, "sentence")
        await at(app, pilot, SentenceDialog)
        assert app.screen.query_one("#sentence", TextArea).text == "a fox"
        await pilot.press("escape")
        await new(app, pilot, "series")
        await at(app, pilot, TemplateDialog)
        await write(pilot, "a robot")
        await pilot.press("escape")
        await new(app, pilot, "series")
        await at(app, pilot, TemplateDialog)
        assert app.screen.query_one("#place-0", TextArea).text == "a robot"


async def test_a_kind_of_thing_leads_from_create_to_its_template(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await pilot.press("2")
        await until(pilot, lambda: bool(app.screen.query("Choices")))
        await write(pilot, "MV")
        await until(pilot, lambda: app.screen.query_one("#plan-advice").display)
        await pilot.pause()
        await pilot.click("#plan-advice")
        await at(app, pilot, SentenceDialog)
        assert app.screen.query_one("#sentence", TextArea).text == "MV"
        await pilot.press("ctrl+r")
        await until(pilot, lambda: "Also say what it is about" in text_of(app))
        await until(pilot, lambda: 'Use the template "Music video"' in text_of(app))
        await pilot.press("ctrl+t")
        await at(app, pilot, TemplateDialog)
        assert app.screen.query_one("#place-0", TextArea).text == "MV"


async def test_a_plan_is_there_again_after_a_restart(simulator_url: str, tmp_path: Path) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await show(app, pilot, Draft(chain()))
        await pilot.press("G", "d")
        await until(pilot, lambda: len(ids(app)) == 4)
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await pilot.press("5")
        await at(app, pilot, WorkflowsScreen)
        await until(pilot, lambda: "4 steps" in text_of(app))
        await pilot.press("enter")
        await at(app, pilot, PlanScreen)
        await until(pilot, lambda: len(ids(app)) == 4)


async def test_without_kept_prompts_a_plan_says_that_it_goes(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        from dataclasses import replace

        app.services.profile = replace(app.services.profile, keep_prompts=False)
        await show(app, pilot, Draft(chain()))
        await until(pilot, lambda: "gone once you quit" in text_of(app))
        folder = app.services.profile.folders.drafts
        assert not folder.exists()
        await pilot.press("s")
        await write(pilot, "list")
        await pilot.press("enter")
        await until(pilot, lambda: folder.exists() and any(folder.iterdir()))
        await until(pilot, lambda: "gone once you quit" not in text_of(app))


async def test_a_plan_is_shared_as_a_file(simulator_url: str, tmp_path: Path) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await show(app, pilot, Draft(chain()))
        await pilot.press("s")
        await write(pilot, "file")
        await pilot.press("enter")
        await until(pilot, lambda: "unless you enter another" in text_of(app))
        app.screen.query_one("#answer", Input).value = str(tmp_path / "fox.toml")
        await pilot.press("enter")
        await until(pilot, (tmp_path / "fox.toml").exists)
        await pilot.press("escape")
        await at(app, pilot, WorkflowsScreen)
        await pilot.press("o")
        await until(pilot, lambda: "From a file" in text_of(app))
        await write(pilot, str(tmp_path / "fox.toml"))
        await pilot.press("enter")
        await at(app, pilot, PlanScreen)
        await until(pilot, lambda: ids(app) == ["hero", "film", "music"])


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("schema = 9\nsteps = []", "newer"),
        ("this is no TOML", "TOML"),
        ("[[steps]]\nid = 'a'", "task_type"),
        ("steps = 5", "no steps"),
    ],
)
async def test_a_file_that_is_no_plan_is_told(
    simulator_url: str, tmp_path: Path, content: str, told: str
) -> None:
    (tmp_path / "odd.toml").write_text(content)
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await pilot.press("5")
        await at(app, pilot, WorkflowsScreen)
        await pilot.press("o")
        await until(pilot, lambda: "From a file" in text_of(app))
        await write(pilot, str(tmp_path / "odd.toml"))
        await pilot.press("enter")
        await until(pilot, lambda: told in text_of(app).replace("\n", " "))
        assert isinstance(app.screen, WorkflowsScreen)
        assert app.services.flows.drafts.all == []


async def test_a_plan_with_odd_steps_opens_and_says_what_is_wrong(
    simulator_url: str, tmp_path: Path
) -> None:
    odd = plan(
        IMAGE | {"id": "Ü b"},
        IMAGE | {"id": "gone", "model": "vanished-9"},
        IMAGE | {"id": "none", "model": ""},
    )
    write_plan(odd, tmp_path / "odd.toml")
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await show(app, pilot, Draft(odd))
        await until(pilot, lambda: "id may have a-z" in text_of(app))
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert isinstance(app.screen, PlanScreen)


async def test_a_template_of_ones_own_asks_for_its_places(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await new(app, pilot, "product")
        await at(app, pilot, TemplateDialog)
        await write(pilot, "a lamp")
        await pilot.press("ctrl+r")
        await at(app, pilot, PlanScreen)
        await pilot.press("s")
        await write(pilot, "template")
        await pilot.press("enter")
        await at(app, pilot, TemplateSaveDialog)
        assert app.screen.query_one("#template-places", TextArea).text == "subject = a lamp"
        await write(pilot, "mine")
        await pilot.press("ctrl+r")
        await at(app, pilot, PlanScreen)
        await until(pilot, lambda: "Saved as a template" in text_of(app))
        await pilot.press("escape")
        await new(app, pilot, "mine")
        await at(app, pilot, TemplateDialog)
        await write(pilot, "a teapot")
        await pilot.press("ctrl+r")
        await at(app, pilot, PlanScreen)
        await until(pilot, lambda: "a teapot" in text_of(app))


async def test_the_question_before_a_run_never_comes_up_over_something_else(
    simulator_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prices, answer = PlanCosts.reuse, asyncio.Event()

    async def slowly(self: PlanCosts, costs: Priced) -> Reuse:
        await answer.wait()
        return await prices(self, costs)

    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await show(app, pilot, Draft(plan(IMAGE | {"id": "hero"}, name="Lamp film")))
        monkeypatch.setattr(PlanCosts, "reuse", slowly)
        await pilot.press("ctrl+r", "enter")
        await at(app, pilot, StepScreen)
        answer.set()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(app.screen, StepScreen)
        await pilot.press("escape", "escape")
        await at(app, pilot, PlanScreen)
        await pilot.press("ctrl+r")
        await until(pilot, lambda: "Run exactly this plan" in text_of(app))


async def test_history_leads_from_a_step_to_its_run(simulator_url: str, tmp_path: Path) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await show(app, pilot, Draft(plan(IMAGE | {"id": "hero"}, name="Lamp film")))
        await pilot.press("ctrl+r")
        await until(pilot, lambda: "Run exactly this plan" in text_of(app))
        await pilot.press("enter")
        await at(app, pilot, RunScreen)
        await until(pilot, lambda: "1 of 1 done" in text_of(app))
        await pilot.press("escape", "4")
        await at(app, pilot, HistoryScreen)
        await until(pilot, lambda: "Step hero of a workflow" in text_of(app))
        await until(pilot, lambda: 'Workflow "Lamp film"' in text_of(app).replace("\n", " "))
        await pilot.press("W")
        await at(app, pilot, RunScreen)
        await pilot.press("4")
        await at(app, pilot, HistoryScreen)
        await pilot.press("slash")
        await write(pilot, "@lamp")
        await until(pilot, lambda: "1 task" in text_of(app))
        await write(pilot, "x")
        await until(pilot, lambda: "Nothing matches" in text_of(app))


async def test_a_plan_that_another_window_changed_too_is_kept_twice(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        draft = Draft(chain(), by_user=True)
        await show(app, pilot, draft)
        files = DraftFiles(app.services.profile.folders.drafts)
        await until(pilot, lambda: bool(files.all()))
        (kept,) = files.all()
        others = msgspec.structs.replace(kept, plan=without(kept.plan, "music"))
        files.write(others, unless=lambda _: False)
        draft.change(without(draft.plan, "film"))
        await until(pilot, lambda: "Another window changed this plan" in text_of(app))
        await pilot.press("escape")
        await at(app, pilot, WorkflowsScreen)
    kept_plans = [[step.id for step in one.plan.steps] for one in files.all()]
    assert sorted(kept_plans) == [["hero", "film"], ["hero", "music"]]
