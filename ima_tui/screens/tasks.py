"""Tasks: everything this session runs, and what earlier ones left open."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Container
from textual.widgets import Static

from ..locale import t
from ..store.database import StoreError
from ..store.records import State, Task
from ..tasks.machine import OPEN, WATCHED
from ..tasks.problems import HELD, LINKS
from ..widgets.monitor import Monitor
from ..widgets.task_detail import TaskDetail
from .task_page import TaskPage


class TasksScreen(TaskPage):
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
        tasks = self._tasks()
        monitor.show(tasks)
        self._show_summary(tasks)
        self._show_notice()
        if monitor.task_shown != self._described or monitor.task_shown is None:
            self._described = monitor.task_shown
            self.describe(t("tasks-empty") if self.services.engine else "")

    @property
    def task_shown(self) -> Task | None:
        """The task at the cursor."""
        return self.query_one(Monitor).task_shown

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

    def _show_summary(self, tasks: list[Task]) -> None:
        counts = {
            "running": sum(task.state in WATCHED for task in tasks),
            "saving": sum(task.state is State.SAVING for task in tasks),
            "queued": sum(task.state is State.QUEUED for task in tasks),
            "unconfirmed": sum(task.state is State.UNCONFIRMED for task in tasks),
        }
        parts = [t(f"summary-{name}", count=count) for name, count in counts.items() if count]
        words = " · ".join(parts) or t("summary-idle")
        self.say("#summary", words)

    def _show_notice(self) -> None:
        """Say why the queue stands still, and what lets it go on."""
        engine = self.services.engine
        parts = []
        if engine is not None:
            queued = engine.book.holding(frozenset({State.QUEUED}))
            held = sum(task.problem == HELD for task in queued)
            problem = engine.sender.paused
            if problem is not None:
                why = f"{t(f'problem-{problem}')} {LINKS.get(problem, '')}".strip()
                parts.append(t("queue-paused", why=why))
            elif engine.line.problem == "key":
                parts.append(f"{t('problem-key')} {LINKS['key']}")
            if held:
                parts.append(t("queue-held", count=held))
        words = " ".join(parts)
        self.say("#notice", words.strip(), hide=True)
