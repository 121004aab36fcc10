"""A text editor that stays responsive whatever is pasted into it."""

from collections.abc import Sequence

from rich.style import Style
from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult, Selection

MOST_WRAPPED = 12_000
"""The longest line that is wrapped: each key press wraps it again (100 ms for 20,000)."""


class WritingArea(TextArea):
    """A text area that wraps lines unless one is extremely long."""

    @property
    def rich_style(self) -> Style:
        """The style, never without a background.

        Without one Textual uses the theme's name of it, which for terminal colours is not a colour
        to rich: drawing would crash.
        """
        style = super().rich_style
        return style if style.bgcolor else style + Style(bgcolor="default")

    def edit(self, edit: Edit) -> EditResult:
        """Edit the text, without ever wrapping a line that is too long."""
        if len(edit.text) > MOST_WRAPPED:
            self.soft_wrap = self.soft_wrap and not _is_long(edit.text)
        result = super().edit(edit)
        self._wrap_if_short()
        return result

    def undo(self) -> None:
        """Undo, also if that adds or removes a very long line."""
        super().undo()
        self._wrap_if_short()

    def redo(self) -> None:
        """Redo, also what brings a long line in or takes it away."""
        super().redo()
        self._wrap_if_short()

    def _undo_batch(self, edits: Sequence[Edit]) -> None:
        self._leave_lines()
        super()._undo_batch(edits)

    def _redo_batch(self, edits: Sequence[Edit]) -> None:
        self._leave_lines()
        super()._redo_batch(edits)

    def _leave_lines(self) -> None:
        # Textual 8.2 looks up the cursor before moving it: an error if its line is gone by then
        self.selection = Selection.cursor((0, 0))

    def load_text(self, text: str) -> None:
        """Replace the text, like ``edit``."""
        self.soft_wrap = not _is_long(text)
        super().load_text(text)

    def _wrap_if_short(self) -> None:
        longest = max(map(len, self.document.lines), default=0)
        self.soft_wrap = longest <= MOST_WRAPPED


def _is_long(text: str) -> bool:
    return max(map(len, text.splitlines()), default=0) > MOST_WRAPPED
