"""Tasks read page by page: only recently viewed ones are in memory."""

from collections.abc import Callable, Sequence

from ..store.records import Task

PAGE_ROWS = 100
_KEPT_PAGES = 20


class TaskPages:
    """The pages read so far, for the table and the gallery alike.

    Args:
        ask: called with a page that became visible and was not read yet.
    """

    def __init__(self, ask: Callable[[int], None]) -> None:
        self._ask = ask
        self._pages: dict[int, Sequence[Task]] = {}
        self._asked: set[int] = set()

    def task_at(self, index: int) -> Task | None:
        """Return a task; None while it is being read."""
        page, at = divmod(index, PAGE_ROWS)
        tasks = self._pages.get(page)
        if tasks is None:
            if page not in self._asked:
                self._asked.add(page)
                self._ask(page)
            return None
        return tasks[at] if at < len(tasks) else None

    def put(self, page: int, tasks: Sequence[Task]) -> None:
        """Store a page that was read, dropping the oldest ones."""
        self._asked.discard(page)
        self._pages.pop(page, None)
        self._pages[page] = tasks
        while len(self._pages) > _KEPT_PAGES:
            self._pages.pop(next(iter(self._pages)))

    def give_up(self, page: int) -> None:
        """Note that a page could not be read; it is requested again when next visible."""
        self._asked.discard(page)

    def forget(self) -> None:
        """Drop all pages, to read them again."""
        self._pages.clear()
        self._asked.clear()
