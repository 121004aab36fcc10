"""History: every task that ever ran, newest first."""

from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Container
from textual.widgets import Static

from ..locale import t
from ..locale.formats import points
from ..store.database import StoreError
from ..store.records import Task
from ..widgets.history_rows import PAGE_ROWS, HistoryRows
from ..widgets.task_detail import TaskDetail
from .task_page import TaskPage


class HistoryScreen(TaskPage):
    """The list of all tasks, and the detail of the one at the cursor."""

    scope: ClassVar[str] = "history"

    def body(self) -> ComposeResult:
        """Lay out a summary, the list and the detail."""
        yield Static("", id="summary", markup=False)
        with Container(id="stack"):
            yield HistoryRows(self.services.clock.now, id="history")
            yield TaskDetail(self.services.previews, id="detail")

    def on_mount(self) -> None:
        """Start in the list."""
        self.query_one(HistoryRows).focus()
        self._changes = -1

    def tick(self) -> None:
        """Read anew what changed."""
        engine = self.services.engine
        changes = engine.book.changes if engine else 0
        if changes != self._changes:
            self._changes = changes
            self.background(self._read_all, "history")

    def on_history_rows_page_needed(self, event: HistoryRows.PageNeeded) -> None:
        """Read a page that came into sight."""
        event.stop()
        self.background(partial(self._read_page, event.page), "pages", only=False)

    @property
    def task_shown(self) -> Task | None:
        """The task at the cursor, once it was read."""
        return self.query_one(HistoryRows).task_shown

    async def _read_all(self) -> None:
        try:
            count, charged = await self.services.ledger.totals()
        except StoreError as error:
            self._show_error(error)
            return
        words = t("history-totals", count=count, points=points(charged))
        self.say("#summary", words)
        rows = self.query_one(HistoryRows)
        rows.forget(count)
        if count:
            await self._read_page(rows.cursor // PAGE_ROWS)
        else:
            self.describe(t("history-empty"))

    async def _read_page(self, page: int) -> None:
        rows = self.query_one(HistoryRows)
        try:
            tasks = await self.services.ledger.page(page * PAGE_ROWS, PAGE_ROWS)
        except StoreError as error:
            rows.give_up(page)
            self._show_error(error)
            return
        rows.show_page(page, tasks)
        if rows.cursor // PAGE_ROWS == page:
            self.describe()

    def _show_error(self, error: StoreError) -> None:
        self.say("#summary", t(f"start-store_{error.reason}", about=str(error.path)))
