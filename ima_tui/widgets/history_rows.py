"""The history as a table: a row for each task."""

from collections.abc import Callable

from rich.cells import cell_len
from rich.text import Text

from ..locale.formats import day_and_minute, duration, points
from ..store.records import State, Task
from ..wording.records import took
from .cells import fit, join, right
from .rows import Rows
from .task_pages import TaskPages
from .task_words import MEDIA_SIGNS, STATE_SIGNS, remark, state_word

STAR = "★"
_TIME_CELLS = 17
_SHORT_TIME_CELLS = 12
_STATE_CELLS = 11
_POINTS_CELLS = 9
_MOST_TAGS = 20
_WIDE = 98


class HistoryRows(Rows):
    """A row for each task that matches the filter, newest first.

    Args:
        now: returns the time in seconds since the epoch.
        pages: the tasks read so far.
        about: returns what a task is about: its prompt, else its options.
    """

    def __init__(
        self,
        now: Callable[[], float],
        pages: TaskPages,
        about: Callable[[Task], str],
        *,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._about = about
        self._now = now
        self._pages = pages

    @property
    def task_shown(self) -> Task | None:
        """The task at the cursor, once it was read."""
        return self._pages.task_at(self.cursor) if self.cursor < self.count else None

    def row(self, index: int, width: int) -> Text:
        """Draw one task, or an empty row while it is being read."""
        task = self._pages.task_at(index)
        if task is None:
            return Text("")
        sign, colour = STATE_SIGNS[task.state]
        price = right(points(task.points), _POINTS_CELLS)
        time = day_and_minute(task.created_at)
        wide = width >= _WIDE
        time_cells = _TIME_CELLS if wide else _SHORT_TIME_CELLS
        free = width - 6 - time_cells - cell_len(price) - 2 - _STATE_CELLS
        model = min(18, max(8, free // 3))
        words = min(22 if wide else 11, max(0, free - model - 12))
        tags = " ".join(f"#{tag}" for tag in task.tags)
        tag_cells = min(_MOST_TAGS, len(tags) + 1, max(0, free - model - words - 24)) if tags else 0
        prompt = max(0, free - model - 1 - words - tag_cells - (1 if words else 0))
        return join(
            [
                (f"{sign} ", str(self.style(colour))),
                (f"{STAR if task.starred else ' '} ", str(self.style("accent"))),
                (f"{MEDIA_SIGNS.get(task.media, ' ')} ", ""),
                (fit(time[-(time_cells - 1) :], time_cells), str(self.style("muted"))),
                (fit(task.model_name, model) + " ", str(self.style("strong"))),
                (fit(self._about(task), prompt), "" if task.prompt else str(self.style("muted"))),
                (fit(tags, tag_cells), str(self.style("accent"))),
                (
                    f" {fit(self._remark(task, wide=wide), words)}" if words else "",
                    str(self.style("muted")),
                ),
                (f"{price}  ", ""),
                (fit(state_word(task), _STATE_CELLS), str(self.style(colour))),
            ]
        )

    def _remark(self, task: Task, *, wide: bool) -> str:
        """The remark on a task; if there is little room, only its time."""
        seconds = took(task) if task.state in {State.DONE, State.PARTIAL} else None
        if wide or seconds is None:
            return remark(task, self._now())
        return duration(seconds)
