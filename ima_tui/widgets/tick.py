"""A checkbox whose sign shows whether it is checked."""

from textual.content import Content
from textual.widgets import Checkbox


class Tick(Checkbox):
    """A checkbox that shows by a sign whether it is on, not only by its colour."""

    BUTTON_LEFT = BUTTON_RIGHT = ""

    def render(self) -> Content:
        """Draw it."""
        self.BUTTON_INNER = "[x]" if self.value else "[ ]"
        return super().render()
