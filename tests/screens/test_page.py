"""What all screens have in common."""

import asyncio
from pathlib import Path

import pytest
from textual.widgets import Static, TextArea

from ima_tui.screens.page import Page
from ima_tui.widgets.legible import LEAST

from .stage import app_on, contrasts, on_stage, ready, text_of, until


async def test_leaving_in_the_middle_of_some_work_is_no_crash(
    simulator_url: str, tmp_path: Path
) -> None:
    app = app_on(simulator_url, str(tmp_path))
    ended = asyncio.Event()
    async with app.run_test() as pilot:
        await ready(app, pilot)
        page = app.screen
        assert isinstance(page, Page)

        async def work() -> None:
            try:
                while page.is_running:  # noqa: ASYNC110 - nothing tells of it
                    await asyncio.sleep(0)
            finally:
                ended.set()
                page.query_one("#gone", Static)

        page.background(work, "test")
        await pilot.pause()
    assert ended.is_set()


@pytest.mark.parametrize("size", [(60, 16), (80, 24), (120, 40)])
async def test_the_key_that_shows_all_keys_is_in_sight_on_every_screen(
    simulator_url: str, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with on_stage(simulator_url, tmp_path, size) as (app, pilot):
        for key in "1342":
            await pilot.press(key)
            await until(pilot, lambda: text_of(app).splitlines()[-1].strip() != "")
            bar = text_of(app).splitlines()[-1]
            assert "? help" in bar
            assert len(bar.rstrip()) <= size[0]


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light", "solarized-light"])
async def test_words_stand_out_from_what_is_behind_them_in_every_theme(
    simulator_url: str, tmp_path: Path, theme: str
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        app.theme = theme
        await pilot.press("down", "down")
        await until(pilot, lambda: "Nano Banana 2   Text to image" in text_of(app))
        told = contrasts(app)
        for key, words in {"3": "Nothing is running", "comma": "config/settings.toml"}.items():
            await pilot.press(key)
            await until(pilot, lambda words=words: words in text_of(app))  # type: ignore[misc]
            told |= contrasts(app)
        await pilot.press("question_mark")
        await until(pilot, lambda: "Keys on Settings" in text_of(app))
        found = contrasts(app, app.screen.query_one(".dialog").region)
    assert told.keys() >= {"4 models", "4–13", "use", "♡", "API key"}
    assert found.keys() >= {"Words", "change"}
    assert {text: ratio for text, ratio in (told | found).items() if ratio < LEAST} == {}


async def test_the_cursors_row_is_read_in_the_terminals_own_colours(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        app.theme = "ansi-dark"
        await pilot.press("down", "down")
        await until(pilot, lambda: "Nano Banana 2   Text to image" in text_of(app))
        strips = app.screen._compositor.render_strips()
        pieces = [piece for strip in strips for piece in strip if "4–13" in piece.text]
        looks = [piece.style for piece in pieces if piece.style and piece.style.reverse]
        assert looks, "the price at the cursor is turned around, in no colour of its own"
        assert all(look.color is None or look.color.is_default for look in looks)


async def test_calm_moves_nothing(simulator_url: str, tmp_path: Path) -> None:
    config = tmp_path / "config"
    config.mkdir()
    (config / "settings.toml").write_text("[display]\ncalm = true\n")
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        assert app.animation_level == "none"
        await pilot.press("2")
        await until(pilot, lambda: isinstance(app.focused, TextArea))
        await until(pilot, lambda: not app.screen.query_one("#prompt", TextArea).cursor_blink)


async def test_a_last_tick_while_the_app_takes_its_screens_down_is_no_crash(
    simulator_url: str, tmp_path: Path
) -> None:
    async with on_stage(simulator_url, tmp_path) as (app, pilot):
        page = app.screen
        assert isinstance(page, Page)
        stack = app._screen_stacks[app.current_mode]
        taken = stack[:]
        stack.clear()
        page._changed = True
        page._tick()
        stack.extend(taken)
        assert page._changed, "it drew nothing"
        await pilot.pause()
