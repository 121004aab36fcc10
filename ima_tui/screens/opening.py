"""The placeholder shown until the first screen has been loaded."""

from textual.app import ComposeResult
from textual.containers import Container
from textual.screen import Screen
from textual.widgets import Static

from ..actions import MODELS
from ..widgets.bars import KeyBar, TopBar
from .page import BREAKPOINTS

OPENING = "opening"
"""The mode of this screen."""


class Opening(Screen[None]):
    """The bars and the frame of the first screen: drawn at once, before anything is loaded."""

    HORIZONTAL_BREAKPOINTS = BREAKPOINTS

    def __init__(self, profile: str) -> None:
        super().__init__()
        self._bar = TopBar(MODELS, profile)

    def compose(self) -> ComposeResult:
        """Lay out the parts that the first screen shares, in the same places."""
        yield self._bar
        with Container(id="body"):
            yield Static("", id="opening")
        yield KeyBar(MODELS)
