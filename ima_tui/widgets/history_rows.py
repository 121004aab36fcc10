"""The history as a list: only the pages one looks at are read."""

from collections.abc import Callable, Sequence

from rich.text import Text
from textual.message import Message

from ..locale.formats import day_and_minute, points
from ..store.records import Task
from .cells import fit, join, right
from .rows import Rows
from .task_words import MEDIA_SIGNS, STATE_SIGNS, remark, state_word

PAGE_ROWS = 100
_KEPT_PAGES = 20
_TIME_CELLS = 17
_STATE_CELLS = 11


class HistoryRows(Rows):
    """A row for each task that ever ran, newest first.

    Args:
        now: gives the time (seconds since the epoch).
    """

    class PageNeeded(Message):
        """Rows came into sight that have not been read yet."""

        def __init__(self, page: int) -> None:
            super().__init__()
            self.page = page

    def __init__(self, now: Callable[[], float], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._now = now
        self._pages: dict[int, Sequence[Task]] = {}
        self._asked: set[int] = set()

    @property
    def task_shown(self) -> Task | None:
        """The task at the cursor, once it was read."""
        return self._task_at(self.cursor) if self.cursor < self.count else None

    def give_up(self, page: int) -> None:
        """A page could not be read: it is asked for again when it comes into sight again."""
        self._asked.discard(page)

    def forget(self, count: int) -> None:
        """Read everything anew: there are so many tasks now."""
        self._pages.clear()
        self._asked.clear()
        self.set_count(count)

    def show_page(self, page: int, tasks: Sequence[Task]) -> None:
        """Show a page that was read."""
        self._asked.discard(page)
        self._pages[page] = tasks
        while len(self._pages) > _KEPT_PAGES:
            self._pages.pop(next(iter(self._pages)))
        self.refresh()

    def row(self, index: int, width: int) -> Text:
        """Draw one task, or an empty row while it is being read."""
        task = self._task_at(index)
        if task is None:
            return Text("")
        sign, colour = STATE_SIGNS[task.state]
        price = right(points(task.points), 9)
        free = width - 4 - _TIME_CELLS - len(price) - 2 - _STATE_CELLS
        model = min(18, max(8, free // 3))
        words = min(22, max(0, free - model - 12))
        prompt = max(0, free - model - 1 - words - (1 if words else 0))
        return join(
            [
                (f"{sign} ", str(self.style(colour))),
                (f"{MEDIA_SIGNS.get(task.media, ' ')} ", ""),
                (fit(day_and_minute(task.created_at), _TIME_CELLS), str(self.style("muted"))),
                (fit(task.model_name, model) + " ", str(self.style("strong"))),
                (fit(task.prompt or "", prompt), ""),
                (
                    f" {fit(remark(task, self._now()), words)}" if words else "",
                    str(self.style("muted")),
                ),
                (f"{price}  ", ""),
                (fit(state_word(task), _STATE_CELLS), str(self.style(colour))),
            ]
        )

    def _task_at(self, index: int) -> Task | None:
        page, at = divmod(index, PAGE_ROWS)
        tasks = self._pages.get(page)
        if tasks is None:
            if page not in self._asked:
                self._asked.add(page)
                self.post_message(self.PageNeeded(page))
            return None
        return tasks[at] if at < len(tasks) else None
