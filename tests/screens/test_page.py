"""What all screens have in common."""

import asyncio
from pathlib import Path

import pytest
from rich.color import Color as Colour
from textual.widgets import Static, TextArea

from ima_tui.app import ImaApp
from ima_tui.screens.page import Page

from .stage import app_on, on_stage, ready, text_of, until


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
        await pilot.press("3")
        await until(pilot, lambda: "Nothing is running" in text_of(app))
        told |= contrasts(app)
    assert told.keys() >= {"4 models", "4–13", "use", "♡"}
    assert {text: ratio for text, ratio in told.items() if ratio < LEAST_CONTRAST} == {}


LEAST_CONTRAST = 2


def contrasts(app: ImaApp) -> dict[str, float]:
    """How far each piece of what is in sight stands out, as WCAG counts it."""
    found = {}
    for strip in app.screen._compositor.render_strips():
        for piece in strip:
            front, back = piece.style and piece.style.color, piece.style and piece.style.bgcolor
            if front and back and any(char.isalnum() or char in "♡★" for char in piece.text):
                light = sorted(map(luminance, (front, back)))
                found[piece.text.strip()] = (light[1] + 0.05) / (light[0] + 0.05)
    return found


def luminance(colour: Colour) -> float:
    parts = (part / 255 for part in colour.get_truecolor())
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


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
