"""History: all past tasks, searched and filtered, and spending."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Container
from textual.timer import Timer
from textual.widgets import Static

from ..locale import t
from ..locale.formats import points
from ..services import Services
from ..store.budget import Guard, Standing
from ..store.database import StoreError
from ..store.history import Found, has_words
from ..store.records import Task
from ..store.spend import Period
from ..widgets.browse_bar import SearchField
from ..widgets.cells import fit
from ..widgets.gallery import Gallery
from ..widgets.history_filter import Chosen
from ..widgets.history_rows import HistoryRows
from ..widgets.links import Link, LinkLine, link_to
from ..widgets.spend_view import Figures, SpendView
from ..widgets.task_detail import TaskDetail
from ..widgets.task_pages import PAGE_ROWS, TaskPages
from ..wording.store import store_words
from .exporting import Export
from .history_filters import HistoryFilters
from .history_notes import lineage_of, options_of

_MOST_TEXT = 24
"""The most cells of the search text shown in the filter line."""

RESTING_SECONDS = 0.2
"""How long the cursor rests on a task before its lineage is looked up."""


class HistoryScreen(HistoryFilters):
    """The list of all tasks, as a table or as pictures, the detail of one, and spending."""

    scope: ClassVar[str] = "history"

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._found = Found()
        self._pages = TaskPages(self._ask_page)
        self._resting: Timer | None = None
        self._lineage: tuple[str, list[str]] = ("", [])
        self._changes = -1
        self._finding: object = None
        self._options: dict[str, str] = {}

    def body(self) -> ComposeResult:
        """Lay out the filter line, the list, the detail, and the spend view in their place."""
        yield LinkLine(id="counts")
        yield Static("", id="notice", markup=False)
        yield SearchField(t("search-history-hint"))
        with Container(id="stack"):
            yield HistoryRows(self.services.clock.now, self._pages, self._about, id="history")
            yield Gallery(self._pages, self.services.previews, self._about, id="gallery")
            yield TaskDetail(self.services.previews, id="detail")
        yield SpendView(id="spend")

    def on_mount(self) -> None:
        """Start in the list."""
        self.query_one("#search").display = False
        self.query_one("#notice").display = False
        self.query_one(HistoryRows).focus()

    def tick(self) -> None:
        """Reload what changed."""
        engine = self.services.engine
        changes = engine.book.changes if engine else 0
        # one after the other: restarting slow queries would never let one finish
        if changes != self._changes and self._finding is None:
            if self._changes < 0:
                self.describe(t("loading"))
            self._changes = changes
            self.read_again()
        self.show_playing()

    @property
    def list_shown(self) -> HistoryRows | Gallery:
        """The table or the pictures."""
        if self.has_class("-gallery"):
            return self.query_one(Gallery)
        return self.query_one(HistoryRows)

    @property
    def task_shown(self) -> Task | None:
        """The selected task, once it was read."""
        return self.list_shown.task_shown

    def read_again(self) -> None:
        """Reload the list; the cursor stays on its task."""
        self.background(partial(self._find, keep=True), "history")

    def show_only(self, chosen: Chosen) -> None:
        """Show what matches, from the top; without a filter, stay on the task."""
        self.chosen = chosen
        self._show_counts()
        self.background(partial(self._find, keep=chosen == Chosen()), "history")

    def action_back(self) -> None:
        """Leave the spend view, then the full-screen detail, then the filter."""
        if self.has_class("-spend"):
            self._view("")
        elif self.has_class("-whole"):
            super().action_back()
        elif self.chosen != Chosen():
            self._take(Chosen())
            self._leave_search()

    def action_history_view(self) -> None:
        """Show pictures instead of the table, or the table again."""
        if self.has_class("-spend"):
            self._view("")
            return
        cursor = self.list_shown.cursor
        self.toggle_class("-gallery")
        self._view("")
        self.list_shown.cursor = cursor

    def action_show_spend(self) -> None:
        """Show spending, or the list again."""
        self._view("" if self.has_class("-spend") else "-spend")
        if self.has_class("-spend"):
            self.background(self._read_spend, "spend")

    def action_spend_period(self) -> None:
        """Sum the points by the next of day, week and month."""
        view = self.query_one(SpendView)
        if self.has_class("-spend"):
            periods = list(Period)
            view.show_period(periods[(periods.index(view.period) + 1) % len(periods)])

    def action_spend_by(self, period: str) -> None:
        """Sum the points by a period."""
        self.query_one(SpendView).show_period(Period(period))

    def action_move_tile(self, by: int) -> None:
        """Move to a neighbouring picture."""
        if self.has_class("-gallery"):
            self.query_one(Gallery).move(by)

    def action_export_history(self) -> None:
        """Write what is shown to a file."""
        if self._found.rows:
            Export(self, self.services, self._found.rows).ask()
        else:
            self.notify(t("export-nothing"), markup=False)

    def show_list(self) -> None:
        """Show the list in place of any other view."""
        self._view("")

    def _view(self, view: str) -> None:
        """Show the list, or spending."""
        self.set_class(view == "-spend", "-spend")
        (self.query_one(SpendView) if view else self.list_shown).focus()
        self._show_counts()

    def _ask_page(self, page: int) -> None:
        self.background(partial(self._read_page, page, self._found), f"page-{page}")

    async def _read_page(self, page: int, found: Found) -> None:
        try:
            tasks = await self._tasks(found, page)
        except StoreError as error:
            self._pages.give_up(page)
            self._show_error(error)
            return
        if found is self._found:
            self._pages.put(page, tasks)
            self.list_shown.refresh()
            if self.list_shown.cursor // PAGE_ROWS == page:
                self.describe()

    async def _find(self, *, keep: bool) -> None:
        """Search with the current filter."""
        self._finding = own = object()
        try:
            await self._show_found(keep=keep)
        finally:
            # one that was cancelled ends after the next has begun
            if self._finding is own:
                self._finding = None

    async def _show_found(self, *, keep: bool) -> None:
        """Show the tasks found; the visible ones are read before they are drawn."""
        try:
            wanted = self.chosen.wanted(self.services.clock.now())
            if "@" in wanted.text:
                runs = await asyncio.to_thread(self.services.runs.meant, wanted.text)
                wanted = replace(wanted, runs=runs)
            found = await self.services.history.find(wanted)
            read: dict[int, Sequence[Task]] = {}
            # the cursor may be moved while the rows are read
            while missing := self._pages_of(found, keep=keep) - set(read):
                for page in missing:
                    read[page] = await self._tasks(found, page)
        except StoreError as error:
            self._show_error(error)
            return
        self.say("#notice", "", hide=True)
        cursor = self._place_in(found) if keep else 0
        self._found = found
        self._pages.forget()
        self._options.clear()
        for page, tasks in read.items():
            self._pages.put(page, tasks)
        for view in (self.query_one(HistoryRows), self.query_one(Gallery)):
            view.set_count(len(found.rows))
            view.cursor = cursor
        self._show_counts()
        self.describe(self._why_empty())
        if self.has_class("-spend"):
            self.background(self._read_spend, "spend")

    def _place_in(self, found: Found) -> int:
        """The position of the cursor's task among other rows."""
        at, rows = self.list_shown.cursor, self._found.rows
        return _place_of(rows[at] if at < len(rows) else None, found.rows, at)

    def _pages_of(self, found: Found, *, keep: bool) -> set[int]:
        """The pages that will be in sight first."""
        cursor = self._place_in(found) if keep else 0
        top = min(cursor, int(self.list_shown.scroll_offset.y))
        return {cursor // PAGE_ROWS, top // PAGE_ROWS}

    def _about(self, task: Task) -> str:
        """What a task is about: its prompt or, if that was not kept, its options."""
        if task.prompt:
            return task.prompt
        if task.id not in self._options:
            self._options[task.id] = options_of(self.services, task)
        return self._options[task.id]

    async def _tasks(self, found: Found, page: int) -> Sequence[Task]:
        start = page * PAGE_ROWS
        tasks = await self.services.history.tasks(found.rows[start : start + PAGE_ROWS])
        engine = self.services.engine
        return [engine.book.shown(task) for task in tasks] if engine is not None else tasks

    def describe(self, hint: str = "", links: Sequence[Link] = ()) -> None:
        """Show the detail of the selected task, or a hint if there is none."""
        if self._resting is not None:
            self._resting.stop()
        super().describe(hint, links)

    async def _read_timeline(self, task: Task) -> None:
        known = self._lineage[1] if self._lineage[0] == task.id else []
        self._show_task(task, await self._timeline(task), known)
        self._resting = self.set_timer(
            RESTING_SECONDS, lambda: self.background(partial(self._read_lineage, task), "detail")
        )

    async def _read_lineage(self, task: Task) -> None:
        try:
            self._lineage = (task.id, await lineage_of(self.services, task))
        except StoreError:
            return
        self._show_task(task, await self._timeline(task), self._lineage[1])

    async def _read_spend(self) -> None:
        now = self.services.clock.now()
        caps = self.services.guards.caps
        engine = self.services.engine
        session = Standing("session", caps.session, engine.spent if engine is not None else 0)
        try:
            spend = await self.services.spending.of(self.chosen.wanted(now))
            used = await self.services.spending.caps(Guard(caps, now, now, ""))
        except StoreError as error:
            self._show_error(error)
            return
        standings = [session, *(one for one in used if one.cap != "session")]
        about = " · ".join(self.chosen.words())
        self.query_one(SpendView).show(Figures(spend, standings, about, now))

    def _show_counts(self) -> None:
        """The filter as clickable words, the number of tasks, and the other views."""
        chosen = self.chosen
        model = chosen.model or t("history-model-all")
        costs = chosen.least is not None or chosen.most is not None
        cost = chosen.cost_words() if costs else ""
        words = fit(chosen.text, min(_MOST_TEXT, cell_len(chosen.text))).rstrip()
        text = f"“{words}”" if chosen.text else t("filter-text-none")
        left = [
            _chip("search-history", text, on=bool(chosen.text)),
            _chip("history-media", t(f"filter-media-{chosen.media}"), on=chosen.media != "all"),
            _chip("history-kind", t(f"history-kind-{chosen.kind}"), on=chosen.kind != "all"),
            _chip("history-time", chosen.time_words(), on=chosen.time != "all"),
            _chip("history-starred", t("history-starred"), on=chosen.starred),
            _chip(
                "filter-history",
                " · ".join(filter(None, (model, cost))),
                on=bool(chosen.model or cost),
            ),
        ]
        count = len(self._found.rows)
        totals = Link(t("history-totals", count=count, points=points(self._found.charged)))
        self.query_one(LinkLine).show(left, [totals])

    def _why_empty(self) -> str:
        if self._found.rows:
            return ""
        if self.chosen == Chosen():
            return t("history-empty")
        nothing = t("history-nothing")
        if has_words(self.chosen.text) and not self.services.profile.keep_prompts:
            return f"{nothing} {t('history-no-prompts')}"
        return nothing

    def _show_error(self, error: StoreError) -> None:
        self.say("#notice", store_words(error), hide=True)


def _chip(name: str, words: str, *, on: bool) -> Link:
    return link_to(name, words, "here" if on else "muted")


def _place_of(held: int | None, rows: Sequence[int], cursor: int) -> int:
    """The new position of the cursor: on its row, else about where it was."""
    try:
        return rows.index(held) if held is not None else 0
    except ValueError:
        return max(0, min(cursor, len(rows) - 1))
