"""The screenshots of docs/: the demo, driven like a user would."""

import os
import re
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from textual.pilot import Pilot

from ima_tui.app import ImaApp
from ima_tui.profiles import demo_profile
from ima_tui.services import Stage
from ima_tui.store.records import State

SIZE = (120, 34)
SPEED = 12.0


async def screenshots(folder: Path) -> None:
    """Drive the demo and save its screens."""
    with tempfile.TemporaryDirectory() as home:
        app = ImaApp(demo_profile({**os.environ, "IMA_TUI_HOME": home}, SPEED))
        async with app.run_test(size=SIZE) as pilot:
            await _until(pilot, lambda: app.services.stage is Stage.READY)
            await _until(pilot, lambda: len(app.services.catalogue.shelves) == 8)
            await pilot.pause(0.6)
            await pilot.press("j", "j", "j", "j", "j", "j", "j", "l", *("j" * 6))
            await pilot.pause(0.2)
            _save(app, folder, "models")
            for model, prompt in (
                ("wan2.6-t2v", "a red fox trots through fresh snow at dusk"),
                ("sonic", "upbeat lo-fi hip hop, 90 BPM, no vocals"),
                ("doubao-seedream-4-5-251128", "harbour at dawn, oil painting"),
            ):
                await _run(app, pilot, model, prompt)
            _save(app, folder, "create")
            await pilot.press("escape", "3")
            engine = app.services.engine
            if engine is None:
                sys.exit("the demo has no engine")
            await _until(pilot, lambda: len(engine.book.holding(frozenset({State.RUNNING}))) == 3)
            await pilot.pause(2.0)
            _save(app, folder, "tasks")
            await _until(pilot, lambda: all(map(engine.is_over, engine.book.tasks.values())))
            await pilot.press("4")
            await pilot.pause(1.0)
            await pilot.press("b", "down", "down")
            await pilot.pause(1.5)
            _save(app, folder, "history")
            await _plan(app, pilot, "a red fox walks home through the snow")
            _save(app, folder, "workflows")


async def _plan(app: ImaApp, pilot: Pilot[None], sentence: str) -> None:
    """Plan a picture, a film that begins with it, and music."""
    from textual.widgets import TextArea

    await pilot.press("5", "n")
    await pilot.pause(0.6)
    await pilot.press("enter")
    await pilot.pause(0.6)
    app.screen.query_one("#sentence", TextArea).text = sentence
    await pilot.press("tab", "space", "tab", "space", "tab", "space", "ctrl+r")
    await pilot.pause(1.5)


async def _run(app: ImaApp, pilot: Pilot[None], version: str, prompt: str) -> None:
    from textual.widgets import TextArea

    from ima_tui.screens.models import ModelsScreen

    shelves = app.services.catalogue.shelves
    leaf = next(found for s in shelves.values() if (found := s.listing.find(version)))
    app.post_message(ModelsScreen.Used(leaf))
    await pilot.pause(0.6)
    app.screen.query_one("#prompt", TextArea).text = prompt
    await pilot.press("ctrl+r")
    await pilot.pause(0.3)


async def _until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    for _ in range(2400):
        if holds():
            return
        await pilot.pause(0.05)
    sys.exit("the demo did not get ready")


def _save(app: ImaApp, folder: Path, name: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    picture = app.export_screenshot(title="IMA TUI")
    # no fonts from elsewhere: what is shown asks nobody
    picture = re.sub(r"@font-face \{.*?\}", "", picture, flags=re.DOTALL)
    (folder / f"{name}.svg").write_text(picture, "utf-8")
