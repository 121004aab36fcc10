"""Pictures and waveforms as characters: what every terminal can show."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.color import Color
from rich.color_triplet import ColorTriplet
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

if TYPE_CHECKING:
    from PIL.Image import Image

UPPER = "▀"
_EIGHTHS = " ▁▂▃▄▅▆▇█"
_INVERSE = Style(reverse=True)
_CUBE = (0, 95, 135, 175, 215, 255)
"""The steps of each colour in terminals of 256 colours."""


def half_blocks(picture: "Image", columns: int, rows: int, *, few_colours: bool) -> list[Strip]:
    """Return a picture as rows of half blocks, two of its pixels in a cell.

    Args:
        picture: of any size; it is brought to that of the cells.
        columns: how wide it becomes.
        rows: how high.
        few_colours: whether the terminal has but 256 colours.
    """
    from PIL import Image

    small = picture.resize((columns, rows * 2), Image.Resampling.LANCZOS)
    if few_colours:
        # no dithering: so large are its pixels here that they hide the picture
        small = small.quantize(palette=_palette(), dither=Image.Dither.NONE)
        small = small.convert("RGB")
    pixels, stride = small.tobytes(), columns * 3
    styles: dict[bytes, Style] = {}
    strips = []
    for top in range(0, rows * 2 * stride, stride * 2):
        segments: list[Segment] = []
        run, before = 0, b""
        for at in range(top, top + stride, 3):
            pair = pixels[at : at + 3] + pixels[at + stride : at + stride + 3]
            if pair != before and run:
                segments.append(_cells(before, run, styles))
                run = 0
            before, run = pair, run + 1
        segments.append(_cells(before, run, styles))
        strips.append(Strip(segments, columns))
    return strips


def waveform(
    bars: Sequence[float], rows: int, done: int, colours: tuple[Style, Style]
) -> list[Strip]:
    """Return a sound as bars around a middle line.

    Args:
        bars: one a column, from 0 to 1.
        rows: how high, an even number.
        done: so many bars were played.
        colours: of what was played and of what was not.
    """
    half = rows // 2
    heights = [max(1, round(bar * half * 8)) for bar in bars]
    strips = []
    for row in range(rows):
        upper = row < half
        below = (half - 1 - row if upper else row - half) * 8
        segments = []
        for part, colour in ((heights[:done], colours[0]), (heights[done:], colours[1])):
            for height in part:
                level = max(0, min(8, height - below))
                # blocks grow from below only: hanging ones are drawn by what is free of ink
                hangs = not upper and 0 < level < 8
                text = _EIGHTHS[8 - level if hangs else level]
                segments.append(Segment(text, colour + _INVERSE if hangs else colour))
        strips.append(Strip(Segment.simplify(segments), len(heights)))
    return strips


def _cells(pair: bytes, count: int, styles: dict[bytes, Style]) -> Segment:
    style = styles.get(pair)
    if style is None:
        style = styles[pair] = Style(color=_colour(pair[:3]), bgcolor=_colour(pair[3:]))
    # what a terminal shows as text is no worse for being plain
    return Segment((" " if pair[:3] == pair[3:] else UPPER) * count, style)


def _colour(triplet: bytes) -> Color:
    return Color.from_triplet(ColorTriplet(*triplet))


def _palette() -> "Image":
    from PIL import Image

    cube = [
        step for red in _CUBE for green in _CUBE for blue in _CUBE for step in (red, green, blue)
    ]
    greys = [value for grey in range(8, 248, 10) for value in (grey, grey, grey)]
    palette = Image.new("P", (1, 1))
    palette.putpalette(cube + greys)
    return palette
