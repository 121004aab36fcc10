"""Drawing a thumbnail into an area of cells, in the way that the terminal supports."""

import math
from dataclasses import dataclass

from textual.strip import Strip

from ..media.modes import Mode
from ..media.thumbs import Thumb
from .blocks import half_blocks
from .pixels import Cell, KittyPicture, sixels


@dataclass(frozen=True, slots=True)
class Frame:
    """The area for a picture, in cells, and how it is drawn there.

    Attributes:
        cell: the size of a cell in pixels.
        few_colours: whether the terminal has but 256 colours.
    """

    columns: int
    rows: int
    mode: Mode
    cell: Cell
    few_colours: bool


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawn picture.

    Attributes:
        strips: its rows; with sixels, the fallback where they can't be drawn.
        sixels: the same, empty for none.
        kitty: what the terminal must be sent; None for nothing.
    """

    strips: list[Strip]
    columns: int
    rows: int
    sixels: str = ""
    kitty: KittyPicture | None = None


def draw(thumb: Thumb, frame: Frame) -> Drawn:
    """Draw a thumbnail as large as its area allows, keeping its proportions.

    Args:
        thumb: the picture.
        frame: its room.
    """
    columns, rows = cells_of(thumb, frame)
    picture = thumb.image()
    if frame.mode is Mode.KITTY:
        kitty = KittyPicture(picture, columns, rows, frame.cell)
        return Drawn(kitty.strips, columns, rows, kitty=kitty)
    strips = half_blocks(picture, columns, rows, few_colours=frame.few_colours)
    sent = sixels(picture, columns, rows, frame.cell) if frame.mode is Mode.SIXEL else ""
    return Drawn(strips, columns, rows, sixels=sent)


def cells_of(thumb: Thumb, frame: Frame) -> tuple[int, int]:
    """Return how many columns and rows a picture takes."""
    wide, high = thumb.width / frame.cell.width, thumb.height / frame.cell.height
    scale = min(frame.columns / wide, frame.rows / high)
    columns = min(frame.columns, max(1, math.ceil(wide * scale - 0.01)))
    rows = min(frame.rows, max(1, math.ceil(high * scale - 0.01)))
    return columns, rows
