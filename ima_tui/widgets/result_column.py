"""One of several results side by side."""

from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from ..catalog.characters import plain
from ..locale import t
from ..locale.formats import points
from ..media.previews import Previews
from ..store.records import Task, TaskMedia
from .preview import Preview
from .task_detail import PREVIEWED
from .task_words import STATE_SIGNS, prompt_words, remark, state_word


class ResultColumn(Vertical):
    """A task's result above its model, time and points.

    Args:
        previews: makes previews.
        place: the position of the column, from 0.
    """

    class Picked(Message):
        """It was clicked."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    def __init__(self, previews: Previews, place: int) -> None:
        super().__init__()
        self._previews = previews
        self._place = place
        self._words = Text()

    def compose(self) -> ComposeResult:
        """Lay out the result above the words."""
        yield Preview(self._previews)
        yield Static("", markup=False)

    def show(
        self, task: Task, media: TaskMedia | None, now: float, *, own: bool, chosen: bool
    ) -> None:
        """Show a task.

        Args:
            task: the task.
            media: the result shown; None if there is none.
            now: seconds since the epoch.
            own: whether it has a prompt of its own.
            chosen: whether it is the chosen column.
        """
        self.set_class(chosen, "-chosen")
        total = len(task.medias)
        about = ""
        if media is not None and total > 1:
            about = t("media-number", number=media.position + 1, total=total)
        preview = self.query_one(Preview)
        preview.show(media.path if media else None, PREVIEWED[task.media], about=about)
        words = _words(task, now, own=own, chosen=chosen)
        if words != self._words:
            self._words = words
            self.query_one(Static).update(words)

    def play_at(self, position: float | None) -> None:
        """Set the playing position in seconds; None if it is not playing."""
        self.query_one(Preview).play_at(position)

    def on_click(self) -> None:
        """Post ``Picked``."""
        self.post_message(self.Picked(self._place))


def _words(task: Task, now: float, *, own: bool, chosen: bool) -> Text:
    strong, muted = Style(bold=True), Style(dim=True)
    text = Text()
    mark = "› " if chosen else "  "
    star = "★ " if task.starred else ""
    text.append(f"{mark}{star}{plain(task.model_name)}\n", strong)
    sign, _ = STATE_SIGNS[task.state]
    text.append(f"  {sign} {state_word(task)} · {points(task.points)}\n")
    text.append(f"  {remark(task, now)}\n", muted)
    return text.append(f"  {plain(prompt_words(task))}", muted) if own else text
