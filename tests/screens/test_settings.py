"""Settings: changed on screen, written at once, gone by at once; mistakes are told beside them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from ima_tui.app import ImaApp
from ima_tui.keymap import use_keys
from ima_tui.locale import language
from ima_tui.store.folders import live_folders
from ima_tui.store.setting_keys import KEYS
from ima_tui.widgets.prompt import PromptPane
from ima_tui.widgets.setting_rows import SettingRows
from ima_tui.wording.setting_items import ITEMS, Kind
from ima_tui.wording.settings import all_mistake_words

from .stage import NARROW, app_on, on_stage, ready, text_of, until, words, write


@asynccontextmanager
async def in_settings(
    url: str, home: Path, size: tuple[int, int] = (120, 50)
) -> AsyncIterator[tuple[ImaApp, Pilot[None]]]:
    async with on_stage(url, home, size) as (app, pilot):
        await open_settings(app, pilot)
        yield app, pilot


async def open_settings(app: ImaApp, pilot: Pilot[None]) -> None:
    await pilot.press("comma")
    await until(pilot, lambda: app.current_mode == "settings" and bool(rows(app).lines))


def rows(app: ImaApp) -> SettingRows:
    return app.screen.query_one(SettingRows)


async def go_to(app: ImaApp, pilot: Pilot[None], key: str) -> None:
    """Move the cursor to a setting, as far as it is."""
    await pilot.press("g")
    for _ in range([item.key for item in ITEMS].index(key)):
        await pilot.press("j")
    await until(pilot, lambda: rows(app).item.key == key)


def file_of(home: Path) -> Path:
    return live_folders({"IMA_TUI_HOME": str(home)}).settings


def test_every_setting_of_the_file_stands_there() -> None:
    shown = {item.key for item in ITEMS}
    assert set(KEYS) - shown == set()
    assert {item.key for item in ITEMS if item.key not in KEYS} == {"api-key", "profile", "keys"}
    for item in ITEMS:
        if item.default is not None and item.key in KEYS:
            assert KEYS[item.key][0](item.default), item.key
        for choice in item.choices:
            assert KEYS[item.key][0](choice), (item.key, choice)


@pytest.mark.parametrize("size", [NARROW, (120, 40)], ids=["narrow", "wide"])
async def test_each_setting_says_what_it_is_for(
    simulator_url: str, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with in_settings(simulator_url, tmp_path, size) as (app, pilot):
        for item in ITEMS:
            await until(pilot, lambda item=item: rows(app).item is item)  # type: ignore[misc]
            assert words(app, "#setting-title")
            assert len(words(app, "#setting-help")) > 20
            if item.section == "service":
                assert "IMA Studio's own" in text_of(app), "not none"
            if item.kind in {Kind.NUMBER, Kind.TEXT}:
                assert "May " in words(app, "#setting-help")
            await pilot.press("j")


async def test_a_switch_is_written_and_counts_at_once(simulator_url: str, tmp_path: Path) -> None:
    file = file_of(tmp_path)
    file.parent.mkdir(parents=True)
    file.write_text("# mine\nother_tool = 1  # stays\n")
    async with in_settings(simulator_url, tmp_path) as (app, pilot):
        await go_to(app, pilot, "prompts.keep")
        assert app.services.profile.keep_prompts
        await pilot.press("enter")
        await until(pilot, lambda: not app.services.profile.keep_prompts)
        assert file.read_text().startswith("# mine\nother_tool = 1  # stays\n")
        assert "keep = false" in file.read_text()
        await pilot.press("d")
        await until(pilot, lambda: app.services.profile.keep_prompts)
        assert "keep" not in file.read_text()


async def test_limits_count_at_once(simulator_url: str, tmp_path: Path) -> None:
    async with in_settings(simulator_url, tmp_path) as (app, pilot):
        await go_to(app, pilot, "budget.day")
        await pilot.press("enter")
        await write(pilot, "1,000")
        await pilot.press("enter")
        await until(pilot, lambda: app.services.guards.caps.day == 1000)
        assert "1,000 pts" in text_of(app)


@pytest.mark.parametrize(
    ("key", "typed", "told"),
    [
        ("budget.day", "ten", "budget.day may be 0-1000000000"),
        ("queue.at_once", "33", "queue.at_once may be 1-32"),
        ("saving.folder", "relative", "saving.folder may be"),
    ],
)
async def test_what_may_not_stand_there_is_told_and_not_written(
    key: str, typed: str, told: str, simulator_url: str, tmp_path: Path
) -> None:
    async with in_settings(simulator_url, tmp_path) as (app, pilot):
        await go_to(app, pilot, key)
        await pilot.press("enter")
        field = app.screen.query_one("#setting-field", Input)
        field.value = ""
        await write(pilot, typed)
        await pilot.press("enter")
        await until(pilot, lambda: told in words(app, "#setting-error"))
        assert field.value == typed, "what was typed is still there"
        assert not file_of(tmp_path).exists()
        await pilot.press("escape")
        assert app.current_mode == "settings", "esc leaves the field first"
        await pilot.press("escape")
        await until(pilot, lambda: app.current_mode == "models")


async def test_a_mistake_in_the_file_stands_beside_its_setting(
    simulator_url: str, tmp_path: Path
) -> None:
    file = file_of(tmp_path)
    file.parent.mkdir(parents=True)
    file.write_text("corrections = 'never'\n")
    async with in_settings(simulator_url, tmp_path) as (app, pilot):
        await go_to(app, pilot, "corrections")
        told = words(app, "#setting-error")
        assert str(file) in told
        assert '"automatic", "ask", "off"' in told
        await pilot.press("right")
        await until(pilot, lambda: not words(app, "#setting-error"))
        assert file.read_text() == 'corrections = "ask"\n'


async def test_a_broken_file_is_not_written(simulator_url: str, tmp_path: Path) -> None:
    file = file_of(tmp_path)
    file.parent.mkdir(parents=True)
    file.write_text("[broken\n")
    async with in_settings(simulator_url, tmp_path) as (app, pilot):
        assert "can't be read" in words(app, "#settings-file")
        await go_to(app, pilot, "notices.bell")
        await pilot.press("enter")
        await until(pilot, lambda: "Fix it first" in words(app, "#setting-error"))
        assert file.read_text() == "[broken\n"


async def test_a_theme_is_seen_at_once(simulator_url: str, tmp_path: Path) -> None:
    async with in_settings(simulator_url, tmp_path) as (app, pilot):
        await go_to(app, pilot, "theme")
        await pilot.press("enter")
        await write(pilot, "contrast")
        await pilot.press("enter")
        await until(pilot, lambda: app.theme == "ima-high-contrast")
        assert 'theme = "ima-high-contrast"' in file_of(tmp_path).read_text()
        await pilot.press("d")
        await until(pilot, lambda: app.theme == "textual-dark")


async def test_the_language_changes_everywhere_and_nothing_typed_is_lost(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        await pilot.press("2")
        await until(pilot, lambda: app.current_mode == "create")
        await write(pilot, "a red fox")
        await pilot.press("escape")
        await open_settings(app, pilot)
        await go_to(app, pilot, "language")
        await pilot.press("right")
        await until(pilot, lambda: "语言" in text_of(app))
        assert language() == "zh"
        assert rows(app).item.key == "language", "the cursor stays"
        shelf = app.services.catalogue.shelves
        await until(pilot, lambda: "图" in str(shelf["text_to_image"].listing.leaves[0]))
        await pilot.press("escape")
        await until(pilot, lambda: "提示词" in text_of(app))
        assert app.screen.query_one(PromptPane).text == "a red fox"
        await pilot.press("escape", "1")
        await until(pilot, lambda: "文生图" in text_of(app))


async def test_settings_by_mouse(simulator_url: str, tmp_path: Path) -> None:
    async with in_settings(simulator_url, tmp_path) as (app, pilot):
        at = [item.key for item in ITEMS].index("notices.bell")
        await pilot.click(rows(app), offset=(5, at))
        await until(pilot, lambda: rows(app).cursor == at)
        await pilot.click("#setting-links", offset=(3, 0))
        await until(pilot, lambda: "bell = true" in file_of(tmp_path).read_text())


async def test_a_key_is_changed_and_everything_follows(simulator_url: str, tmp_path: Path) -> None:
    try:
        async with in_settings(simulator_url, tmp_path) as (app, pilot):
            await go_to(app, pilot, "keys")
            await pilot.press("enter", "slash")
            await write(pilot, "favourite")
            await pilot.press("enter", "enter", "r")
            await until(pilot, lambda: "refresh-models" in words(app, "#keys-told"))
            assert "favourite-model" in words(app, "#keys-told"), "both are named"
            assert not file_of(tmp_path).exists()
            await pilot.press("enter", "f6")
            await until(pilot, lambda: "f6" in words(app, "#keys-told"))
            assert 'favourite-model = "f6"' in file_of(tmp_path).read_text()
            await pilot.press("escape", "escape")
            await until(pilot, lambda: app.current_mode == "models")
            assert "f6 favourite" in text_of(app).splitlines()[-1]
            loved = len(app.services.favourites.keys)
            await pilot.press("g", "j", "j", "f")
            await pilot.press("f6")
            await until(pilot, lambda: len(app.services.favourites.keys) == loved + 1)
    finally:
        use_keys({})


async def test_keys_in_the_file_that_collide_are_told(simulator_url: str, tmp_path: Path) -> None:
    file = file_of(tmp_path)
    file.parent.mkdir(parents=True)
    file.write_text("[keys]\nhelp = 'q'\nnosuch = 'x'\nrun = 'x'\n")
    app = app_on(simulator_url, str(tmp_path))
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await ready(app, pilot)
        told = "\n".join(all_mistake_words(app.services.settings))
        assert "(help)" in told
        assert "(leave)" in told
        assert "nosuch" in told
        assert "would be typed" in told
        await pilot.press("question_mark")
        await until(pilot, lambda: "Keys on Models" in text_of(app))
