"""The base of widgets whose clickable words have colours of their own."""

from rich.style import Style
from textual.widget import Widget


class Clickable(Widget):
    """A widget with clickable words; each keeps the style that it is drawn with."""

    @property
    def link_style(self) -> Style:
        """None: Textual would give all of them the one colour of links."""
        return Style()
