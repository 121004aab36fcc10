"""Pictures as pixels, for terminals that can show them: kitty's protocol and sixel."""

import base64
import os
import secrets
import struct
import sys
from contextlib import suppress
from io import BytesIO
from typing import TYPE_CHECKING, Final, NamedTuple

from rich.color import Color
from rich.segment import ControlType, Segment
from rich.style import Style
from textual.strip import Strip

from ..system import window_pixels

if TYPE_CHECKING:
    from PIL.Image import Image

_CHUNK = 4096
"""The most bytes of a picture in one message (kitty graphics protocol)."""
_PLACEHOLDER = "\U0010eeee"
_NO_TEXT = [(ControlType.CURSOR_FORWARD, 0)]
"""Marks a segment without width."""
# fmt: off
_PLACES: Final = (
    0x0305, 0x030D, 0x030E, 0x0310, 0x0312, 0x033D, 0x033E, 0x033F, 0x0346, 0x034A, 0x034B, 0x034C,
    0x0350, 0x0351, 0x0352, 0x0357, 0x035B, 0x0363, 0x0364, 0x0365, 0x0366, 0x0367, 0x0368, 0x0369,
    0x036A, 0x036B, 0x036C, 0x036D, 0x036E, 0x036F, 0x0483, 0x0484, 0x0485, 0x0486, 0x0487, 0x0592,
    0x0593, 0x0594, 0x0595, 0x0597, 0x0598, 0x0599, 0x059C, 0x059D, 0x059E, 0x059F, 0x05A0, 0x05A1,
    0x05A8, 0x05A9, 0x05AB, 0x05AC, 0x05AF, 0x05C4, 0x0610, 0x0611, 0x0612, 0x0613, 0x0614, 0x0615,
    0x0616, 0x0617, 0x0657, 0x0658, 0x0659, 0x065A, 0x065B, 0x065D, 0x065E, 0x06D6, 0x06D7, 0x06D8,
    0x06D9, 0x06DA, 0x06DB, 0x06DC, 0x06DF, 0x06E0, 0x06E1, 0x06E2, 0x06E4, 0x06E7, 0x06E8, 0x06EB,
    0x06EC, 0x0730, 0x0732, 0x0733, 0x0735, 0x0736, 0x073A, 0x073D, 0x073F, 0x0740, 0x0741, 0x0743,
    0x0745, 0x0747, 0x0749, 0x074A, 0x07EB, 0x07EC, 0x07ED, 0x07EE, 0x07EF, 0x07F0, 0x07F1, 0x07F3,
    0x0816, 0x0817, 0x0818, 0x0819, 0x081B, 0x081C, 0x081D, 0x081E, 0x081F, 0x0820, 0x0821, 0x0822,
)
# fmt: on
"""The diacritics that number rows and columns (kitty, rowcolumn-diacritics.txt)."""

MOST_CELLS = len(_PLACES)
"""The most rows and columns of a picture placed in cells."""


class Cell(NamedTuple):
    """The size of a terminal's cell in pixels."""

    width: int
    height: int


USUAL_CELL = Cell(10, 20)


def cell_size() -> Cell | None:
    """Return the size of a cell as reported by the terminal; None if unknown."""
    if sys.__stdout__ is None:
        return None
    with suppress(OSError, ValueError):
        told = window_pixels(sys.__stdout__.fileno())
        rows, columns, width, height = struct.unpack("4H", told or bytes(8))
        if rows and columns and width >= columns and height >= rows:
            return Cell(width // columns, height // rows)
    return None


class KittyPicture:
    """A picture stored by the terminal, drawn where its placeholders are.

    Attributes:
        strips: its rows: text that the terminal replaces by the picture.
        upload: what to send to the terminal before.
        removal: what to send when the picture is not needed any more.
    """

    def __init__(self, picture: "Image", columns: int, rows: int, cell: Cell) -> None:
        number = 1 + secrets.randbelow(0xFFFFFF)
        style = Style(color=Color.from_rgb(number >> 16, number >> 8 & 255, number & 255))
        marks = [chr(place) for place in _PLACES]
        self.strips = [
            Strip(
                [
                    Segment(
                        "".join(_PLACEHOLDER + marks[row] + mark for mark in marks[:columns]), style
                    )
                ],
                columns,
            )
            for row in range(rows)
        ]
        self.upload = _through(_messages(_png(picture, columns, rows, cell), number, columns, rows))
        self.removal = _through([f"\x1b_Ga=d,d=I,i={number},q=2\x1b\\"])


def sixels(picture: "Image", columns: int, rows: int, cell: Cell) -> str:
    """Return a picture as sixels that fits some cells."""
    # the encoder itself: the package's public modules ask the terminal while they are imported,
    # which fails and takes keys once the app runs
    from textual_image._sixel import image_to_sixels

    scale = min(columns * cell.width / picture.width, rows * cell.height / picture.height)
    width, height = round(picture.width * scale), round(picture.height * scale)
    # a band of six pixels that reaches below the last row would scroll the screen
    return image_to_sixels(picture.resize((max(1, width), max(6, height // 6 * 6))))


def placed(data: str, corner: tuple[int, int], width: int, base: Style) -> Strip:
    """Return a row of spaces that draws sixels.

    Args:
        data: the sixels.
        corner: the column and row of the screen where their left upper corner is.
        width: of the row of spaces, in cells.
        base: its style.
    """
    column, row = corner
    drawn = f"\x1b7\x1b[{row + 1};{column + 1}H{data}\x1b8"
    return Strip([Segment(" " * width, base), Segment(drawn, None, _NO_TEXT)], width)


def _png(picture: "Image", columns: int, rows: int, cell: Cell) -> bytes:
    small = picture.copy()
    small.thumbnail((columns * cell.width, rows * cell.height))
    written = BytesIO()
    small.save(written, "PNG", compress_level=1)
    return written.getvalue()


def _messages(content: bytes, number: int, columns: int, rows: int) -> list[str]:
    data = base64.standard_b64encode(content).decode("ascii")
    chunks = [data[at : at + _CHUNK] for at in range(0, len(data), _CHUNK)]
    messages = []
    for index, chunk in enumerate(chunks):
        more = int(index + 1 < len(chunks))
        first = f"a=T,U=1,f=100,i={number},c={columns},r={rows}," if index == 0 else ""
        messages.append(f"\x1b_G{first}q=2,m={more};{chunk}\x1b\\")
    return messages


def _through(messages: list[str]) -> str:
    """Wrap messages for tmux, which passes them on if ``allow-passthrough`` is on."""
    if not os.environ.get("TMUX"):
        return "".join(messages)
    return "".join(
        "\x1bPtmux;" + message.replace("\x1b", "\x1b\x1b") + "\x1b\\" for message in messages
    )
