"""Progress of tasks on stderr: bars on a terminal, occasional lines elsewhere."""

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, Protocol

from ..clock import Clock
from ..locale import t
from ..locale.formats import duration
from ..store.records import State, Task
from ..tasks.machine import ENDED
from ..widgets.task_words import percent
from .output import note, safe

if TYPE_CHECKING:
    from rich.progress import TaskID

MOST_LINES: Final = 4
"""The most tasks with a line of their own; more are summarised."""

MOST_BARS: Final = 12


class Progress(Protocol):
    """Shows the progress of tasks."""

    def show(self, tasks: Sequence[Task], ended: int) -> None:
        """Show it.

        Args:
            tasks: those that are not over.
            ended: how many are.
        """
        ...

    def aside(self, tell: Callable[[], None]) -> None:
        """Let something else be written."""
        ...

    def close(self) -> None:
        """Show nothing any more."""
        ...


def progress_on_stderr(clock: Clock) -> Progress:
    """Return bars where stderr is a terminal, else lines."""
    if sys.stderr is not None and sys.stderr.isatty():
        return Bars(clock)
    return Lines(clock)


class Lines:
    """Lines at the interval that the service's guides give, per task or summarised."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._next: dict[str, float] = {}

    def show(self, tasks: Sequence[Task], ended: int) -> None:
        """Write the lines that are due."""
        tasks = [task for task in tasks if task.state not in ENDED]
        if len(tasks) <= MOST_LINES:
            for task in tasks:
                if self._due(task.id, [task]):
                    note(progress_line(task, self._clock.now()))
        elif self._due("", tasks):
            note(sum_line(tasks, ended))

    def _due(self, name: str, tasks: Sequence[Task]) -> bool:
        from ..catalog.estimates import progress_interval

        now = self._clock.monotonic()
        due = now >= self._next.get(name, float("inf"))
        if due or name not in self._next:
            wait = min(progress_interval(one.task_type, one.model_id) for one in tasks)
            self._next[name] = now + wait
        return due

    def aside(self, tell: Callable[[], None]) -> None:
        """Let something else be written."""
        tell()

    def close(self) -> None:
        """Nothing stays open."""


class Bars:
    """A bar for each task."""

    def __init__(self, clock: Clock) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, TextColumn
        from rich.progress import Progress as Drawn

        self._clock = clock
        # stdout is for results: rich must not redirect it
        self._drawn = Drawn(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            TextColumn("{task.fields[words]}", markup=False),
            console=Console(stderr=True),
            transient=True,
            auto_refresh=False,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        self._bars: dict[str, TaskID] = {}

    def show(self, tasks: Sequence[Task], ended: int) -> None:  # noqa: ARG002 - bars go when tasks end
        """Draw a bar for each task that fits."""
        shown = {task.id: task for task in tasks[:MOST_BARS]}
        for gone in self._bars.keys() - shown.keys():
            self._drawn.remove_task(self._bars.pop(gone))
        now = self._clock.now()
        for task in shown.values():
            if task.id not in self._bars:
                name = safe(task.model_name)
                self._bars[task.id] = self._drawn.add_task(name, total=100, words="")
            done, words = percent(task, now), safe(progress_words(task, now))
            self._drawn.update(self._bars[task.id], completed=done, words=words)
        self._drawn.start()
        self._drawn.refresh()

    def aside(self, tell: Callable[[], None]) -> None:
        """Make way for other output: the bars come back with the next update."""
        self._drawn.stop()
        tell()

    def close(self) -> None:
        """Remove the bars."""
        self._drawn.stop()


def progress_line(task: Task, now: float) -> str:
    """Return a progress line of a task."""
    return t("cli-progress", model=task.model_name, words=progress_words(task, now))


def progress_words(task: Task, now: float) -> str:
    """Return the progress of a task in words; ``now`` in seconds since the epoch."""
    state = t(f"state-{task.state}")
    if task.problem is not None:
        return t("cli-progress-problem", state=state, why=t(f"brief-{task.problem}"))
    if task.state is not State.RUNNING or task.accepted_at is None:
        return state
    waited = now - task.accepted_at
    about = {"percent": percent(task, now), "waited": duration(waited)}
    if waited > task.expected[1]:
        return t("cli-progress-almost", state=state, **about)
    return t("cli-progress-running", state=state, most=duration(task.expected[1]), **about)


def sum_line(tasks: Sequence[Task], ended: int) -> str:
    """Return a summary line for many tasks."""
    waiting = sum(task.accepted_at is None for task in tasks)
    return t("cli-progress-sum", ended=ended, running=len(tasks) - waiting, waiting=waiting)
