"""A checkbox whose sign shows whether it is checked."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Checkbox


class Tick(Checkbox):
    """A checkbox ``[x]`` that shows by a sign whether it is on, not only by its colour."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "app.focus_previous", show=False),
        Binding("right", "app.focus_next", show=False),
    ]

    def render(self) -> Content:
        """Draw it."""
        box = Content(f"[{'x' if self.value else ' '}]") + self._label.pad(1, 1)
        return box.stylize_before(self.get_visual_style("toggle--label"))
