"""Our own themes do what they are named for."""

from pathlib import Path

import pytest
from rich.style import Style
from rich.text import Text
from textual.app import App, ComposeResult
from textual.color import Color
from textual.widgets import Button

import ima_tui
from ima_tui.widgets.rows import Rows
from ima_tui.widgets.themes import COLOUR_BLIND, FEW_COLOURS, HIGH_CONTRAST, OWN_THEMES

STYLES = Path(ima_tui.__file__).parent / "styles.tcss"


@pytest.mark.parametrize(
    "name", ["foreground", "primary", "secondary", "accent", "warning", "error", "success"]
)
def test_every_colour_of_high_contrast_is_at_seven_to_one(name: str) -> None:
    colour = Color.parse(str(getattr(HIGH_CONTRAST, name)))
    assert HIGH_CONTRAST.background is not None
    ground = Color.parse(HIGH_CONTRAST.background)
    assert ratio(colour, ground) >= 7


def ratio(one: Color, other: Color) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: Color) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in colour.normalized
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


SURE = {"textual-dark", "textual-light", *(theme.name for theme in OWN_THEMES)}
"""The usual themes and our own: normal text at 4.5:1 (WCAG 2.2, contrast minimum)."""


class ThreeRows(Rows):
    """Rows with a muted part."""

    def row(self, _index: int, _width: int) -> Text:
        return Text("words ").append("muted", self.style("muted"))


class StateRows(Rows):
    """Rows with a state in its colour."""

    def row(self, index: int, _width: int) -> Text:
        name = ("accent", "good", "bad", "warn")[index]
        return Text("").append(name, self.style(name))


class Stage(App[None]):
    """Rows on our own styles."""

    CSS_PATH = STYLES

    def compose(self) -> ComposeResult:
        yield ThreeRows()
        yield Button("Run", variant="primary", compact=True)


async def test_the_row_at_the_cursor_can_be_read_in_16_colours() -> None:
    app = Stage()
    async with app.run_test(size=(40, 5)) as pilot:
        rows = app.query_one(ThreeRows)
        rows.set_count(3)
        rows.focus()
        app.add_class(FEW_COLOURS)
        await pilot.pause()
        words = [one for one in rows.render_line(0) if one.text.strip()]
        assert [one.style for one in words] == [Style(bold=True, reverse=True)]


async def test_words_on_the_accent_can_be_read_in_every_theme() -> None:
    app = Stage()
    for theme in OWN_THEMES:
        app.register_theme(theme)
    async with app.run_test(size=(40, 5)) as pilot:
        button = app.query_one(Button)
        for name in sorted(app.available_themes):
            app.theme = name
            await pilot.pause()
            if not app.native_ansi_color:
                ground, words = button.colors[2:]
                found = ratio(ground + words, ground)
                assert found >= 3, (name, found)


async def test_the_row_at_the_cursor_can_be_read_in_every_theme() -> None:
    app = Stage()
    for theme in OWN_THEMES:
        app.register_theme(theme)
    async with app.run_test(size=(40, 5)) as pilot:
        rows = app.query_one(ThreeRows)
        rows.set_count(3)
        rows.focus()
        for name in sorted(app.available_themes):
            app.theme = name
            await pilot.pause()
            segments = [one for one in rows.render_line(0) if one.text.strip()]
            if app.native_ansi_color:
                # the terminal's own two, the other way round, and no other colour among them
                style = segments[0].style
                assert len(segments) == 1, name
                assert style == Style(bold=True, reverse=True), name
                continue
            assert [one.text.strip() for one in segments] == ["words", "muted"]
            for style in (one.style for one in segments):
                assert style is not None
                assert style.color is not None
                assert style.bgcolor is not None
                assert not style.dim, name
                found = ratio(
                    Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)
                )
                assert found >= (4.5 if name in SURE else 3), (name, found)


class States(Stage):
    """Rows with a state in its colour, on our own styles."""

    def compose(self) -> ComposeResult:
        yield StateRows()


@pytest.mark.parametrize("name", sorted(SURE - {"textual-light"}))
async def test_a_state_can_be_read_at_the_cursor_too(name: str) -> None:
    app = States()
    for theme in OWN_THEMES:
        app.register_theme(theme)
    async with app.run_test(size=(40, 5)) as pilot:
        rows = app.query_one(StateRows)
        rows.set_count(4)
        rows.focus()
        app.theme = name
        for at in range(4):
            rows.cursor = at
            await pilot.pause()
            for line in range(4):
                style = next(one.style for one in rows.render_line(line) if one.text.strip())
                assert style is not None
                assert style.color is not None
                assert style.bgcolor is not None
                found = ratio(
                    Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)
                )
                assert found >= (2.9 if line == at else 4.5), (name, line, at, found)


def test_good_and_bad_differ_in_blue_not_in_red_against_green() -> None:
    good, bad = Color.parse(str(COLOUR_BLIND.success)), Color.parse(str(COLOUR_BLIND.error))
    assert good.b - bad.b > 128
