"""Hostile texts on every screen: drawn as text, obeyed by nobody, and the app stays usable."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import tomlkit
from PIL import Image
from textual.pilot import Pilot
from textual.screen import ModalScreen
from textual.widgets import Input, TextArea

from ima_tui.app import ImaApp
from ima_tui.screens.create import CreateScreen
from ima_tui.screens.dialogs import AskDialog
from ima_tui.screens.file_picker import FilePicker
from ima_tui.screens.flow_run import RunScreen
from ima_tui.screens.handover import FlowWanted
from ima_tui.screens.help import GuideDialog
from ima_tui.screens.history import HistoryScreen
from ima_tui.screens.picking import PickDialog
from ima_tui.screens.plan_page import PlanScreen
from ima_tui.screens.step_page import StepScreen
from ima_tui.screens.tasks import TasksScreen
from ima_tui.screens.workflows import WorkflowsScreen
from ima_tui.store.guides import guides_folder
from ima_tui.widgets.history_rows import HistoryRows
from ima_tui.widgets.model_tree import ModelTree, Version
from ima_tui.widgets.rows import Rows
from tests.past import write_past
from tests.screens.stage import NARROW, WIDE, on_stage, text_of, until
from tests.screens.test_create import open_model

from .hostile import ALL, HOSTILE, LONG, hostile_past, hostile_service

pytestmark = pytest.mark.usefixtures("written")
SIZES = pytest.mark.parametrize("size", [WIDE, NARROW])


@pytest.fixture
def url(tmp_path: Path) -> Iterator[str]:
    with hostile_service(tmp_path / "lists") as (address, _):
        yield address


async def walk(app: ImaApp, pilot: Pilot[None], *keys: str) -> None:
    """Press keys one by one: each screen is drawn before the next."""
    for key in keys:
        await pilot.press(key)
        await pilot.pause()
        assert app.is_running
        assert app.return_code is None


async def leaves_walked(app: ImaApp, pilot: Pilot[None]) -> set[str]:
    """The models seen by walking down the tree, unfolding what is folded."""
    tree = app.screen.query_one(ModelTree)
    seen: set[str] = set()
    for _ in range(4 * len(HOSTILE)):
        await walk(app, pilot, "right")
        if isinstance(tree.item, Version):
            seen.add(tree.item.leaf.id)
    return seen


@SIZES
async def test_models(url: str, tmp_path: Path, size: tuple[int, int]) -> None:
    async with on_stage(url, tmp_path / "home", size) as (app, pilot):
        seen = await leaves_walked(app, pilot)
        assert len(seen) > len(HOSTILE)
        shelf = app.services.catalogue.shelves["text_to_image"]
        assert any("[bold red]x[/red]" in one.title for one in shelf.listing.leaves)
        await walk(app, pilot, "ctrl+d", "ctrl+u", "t", "j", "j", "s", "m", "m", "t", "f", "d", "F")
        await walk(app, pilot, "slash", *"evil", "enter", "escape", "escape")
        for _ in range(3):
            await walk(app, pilot, "space", "j")
        await walk(app, pilot, "c", "right", "down", "j", "left", "p", "escape", "escape")


async def test_create(url: str, tmp_path: Path) -> None:
    async with on_stage(url, tmp_path / "home", NARROW) as (app, pilot):
        for name, text in HOSTILE.items():
            screen = await open_model(app, pilot, "text_to_image", f"v-{name}")
            screen.query_one("#prompt", TextArea).text = text
            await walk(app, pilot, "ctrl+o", "ctrl+t", *"evil", "escape", "ctrl+n", "ctrl+g")
            await until(pilot, lambda: "Run" in text_of(app))


async def test_presets(url: str, tmp_path: Path) -> None:
    folder = tmp_path / "home" / "config" / "presets"
    folder.mkdir(parents=True)
    for number, text in enumerate([*HOSTILE.values(), LONG]):
        form = {"task_type": "text_to_image", "version": "v-c1", "values": {"size": text[:300]}}
        preset = form | {"name": text, "model": text[:300], "prompt": text, "inputs": [text[:300]]}
        (folder / f"p{number}.json").write_text(json.dumps(preset))
    async with on_stage(url, tmp_path / "home", NARROW) as (app, pilot):
        await open_model(app, pilot, "text_to_image", "v-colours")
        for down in range(len(HOSTILE) + 1):
            await walk(app, pilot, "ctrl+l")
            await until(pilot, lambda: app.screen.query_one(Rows).count > len(HOSTILE))
            await walk(app, pilot, *["down"] * down, "ctrl+n", "escape", "enter")
            await until(pilot, lambda: isinstance(app.screen, CreateScreen))


async def test_tasks_and_their_detail(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # a terminal that is known to take notices for the desktop: its own words, and no others
    monkeypatch.setenv("TERM_PROGRAM", "WezTerm")
    monkeypatch.delenv("TMUX", raising=False)
    async with on_stage(url, tmp_path / "home", WIDE) as (app, pilot):
        assert app.services.engine is not None
        book = app.services.engine.book
        for place, (name, text) in enumerate(HOSTILE.items()):
            screen = await open_model(app, pilot, "text_to_image", f"v-{name}")
            screen.query_one("#prompt", TextArea).text = text
            await walk(app, pilot, "ctrl+r")
            await until(pilot, lambda made=place: len(book.tasks) == made + 1)  # type: ignore[misc]
        await pilot.press("escape", "3")
        await until(pilot, lambda: all(task.ended_at for task in book.tasks.values()))
        for _ in HOSTILE:
            for dialog in ("s", "a", "r", "i"):
                await walk(app, pilot, dialog)
                while not isinstance(app.screen, TasksScreen):
                    await walk(app, pilot, "escape", "3")
            await walk(app, pilot, "enter", "ctrl+d", "escape", "j")
        await walk(app, pilot, "slash", "e", "v", "escape", "f", "m", "f", "m")


async def test_history(url: str, tmp_path: Path) -> None:
    tasks = hostile_past()
    await write_past(tmp_path / "home", tasks)
    async with on_stage(url, tmp_path / "home", WIDE) as (app, pilot):
        await pilot.press("4")
        await until(pilot, lambda: bool(app.screen.query(HistoryRows)))
        await until(pilot, lambda: app.screen.query_one(HistoryRows).count == len(tasks))
        for _ in tasks[::3]:
            await walk(app, pilot, "enter", "ctrl+d", "escape", "number_sign", "escape")
            await walk(app, pilot, "s", "escape", "e", "escape", "d", "escape", "j", "j", "j")
        await walk(app, pilot, "v", "j", "l", "v", "c", "p", "p", "c", "f", "down", "escape")
        await walk(app, pilot, "slash", *"evil", "escape", "escape")
        assert isinstance(app.screen, HistoryScreen)


async def test_files(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Their names hold what no name should, one of them bytes that are no text."""
    folder = tmp_path / "pictures"
    folder.mkdir()
    monkeypatch.chdir(folder)
    names = [os.fsencode(text.replace("/", "-").replace("\0", "")) for text in HOSTILE.values()]
    for name in (*names, b"\xff\xfe"):
        Image.new("RGB", (320, 320), "teal").save(folder / os.fsdecode(name + b".png"), "PNG")
    async with on_stage(url, tmp_path / "home", WIDE) as (app, pilot):
        screen = await open_model(app, pilot, "image_to_image", "plain")
        screen.query_one("#prompt", TextArea).text = "a fox"
        assert app.services.engine is not None
        book = app.services.engine.book
        for down in range(len(names) + 1):
            await walk(app, pilot, "ctrl+f")
            await until(pilot, lambda: isinstance(app.screen, FilePicker))
            app.screen.query_one(Input).value = f"{folder}/"
            await walk(app, pilot, "enter")
            await until(pilot, lambda: app.screen.query_one(Rows).count == len(names) + 2)
            await walk(app, pilot, *["down"] * (down + 1), "enter")
            await until(pilot, lambda: isinstance(app.screen, CreateScreen))
            if down == 0:
                # the newest
                await until(pilot, lambda: "not valid UTF-8" in text_of(app))
            await walk(app, pilot, "ctrl+r")
            await until(pilot, lambda made=down: len(book.tasks) == made)  # type: ignore[misc]


async def to_the_question_of_the_next(app: ImaApp, pilot: Pilot[None]) -> None:
    """Open the plan below the cursor, and ask to run it."""
    await walk(app, pilot, "j", "enter")
    await until(pilot, lambda: isinstance(app.screen, PlanScreen))
    await until(pilot, lambda: "3 pts" in text_of(app))
    await walk(app, pilot, "ctrl+r")
    await until(pilot, lambda: isinstance(app.screen, AskDialog))


async def test_workflows(url: str, tmp_path: Path) -> None:
    folder = tmp_path / "home" / "config" / "workflows"
    folder.mkdir(parents=True)
    step = {"id": "one", "task_type": "text_to_image", "model": ALL, "prompt": ALL}
    for name, steps in {"hostile": [step], "broken": [{"id": ALL, "prompt": ALL}]}.items():
        plan = {"schema": 1, "name": ALL, "steps": steps}
        (folder / f"{name}.toml").write_text(tomlkit.dumps(plan))
    runs = {"schema": 1, "name": ALL, "steps": [{**step, "model": "plain"}]}
    (folder / "runs.toml").write_text(tomlkit.dumps(runs))
    async with on_stage(url, tmp_path / "home", WIDE) as (app, pilot):
        await pilot.press("5")
        await until(pilot, lambda: "hostile" in text_of(app))
        # the first is no plan; of the second the question before a run, and its step
        await walk(app, pilot, "enter", "ctrl+r", "escape")
        assert isinstance(app.screen, WorkflowsScreen)
        await to_the_question_of_the_next(app, pilot)
        await walk(app, pilot, "escape")
        await until(pilot, lambda: isinstance(app.screen, PlanScreen))
        await walk(app, pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, StepScreen))
        # the first leaves a field
        while not isinstance(app.screen, PlanScreen):
            await walk(app, pilot, "escape")
        await walk(app, pilot, "escape")
        await until(pilot, lambda: isinstance(app.screen, WorkflowsScreen))
        await to_the_question_of_the_next(app, pilot)
        await walk(app, pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, RunScreen))
        await until(pilot, lambda: "1 of 1 done" in text_of(app))
        for dialog in ("e", "p", "s", "r"):
            await walk(app, pilot, dialog)
            while not isinstance(app.screen, RunScreen):
                await walk(app, pilot, "escape")
        # a dialog may come up only now, and takes the first escape
        while isinstance(app.screen, RunScreen):
            await walk(app, pilot, "escape")
        await until(pilot, lambda: isinstance(app.screen, WorkflowsScreen))
        app.post_message(FlowWanted(ALL))
        await until(pilot, lambda: bool(app.screen.query("#sentence")))
        await walk(app, pilot, "ctrl+r", "escape", "escape")
        assert app.is_running


async def test_settings_help_and_palette(url: str, tmp_path: Path) -> None:
    settings = tmp_path / "home" / "config" / "settings.toml"
    settings.parent.mkdir(parents=True)
    odd = {"theme": ALL, "language": ALL, "saving": {"folder": ALL, "pattern": ALL}}
    settings.write_text(
        tomlkit.dumps({**odd, "budgett": {ALL: ALL}, "keys": {"run": ALL, ALL: ALL}})
    )
    guides = guides_folder()
    guides.mkdir(parents=True)
    for number, text in enumerate(HOSTILE.values()):
        name = text.replace("/", "-").replace("\0", "")[:60]
        (guides / f"{number}{name}.md").write_bytes(f"# {text}\n\n[{text}]({text})\n".encode())
    async with on_stage(url, tmp_path / "home", NARROW) as (app, pilot):
        await walk(app, pilot, "comma", *["j"] * 12, "enter", "escape", "escape")
        await walk(app, pilot, "question_mark", "right", "right", "right")
        for _ in HOSTILE:
            await until(pilot, lambda: isinstance(app.screen, PickDialog))
            await walk(app, pilot, "down", "enter")
            await until(pilot, lambda: isinstance(app.screen, GuideDialog))
            await walk(app, pilot, "escape", "left", "right")
        while isinstance(app.screen, ModalScreen):
            await walk(app, pilot, "escape")
        await walk(app, pilot, "ctrl+p", *"[red]", "escape")
        assert app.is_running


async def test_a_notice_says_it_as_text(url: str, tmp_path: Path) -> None:
    """What another program on this data did is told with the name of its model."""
    async with on_stage(url, tmp_path / "home", NARROW) as (app, pilot):
        for text in HOSTILE.values():
            app.notify(text, title=text, markup=False)
            await pilot.pause()
        await until(pilot, lambda: "[bold red]x[/red]" in text_of(app))


async def test_names_of_a_megabyte(tmp_path: Path) -> None:
    with hostile_service(tmp_path / "lists", long=True) as (url, _):
        async with on_stage(url, tmp_path / "home", WIDE) as (app, pilot):
            assert len(await leaves_walked(app, pilot)) > len(HOSTILE)
            screen = await open_model(app, pilot, "text_to_image", "v-long")
            screen.query_one("#prompt", TextArea).text = LONG
            await walk(app, pilot, "a", "ctrl+o", "escape", "1", "t", "j", "slash", "x", "escape")
            assert max(map(len, text_of(app).splitlines())) <= WIDE[0]
