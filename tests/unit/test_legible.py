"""Words can be read whatever a theme draws them with; everything else is drawn as it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.color import BLACK

from ima_tui.widgets.legible import LEAST, Legible, contrast

AMBER, PAPER = Color.parse("#fea62b"), Color.parse("#e0e0e0")
colours = st.builds(Color.from_rgb, *(st.integers(0, 255),) * 3)


def drawn(text: str, style: Style, by: Legible | None = None) -> Style:
    [segment] = (by or Legible()).apply([Segment(text, style)], BLACK)
    assert segment.text == text
    assert segment.style is not None
    return segment.style


@given(words=colours, ground=colours, turned=st.booleans())
def test_words_of_any_colour_can_be_read_on_any_other(
    words: Color, ground: Color, turned: bool
) -> None:
    style = drawn("words", Style(color=words, bgcolor=ground, reverse=turned))
    assert style.color is not None
    assert style.bgcolor is not None
    assert contrast(style.color, style.bgcolor) >= LEAST
    assert (style.color if turned else style.bgcolor) == (words if turned else ground)


@pytest.mark.parametrize("text", ["words", "狐狸", "4–13", "↵", "?", "✓", "★", "▸", "♪", "…"])
def test_keys_and_marks_are_words_too(text: str) -> None:
    style = drawn(text, Style(color=AMBER, bgcolor=PAPER))
    assert style.color is not None
    assert contrast(style.color, PAPER) >= LEAST


@given(words=colours, ground=colours)
def test_what_can_be_read_keeps_its_colour(words: Color, ground: Color) -> None:
    style = Style(color=words, bgcolor=ground, bold=True)
    assert (drawn("words", style) == style) == (contrast(words, ground) >= LEAST)


def test_a_colour_stays_itself_only_darker() -> None:
    style = drawn("4-13", Style(color=AMBER, bgcolor=PAPER, bold=True))
    assert style.bold
    assert style.color is not None
    red, green, blue = style.color.get_truecolor()
    assert red > green > blue


@pytest.mark.parametrize("text", ["▀▄", "│ ─", "███░", "  ", "\U0010eeee\u0305\u030d", "⣿⡇"])
def test_lines_bars_and_pictures_are_drawn_as_they_are(text: str) -> None:
    style = Style(color=AMBER, bgcolor=PAPER)
    assert drawn(text, style) == style


@pytest.mark.parametrize("name", ["default", "red"])
def test_the_terminals_own_colours_stay(name: str) -> None:
    style = Style(color=name, bgcolor="default")
    assert drawn("words", style) == style


def test_more_can_be_asked_for_than_a_ground_allows() -> None:
    grey = Color.parse("#777777")
    style = drawn("words", Style(color=grey, bgcolor=grey), Legible(7))
    assert style.color == Color.from_rgb(0, 0, 0)
