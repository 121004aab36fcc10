"""The room that screens need, and what stands there while a terminal has less."""

from textual.geometry import Size
from textual.widgets import Static

from ..locale import t

LEAST_WIDTH = 60
LEAST_HEIGHT = 16


def is_too_small(size: Size) -> bool:
    """Tell whether a terminal has too little room to lay anything out."""
    return size.width < LEAST_WIDTH or size.height < LEAST_HEIGHT


class TooSmall(Static):
    """Covers a screen that has the class ``-too-small``; what has the focus keeps it."""

    def __init__(self) -> None:
        super().__init__(
            t("too-small", width=LEAST_WIDTH, height=LEAST_HEIGHT), id="too-small", markup=False
        )
