"""The minimum size of screens, and the message shown in a smaller terminal."""

from textual.geometry import Size
from textual.widgets import Static

from ..locale import t

LEAST_WIDTH = 60
LEAST_HEIGHT = 16


def is_too_small(size: Size) -> bool:
    """Return whether a terminal is too small for any layout."""
    return size.width < LEAST_WIDTH or size.height < LEAST_HEIGHT


class TooSmall(Static):
    """Covers a screen with the class ``-too-small``; the focus does not change."""

    def __init__(self) -> None:
        super().__init__(
            t("too-small", width=LEAST_WIDTH, height=LEAST_HEIGHT), id="too-small", markup=False
        )
