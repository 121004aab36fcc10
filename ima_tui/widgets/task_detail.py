"""The detail of a task: actions, results, description, timeline."""

from collections.abc import Iterable, Mapping, Sequence

from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.widgets import Static

from ..catalog.characters import plain
from ..locale import t
from ..locale.formats import clock_time, day_and_minute, points
from ..media.previews import Previews
from ..store.records import Event, Task, TaskMedia
from ..tasks.machine import ENDED
from ..wording.failures import quote, shortfall, task_reference
from .links import Link, LinkLine
from .preview import Kind, Preview
from .task_words import event_line, media_line, problem_lines, prompt_words, state_word

PREVIEWED: Mapping[str, Kind] = {
    "image": "image",
    "video": "video",
    "music": "audio",
    "speech": "audio",
}
"""How the results of a task are previewed, by its medium."""


class TaskDetail(Vertical, can_focus=False):
    """The detail of the selected task, with one of its results.

    Attributes:
        position: the result shown, from 0.

    Args:
        previews: makes previews.
    """

    def __init__(self, previews: Previews, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._previews = previews
        self.position = 0
        self._shown: Task | None = None
        self._events: Sequence[Event] = ()
        self._notes: Sequence[str] = ()

    def compose(self) -> ComposeResult:
        """Lay out the actions above the description."""
        yield LinkLine(id="task-links")
        with Container(id="task-body"):
            yield Preview(self._previews, id="task-preview")
            with VerticalScroll(id="task-text", can_focus=False):
                yield Static("", markup=False)

    @property
    def media_shown(self) -> TaskMedia | None:
        """The result shown; None if there is none."""
        medias = self._shown.medias if self._shown is not None else ()
        return medias[self.position] if self.position < len(medias) else None

    def media_of(self, task: Task) -> TaskMedia | None:
        """Return the result of a task that is shown, else the one that will be."""
        at = self.position if self.shows(task) else 0
        return task.medias[at] if at < len(task.medias) else None

    def shows(self, task: Task) -> bool:
        """Return whether it shows this task."""
        return self._shown is not None and self._shown.id == task.id

    def show(
        self,
        task: Task | None,
        events: Iterable[Event],
        hint: str = "",
        links: Sequence[Link] = (),
        notes: Sequence[str] = (),
        ways_back: Sequence[Link] = (),
    ) -> None:
        """Show a task, or a hint without one.

        Args:
            task: the task.
            events: its timeline.
            hint: the text without a task.
            links: its actions.
            notes: lines about it.
            ways_back: what leads back to the list, or takes back what was done.
        """
        if task is None or self._shown is None or task.id != self._shown.id:
            self.position = 0
            self.query_one("#task-text").scroll_home(animate=False)
        self._shown, self._events, self._notes = task, tuple(events), notes
        self.query_one(LinkLine).show(links, ways_back)
        self._draw(hint)

    def play_at(self, position: float | None) -> None:
        """Set the playing position in seconds; None if it is not playing."""
        self.query_one(Preview).play_at(position)

    def scroll_half(self, by: int) -> None:
        """Show what is half of its height further down (1) or up (-1)."""
        words = self.query_one("#task-text")
        words.scroll_relative(y=by * max(1, words.size.height // 2), animate=False)

    def turn(self, by: int) -> None:
        """Show another result of the task."""
        if self._shown is not None and self._shown.medias:
            self.position = (self.position + by) % len(self._shown.medias)
            self._draw()

    def _draw(self, hint: str = "") -> None:
        task = self._shown
        text = describe_task(task, self._events, self.position, self._notes) if task else Text(hint)
        self.query_one("#task-text Static", Static).update(text)
        self._look()

    def _look(self) -> None:
        """Preview the result, if there is one."""
        preview, media, task = self.query_one(Preview), self.media_shown, self._shown
        preview.display = media is not None and task is not None
        if media is not None and task is not None:
            total = len(task.medias)
            about = t("media-number", number=media.position + 1, total=total) if total > 1 else ""
            preview.show(media.path, PREVIEWED[task.media], about=about)


def describe_task(
    task: Task, events: Iterable[Event], position: int = 0, notes: Sequence[str] = ()
) -> Text:
    """Return the description of a task.

    Args:
        task: the task.
        events: its timeline.
        position: the result shown.
        notes: lines about it, below its prompt.
    """
    strong, muted = Style(bold=True), Style(dim=True)
    text = Text()
    text.append(plain(task.model_name), strong)
    text.append(f"   {t(f'task-type-{task.task_type}')} · {points(task.points)}", muted)
    text.append(f" · {day_and_minute(task.created_at)} · {state_word(task)}\n", muted)
    text.append(plain(prompt_words(task), lines=True) + "\n")
    for note in notes:
        text.append(plain(note) + "\n", muted)
    events = tuple(events)
    quoted = quote(task_reference(task.problem, events))
    short = shortfall(task, events)
    missing = short[1] if short is not None else ""
    for line in filter(None, (*problem_lines(task), missing, quoted)):
        text.append(line + "\n", strong)
    text.append("\n")
    many = len(task.medias) > 1
    for media in task.medias:
        mark = ("› " if media.position == position else "  ") if many else ""
        text.append(mark + plain(media_line(media, len(task.medias))) + "\n")
    text.append("\n" if task.medias else "")
    for event in events:
        text.append(plain(event_line(event)) + "\n", muted)
    if task.state in ENDED and task.ended_at is not None:
        text.append(f"{clock_time(task.ended_at)}  {state_word(task)}\n", muted)
    return text
