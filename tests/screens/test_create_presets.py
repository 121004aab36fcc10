"""Create: presets, the last run, several prompts in one run, an editor, a cheaper model."""

import json
import stat
from pathlib import Path

import pytest
from textual.widgets import Button, Input

from ima_tui.app import ImaApp
from ima_tui.screens.dialogs import AskDialog
from ima_tui.screens.editor import EditorError, editor_of
from ima_tui.screens.picking import PickDialog
from ima_tui.screens.presetting import PresetDialog
from ima_tui.widgets.model_choice import ModelChoice
from ima_tui.widgets.prompt import PromptPane

from .stage import app_on, on_stage, ready, text_of, until, words, write
from .test_create import choices, open_model, price


async def keep(app: ImaApp, pilot, name: str) -> None:  # type: ignore[no-untyped-def] # a pilot of any app
    await pilot.press("ctrl+s")
    await until(pilot, lambda: isinstance(app.screen, AskDialog))
    app.screen.query_one(Input).value = name
    await pilot.press("enter")
    await until(pilot, lambda: not isinstance(app.screen, AskDialog))


async def test_a_preset_is_kept_found_removed_and_brought_back(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await open_model(app, pilot, "text_to_video", "kling-video-o1")
        await write(pilot, "a fox")
        choices(app, "quality").focus()
        await pilot.press("right")
        await until(pilot, lambda: "60 pts" in price(app))
        await keep(app, pilot, "fox films")
        await until(pilot, lambda: 'Saved as "fox films"' in words(app, "#remark"))
        (file,) = app.services.presets.folder.iterdir()
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert json.loads(file.read_text())["prompt"] == "a fox"
        await open_model(app, pilot, "text_to_image", "gemini-3-pro-image-preview")
        app.screen.query_one(PromptPane).replace("something else")
        await pilot.press("ctrl+l")
        await until(pilot, lambda: "fox films" in text_of(app))
        await pilot.press("ctrl+d")
        await until(pilot, lambda: '"fox films" removed' in text_of(app))
        assert list(app.services.presets.folder.iterdir()) == []
        await pilot.press("ctrl+z")
        await until(pilot, lambda: "Kling O1" in text_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: "60 pts" in price(app))
        assert app.screen.query_one(PromptPane).text == "a fox"


async def test_a_preset_is_renamed_and_never_replaced_unasked(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await pilot.press("2")
        await until(pilot, lambda: "5 pts" in price(app))
        await write(pilot, "one")
        await keep(app, pilot, "mine")
        await until(pilot, lambda: "Saved as" in words(app, "#remark"))
        await write(pilot, " two")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, AskDialog))
        await write(pilot, "MINE")
        await pilot.press("enter")
        await until(pilot, lambda: "already" in text_of(app))
        await pilot.press("escape")
        await pilot.press("ctrl+l")
        await until(pilot, lambda: isinstance(app.screen, PresetDialog))
        await until(pilot, lambda: "mine" in text_of(app))
        await pilot.press("ctrl+n")
        await until(pilot, lambda: isinstance(app.screen, AskDialog))
        await write(pilot, "ours")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, PresetDialog))
        await until(pilot, lambda: "ours" in text_of(app))
        (kept,) = app.services.presets.all()
        assert (kept.name, kept.prompt) == ("ours", "one")


async def test_a_preset_that_can_t_be_read_or_written_loses_nothing(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        folder = app.services.presets.folder
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.write_text("in the way")
        await pilot.press("2")
        await until(pilot, lambda: "5 pts" in price(app))
        await write(pilot, "a fox")
        await keep(app, pilot, "fox")
        await until(pilot, lambda: "Could not save it" in words(app, "#remark"))
        assert app.screen.query_one(PromptPane).text == "a fox"
        folder.unlink()
        folder.mkdir()
        (folder / "broken.json").write_text("{")
        assert app.services.presets.all() == ()
        assert (folder / "broken.json").exists()


async def test_create_opens_with_what_was_run_last(simulator_url: str, tmp_path: Path) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await open_model(app, pilot, "text_to_music", "GenBGM")
        await write(pilot, "rain")
        await pilot.press("ctrl+r")
        await until(pilot, lambda: "on its way" in words(app, "#remark"))
        file = app.services.profile.folders.recent
        await until(pilot, file.exists)
        assert "rain" not in file.read_text()
    again = app_on(simulator_url, str(tmp_path))
    async with again.run_test(size=(120, 40)) as pilot:
        await ready(again, pilot)
        await pilot.press("2")
        await until(pilot, lambda: "DouBao - BGM" in text_of(again))
        assert again.focused is again.screen.query_one("#prompt")


async def test_prompts_one_a_line_are_one_run_of_several(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await open_model(app, pilot, "text_to_image", "doubao-seedream-4-5-251128")
        await write(pilot, "a fox\n\na hare\nan owl")
        await pilot.press("ctrl+n")
        await until(pilot, lambda: price(app) == "Run · 3 × 5 = 15 pts")
        choices(app, "n").focus()
        await pilot.press("right")
        await until(pilot, lambda: price(app) == "Run · 3 × 2 × 5 = 30 pts")
        await pilot.press("ctrl+r")
        engine = app.services.engine
        assert engine is not None
        await until(pilot, lambda: len(engine.book.tasks) == 3)
        tasks = engine.book.tasks.values()
        assert sorted(task.prompt or "" for task in tasks) == ["a fox", "a hare", "an owl"]
        assert len({task.group_id for task in tasks}) == 1
        assert (next(iter(tasks)).group_id or "").startswith("batch-")
        assert all(task.count == 2 for task in tasks)
        await until(pilot, lambda: "3 tasks are on their way" in words(app, "#remark"))


async def test_a_batch_is_confirmed_once_and_names_lines_that_were_refused(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        engine = app.services.engine
        assert engine is not None
        await open_model(app, pilot, "text_to_image", "doubao-seedream-4-5-251128")
        app.screen.query_one(PromptPane).replace("\n".join(f"fox {n}" for n in range(1, 31)))
        await pilot.press("ctrl+n")
        await until(pilot, lambda: price(app) == "Run · 30 × 5 = 150 pts")
        await pilot.press("ctrl+r")
        await until(pilot, lambda: isinstance(app.screen, AskDialog))
        assert "150 pts" in text_of(app)
        await pilot.press("escape")
        assert engine.book.tasks == {}


async def test_lines_that_are_refused_are_named_and_stay(
    simulator_url: str, tmp_path: Path
) -> None:
    config = tmp_path / "config"
    config.mkdir()
    (config / "settings.toml").write_text("[budget]\nsession = 12\n")
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        engine = app.services.engine
        assert engine is not None
        await open_model(app, pilot, "text_to_image", "doubao-seedream-4-5-251128")
        app.screen.query_one(PromptPane).replace("fox\nhare\nowl")
        await pilot.press("ctrl+n", "ctrl+r")
        await until(pilot, lambda: "2 of 3 are on their way" in words(app, "#remark"))
        assert "line 3" in words(app, "#remark")
        assert app.screen.query_one(PromptPane).text == "owl"
        assert len(engine.book.tasks) == 2


async def test_an_editor_that_can_t_be_used_says_so_and_the_text_stays(
    simulator_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "/nowhere/editor")
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await pilot.press("2")
        await until(pilot, lambda: "5 pts" in price(app))
        await write(pilot, "a fox")
        await pilot.press("ctrl+e")
        await until(pilot, lambda: "Your text is unchanged" in words(app, "#remark"))
        assert app.screen.query_one(PromptPane).text == "a fox"


def test_the_user_s_editor_comes_before_the_usual_ones() -> None:
    usual = {"nano": "/bin/nano", "vi": None}
    assert editor_of({"VISUAL": "code -w", "EDITOR": "vi"}, usual) == ["code", "-w"]
    assert editor_of({"VISUAL": " ", "EDITOR": "vi"}, usual) == ["vi"]
    assert editor_of({}, usual) == ["/bin/nano"]
    with pytest.raises(EditorError) as caught:
        editor_of({}, {"vi": None})
    assert caught.value.code == "none"


async def test_above_fifty_points_a_cheaper_model_is_one_key_away(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await open_model(app, pilot, "text_to_video", "wan2.6-t2v")
        await until(pilot, lambda: "40 pts" in price(app))
        assert not app.screen.query_one("#offer").display
        await open_model(app, pilot, "text_to_video", "veo-3.1-generate-preview")
        await until(pilot, lambda: bool(app.screen.query_one("#offer").display))
        offer = str(app.screen.query_one("#offer", Button).label)
        model, told = offer.removeprefix("cheaper: ").removesuffix(" (a)").rsplit(", ", 1)
        app.screen.query_one("#run").focus()
        await pilot.press("a")
        await until(pilot, lambda: told in price(app))
        assert model in text_of(app)


async def test_a_model_is_found_among_all_by_a_part_of_its_name(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await pilot.press("2")
        await until(pilot, lambda: "5 pts" in price(app))
        await write(pilot, "a fox")
        await pilot.press("ctrl+t")
        await until(pilot, lambda: isinstance(app.screen, PickDialog))
        await write(pilot, "suno")
        await until(pilot, lambda: "Text to music" in text_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: "Custom Mode" in text_of(app))
        assert app.screen.query_one(PromptPane).text == "a fox"


async def test_the_list_of_models_has_marks_prices_and_times_in_columns(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path, (80, 24)) as (app, pilot):
        await pilot.press("2")
        await until(pilot, lambda: "5 pts" in price(app))
        await pilot.press("ctrl+t")
        await until(pilot, lambda: isinstance(app.screen, PickDialog))
        await until(pilot, lambda: "★ SeeDream 4.5" in text_of(app))
        lines = [one for one in text_of(app).splitlines() if "pts" in one and "to image" in one]
        assert len(lines) >= 4
        assert len({one.index("pts") for one in lines}) == 1
        assert len({one.index("Text to") for one in lines if "Text to" in one}) == 1
        assert all(" s " in one for one in lines)


async def test_among_models_of_one_name_that_of_the_task_type_on_screen_is_found_first(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await open_model(app, pilot, "image_to_video", "wan2.6-i2v")
        await pilot.press("ctrl+t")
        await until(pilot, lambda: isinstance(app.screen, PickDialog))
        await write(pilot, "kling 2.6")
        await until(pilot, lambda: "Kling O1" not in text_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: bool(app.screen.query(ModelChoice)))
        await until(pilot, lambda: "Kling 2.6" in text_of(app))
        assert app.screen.query_one(ModelChoice).kind == "image_to_video"
