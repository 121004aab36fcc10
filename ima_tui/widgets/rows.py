"""A list of any length that draws only its visible rows."""

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from ..actions import LIST
from .bindings import bindings_of
from .themes import FEW_COLOURS

_PLAIN = Style(dim=False)


class Rows(ScrollView, can_focus=True):
    """The base of every list: cursor, scrolling, keys and mouse. Subclasses draw one row.

    Attributes:
        cursor: the row that has the cursor.
    """

    BINDINGS: ClassVar = bindings_of(LIST)
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "rows--cursor",
        "rows--muted",
        "rows--accent",
        "rows--good",
        "rows--bad",
        "rows--warn",
        "rows--strong",
        "rows--track",
        "rows--hit",
        "rows--gone",
    }
    DEFAULT_CSS = "Rows { overflow-x: hidden; }"

    cursor: reactive[int] = reactive(0, repaint=False)

    class Moved(Message):
        """The cursor came to another row."""

        def __init__(self, rows: "Rows", index: int) -> None:
            super().__init__()
            self.rows = rows
            self.index = index

    class Chosen(Moved):
        """A row was chosen: enter, or a click on the row that has the cursor."""

        def return_there(self) -> None:
            """Put the cursor back on the row: keys in the same burst may have moved it by now."""
            if self.index < self.rows.count:
                self.rows.cursor = self.index

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._count = 0

    @property
    def count(self) -> int:
        """The number of rows."""
        return self._count

    def set_count(self, count: int) -> None:
        """Set the number of rows and redraw."""
        self._count = count
        self.virtual_size = Size(self.size.width, count)
        if count and self.cursor >= count:
            self.cursor = count - 1
        self.refresh()

    def row(self, index: int, width: int) -> Text:
        """Draw one row, at most ``width`` cells wide."""
        raise NotImplementedError

    def chooses_at_once(self, _index: int) -> bool:
        """Whether the first click on a row chooses it."""
        return False

    def style(self, name: str) -> Style:
        """Return the colours of a component class, as in ``style("muted")``."""
        return self.get_component_rich_style(f"rows--{name}", partial=True)

    def render_line(self, y: int) -> Strip:
        """Draw a line of the visible part."""
        index = y + int(self.scroll_offset.y)
        # the scroll bar must not cover text
        width = self.scrollable_content_region.width
        base = self.rich_style
        if index >= self._count:
            return Strip.blank(width, base)
        text = self.row(index, width)
        strip = Strip(text.render(self.app.console)).adjust_cell_length(width)
        own = self.app.native_ansi_color or self.app.has_class(FEW_COLOURS)
        if index == self.cursor and self.has_focus and own:
            # of the terminal's own colours only the default two are sure to contrast
            return Strip([Segment(strip.text, Style(bold=True, reverse=True))], width)
        if index == self.cursor:
            cursor = self.get_component_rich_style("rows--cursor", partial=not self.has_focus)
            # muted text as well: dimmed it would be unreadable on the cursor's colour
            undimmed = Strip(Segment.apply_style(strip, post_style=_PLAIN), width)
            return undimmed.apply_style(base + cursor)
        return strip.apply_style(base)

    def watch_cursor(self, before: int, after: int) -> None:
        """Scroll to the cursor's row."""
        if before == after:
            return
        self.refresh()
        if after < self._count:
            self.scroll_to_region(
                Region(0, after, max(1, self.size.width), 1), animate=False, force=True
            )
            self.post_message(self.Moved(self, after))

    def on_resize(self, _event: events.Resize) -> None:
        """Redraw the rows to the new width."""
        self.virtual_size = Size(self.size.width, self._count)

    def on_focus(self) -> None:
        """The cursor shows where the focus is."""
        self.refresh()

    def on_blur(self) -> None:
        """The cursor shows that the focus is elsewhere."""
        self.refresh()

    async def on_click(self, event: events.Click) -> None:
        """Move the cursor to the clicked row; choose it if it had the cursor or chooses at once."""
        index = int(event.get_content_offset_capture(self).y + self.scroll_offset.y)
        if index >= self._count:
            return
        if index == self.cursor or event.chain > 1 or self.chooses_at_once(index):
            self.cursor = index
            self.post_message(self.Chosen(self, index))
        else:
            self.cursor = index

    def action_move(self, by: int) -> None:
        """Move the cursor by some rows."""
        if self._count:
            self.cursor = max(0, min(self._count - 1, self.cursor + by))

    def action_move_page(self, by: int) -> None:
        """Move the cursor by some pages."""
        self.action_move(by * max(1, self.size.height - 1))

    def action_first(self) -> None:
        """Move to the first row."""
        self.action_move(-self._count)

    def action_last(self) -> None:
        """Move to the last row."""
        self.action_move(self._count)

    def action_select(self) -> None:
        """Choose the cursor's row."""
        if self._count:
            self.post_message(self.Chosen(self, self.cursor))
