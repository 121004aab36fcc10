"""Compare: models side by side, and one prompt on all of them at the price that was shown."""

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import TextArea

from ima_tui.app import ImaApp
from ima_tui.screens.compare import CompareScreen
from ima_tui.screens.create import CreateScreen
from ima_tui.screens.dialogs import AskDialog
from ima_tui.screens.models import ModelsScreen
from ima_tui.screens.run_on_all import RunOnAll
from ima_tui.store.records import Task

from ..engine.scripted import Scripted, accepted, listed, plain_entry, serving
from .stage import NARROW, WIDE, on_stage, text_of, until, write


def entry(number: int, points: int, **more: object) -> dict[str, object]:
    return plain_entry(points) | {
        "id": f"v{number}",
        "model_id": f"m{number}",
        "name": f"Model {number}",
        **more,
    }


THREE = [entry(1, 5), entry(2, 25), entry(3, 40)]


async def compare(app: ImaApp, pilot: Pilot[None], *titles: str) -> None:
    """Search and mark some models, then compare them."""
    for title in titles:
        await pilot.press("slash", "ctrl+u")
        await write(pilot, title)
        await pilot.press("enter", "space")
    await until(pilot, lambda: f"{len(titles)} of 4 marked" in text_of(app))
    await pilot.press("c")
    await until(pilot, lambda: isinstance(app.screen, CompareScreen))
    await until(pilot, lambda: "side by side" in text_of(app))


async def mark_all(app: ImaApp, pilot: Pilot[None], count: int) -> None:
    """Compare the first models of the first task type."""
    for _ in range(count):
        await pilot.press("j", "space")
    await until(pilot, lambda: f"{count} of 4 marked" in text_of(app))
    await pilot.press("c")
    await until(pilot, lambda: isinstance(app.screen, CompareScreen))


async def write_for_all(app: ImaApp, pilot: Pilot[None], prompt: str) -> None:
    await pilot.press("p")
    await until(pilot, lambda: isinstance(app.screen, RunOnAll))
    await write(pilot, prompt)
    await until(pilot, lambda: app.screen.query_one("#prompt", TextArea).text == prompt)


def tasks_of(app: ImaApp) -> list[Task]:
    engine = app.services.engine
    assert engine is not None
    return sorted(engine.book.tasks.values(), key=lambda task: task.created_at)


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_models_stand_side_by_side(
    simulator_url: str, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with on_stage(simulator_url, tmp_path, size) as (app, pilot):
        await compare(app, pilot, "kling 2.6", "veo", "wan")
        # once the columns have their widths
        await until(pilot, lambda: "5, 10, 15" in text_of(app))
        shown = text_of(app).splitlines()
        price = next(line for line in shown if line.startswith(" Price"))
        assert [w for w in price.split() if "–" in w] == ["40–160", "70–330", "25–120"]
        lengths = next(line for line in shown if line.startswith(" Duration"))
        assert "5, 10, 15" in lengths
        heads = next(line for line in shown if "Google Veo 3.1" in line)
        assert heads.index("Google Veo") == price.index("70–330")
        await pilot.press("right", "enter")
        await until(pilot, lambda: isinstance(app.screen, CreateScreen))
        await until(pilot, lambda: "Run · 70 pts" in text_of(app))


async def test_a_fifth_mark_is_refused_and_one_is_too_few(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await pilot.press("j", "j", "space", "c")
        await until(pilot, lambda: "Mark two to four" in text_of(app))
        assert isinstance(app.screen, ModelsScreen)
        await pilot.press("j", "space", "j", "space", "j", "space")
        await pilot.press("j", "right", "j", "j", "space")
        await until(pilot, lambda: "compare up to four models" in text_of(app))
        assert "4 of 4 marked" in text_of(app)


async def test_leaving_keeps_the_marks_and_taking_out_the_last_goes_back(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await compare(app, pilot, "kling 2.6", "veo")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, ModelsScreen))
        assert "2 of 4 marked" in text_of(app)
        await pilot.press("c")
        await until(pilot, lambda: isinstance(app.screen, CompareScreen))
        await pilot.press("x")
        await until(pilot, lambda: "1 models" in text_of(app) or "1 model " in text_of(app))
        await pilot.press("x")
        await until(pilot, lambda: isinstance(app.screen, ModelsScreen))


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_one_prompt_runs_on_all_as_one_group(tmp_path: Path, size: tuple[int, int]) -> None:
    script = Scripted([accepted(f"task_{n}") for n in range(3)], products=[listed(*THREE)])
    async with serving(script) as service, on_stage(service.url, tmp_path, size) as (app, pilot):
        await mark_all(app, pilot, 3)
        await write_for_all(app, pilot, "a red fox")
        shown = text_of(app)
        assert all(f"{price} pts" in shown for price in (5, 25, 40))
        assert "Run 3 · 70 pts" in shown
        await pilot.press("ctrl+r")
        await until(pilot, lambda: isinstance(app.screen, CompareScreen))
        tasks = tasks_of(app)
        assert [task.credit for task in tasks] == [5, 25, 40]
        (group,) = {task.group_id for task in tasks}
        assert group is not None
        assert group.startswith("compare-")
        await until(pilot, lambda: script.sends == 3)


async def test_a_dear_run_and_a_repeat_ask_once_for_all(tmp_path: Path) -> None:
    dear = [entry(1, 60), entry(2, 70)]
    script = Scripted([accepted(f"task_{n}") for n in range(4)], products=[listed(*dear)])
    async with serving(script) as service, on_stage(service.url, tmp_path) as (app, pilot):
        await mark_all(app, pilot, 2)
        await write_for_all(app, pilot, "fox")
        await pilot.press("ctrl+r")
        await until(pilot, lambda: isinstance(app.screen, AskDialog))
        assert "Run this for 130 pts?" in text_of(app)
        await pilot.press("escape")
        await until(pilot, lambda: "Nothing was sent" in text_of(app))
        assert tasks_of(app) == []
        await pilot.press("ctrl+r")
        await until(pilot, lambda: isinstance(app.screen, AskDialog))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, CompareScreen))
        assert len(tasks_of(app)) == 2
        await pilot.press("p")
        await until(pilot, lambda: isinstance(app.screen, RunOnAll))
        assert app.screen.query_one("#prompt", TextArea).text == "fox"
        await pilot.press("ctrl+r")
        await until(pilot, lambda: "ran exactly this a moment ago" in text_of(app))


async def test_what_is_typed_stays_when_one_leaves(tmp_path: Path) -> None:
    script = Scripted([accepted()], products=[listed(*THREE)])
    async with serving(script) as service, on_stage(service.url, tmp_path) as (app, pilot):
        await mark_all(app, pilot, 2)
        await pilot.press("p")
        await until(pilot, lambda: isinstance(app.screen, RunOnAll))
        await pilot.press("ctrl+r")
        await until(pilot, lambda: "Write a prompt first" in text_of(app))
        await write(pilot, "fox")
        await pilot.press("escape", "escape")
        await until(pilot, lambda: isinstance(app.screen, CompareScreen))
        await pilot.press("p")
        await until(pilot, lambda: isinstance(app.screen, RunOnAll))
        assert app.screen.query_one("#prompt", TextArea).text == "fox"
        assert script.sends == 0


async def test_one_that_can_t_be_queued_keeps_no_other_from_it(tmp_path: Path) -> None:
    script = Scripted([accepted(f"task_{n}") for n in range(3)], products=[listed(*THREE)])
    async with serving(script) as service, on_stage(service.url, tmp_path) as (app, pilot):
        await mark_all(app, pilot, 3)
        await write_for_all(app, pilot, "fox")
        cap(app, 35)
        await pilot.press("ctrl+r")
        await until(pilot, lambda: "2 of 3 are on their way" in text_of(app))
        shown = text_of(app)
        assert "Run 1 · 40 pts" in shown
        assert shown.count("✓ on its way") == 2
        assert "35" in shown
        cap(app, 200)
        await pilot.press("ctrl+r")
        await until(pilot, lambda: isinstance(app.screen, CompareScreen))
        assert [task.credit for task in tasks_of(app)] == [5, 25, 40]


def cap(app: ImaApp, limit: int) -> None:
    """Let a session spend so much at the most."""
    path = app.services.profile.folders.settings
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"[budget]\nsession = {limit}\n")
    app.services.limits.refresh()


async def test_a_model_that_vanishes_and_a_price_that_changes_while_one_writes(
    tmp_path: Path,
) -> None:
    script = Scripted([accepted("task_1"), accepted("task_2")], products=[listed(*THREE)])
    async with serving(script) as service, on_stage(service.url, tmp_path) as (app, pilot):
        await mark_all(app, pilot, 3)
        await write_for_all(app, pilot, "fox")
        script.products = [listed(entry(1, 9), entry(3, 40))]
        await app.services.lists.refresh()
        await until(pilot, lambda: "no longer listed" in text_of(app))
        await until(pilot, lambda: "Run 2 · 49 pts" in text_of(app))
        await pilot.press("ctrl+r")
        await until(pilot, lambda: len(tasks_of(app)) == 2)
        assert [task.credit for task in tasks_of(app)] == [9, 40]
        await pilot.press("escape", "escape")
        await until(pilot, lambda: isinstance(app.screen, CompareScreen))
        await until(pilot, lambda: "2 models side by side" in text_of(app))
        await pilot.press("escape")
        await until(pilot, lambda: "Model 2 is no longer listed" in text_of(app))
        assert "2 of 4 marked" in text_of(app)


async def test_models_that_take_inputs_get_them_and_others_do_not(
    simulator_url: str, tmp_path: Path
) -> None:
    picture = tmp_path / "no such.png"
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await pilot.press("j", "j", "space", "down", "down", "down", "down")
        await pilot.press("right", "j", "j", "space", "c")
        await until(pilot, lambda: isinstance(app.screen, CompareScreen))
        assert "Image to image" in text_of(app)
        await write_for_all(app, pilot, "fox")
        assert "Run 1 · " in text_of(app)
        app.screen.query_one("#run-all-inputs", TextArea).text = str(picture)
        await until(pilot, lambda: "No such file" in text_of(app))
        app.screen.query_one("#run-all-inputs", TextArea).text = "https://example.com/a.png"
        await until(pilot, lambda: "Run 2 · " in text_of(app))


async def test_all_prices_and_the_run_button_are_in_sight_in_the_lowest_window(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path, (60, 16)) as (app, pilot):
        await pilot.press("slash", *"kling", "enter")
        await until(pilot, lambda: "2 of 16" in text_of(app))
        await pilot.press(*"gjj", "space", "j", "space", *"jjj", "space", "j", "space")
        await until(pilot, lambda: "4 of 4 marked" in text_of(app))
        await pilot.press("c", "p")
        await until(pilot, lambda: isinstance(app.screen, RunOnAll))
        await until(pilot, lambda: " Run " in text_of(app))
        assert "models that accept any" in text_of(app)
        shown = text_of(app).split("One prompt on 4 models")[1]
        assert shown.count(" pts ") == 4
