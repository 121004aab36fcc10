"""Create: writing the prompt, by hand, by mouse and by a paste that is far too long."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Static, TextArea

from ima_tui.app import ImaApp
from ima_tui.catalog.bodies import Order
from ima_tui.screens import running
from ima_tui.screens.models import ModelsScreen
from ima_tui.screens.picking import PickDialog
from ima_tui.screens.submitting import Submitted, submit_all
from ima_tui.services import Services
from ima_tui.widgets.links import LinkLine

from .stage import NARROW, WIDE, on_stage, text_of, until, words, write


async def paste(app: ImaApp, pilot: Pilot[None], text: str) -> TextArea:
    await pilot.press("2")
    await until(pilot, lambda: "Run · 5 pts" in text_of(app))
    app.post_message(events.Paste(text))
    editor = app.screen.query_one("#prompt", TextArea)
    await until(pilot, lambda: len(editor.text) == len(text))
    return editor


async def test_a_line_of_a_megabyte_is_not_wrapped_and_undo_brings_back_the_rest(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path, NARROW) as (app, pilot):
        editor = await paste(app, pilot, "x y " * 250_000)
        await pilot.press("a")
        assert not editor.soft_wrap, "wrapping that line takes a second at each key"
        assert editor.text.endswith("a")
        await until(pilot, lambda: "20000" in words(app, "#remark"))
        editor.text = "a fox"
        await until(pilot, lambda: words(app, "#remark") == "")
        assert editor.soft_wrap


async def test_lines_that_were_pasted_are_undone_and_redone(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path, NARROW) as (app, pilot):
        text = "a lighthouse at dusk\n" * 60
        editor = await paste(app, pilot, text)
        await pilot.press("ctrl+z")
        await until(pilot, lambda: not editor.text)
        await pilot.press("ctrl+y")
        await until(pilot, lambda: editor.text == text)
        editor.select_all()
        await pilot.press("delete", "ctrl+z")
        await until(pilot, lambda: editor.text == text)
        await pilot.press("ctrl+y")
        await until(pilot, lambda: not editor.text)
        assert app.is_running


async def test_a_long_prompt_is_wrapped_as_any_other(simulator_url: str, tmp_path: Path) -> None:
    async with on_stage(simulator_url, tmp_path, NARROW) as (app, pilot):
        editor = await paste(app, pilot, "a fox " * 1500)
        assert editor.soft_wrap
        assert words(app, "#remark") == ""


async def test_what_is_done_with_a_prompt_is_done_by_mouse_too(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path, WIDE) as (app, pilot):
        await pilot.press("2")
        await until(pilot, lambda: "Run · 5 pts" in text_of(app))
        await write(pilot, "a fox\na hare")
        links = app.screen.query_one("#prompt-links", LinkLine)
        await pilot.click(links, offset=(2, 0))
        await until(pilot, lambda: "2 × 5 = 10 pts" in text_of(app))
        await pilot.click(links, offset=(2, 0))
        await until(pilot, lambda: "Run · 5 pts" in text_of(app))
        await pilot.click(links, offset=(links.render().plain.index("presets"), 0))
        await until(pilot, lambda: isinstance(app.screen, PickDialog))


async def test_what_is_run_while_another_is_noted_down_is_run_after_it(
    simulator_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Many prompts on a slow disk take seconds."""
    disk = asyncio.Event()

    async def slowly(*args: Any) -> Submitted:
        await disk.wait()
        return await submit_all(*args)

    monkeypatch.setattr(running, "submit_all", slowly)
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await pilot.press("2")
        await until(pilot, lambda: "Run · 5 pts" in text_of(app))
        await write(pilot, "fox")
        await pilot.press("ctrl+r", "ctrl+r")
        await write(pilot, "es")
        await pilot.press("ctrl+r", "ctrl+r")
        disk.set()
        engine = app.services.engine
        assert engine is not None
        await until(pilot, lambda: len(engine.book.tasks) == 2)
        await until(pilot, lambda: "on its way" in words(app, "#remark"))
        assert [task.prompt for task in engine.book.tasks.values()] == ["fox", "foxes"]


async def test_a_question_of_a_later_run_never_comes_up_over_something_else(
    simulator_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = asyncio.Event()

    async def slowly(*args: Any) -> Submitted:
        await disk.wait()
        return await submit_all(*args)

    def asks(_services: Services, orders: Sequence[Order]) -> list[str]:
        return ["dear"] if orders[0].prompt == "foxes" else []

    monkeypatch.setattr(running, "submit_all", slowly)
    monkeypatch.setattr(running, "why_ask", asks)
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await pilot.press("2")
        await until(pilot, lambda: "Run · 5 pts" in text_of(app))
        create = app.screen
        await write(pilot, "fox")
        await pilot.press("ctrl+r")
        await write(pilot, "es")
        await pilot.press("ctrl+r", "escape", "1")
        await until(pilot, lambda: isinstance(app.screen, ModelsScreen))
        disk.set()
        remark = create.query_one("#remark", Static)
        await until(pilot, lambda: "Nothing was sent" in str(remark.render()))
        assert isinstance(app.screen, ModelsScreen)
        engine = app.services.engine
        assert engine is not None
        assert [task.prompt for task in engine.book.tasks.values()] == ["fox"]
        await pilot.press("2", "ctrl+r")
        await until(pilot, lambda: "dear" in text_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: len(engine.book.tasks) == 2)
