"""The task monitor: one widget that draws its visible rows, bars included."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.text import Text

from ..locale.formats import points
from ..store.records import State, Task
from ..tasks.machine import ENDED
from .cells import fit, join, right
from .rows import Rows
from .task_words import MEDIA_SIGNS, STATE_SIGNS, percent, remark, state_word

_EIGHTHS = " ▏▎▍▌▋▊▉"
_STATE_CELLS = 11
_POINTS_CELLS = 9
_PER_CENT_CELLS = 7
_MOST_MODEL = 18
_LEAST_WORDS, _MOST_WORDS = 18, 26
_LEAST_BAR, _MOST_BAR = 6, 20
_LEAST_PROMPT = 10


@dataclass(frozen=True, slots=True)
class Columns:
    """How many cells each flexible column of a row gets; 0 leaves it out."""

    model: int
    prompt: int
    bar: int
    words: int


def lay_out(width: int, *, with_bar: bool) -> Columns:
    """Share a row's cells: the bar shrinks before the words, then the prompt gives way.

    State and points are never cut.
    """
    free = max(0, width - 4 - _POINTS_CELLS - 1 - _STATE_CELLS)
    model = min(_MOST_MODEL, max(8, free // 4))
    free = max(0, free - model - 1)
    words = min(_LEAST_WORDS, free)
    free -= words
    bar = 0
    if with_bar and free >= _LEAST_BAR + _PER_CENT_CELLS:
        bar = _LEAST_BAR
        free -= bar + _PER_CENT_CELLS
    spare = max(0, free - _LEAST_PROMPT)
    grown = min(_MOST_WORDS - _LEAST_WORDS, spare) if words == _LEAST_WORDS else 0
    wider = min(_MOST_BAR - _LEAST_BAR, (spare - grown) // 3) if bar else 0
    prompt = max(0, free - grown - wider - 1)
    return Columns(model, prompt, bar + wider, words + grown)


def bar(per_cent: int, width: int) -> tuple[str, str]:
    """Return the filled and the empty part of a bar of so many cells, to an eighth of a cell."""
    eighths = round(per_cent / 100 * width * 8)
    full, rest = divmod(eighths, 8)
    filled = "█" * full + (_EIGHTHS[rest] if rest else "")
    return filled, "░" * (width - len(filled))


class Monitor(Rows):
    """A row for each task, newest work first.

    Args:
        now: gives the time (seconds since the epoch).
    """

    def __init__(self, now: Callable[[], float], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._now = now
        self._tasks: Sequence[Task] = ()

    @property
    def task_shown(self) -> Task | None:
        """The task at the cursor."""
        return self._tasks[self.cursor] if self.cursor < len(self._tasks) else None

    def show(self, tasks: Sequence[Task]) -> None:
        """Show tasks; the cursor stays on the task it was on."""
        held = self.task_shown.id if self.task_shown else None
        self._tasks = tasks
        at = next((i for i, task in enumerate(tasks) if task.id == held), None)
        self.set_count(len(tasks))
        if at is not None:
            self.cursor = at

    def row(self, index: int, width: int) -> Text:
        """Draw one task: the bar gives way first, then the prompt, never state or points."""
        task = self._tasks[index]
        sign, colour = STATE_SIGNS[task.state]
        columns = lay_out(width, with_bar=task.state not in ENDED)
        prompt = fit(task.prompt or "", columns.prompt) + " " if columns.prompt else ""
        return join(
            [
                (f"{sign} ", str(self.style(colour))),
                (f"{MEDIA_SIGNS.get(task.media, ' ')} ", ""),
                (fit(task.model_name, columns.model) + " ", str(self.style("strong"))),
                (prompt, ""),
                *self._bar(task, columns.bar),
                (fit(remark(task, self._now()), columns.words), str(self.style("muted"))),
                (right(points(task.points), _POINTS_CELLS) + " ", ""),
                (fit(state_word(task), _STATE_CELLS), str(self.style(colour))),
            ]
        )

    def _bar(self, task: Task, cells: int) -> list[tuple[str, str]]:
        if not cells:
            return []
        if task.state in {State.QUEUED, State.UNCONFIRMED}:
            return [(" " * (cells + _PER_CENT_CELLS), "")]
        done = percent(task, self._now())
        filled, empty = bar(done, cells)
        return [
            (filled, str(self.style("accent"))),
            (empty, str(self.style("track"))),
            (f" {done:>3} % ", ""),
        ]
