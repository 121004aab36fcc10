"""Create, the key and leaving, where all is slow: nothing ordered or typed is lost."""

import asyncio
import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from ima_tui.app import ImaApp
from ima_tui.catalog.bodies import Order
from ima_tui.profiles import live_profile
from ima_tui.screens import running
from ima_tui.screens.create import CreateScreen
from ima_tui.screens.dialogs import AskDialog, LeaveDialog
from ima_tui.screens.key_care import KeyCare
from ima_tui.screens.models import ModelsScreen
from ima_tui.screens.presetting import PresetDialog
from ima_tui.services import Services
from ima_tui.stage import Stage
from ima_tui.store.presets import Preset
from ima_tui.store.records import State
from ima_tui.tasks.engine import Engine
from ima_tui.widgets.prompt import PromptPane

from .holding import Held, hold, hold_thread
from .stage import app_on, on_stage, ready, text_of, until, words, write
from .test_create import open_model
from .test_settings import go_to, open_settings
from .test_tasks_groups import engine_of
from .test_welcome import KEY, first_start, home, paste

__all__ = ["home"]

IMAGE = "doubao-seedream-4-5-251128"


async def test_leaving_waits_for_what_was_just_ordered_and_tells_it(
    simulator_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await open_model(app, pilot, "text_to_image", IMAGE)
        await write(pilot, "fox")
        written = hold_thread(monkeypatch, "write_envelope")
        await engine_of(app).pause()
        await pilot.press("ctrl+r")
        await written.asked()
        await until(pilot, lambda: "written to the queue" in words(app, "#remark"))
        await pilot.press("escape", "q")
        assert app.is_running
        assert engine_of(app).taking
        written.free.set()
        await until(pilot, lambda: isinstance(app.screen, LeaveDialog))
        assert "1 task is waiting" in text_of(app)


async def test_an_order_is_in_the_queue_though_the_app_ended_at_once(
    simulator_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = app_on(simulator_url, str(tmp_path))
    async with app.run_test(notifications=True) as pilot:
        await ready(app, pilot)
        await open_model(app, pilot, "text_to_image", IMAGE)
        await write(pilot, "fox")
        written = hold_thread(monkeypatch, "write_envelope")
        await engine_of(app).pause()
        await pilot.press("ctrl+r")
        await written.asked()
        asyncio.get_running_loop().call_later(0, written.free.set)
        app.exit()
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        (task,) = engine_of(app).book.tasks.values()
        assert task.state is State.QUEUED
        assert engine_of(app).book.prompts[task.id] == "fox"


async def look_slowly_at_an_input(
    app: ImaApp, pilot: Pilot[None], monkeypatch: pytest.MonkeyPatch
) -> tuple[CreateScreen, Held]:
    """A form that can be run once its input was looked at."""
    await open_model(app, pilot, "image_to_image", IMAGE)
    create = app.screen
    assert isinstance(create, CreateScreen)
    await write(pilot, "fox")
    looked = hold(monkeypatch, Engine, "inspect")
    create.inputs.add(["https://example.com/fox.png"])
    await looked.asked()
    return create, looked


async def test_a_question_of_a_run_that_waited_for_its_inputs_stays_on_its_screen(
    simulator_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asks(_services: Services, _orders: Sequence[Order]) -> list[str]:
        return ["dear"]

    monkeypatch.setattr(running, "why_ask", asks)
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        create, looked = await look_slowly_at_an_input(app, pilot, monkeypatch)
        await pilot.press("ctrl+r", "escape", "1")
        await until(pilot, lambda: isinstance(app.screen, ModelsScreen))
        looked.free.set()
        await until(pilot, lambda: not create.inputs.under_way)
        await pilot.pause()
        assert isinstance(app.screen, ModelsScreen)
        await pilot.press("2")
        await until(pilot, lambda: "Nothing was sent" in words(app, "#remark"))
        assert engine_of(app).book.tasks == {}


async def test_an_input_added_while_a_run_waits_is_not_bought_unseen(
    simulator_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        create, looked = await look_slowly_at_an_input(app, pilot, monkeypatch)
        await pilot.press("ctrl+r")
        create.inputs.add(["https://example.com/owl.png"])
        looked.free.set()
        await until(pilot, lambda: "Nothing was sent" in words(app, "#remark"))
        assert engine_of(app).book.tasks == {}


async def test_a_declined_run_takes_the_one_behind_it_along(
    simulator_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asks(_services: Services, orders: Sequence[Order]) -> list[str]:
        return ["dear"] if orders[0].prompt == "fox" else []

    monkeypatch.setattr(running, "why_ask", asks)
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await open_model(app, pilot, "text_to_image", IMAGE)
        create = app.screen
        assert isinstance(create, CreateScreen)
        pane = create.query_one(PromptPane)
        for text in ("fox", "owl"):
            # the second comes behind the question of the first, as keys typed ahead do
            pane.replace(text)
            create._run_form()
        await until(pilot, lambda: isinstance(app.screen, AskDialog))
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is create)
        pane.replace("cat")
        await pilot.press("ctrl+r")
        engine = engine_of(app)
        await until(pilot, lambda: len(engine.book.tasks) == 1)
        await app.workers.wait_for_complete()
        assert [engine.book.prompts[id_] for id_ in engine.book.tasks] == ["cat"]


async def test_a_preset_is_not_replaced_by_a_key_meant_for_another_screen(
    simulator_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await open_model(app, pilot, "text_to_image", IMAGE)
        presets = app.services.presets
        presets.save(Preset(name="mine", task_type="", version="", model="", prompt="old"))
        await write(pilot, "new")
        known = hold_thread(monkeypatch, "all")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, AskDialog))
        app.screen.query_one(Input).value = "mine"
        await pilot.press("enter")
        await known.asked()
        await pilot.press("escape", "1")
        await until(pilot, lambda: isinstance(app.screen, ModelsScreen))
        known.free.set()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(app.screen, ModelsScreen)
        await pilot.press("2")
        await until(pilot, lambda: "Not saved: mine already exists" in words(app, "#remark"))
    assert [one.prompt for one in presets.all()] == ["old"]


async def test_a_favourite_marked_twice_is_none(
    simulator_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await pilot.press("j", "j")
        written = hold(monkeypatch, app.services.database, "write")
        await pilot.press("f", "f")
        await written.asked()
        written.free.set()
        await until(pilot, lambda: written.calls == 2)
        await app.workers.wait_for_complete()
        assert app.services.favourites.keys == frozenset()


async def test_the_cursor_stays_among_presets_while_one_is_removed(
    simulator_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await open_model(app, pilot, "text_to_image", IMAGE)
        for name in ("a", "b", "c", "d"):
            app.services.presets.save(
                Preset(name=name, task_type="", version="", model="", prompt=name)
            )
        await pilot.press("ctrl+l")
        await until(pilot, lambda: isinstance(app.screen, PresetDialog))
        dialog = app.screen
        assert isinstance(dialog, PresetDialog)
        await until(pilot, lambda: dialog.item is not None and len(dialog._items) == 4)
        names = [item.label for item in dialog._items]
        removed = hold_thread(monkeypatch, "remove")
        await pilot.press("down", "ctrl+d")
        await removed.asked()
        await pilot.press("down")
        removed.free.set()
        await until(pilot, lambda: len(dialog._items) == 3)
        assert dialog.item is not None
        assert dialog.item.label == names[2]


async def test_the_key_is_kept_and_used_though_the_welcome_is_left_meanwhile(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with first_start(home) as (app, pilot):
        await until(pilot, lambda: app.current_mode == "welcome" and app.focused is not None)
        await paste(app, pilot, KEY)
        begun = hold(monkeypatch, Services, "_begin")
        await pilot.press("enter")
        await begun.asked()
        await pilot.press("escape")
        await until(pilot, lambda: app.current_mode == "models")
        begun.free.set()
        await until(pilot, lambda: app.services.stage is Stage.READY)
        await ready(app, pilot)


async def test_a_start_without_a_key_does_not_take_the_field_that_one_types_in(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = hold(monkeypatch, Services, "_begin")
    app = ImaApp(live_profile({**os.environ, "IMA_TUI_HOME": str(home)}))
    async with app.run_test(notifications=True) as pilot:
        await until(pilot, lambda: isinstance(app.screen, ModelsScreen))
        await begun.asked()
        await pilot.press("2")
        await until(pilot, lambda: isinstance(app.screen, CreateScreen))
        await write(pilot, "a fox")
        begun.free.set()
        await until(pilot, lambda: app.services.stage is Stage.FAILED)
        await write(pilot, " runs")
        assert isinstance(app.screen, CreateScreen)
        assert app.screen.query_one(PromptPane).text == "a fox runs"


async def test_another_setting_can_be_typed_while_a_key_is_tested(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with first_start(home) as (app, pilot):
        await until(pilot, lambda: app.current_mode == "welcome" and app.focused is not None)
        await pilot.click("#later")
        await until(pilot, lambda: app.current_mode == "models")
        await open_settings(app, pilot)
        await go_to(app, pilot, "api-key")
        await pilot.press("enter")
        field = app.screen.query_one("#setting-field", Input)
        field.value = KEY
        kept = hold(monkeypatch, KeyCare, "keep")
        await pilot.press("enter", "enter")
        await kept.asked()
        await pilot.press("escape")
        await go_to(app, pilot, "budget.day")
        await pilot.press("enter")
        field = app.screen.query_one("#setting-field", Input)
        await until(pilot, lambda: field.display)
        field.value = "123"
        kept.free.set()
        await until(pilot, lambda: app.services.stage is Stage.READY)
        await app.workers.wait_for_complete()
        assert field.display
        assert field.value == "123"
    assert kept.calls == 1
