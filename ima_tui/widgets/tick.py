"""A box to tick that says by its sign whether it is."""

from textual.content import Content
from textual.widgets import Checkbox


class Tick(Checkbox):
    """A checkbox that says by a sign whether it is on, not by its colour alone."""

    BUTTON_LEFT = BUTTON_RIGHT = ""

    def render(self) -> Content:
        """Draw it."""
        self.BUTTON_INNER = "[x]" if self.value else "[ ]"
        return super().render()
