"""Workflows on screen: planned, priced, confirmed, run, gone on with."""

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Checkbox, TextArea

from ima_tui.app import ImaApp
from ima_tui.screens.dialogs import AskDialog
from ima_tui.screens.flow_run import RunScreen
from ima_tui.screens.plan_dialogs import SentenceDialog, TemplateDialog
from ima_tui.screens.plan_page import PlanScreen
from ima_tui.screens.step_page import StepScreen
from ima_tui.screens.workflows import WorkflowsScreen
from ima_tui.widgets.flow_rows import StepRows

from .stage import on_stage, text_of, until, write

FOX = "a red fox in the snow"
FILM = (FOX, "image", "video", "music")
IMAGE = (FOX, "image")


async def dialog(app: ImaApp, pilot: Pilot[None], kind: type) -> None:
    await until(pilot, lambda: isinstance(app.screen, kind))
    await pilot.pause()


async def workflows(app: ImaApp, pilot: Pilot[None]) -> None:
    await pilot.press("5")
    await dialog(app, pilot, WorkflowsScreen)


async def new(app: ImaApp, pilot: Pilot[None], typed: str) -> None:
    await workflows(app, pilot)
    await pilot.press("n")
    await until(pilot, lambda: "New workflow" in text_of(app))
    await write(pilot, typed)
    await pilot.press("enter")


async def plan_by_sentence(app: ImaApp, pilot: Pilot[None], sentence: str, *media: str) -> None:
    await new(app, pilot, "sentence")
    await dialog(app, pilot, SentenceDialog)
    app.screen.query_one("#sentence", TextArea).text = sentence
    for one in media:
        app.screen.query_one(f"#media-{one}", Checkbox).value = True
    await pilot.pause()
    await pilot.press("ctrl+r")


def ids(app: ImaApp) -> list[str]:
    return [line.id for line in app.screen.query_one(StepRows).lines]


async def run(app: ImaApp, pilot: Pilot[None]) -> None:
    await until(pilot, lambda: bool(ids(app)))
    await pilot.press("ctrl+r")
    await until(pilot, lambda: "Run exactly this plan" in text_of(app))
    await pilot.press("enter")
    await dialog(app, pilot, RunScreen)


async def test_empty_says_what_to_do(simulator_url: str, tmp_path: Path) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await workflows(app, pilot)
        await until(pilot, lambda: "Start with one of these" in text_of(app))


async def test_from_a_sentence_to_files(simulator_url: str, tmp_path: Path) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await plan_by_sentence(app, pilot, *FILM)
        await dialog(app, pilot, PlanScreen)
        await until(pilot, lambda: ids(app) == ["image", "video", "music"])
        shown = text_of(app)
        assert "└→" in shown
        assert "longest path" in shown
        await run(app, pilot)
        await until(pilot, lambda: "3 of 3 done" in text_of(app))
        assert app.services.engine is not None
        tasks = app.services.engine.book.tasks.values()
        assert {task.step for task in tasks} == {"image", "video", "music"}
        assert all(media.path for task in tasks for media in task.medias)
        await pilot.press("escape")
        await dialog(app, pilot, WorkflowsScreen)
        await until(pilot, lambda: "3 of 3 done" in text_of(app))


async def test_what_is_open_is_asked(simulator_url: str, tmp_path: Path) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await plan_by_sentence(app, pilot, "something nice")
        await until(pilot, lambda: "Tick what to make" in text_of(app))
        await pilot.press("space", "ctrl+r")
        await dialog(app, pilot, PlanScreen)
        await until(pilot, lambda: ids(app) == ["image"])


async def test_what_shall_be_said_is_asked(simulator_url: str, tmp_path: Path) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await plan_by_sentence(app, pilot, FOX, "image", "speech")
        await until(pilot, lambda: isinstance(app.screen, AskDialog))
        await write(pilot, "Hello")
        await pilot.press("enter")
        await dialog(app, pilot, PlanScreen)
        await until(pilot, lambda: ids(app) == ["image", "speech"])


async def test_a_template_asks_for_its_places(simulator_url: str, tmp_path: Path) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await new(app, pilot, "character")
        await dialog(app, pilot, TemplateDialog)
        await pilot.press("ctrl+r")
        await until(pilot, lambda: "Still empty" in text_of(app))
        app.screen.query_one("#place-0", TextArea).text = "a robot"
        app.screen.query_one("#place-1", TextArea).text = "at sea\non the moon"
        await pilot.press("ctrl+r")
        await dialog(app, pilot, PlanScreen)
        await until(pilot, lambda: ids(app) == ["master", "scene-1", "scene-2"])


async def test_step_by_step_with_undo(simulator_url: str, tmp_path: Path) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await new(app, pilot, "step by step")
        await dialog(app, pilot, PlanScreen)
        for prompt in ("a fox", "a hare"):
            await pilot.press("a")
            await dialog(app, pilot, StepScreen)
            app.screen.query_one("#prompt", TextArea).text = prompt
            await pilot.press("ctrl+r")
            await dialog(app, pilot, PlanScreen)
        await until(pilot, lambda: ids(app) == ["image", "image-2"])
        await pilot.press("K")
        await until(pilot, lambda: ids(app) == ["image-2", "image"])
        await pilot.press("x")
        await until(pilot, lambda: ids(app) == ["image"])
        await pilot.press("z", "z")
        await until(pilot, lambda: ids(app) == ["image", "image-2"])


async def test_what_is_missing_is_said_and_keeps_it_from_running(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await new(app, pilot, "step by step")
        await dialog(app, pilot, PlanScreen)
        await pilot.press("a")
        await dialog(app, pilot, StepScreen)
        await pilot.press("ctrl+r")
        await dialog(app, pilot, PlanScreen)
        await until(pilot, lambda: "It has no prompt" in text_of(app))
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert isinstance(app.screen, PlanScreen)


@pytest.mark.parametrize("answer", ["enter", "escape"])
async def test_a_yes_is_needed(simulator_url: str, tmp_path: Path, answer: str) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await plan_by_sentence(app, pilot, *IMAGE)
        await dialog(app, pilot, PlanScreen)
        await until(pilot, lambda: bool(ids(app)))
        await pilot.press("ctrl+r")
        await until(pilot, lambda: "Hash " in text_of(app))
        await pilot.press(answer)
        await dialog(app, pilot, RunScreen if answer == "enter" else PlanScreen)
        assert app.services.engine is not None
        if answer == "escape":
            assert app.services.engine.book.tasks == {}
        else:
            await until(pilot, lambda: "1 of 1 done" in text_of(app))


async def test_run_again_with_changes_says_what_it_saves(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await plan_by_sentence(app, pilot, *FILM)
        await dialog(app, pilot, PlanScreen)
        await run(app, pilot)
        await until(pilot, lambda: "3 of 3 done" in text_of(app))
        await pilot.press("c")
        await dialog(app, pilot, PlanScreen)
        await until(pilot, lambda: "3 unchanged steps" in text_of(app))
        await pilot.press("G", "e")
        await dialog(app, pilot, StepScreen)
        app.screen.query_one("#prompt", TextArea).text = "calm piano"
        await pilot.press("ctrl+r")
        await dialog(app, pilot, PlanScreen)
        await until(pilot, lambda: "2 unchanged steps" in text_of(app))
        await run(app, pilot)
        await until(pilot, lambda: "3 of 3 done" in text_of(app))
        assert app.services.engine is not None
        assert len(app.services.engine.book.tasks) == 4


async def test_an_output_of_ones_own_and_the_results_together(
    simulator_url: str, tmp_path: Path
) -> None:
    own = tmp_path / "own.png"
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await plan_by_sentence(app, pilot, *IMAGE)
        await dialog(app, pilot, PlanScreen)
        await run(app, pilot)
        await until(pilot, lambda: "1 of 1 done" in text_of(app))
        await pilot.press("e")
        await until(pilot, lambda: "into one folder" in text_of(app))
        await pilot.press("tab", "enter")
        folders = app.services.profile.folders.results
        await until(pilot, lambda: bool(list(folders.glob("workflow-*/index.md"))))
        assert app.services.engine is not None
        task = next(iter(app.services.engine.book.tasks.values()))
        own.write_bytes(Path(task.medias[0].path or "").read_bytes())
        await pilot.press("p")
        await until(pilot, lambda: "Instead of the result of" in text_of(app))
        app.screen.query_one("#answer").value = str(own)  # type: ignore[attr-defined]
        await pilot.press("enter")
        await dialog(app, pilot, PlanScreen)
        await until(pilot, lambda: "given" in text_of(app))


async def test_create_hands_its_sentence_over(simulator_url: str, tmp_path: Path) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await pilot.press("2")
        await until(pilot, lambda: bool(app.screen.query("Choices")))
        await write(pilot, "a music video of a fox")
        await until(pilot, lambda: "This takes several steps" in text_of(app))
        await pilot.press("f5")
        await dialog(app, pilot, SentenceDialog)
        assert app.screen.query_one("#sentence", TextArea).text == "a music video of a fox"


async def test_a_run_left_is_gone_on_with(simulator_url: str, tmp_path: Path) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await plan_by_sentence(app, pilot, *FILM)
        await dialog(app, pilot, PlanScreen)
        await run(app, pilot)
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await workflows(app, pilot)
        await until(pilot, lambda: "not finished" in text_of(app))
        await pilot.press("enter")
        await dialog(app, pilot, RunScreen)
        await until(pilot, lambda: "resumes it" in text_of(app))
        await pilot.press("ctrl+r")
        await until(pilot, lambda: "Resume for at most" in text_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: "3 of 3 done" in text_of(app))
        steps = [task.step for task in await app.services.ledger.page(0, 100)]
        assert sorted(filter(None, steps)) == ["image", "music", "video"]


async def test_the_key_bar_has_only_what_there_is_to_do(simulator_url: str, tmp_path: Path) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await workflows(app, pilot)
        await until(pilot, lambda: "n new" in text_of(app).splitlines()[-1])
        assert "d remove" not in text_of(app).splitlines()[-1]
        assert "z undo" not in text_of(app).splitlines()[-1]
        await plan_by_sentence(app, pilot, *IMAGE)
        await until(pilot, lambda: bool(ids(app)))
        await pilot.press("escape")
        await until(pilot, lambda: "d remove" in text_of(app).splitlines()[-1])
        await pilot.press("d")
        await until(pilot, lambda: "z undo" in text_of(app).splitlines()[-1])


async def test_the_arrows_go_from_tick_to_tick(simulator_url: str, tmp_path: Path) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await new(app, pilot, "sentence")
        await dialog(app, pilot, SentenceDialog)
        await pilot.press("tab", "space", "right", "right", "space")
        await until(pilot, lambda: "[x] image    [ ] video    [x] music" in text_of(app))
