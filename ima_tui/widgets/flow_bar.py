"""The progress of a workflow: a bar, and in words what is done, spent and left."""

from typing import ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual.widget import Widget

from .cells import fit, right
from .monitor import bar

_LEAST, _MOST = 10, 40
_PER_CENT_CELLS = 8


class FlowBar(Widget):
    """One line."""

    DEFAULT_CSS = "FlowBar { height: 1; }"
    COMPONENT_CLASSES: ClassVar[set[str]] = {"flow-bar--filled", "flow-bar--rest"}

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._about = (0, "")

    def show(self, per_cent: int, words: str) -> None:
        """Show the progress; draws only if it changed."""
        if (per_cent, words) != self._about:
            self._about = (per_cent, words)
            self.refresh()

    def render(self) -> Text:
        """Draw the bar, then the words, which have priority."""
        per_cent, words = self._about
        width = self.size.width
        cells = max(_LEAST, min(_MOST, width - cell_len(words) - _PER_CENT_CELLS))
        filled, rest = bar(per_cent, cells)
        text = Text(no_wrap=True, overflow="crop", end="")
        text.append(filled, self.get_component_rich_style("flow-bar--filled", partial=True))
        text.append(rest, self.get_component_rich_style("flow-bar--rest", partial=True))
        text.append(fit(right(f"{per_cent} %", 6), _PER_CENT_CELLS))
        return text.append(fit(words, width - text.cell_len))
