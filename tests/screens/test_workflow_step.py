"""A step of a plan on screen: the model's own form, what it takes of other steps."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from ima_tui.app import ImaApp
from ima_tui.catalog.products import Listing
from ima_tui.screens import plan_beginning
from ima_tui.screens.page import TICK_SECONDS
from ima_tui.screens.plan_page import PlanScreen
from ima_tui.screens.step_page import StepScreen
from ima_tui.screens.workflows import WorkflowsScreen
from ima_tui.widgets.choices import Choices
from ima_tui.widgets.flow_rows import StepRows
from ima_tui.workflows.drafting import Draft
from ima_tui.workflows.plan import Plan, Step
from ima_tui.workflows.pricing import Priced, priced
from tests.workflows.flows import IMAGE, MUSIC, VIDEO, chain, plan

from .stage import on_stage, text_of, until, write


async def at(app: ImaApp, pilot: Pilot[None], kind: type) -> None:
    await until(pilot, lambda: isinstance(app.screen, kind))
    await pilot.pause()


async def open_step(app: ImaApp, pilot: Pilot[None], made: Plan, id_: str) -> Draft:
    """The step of a plan, open to be filled in."""
    draft = Draft(made)
    app.services.flows.drafts.add(draft)
    await pilot.press("5")
    await at(app, pilot, WorkflowsScreen)
    await until(pilot, lambda: "plan" in text_of(app))
    await pilot.press("enter")
    await at(app, pilot, PlanScreen)
    rows = app.screen.query_one(StepRows)
    await until(pilot, lambda: bool(rows.lines))
    rows.go_to(id_)
    await pilot.press("enter")
    await at(app, pilot, StepScreen)
    await until(pilot, lambda: bool(app.screen.query(Choices)))
    return draft


async def to_control(app: ImaApp, pilot: Pilot[None], key: str) -> None:
    def there() -> bool:
        focused = app.screen.focused
        return isinstance(focused, Choices) and focused.key == key

    for _ in range(20):
        if there():
            return
        await pilot.press("tab")
    raise AssertionError(text_of(app))


def held(draft: Draft, id_: str) -> Step:
    found = draft.plan.step(id_)
    assert found is not None
    return found


async def test_values_are_chosen_in_the_models_own_form(simulator_url: str, tmp_path: Path) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        draft = await open_step(app, pilot, chain(), "film")
        shown = text_of(app)
        assert "result of hero" in shown
        assert "Keep · 40 pts" in shown
        assert draft.plan == chain(), "a step that is looked at is not changed"
        await to_control(app, pilot, "duration")
        await pilot.press("right")
        await until(pilot, lambda: held(draft, "film").params == {"duration": 10})
        await until(pilot, lambda: "Keep · 80 pts" in text_of(app))
        await pilot.press("escape")
        await at(app, pilot, PlanScreen)
        assert app.screen.query_one(StepRows).step_shown == "film"
        await pilot.press("z")
        # one undo takes back all that was done in the step
        await until(pilot, lambda: draft.plan == chain())


async def test_a_length_and_a_prompt_are_taken_of_other_steps(
    simulator_url: str, tmp_path: Path
) -> None:
    two = plan(
        VIDEO | {"id": "one", "task_type": "text_to_video", "model": "wan2.6-t2v"},
        VIDEO | {"id": "two", "task_type": "text_to_video", "model": "wan2.6-t2v", "prompt": "by "},
    )
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        draft = await open_step(app, pilot, two, "two")
        await pilot.press("ctrl+g")
        await until(pilot, lambda: "Insert what from another step" in text_of(app))
        await write(pilot, "prompt")
        await pilot.press("enter")
        await until(pilot, lambda: held(draft, "two").prompt == "by ${one.prompt}")
        await to_control(app, pilot, "duration")
        await pilot.press("ctrl+g")
        await until(pilot, lambda: "Match which length" in text_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: held(draft, "two").params == {"duration": "${one.duration}"})
        await until(pilot, lambda: "length of one" in text_of(app))
        await pilot.press("right")
        await until(pilot, lambda: held(draft, "two").params == {"duration": 10})


async def test_a_result_of_another_step_is_an_input(simulator_url: str, tmp_path: Path) -> None:
    loose = plan(IMAGE | {"id": "hero"}, VIDEO | {"id": "film"}, MUSIC | {"id": "music"})
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        draft = await open_step(app, pilot, loose, "film")
        await pilot.click("#other-input")
        await until(pilot, lambda: "Which result" in text_of(app))
        assert "result of music" not in text_of(app), "a sound is no picture"
        await pilot.press("enter")
        await until(pilot, lambda: [one.step for one in held(draft, "film").inputs] == ["hero"])
        assert held(draft, "film").inputs[0].role == "first_frame"


async def test_another_name_is_taken_over_by_those_that_take_from_it(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        draft = await open_step(app, pilot, chain(), "hero")
        await pilot.press("ctrl+n")
        name = app.screen.query_one("#step-id", Input)
        name.value = "film"
        await pilot.press("ctrl+r")
        await until(pilot, lambda: "Two steps have this id" in text_of(app))
        assert isinstance(app.screen, StepScreen)
        name.value = "lamp"
        await pilot.press("ctrl+r")
        await at(app, pilot, PlanScreen)
        assert [one.step for one in held(draft, "film").inputs] == ["lamp"]
        assert "${lamp.prompt}" in held(draft, "music").prompt


async def test_a_model_that_is_gone_stays_until_another_is_agreed_to(
    simulator_url: str, tmp_path: Path
) -> None:
    gone = plan(IMAGE | {"id": "a", "model": "vanished-9"})
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        draft = await open_step(app, pilot, gone, "a")
        await until(pilot, lambda: "is used until you choose another" in text_of(app))
        await pilot.press("escape", "escape")
        await at(app, pilot, PlanScreen)
        assert draft.plan == gone
        await pilot.press("enter")
        await at(app, pilot, StepScreen)
        await until(pilot, lambda: bool(app.screen.query(Choices)))
        await pilot.press("ctrl+r")
        await at(app, pilot, PlanScreen)
        assert held(draft, "a").model == "doubao-seedream-4.5"


async def test_typing_in_a_step_does_not_price_the_plan_below_it(
    simulator_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = 0

    def looked(of: Plan, lists: Mapping[str, Listing]) -> Priced:
        nonlocal looks
        looks += 1
        return priced(of, lists)

    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        draft = await open_step(app, pilot, chain(), "hero")
        monkeypatch.setattr(plan_beginning, "priced", looked)
        await write(pilot, " at night")
        await until(pilot, lambda: held(draft, "hero").prompt.endswith("at night"))
        await pilot.pause(TICK_SECONDS * 3)
        assert looks == 0, "nobody sees it"
        await pilot.press("ctrl+r")
        await at(app, pilot, PlanScreen)
        await until(pilot, lambda: "at night" in text_of(app) and looks > 0)
        assert looks == 1


async def test_a_file_that_stands_for_a_step_is_taken_back(
    simulator_url: str, tmp_path: Path
) -> None:
    given = plan(IMAGE | {"id": "hero", "output": ["https://x.example/own.png"]})
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        draft = await open_step(app, pilot, given, "hero")
        assert "Given by you: https://x.example/own.png" in text_of(app)
        await pilot.press("f6")
        await until(pilot, lambda: "hero will be run, and paid for." in text_of(app))
        assert held(draft, "hero").output == ()
        await pilot.press("ctrl+r")
        await at(app, pilot, PlanScreen)
        await until(pilot, lambda: "Run · 5 pts" in text_of(app))
        await pilot.press("z")
        await until(pilot, lambda: held(draft, "hero").output != ())
