"""The screenshots of docs/: the demo, driven like a user would."""

import os
import re
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock

from textual.pilot import Pilot

from ima_tui.app import ImaApp
from ima_tui.catalog.products import Leaf
from ima_tui.locale import LANGUAGES, language, use_language
from ima_tui.profiles import demo_profile, live_profile
from ima_tui.screens.models import ModelsScreen
from ima_tui.stage import Stage
from ima_tui.store.records import State
from ima_tui.tasks.machine import ENDED
from ima_tui.widgets.model_tree import ModelTree

if TYPE_CHECKING:
    from ima_tui.screens.flow_run import RunScreen
    from ima_tui.workflows.steps import StepState

SIZE = (120, 34)
SPEED = 12.0
EARLIER = (
    ("text_to_speech", "seed-tts-2.0", "Good morning. Here is the news of the harbour."),
    ("text_to_image", "Midjourney", "isometric tea house in the rain"),
    ("text_to_image", "SeeDream 4.5", "harbour at dawn, oil painting"),
)
LATER = (
    ("text_to_video", "Wan 2.6", "a red fox trots through fresh snow at dusk, 10 seconds, 9:16"),
    ("text_to_music", "Suno", "upbeat lo-fi hip hop, 90 BPM, no vocals"),
)
NOWHERE = "http://127.0.0.1:9"


async def screenshots(folder: Path) -> None:
    """Drive the demo and save its screens."""
    with tempfile.TemporaryDirectory() as home:
        app = ImaApp(demo_profile({**os.environ, "IMA_TUI_HOME": home}, SPEED))
        async with app.run_test(size=SIZE) as pilot:
            await _until(pilot, lambda: app.services.stage is Stage.READY)
            await _until(pilot, lambda: len(app.services.catalogue.shelves) == 8)
            await pilot.pause(0.6)
            tree = app.screen.query_one(ModelTree)
            tree.go_to(_leaf(app, "text_to_video", "Kling 2.6"))
            await pilot.pause(0.6)
            _save(app, folder, "models")
            engine = app.services.engine
            if engine is None:
                sys.exit("the demo has no engine")
            for order in EARLIER:
                await _run(app, pilot, *order)
            await _until(pilot, lambda: len(engine.book.holding(ENDED)) == len(EARLIER))
            await _fill(app, pilot, *LATER[0])
            _save(app, folder, "create")
            for order in LATER:
                await _run(app, pilot, *order)
            await pilot.press("escape", "3")
            await _until(pilot, lambda: len(engine.book.holding(frozenset({State.RUNNING}))) == 2)
            await pilot.press("g", "j", "j")
            await pilot.pause(2.0)
            _save(app, folder, "tasks", home)
            await _workflow(app, pilot, folder, home)
            await _until(pilot, lambda: all(map(engine.is_over, engine.book.tasks.values())))
            await pilot.press("4", "g", "j", "j")
            await pilot.pause(2.0)
            _save(app, folder, "history", home)
            await pilot.press("comma")
            await pilot.pause(0.6)
            _save(app, folder, "settings", home)
    for name in LANGUAGES:
        await _first_start(folder, name)


async def _first_start(folder: Path, name: str) -> None:
    """Save what somebody sees who starts the app for the first time."""
    before = language()
    use_language(name)
    try:
        with tempfile.TemporaryDirectory() as home:
            # no key anywhere, and nobody to ask
            environment = {"IMA_TUI_HOME": home, "IMA_BASE_URL": NOWHERE, "IMA_UPLOAD_URL": NOWHERE}
            with mock.patch.dict(os.environ, environment | {"HOME": home}):
                os.environ.pop("IMA_API_KEY", None)
                app = ImaApp(live_profile(os.environ))
                async with app.run_test(size=SIZE) as pilot:
                    await _until(pilot, lambda: app.current_mode == "welcome")
                    await pilot.pause(0.6)
                    _save(app, folder, f"first-start-{name}", home)
    finally:
        use_language(before)


async def _workflow(app: ImaApp, pilot: Pilot[None], folder: Path, home: str) -> None:
    """A plan from a template, and its run once its film is being made."""
    from ima_tui.screens.flow_run import RunScreen
    from ima_tui.workflows.choosing import with_models
    from ima_tui.workflows.drafting import Draft
    from ima_tui.workflows.steps import StepState
    from ima_tui.workflows.templating import built_in, filled_template

    plan = filled_template(built_in("product-film"), {"subject": "a brass desk lamp"})
    app.services.flows.drafts.add(Draft(with_models(plan, app.services.defaults.leaf)))
    await pilot.press("5")
    await pilot.pause(1.0)
    await pilot.press("g", "enter")
    await pilot.pause(1.5)
    await pilot.press("j")
    await pilot.pause(0.6)
    _save(app, folder, "plan", home)
    await pilot.press("ctrl+r")
    await pilot.pause(1.0)
    await pilot.press("enter")
    await _until(pilot, lambda: isinstance(app.screen, RunScreen))
    run = app.screen
    if not isinstance(run, RunScreen):
        sys.exit("the plan does not run")
    await _until(pilot, lambda: _states(run).count(StepState.DONE) == 1)
    await _until(pilot, lambda: StepState.WORKING in _states(run))
    await pilot.pause(4.0)
    _save(app, folder, "run", home)


def _states(run: "RunScreen") -> list["StepState"]:
    return [view.state for view in run.steps.values()]


async def _run(app: ImaApp, pilot: Pilot[None], kind: str, title: str, prompt: str) -> None:
    await _fill(app, pilot, kind, title, prompt)
    await pilot.press("ctrl+r")
    await pilot.pause(1.0)


async def _fill(app: ImaApp, pilot: Pilot[None], kind: str, title: str, prompt: str) -> None:
    from textual.widgets import TextArea

    app.post_message(ModelsScreen.Used(_leaf(app, kind, title)))
    await pilot.pause(0.6)
    app.screen.query_one("#prompt", TextArea).text = prompt
    await pilot.pause(0.6)


def _leaf(app: ImaApp, kind: str, title: str) -> Leaf:
    leaves = app.services.catalogue.shelves[kind].listing.leaves
    return next(leaf for leaf in leaves if leaf.title == title)


async def _until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    for _ in range(2400):
        if holds():
            return
        await pilot.pause(0.05)
    sys.exit("the demo did not get ready")


def _save(app: ImaApp, folder: Path, name: str, home: str = "") -> None:
    """Save a picture; the folder that the app had for it reads like somebody's own."""
    folder.mkdir(parents=True, exist_ok=True)
    picture = app.export_screenshot(title="IMA TUI")
    # no fonts from elsewhere: what is shown asks nobody
    picture = re.sub(r"@font-face \{.*?\}", "", picture, flags=re.DOTALL)
    if home:
        shown = "/home/ada"
        gap = "&#160;" * (len(home) - len(shown))
        picture = re.sub(
            rf">([^<]*){re.escape(home)}([^<]*)<",
            lambda found: f">{found[1]}{shown}{found[2]}{gap}<",
            picture,
        )
    (folder / f"{name}.svg").write_text(picture, "utf-8")
