"""Where the prompt is written: one, or one a line, with its length against the model's limit."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Static, TextArea

from ..locale import t


class PromptPane(Vertical):
    """The prompt with its heading."""

    class Changed(Message):
        """The text or the way it is read is another one."""

    def __init__(self) -> None:
        super().__init__(id="prompt-pane")
        self.by_line = False
        self._most = 0

    def compose(self) -> ComposeResult:
        """Lay out the heading, the counter and the editor."""
        with Horizontal(id="prompt-bar"):
            yield Static(t("create-prompt"), id="prompt-heading", classes="heading", markup=False)
            yield Static("", id="prompt-counter", markup=False)
        yield TextArea(
            id="prompt",
            compact=True,
            highlight_cursor_line=False,
            placeholder=t("create-prompt-hint"),
        )

    @property
    def text(self) -> str:
        """What is written."""
        return self.query_one(TextArea).text

    def replace(self, text: str) -> None:
        """Put another text in place of all, telling nobody; ctrl+z brings back what was there."""
        editor = self.query_one(TextArea)
        with editor.prevent(TextArea.Changed):
            editor.replace(text, (0, 0), editor.document.end)
        editor.move_cursor(editor.document.end)
        self._count()

    def start_writing(self) -> None:
        """Put the cursor here."""
        self.query_one(TextArea).focus()

    def read_by_line(self, *, by_line: bool) -> None:
        """Read the text as one prompt, or as one a line."""
        self.by_line = by_line
        self.query_one("#prompt-heading", Static).update(
            t("create-prompts-by-line" if by_line else "create-prompt")
        )
        self._count()
        self.post_message(self.Changed())

    def bound(self, most: int) -> None:
        """Count against so many characters."""
        self._most = most
        self._count()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Count, and tell who shows the price."""
        event.stop()
        self._count()
        self.post_message(self.Changed())

    def _count(self) -> None:
        text = self.text
        if self.by_line:
            lines = [len(line.strip()) for line in text.splitlines() if line.strip()]
            words, length = t("create-prompts", count=len(lines)), max(lines, default=0)
        else:
            length = len(text.strip())
            words = f"{length} / {self._most}" if self._most else str(length)
        counter = self.query_one("#prompt-counter", Static)
        counter.update(words if text else "")
        counter.set_class(bool(self._most) and length > self._most, "-bad")
