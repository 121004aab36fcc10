"""Our own themes do what they are named for."""

from pathlib import Path

import pytest
from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.color import Color
from textual.widgets import Button

import ima_tui
from ima_tui.at_terminal import TerminalApp
from ima_tui.widgets.legible import LEAST, contrast
from ima_tui.widgets.rows import Rows
from ima_tui.widgets.themes import (
    COLOUR_BLIND,
    FEW_COLOURS,
    HIGH_CONTRAST,
    MOST_CONTRAST,
    OWN_THEMES,
)

from .stage import contrasts

STYLES = Path(ima_tui.__file__).parent / "styles.tcss"


@pytest.mark.parametrize(
    "name", ["foreground", "primary", "secondary", "accent", "warning", "error", "success"]
)
def test_every_colour_of_high_contrast_is_at_seven_to_one(name: str) -> None:
    colour = Color.parse(str(getattr(HIGH_CONTRAST, name)))
    assert HIGH_CONTRAST.background is not None
    ground = Color.parse(HIGH_CONTRAST.background)
    assert contrast(colour.rich_color, ground.rich_color) >= MOST_CONTRAST


def test_selected_text_too_is_at_seven_to_one_in_high_contrast() -> None:
    ground = Color.parse(HIGH_CONTRAST.variables["input-selection-background"])
    words = Color.parse(str(HIGH_CONTRAST.foreground))
    assert contrast(words.rich_color, ground.rich_color) >= MOST_CONTRAST


class ThreeRows(Rows):
    """Rows with a muted part."""

    def row(self, _index: int, _width: int) -> Text:
        return Text("words ").append("muted", self.style("muted"))


class StateRows(Rows):
    """Rows with a state in its colour."""

    def row(self, index: int, _width: int) -> Text:
        name = ("accent", "good", "bad", "warn")[index]
        return Text("").append(name, self.style(name))


class Stage(TerminalApp):
    """Rows on our own styles."""

    CSS_PATH = STYLES

    def compose(self) -> ComposeResult:
        for theme in OWN_THEMES:
            self.register_theme(theme)
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


async def test_the_cursor_and_words_on_the_accent_can_be_read_in_every_theme() -> None:
    app = Stage()
    async with app.run_test(size=(40, 5)) as pilot:
        rows = app.query_one(ThreeRows)
        rows.set_count(3)
        rows.focus()
        for name in sorted(app.available_themes):
            app.theme = name
            await pilot.pause()
            if app.native_ansi_color:
                segments = [one for one in rows.render_line(0) if one.text.strip()]
                # the terminal's own two, the other way round, and no other colour among them
                assert [one.style for one in segments] == [Style(bold=True, reverse=True)], name
                continue
            told = contrasts(app)
            assert told.keys() == {"words", "muted", "Run"}
            assert min(told.values()) >= LEAST, (name, told)


class States(Stage):
    """Rows with a state in its colour, on our own styles."""

    def compose(self) -> ComposeResult:
        for theme in OWN_THEMES:
            self.register_theme(theme)
        yield StateRows()


async def test_a_state_can_be_read_at_the_cursor_too_in_every_theme() -> None:
    app = States()
    async with app.run_test(size=(40, 5)) as pilot:
        rows = app.query_one(StateRows)
        rows.set_count(4)
        rows.focus()
        for name in sorted(app.available_themes):
            app.theme = name
            if app.native_ansi_color:
                continue
            for at in range(4):
                rows.cursor = at
                await pilot.pause()
                told = contrasts(app)
                assert told.keys() == {"accent", "good", "bad", "warn"}
                least = MOST_CONTRAST if name == HIGH_CONTRAST.name else LEAST
                assert min(told.values()) >= least, (name, at, told)


def test_good_and_bad_differ_in_blue_not_in_red_against_green() -> None:
    good, bad = Color.parse(str(COLOUR_BLIND.success)), Color.parse(str(COLOUR_BLIND.error))
    assert good.b - bad.b > 128
