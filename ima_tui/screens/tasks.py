"""Tasks: everything this session runs, and what earlier ones left open."""

from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Container
from textual.widgets import Static

from ..locale import t
from ..store.database import StoreError
from ..store.records import State, Task
from ..system import open_path
from ..tasks.machine import OPEN, WATCHED
from ..tasks.problems import LINKS
from ..tasks.sending import HELD
from ..widgets.monitor import Monitor
from ..widgets.rows import Rows
from ..widgets.task_detail import TaskDetail
from .page import Page


class TasksScreen(Page):
    """One row for each task, and the detail of the one at the cursor."""

    scope: ClassVar[str] = "tasks"

    def body(self) -> ComposeResult:
        """Lay out a summary, the monitor and the detail."""
        yield Static("", id="summary", markup=False)
        yield Static("", id="notice", markup=False)
        with Container(id="stack"):
            yield Monitor(self.services.clock.now, id="monitor")
            yield TaskDetail(id="detail")

    def on_mount(self) -> None:
        """Start in the monitor."""
        self.query_one(Monitor).focus()
        self._described: Task | None = None

    def tick(self) -> None:
        """Draw the tasks as they stand."""
        monitor = self.query_one(Monitor)
        monitor.show(self._tasks())
        self._show_summary()
        self._show_notice()
        if monitor.task_shown != self._described or monitor.task_shown is None:
            self._describe(monitor.task_shown)

    def on_rows_moved(self, event: Rows.Moved) -> None:
        """Show the detail of the task at the cursor."""
        event.stop()
        self._describe(self.query_one(Monitor).task_shown)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Open its first file."""
        event.stop()
        self.action_open_file()

    def action_open_file(self) -> None:
        """Open the first saved file of the task at the cursor, or the page that helps."""
        open_result(self, self.query_one(Monitor).task_shown)

    async def action_resume_queue(self) -> None:
        """Let the queue go on."""
        engine = self.services.engine
        if engine is None:
            return
        try:
            await engine.resume()
        except StoreError as error:
            self.notify(t(f"start-store_{error.reason}", about=str(error.path)), markup=False)
        self.tick()

    def _tasks(self) -> list[Task]:
        """Open ones first, the newest on top of each part."""
        engine = self.services.engine
        tasks = list(engine.book.tasks.values()) if engine else []
        return sorted(tasks, key=lambda task: (task.state not in OPEN, -task.created_at))

    def _show_summary(self) -> None:
        tasks = self._tasks()
        counts = {
            "running": sum(task.state in WATCHED for task in tasks),
            "queued": sum(task.state is State.QUEUED for task in tasks),
            "unconfirmed": sum(task.state is State.UNCONFIRMED for task in tasks),
        }
        parts = [t(f"summary-{name}", count=count) for name, count in counts.items() if count]
        words = " · ".join(parts) or t("summary-idle")
        self.say("#summary", words)

    def _show_notice(self) -> None:
        """Say why the queue stands still, and what lets it go on."""
        engine = self.services.engine
        words = ""
        if engine is not None:
            held = sum(
                task.problem == HELD for task in engine.book.holding(frozenset({State.QUEUED}))
            )
            if engine.sender.paused is not None:
                problem = engine.sender.paused
                words = (
                    t("queue-paused", why=t(f"problem-{problem}")) + " " + LINKS.get(problem, "")
                )
            elif held:
                words = t("queue-held", count=held)
        self.say("#notice", words.strip(), hide=True)

    def _describe(self, task: Task | None) -> None:
        self._described = task
        if task is None:
            hint = t("tasks-empty") if self.services.engine else ""
            self.query_one(TaskDetail).show(None, (), hint)
        else:
            self.background(partial(self._read_timeline, task), "detail")

    async def _read_timeline(self, task: Task) -> None:
        try:
            events = await self.services.ledger.timeline(task.id)
        except StoreError:
            events = ()
        self.query_one(TaskDetail).show(task, events)


def open_result(page: Page, task: Task | None) -> None:
    """Open a task's first file with the system's viewer, or say why there is none."""
    if task is None:
        return
    path = next((media.path for media in task.medias if media.path), None)
    if path is None:
        page.notify(t("open-nothing"), markup=False)
    elif not open_path(path):
        page.notify(t("open-failed", path=path), severity="warning", markup=False)
