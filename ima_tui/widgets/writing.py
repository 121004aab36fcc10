"""A text editor that stays quick however much is pasted into it."""

from collections.abc import Sequence

from rich.style import Style
from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult, Selection

MOST_WRAPPED = 12_000
"""Characters of a line that are wrapped: each key wraps the whole line anew (100 ms for 20,000)."""


class WritingArea(TextArea):
    """Wraps its lines, as long as none is longer than anybody writes."""

    @property
    def rich_style(self) -> Style:
        """The style, never without a background.

        For one that has none Textual takes the theme's name of it, which in the terminal's own
        colours is no colour to rich: drawing would end the app.
        """
        style = super().rich_style
        return style if style.bgcolor else style + Style(bgcolor="default")

    def edit(self, edit: Edit) -> EditResult:
        """Edit the text; what is too long to be wrapped is not wrapped even once."""
        if len(edit.text) > MOST_WRAPPED:
            self.soft_wrap = self.soft_wrap and not _is_long(edit.text)
        result = super().edit(edit)
        self._wrap_if_short()
        return result

    def undo(self) -> None:
        """Undo, also what brought a long line in or took it away."""
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
        """Put another text in place, as ``edit`` does."""
        self.soft_wrap = not _is_long(text)
        super().load_text(text)

    def _wrap_if_short(self) -> None:
        longest = max(map(len, self.document.lines), default=0)
        self.soft_wrap = longest <= MOST_WRAPPED


def _is_long(text: str) -> bool:
    return max(map(len, text.splitlines()), default=0) > MOST_WRAPPED
