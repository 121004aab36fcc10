"""The line above every screen: what of it stays where there is little room."""

from pathlib import Path

import pytest
from textual.app import App, ComposeResult
from textual.color import Color

import ima_tui
from ima_tui.widgets.bars import KeyBar, Status, TopBar

HOST = "127.0.0.1:34969"


class Bars(App[None]):
    def compose(self) -> ComposeResult:
        yield TopBar("models")


async def drawn(status: Status, width: int) -> str:
    app = Bars()
    async with app.run_test(size=(width, 3)):
        bar = app.query_one(TopBar)
        bar.show(status)
        return bar.render().plain


@pytest.mark.parametrize("width", [80, 84, 90, 100, 120])
async def test_another_address_of_the_service_is_always_named(width: int) -> None:
    for spent in (0, 4310):
        told = await drawn(Status("live", spent=spent, line="ok", host=HOST), width)
        assert "127.0." in told
        assert "●" in told
        assert len(told) <= width
    told = await drawn(Status("live", spent=4310, line="ok", host=HOST), 120)
    assert f"live · {HOST} · " in told


async def test_what_is_spent_and_wrong_comes_before_where() -> None:
    status = Status("live", running=12, spent=12345, line="down", host=HOST)
    told = await drawn(status, 80)
    assert "12,345" in told
    assert told.split("○")[1].strip()


class SettingsBars(App[None]):
    def compose(self) -> ComposeResult:
        yield TopBar("settings")


@pytest.mark.parametrize("width", [50, 60, 70, 80, 90, 100, 120])
async def test_no_number_is_cut_and_settings_are_marked_however_narrow(width: int) -> None:
    app = SettingsBars()
    async with app.run_test(size=(width, 3)):
        bar = app.query_one(TopBar)
        bar.show(Status("demo", running=3, spent=12345, line="ok"))
        told = bar.render().plain
    assert len(told) <= width
    assert "12,345" in told
    assert "Settings" in told
    assert all(digit in told for digit in "12345")


@pytest.mark.parametrize("width", [60, 80, 100])
async def test_another_address_is_named_on_settings_too(width: int) -> None:
    app = SettingsBars()
    async with app.run_test(size=(width, 3)):
        bar = app.query_one(TopBar)
        bar.show(Status("live", running=3, spent=345, line="ok", host=HOST))
        told = bar.render().plain
    assert "127.0." in told
    assert "345 pts" in told
    assert len(told) <= width


class Keys(App[None]):
    CSS_PATH = Path(ima_tui.__file__).parent / "opening.tcss"

    def compose(self) -> ComposeResult:
        yield KeyBar("models")


async def test_keys_stand_out_from_what_they_do() -> None:
    app = Keys()
    async with app.run_test(size=(80, 3)) as pilot:
        await pilot.pause()
        segments = app.query_one(KeyBar).render_line(0)
        key, words = (next(one for one in segments if text in one.text) for text in ("/", "search"))
        assert key.style is not None
        assert words.style is not None
        assert key.style.color != words.style.color
        assert key.style.color == Color.parse(app.theme_variables["accent"]).rich_color
