"""What is known of one task: its results, its timeline, what went wrong and what to do."""

from collections.abc import Iterable

from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from ..locale import t
from ..locale.formats import clock_time, day_and_minute, points
from ..store.records import Event, Task
from ..tasks.machine import ENDED
from .cells import plain
from .task_words import event_line, media_line, problem_lines, prompt_words, state_word


class TaskDetail(VerticalScroll, can_focus=False):
    """The detail of the task at the cursor."""

    def compose(self) -> ComposeResult:
        """Lay out one text."""
        yield Static("", markup=False)

    def show(self, task: Task | None, events: Iterable[Event], hint: str = "") -> None:
        """Show a task, or a hint where there is none."""
        self.query_one(Static).update(describe_task(task, events) if task else Text(hint))


def describe_task(task: Task, events: Iterable[Event]) -> Text:
    """Return all that is known of a task."""
    strong, muted = Style(bold=True), Style(dim=True)
    text = Text()
    text.append(task.model_name, strong)
    text.append(f"   {t(f'task-type-{task.task_type}')} · {points(task.points)}", muted)
    text.append(f" · {day_and_minute(task.created_at)} · {state_word(task)}\n", muted)
    text.append(plain(prompt_words(task), lines=True) + "\n")
    for line in problem_lines(task):
        text.append(line + "\n", strong)
    text.append("\n")
    for media in task.medias:
        text.append(media_line(media, len(task.medias)) + "\n")
    text.append("\n" if task.medias else "")
    for event in events:
        text.append(event_line(event) + "\n", muted)
    if task.state in ENDED and task.ended_at is not None:
        text.append(f"{clock_time(task.ended_at)}  {state_word(task)}\n", muted)
    return text
