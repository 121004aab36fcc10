"""Pictures and waveforms as characters: each cell as wide as it says, each colour one there is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from rich.style import Style
from textual.strip import Strip

from ima_tui.widgets.blocks import half_blocks, waveform

BLACK, WHITE = (0, 0, 0), (255, 255, 255)
CUBE = {0, 95, 135, 175, 215, 255}


def text(strips: list[Strip]) -> list[str]:
    return [strip.text for strip in strips]


def one_cell(*quarters: tuple[int, int, int]) -> Image.Image:
    """A picture of four pixels: upper left, upper right, lower left, lower right."""
    picture = Image.new("RGB", (2, 2))
    picture.putdata(quarters)
    return picture


@pytest.mark.parametrize(
    ("quarters", "character", "front", "back"),
    [
        ((WHITE, WHITE, WHITE, WHITE), " ", "#ffffff", "#ffffff"),
        ((WHITE, WHITE, BLACK, BLACK), "▀", "#ffffff", "#000000"),
        ((BLACK, WHITE, BLACK, WHITE), "▐", "#ffffff", "#000000"),
        ((WHITE, BLACK, BLACK, WHITE), "▚", "#ffffff", "#000000"),
        ((BLACK, BLACK, BLACK, WHITE), "▗", "#ffffff", "#000000"),
        (((200, 0, 0), (0, 0, 90), (180, 0, 0), (0, 0, 50)), "▌", "#be0000", "#000046"),
    ],
)
def test_a_cell_is_drawn_by_its_quarters(
    quarters: tuple[tuple[int, int, int], ...], character: str, front: str, back: str
) -> None:
    (strip,) = half_blocks(one_cell(*quarters), 1, 1, few_colours=False)
    (segment,) = strip
    assert segment.text == character
    assert segment.style is not None
    assert segment.style.color is not None
    assert segment.style.bgcolor is not None
    assert (segment.style.color.get_truecolor().hex, segment.style.bgcolor.get_truecolor().hex) == (
        front,
        back,
    )


@settings(max_examples=40, deadline=None)
@given(
    pixels=st.binary(min_size=48, max_size=48),
    columns=st.integers(1, 30),
    rows=st.integers(1, 12),
    few=st.booleans(),
)
def test_a_picture_fills_its_cells(pixels: bytes, columns: int, rows: int, *, few: bool) -> None:
    picture = Image.frombytes("RGB", (4, 4), pixels)
    strips = half_blocks(picture, columns, rows, few_colours=few)
    assert [strip.cell_length for strip in strips] == [columns] * rows
    assert [sum(segment.cell_length for segment in strip) for strip in strips] == [columns] * rows
    for segment in (segment for strip in strips for segment in strip if few):
        assert segment.style is not None
        for colour in (segment.style.color, segment.style.bgcolor):
            assert colour is not None
            red, green, blue = colour.get_truecolor()
            grey = red == green == blue and (red - 8) % 10 == 0
            assert grey or {red, green, blue} <= CUBE


def test_a_sound_is_drawn_around_its_middle() -> None:
    strips = waveform([0.0, 0.5, 1.0], 4, 0, (Style(), Style()))
    assert text(strips) == ["  █", "▁██", "▇██", "  █"]


@given(
    bars=st.lists(st.floats(0, 1), max_size=50),
    rows=st.sampled_from([2, 4, 6, 8]),
    done=st.integers(0, 60),
)
def test_a_waveform_fills_its_room(bars: list[float], rows: int, done: int) -> None:
    played, rest = Style(color="red"), Style(color="blue")
    strips = waveform(bars, rows, min(done, len(bars)), (played, rest))
    assert [strip.cell_length for strip in strips] == [len(bars)] * rows
    assert all(len(strip.text) == len(bars) for strip in strips)
