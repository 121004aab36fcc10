"""Pictures and waveforms as characters, which every terminal can show."""

from collections.abc import Sequence
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from rich.color import Color
from rich.color_triplet import ColorTriplet
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

if TYPE_CHECKING:
    from PIL.Image import Image

_QUARTERS = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
"""Indexed by the filled quarters: 1 upper left, 2 upper right, 4 and 8 the lower ones."""
_HALVES = 6
"""The bytes of a cell's upper and lower half."""
_SHARP = 16
"""The difference in brightness, of 255, above which neighbours are drawn separately."""
_EIGHTHS = " ▁▂▃▄▅▆▇█"
_INVERSE = Style(reverse=True)
_CUBE = (0, 95, 135, 175, 215, 255)
"""The steps of each colour in terminals of 256 colours."""


def half_blocks(picture: "Image", columns: int, rows: int, *, few_colours: bool) -> list[Strip]:
    """Return a picture as rows of half blocks, or of quarters where left and right differ a lot.

    Args:
        picture: the picture, of any size; it is scaled to the cells.
        columns: how wide it becomes.
        rows: how high.
        few_colours: whether the terminal has only 256 colours.
    """
    cells = _Cells(picture, columns, rows, few_colours=few_colours)
    strips = []
    for row in range(rows):
        drawn = groupby(cells.draw(row, column) for column in range(columns))
        segments = [Segment(text * len(list(same)), style) for (text, style), same in drawn]
        strips.append(Strip(segments, columns))
    return strips


class _Cells:
    """A picture in cells, of two colours each."""

    def __init__(self, picture: "Image", columns: int, rows: int, *, few_colours: bool) -> None:
        from PIL import Image

        quarters = picture.resize((columns * 2, rows * 2), Image.Resampling.LANCZOS)
        halves = quarters.resize((columns, rows * 2), Image.Resampling.BOX)
        if few_colours:
            quarters, halves = _with_few_colours(quarters), _with_few_colours(halves)
        self._columns = columns
        self._few = few_colours
        self._quarters, self._halves = quarters.tobytes(), halves.tobytes()
        self._light = quarters.convert("L").tobytes()
        self._known: dict[bytes, tuple[str, Style]] = {}

    def draw(self, row: int, column: int) -> tuple[str, Style]:
        """Return the character of a cell and its colours."""
        upper = row * 4 * self._columns + column * 2
        lower = upper + 2 * self._columns
        light = self._light[upper : upper + 2] + self._light[lower : lower + 2]
        if abs(light[0] - light[1]) < _SHARP and abs(light[2] - light[3]) < _SHARP:
            at = (row * 2 * self._columns + column) * 3
            below = at + self._columns * 3
            pixels = self._halves[at : at + 3] + self._halves[below : below + 3]
        else:
            at, below = upper * 3, lower * 3
            pixels = self._quarters[at : at + 6] + self._quarters[below : below + 6]
        if pixels not in self._known:
            whole = len(pixels) == _HALVES
            self._known[pixels] = _half(pixels) if whole else self._quarter(pixels, light)
        return self._known[pixels]

    def _quarter(self, pixels: bytes, light: bytes) -> tuple[str, Style]:
        middle = (min(light) + max(light)) // 2
        bright = [index for index in range(4) if light[index] > middle]
        dark = [index for index in range(4) if light[index] <= middle]
        style = Style(color=self._mixed(pixels, bright), bgcolor=self._mixed(pixels, dark))
        return _QUARTERS[sum(1 << index for index in bright)], style

    def _mixed(self, pixels: bytes, of: list[int]) -> Color:
        if self._few:
            # a mixed colour is not in the terminal's palette
            of = of[:1]
        sums = (sum(pixels[index * 3 + part] for index in of) // len(of) for part in range(3))
        return Color.from_rgb(*sums)


def waveform(
    bars: Sequence[float], rows: int, done: int, colours: tuple[Style, Style]
) -> list[Strip]:
    """Return a waveform as bars around a middle line.

    Args:
        bars: one a column, from 0 to 1.
        rows: how high, an even number.
        done: the number of bars already played.
        colours: of the played and the remaining part.
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
                # blocks only grow upwards: hanging ones are drawn inverted
                hangs = not upper and 0 < level < 8
                text = _EIGHTHS[8 - level if hangs else level]
                segments.append(Segment(text, colour + _INVERSE if hangs else colour))
        strips.append(Strip(Segment.simplify(segments), len(heights)))
    return strips


def _half(pixels: bytes) -> tuple[str, Style]:
    upper, lower = _colour(pixels[:3]), _colour(pixels[3:])
    # what a terminal shows as text is no worse for being plain
    return " " if upper == lower else "▀", Style(color=upper, bgcolor=lower)


def _colour(triplet: bytes) -> Color:
    return Color.from_triplet(ColorTriplet(*triplet))


def _with_few_colours(picture: "Image") -> "Image":
    from PIL import Image

    # no dithering: pixels are so large here that it would hide the picture
    return picture.quantize(palette=_palette(), dither=Image.Dither.NONE).convert("RGB")


@cache
def _palette() -> "Image":
    from PIL import Image

    cube = [
        step for red in _CUBE for green in _CUBE for blue in _CUBE for step in (red, green, blue)
    ]
    greys = [value for grey in range(8, 248, 10) for value in (grey, grey, grey)]
    palette = Image.new("P", (1, 1))
    palette.putpalette(cube + greys)
    return palette
