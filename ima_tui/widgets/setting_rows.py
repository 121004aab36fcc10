"""The list of settings: heading, name and value, one line each."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.text import Text

from ..wording.setting_items import Item
from .cells import fit
from .rows import Rows

_MARGIN = 2
_GAP = 2


@dataclass(frozen=True, slots=True)
class SettingLine:
    """One setting as displayed.

    Attributes:
        heading: the heading above it, if it is the first of its section.
        is_set: whether it differs from the default.
        wrong: whether its value in the file is invalid.
    """

    item: Item
    heading: str
    label: str
    value: str
    is_set: bool = False
    wrong: bool = False


class SettingRows(Rows):
    """All settings."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.lines: Sequence[SettingLine] = ()

    def show(self, lines: Sequence[SettingLine]) -> None:
        """Show settings; draws only if something changed."""
        if lines != self.lines:
            self.lines = lines
            self.set_count(len(lines))

    @property
    def item(self) -> Item:
        """The setting at the cursor."""
        return self.lines[self.cursor].item

    def row(self, index: int, width: int) -> Text:
        """Draw one of them."""
        line = self.lines[index]
        heads = max(cell_len(one.heading) for one in self.lines) + _GAP
        labels = max(cell_len(one.label) for one in self.lines) + _GAP
        mark = "! " if line.wrong else "• " if line.is_set else "  "
        text = Text(no_wrap=True, end="").append(" " * (_MARGIN - 1))
        text.append(fit(line.heading, heads), self.style("muted"))
        text.append(mark, self.style("bad" if line.wrong else "accent"))
        text.append(fit(line.label, labels))
        room = width - text.cell_len - 1
        return text.append(fit(line.value, room), "" if line.is_set else self.style("muted"))
