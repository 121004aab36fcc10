"""Keys that come in one burst, as from a paste or a slow line: nothing typed is left out."""

from pathlib import Path

import pytest
from textual import events
from textual.command import CommandList
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Input, TextArea

from ima_tui.app import ImaApp
from ima_tui.screens import bursts
from ima_tui.screens.bursts import Moves
from ima_tui.screens.create import CreateScreen
from ima_tui.screens.picking import PickDialog
from ima_tui.widgets.model_tree import ModelTree
from ima_tui.widgets.palette import Palette

from .stage import on_stage, text_of, until
from .test_create import choices, open_model
from .test_create_fields import row, unfold
from .test_settings import go_to, rows


async def typed(pilot: Pilot[None], app: ImaApp, *keys: str) -> None:
    """All keys at once, before any of them is worked on."""
    for key in keys:
        app.post_message(events.Key(key, " " if key == "space" else key if len(key) == 1 else None))
    await pilot.pause()


async def test_a_prompt_typed_in_one_burst_with_the_run_is_run(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await pilot.press("2")
        await until(pilot, lambda: "Run · 5 pts" in text_of(app))
        await typed(pilot, app, "f", "o", "x", "ctrl+r")
        engine = app.services.engine
        assert engine is not None
        await until(pilot, lambda: len(engine.book.tasks) == 1)
        (task,) = engine.book.tasks.values()
        assert task.prompt == "fox"


async def test_a_choice_made_in_the_same_burst_is_what_is_bought(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await open_model(app, pilot, "text_to_video", "kling-video-o1")
        await typed(pilot, app, "f", "o", "x")
        choices(app, "quality").focus()
        await pilot.pause()
        await typed(pilot, app, "right", "ctrl+r")
        engine = app.services.engine
        assert engine is not None
        await until(pilot, lambda: len(engine.book.tasks) == 1)
        (task,) = engine.book.tasks.values()
        assert (task.points, task.settings["values"]["quality"]) == (60, "1080p")


async def test_a_number_typed_in_the_same_burst_is_checked(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await open_model(app, pilot, "text_to_speech", "seed-tts-2.0")
        await typed(pilot, app, "h", "i")
        await unfold(app, pilot, "audio_params.speech_rate")
        row(app, "audio_params.speech_rate").query_one(Input).focus()
        await pilot.pause()
        await typed(pilot, app, "9", "9", "9", "ctrl+r")
        await until(pilot, lambda: "999 is not between" in text_of(app))
        engine = app.services.engine
        assert engine is not None
        assert engine.book.tasks == {}


async def test_a_prompt_typed_in_one_burst_with_the_way_to_create_is_written_there(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await typed(pilot, app, "2", "a", "space", "f", "o", "x")
        await until(pilot, lambda: isinstance(app.screen, CreateScreen))
        await until(pilot, lambda: app.screen.query_one("#prompt", TextArea).text == "a fox")
        # leaving by the button and coming back: enter is a new line, and buys nothing
        await until(pilot, lambda: "Run · 5 pts" in text_of(app))
        await pilot.press("escape")
        await typed(pilot, app, "1", "2", "enter", "b")
        await until(pilot, lambda: app.screen.query_one("#prompt", TextArea).text == "a fox\nb")
        engine = app.services.engine
        assert engine is not None
        assert engine.book.tasks == {}


async def test_keys_typed_behind_the_one_that_closes_a_dialog_need_not_wait(
    simulator_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # nothing lets them go but the end of what is before them
    monkeypatch.setattr(bursts, "LONGEST_SECONDS", 3600.0)
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await open_model(app, pilot, "text_to_image", "doubao-seedream-4-5-251128")
        await pilot.press("ctrl+t", "v")
        await until(pilot, lambda: isinstance(app.screen, PickDialog))
        await typed(pilot, app, "escape", "f", "o", "x")
        await until(pilot, lambda: app.screen.query_one("#prompt", TextArea).text == "fox")


async def test_a_dialog_closed_in_the_same_burst_is_not_acted_on(
    simulator_url: str, tmp_path: Path
) -> None:
    called: list[str] = []
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await pilot.press("5", "n")
        await until(pilot, lambda: isinstance(app.screen, PickDialog))
        dialog = app.screen
        bursts.after_typing(dialog, lambda: called.append("open"))
        await until(pilot, lambda: called == ["open"])
        await pilot.press("escape")
        await until(pilot, lambda: not dialog.children)
        bursts.after_typing(dialog, lambda: called.append("closed"))
        await pilot.pause()
        assert called == ["open"], "its fields are gone"


async def test_what_enter_chose_is_opened_though_the_cursor_went_on_in_the_same_burst(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        tree = app.screen.query_one(ModelTree)
        await pilot.press("j", "j")
        leaf = tree.leaf
        assert leaf is not None
        await typed(pilot, app, "enter", "j", "j")
        await until(pilot, lambda: isinstance(app.screen, CreateScreen))
        await until(pilot, lambda: leaf.title in text_of(app))
        await pilot.press("escape", "comma")
        await until(pilot, lambda: app.current_mode == "settings" and bool(rows(app).lines))
        await go_to(app, pilot, "notices.toast")
        await typed(pilot, app, "enter", "j")
        await until(pilot, lambda: "notices.toast" in app.services.settings.values)
        assert "notices.bell" not in app.services.settings.values


async def test_keys_still_held_when_the_app_ends_are_dropped(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await pilot.press("2")
        await until(pilot, lambda: "Run · 5 pts" in text_of(app))
        moves = Moves(app)
        assert not moves.hold(events.Key("escape", None)), "it leaves the prompt"
        assert moves.hold(events.Key("x", "x"))
    assert app.screen_stack == []
    await moves._go_on()


def lists(palette: Widget) -> bool:
    """Whether a palette has its commands."""
    return any(one.option_count for one in palette.query(CommandList))


async def test_the_palette_opens_again_before_the_one_before_is_gone(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        app.action_command_palette()
        first = app.screen
        assert isinstance(first, Palette)
        await until(pilot, lambda: lists(first))
        first.dismiss()
        app.action_command_palette()
        second = app.screen
        assert second is not first
        await until(pilot, lambda: lists(second))
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, Palette))


async def test_paging_in_a_palette_whose_list_has_no_place_yet_does_nothing(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await pilot.press("ctrl+p")
        await until(pilot, lambda: lists(app.screen))
        commands = app.screen.query_one(CommandList)
        commands.styles.height = 0
        await pilot.pause()
        options = [one.prompt for one in commands.options]
        commands.clear_options()
        commands.add_options(options)
        commands.highlighted = 0
        await pilot.press("pagedown", "pageup")
        assert isinstance(app.screen, Palette)
        assert commands.highlighted == 0
