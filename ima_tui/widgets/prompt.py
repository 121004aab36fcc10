"""The prompt editor: one prompt, or one per line, with the length against the model's limit."""

from collections.abc import Sequence
from dataclasses import replace

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Static, TextArea

from ..locale import t
from .links import Link, LinkLine, link_to
from .writing import WritingArea


class PromptPane(Vertical):
    """The prompt with its heading.

    Args:
        links: further actions on the text; None for those of Create.
    """

    class Changed(Message):
        """The text, or the way it is read, changed."""

    def __init__(self, links: Sequence[Link] | None = None) -> None:
        super().__init__(id="prompt-pane")
        self._own_links = links
        self.by_line = False
        self._most = 0

    def compose(self) -> ComposeResult:
        """Lay out the heading, the counter and the editor."""
        with Horizontal(id="prompt-bar"):
            yield Static(t("create-prompt"), id="prompt-heading", classes="heading", markup=False)
            yield LinkLine(id="prompt-links")
            yield Static("", id="prompt-counter", markup=False)
        yield WritingArea(
            id="prompt",
            compact=True,
            highlight_cursor_line=False,
            placeholder=t("create-prompt-hint"),
        )

    @property
    def text(self) -> str:
        """The text."""
        return self.query_one(TextArea).text

    def replace(self, text: str) -> None:
        """Replace the whole text without posting a message; ctrl+z restores it."""
        editor = self.query_one(TextArea)
        with editor.prevent(TextArea.Changed):
            editor.replace(text, (0, 0), editor.document.end)
        editor.move_cursor(editor.document.end)
        self._count()

    def insert(self, text: str) -> None:
        """Insert text at the cursor."""
        self.query_one(TextArea).insert(text)

    def start_writing(self) -> None:
        """Focus the editor."""
        self.query_one(TextArea).focus()

    def on_mount(self) -> None:
        """Show the further actions."""
        self._show_links()

    def read_by_line(self, *, by_line: bool) -> None:
        """Read the text as one prompt, or as one per line."""
        self.by_line = by_line
        self.query_one("#prompt-heading", Static).update(
            t("create-prompts-by-line" if by_line else "create-prompt")
        )
        self._show_links()
        self._count()
        self.post_message(self.Changed())

    def bound(self, most: int) -> None:
        """Set the length limit in characters."""
        self._most = most
        self._count()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Update the counter, and post ``Changed``."""
        event.stop()
        self._count()
        self.post_message(self.Changed())

    def _show_links(self) -> None:
        reading = t("prompt-as-one" if self.by_line else "prompt-by-line")
        if self._own_links is not None:
            self.query_one(LinkLine).show(self._own_links)
            return
        names = {"by-line": reading, "presets": "", "save-preset": t("prompt-keep"), "editor": ""}
        self.query_one(LinkLine).show([_link(name, words) for name, words in names.items()])

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


def _link(name: str, words: str) -> Link:
    """The link for the mouse; its key is in the key bar and in the help."""
    return replace(link_to(name, words, "muted"), key="")
