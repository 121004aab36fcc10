"""Tasks: everything this session runs, and what earlier ones left open."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Container
from textual.widgets import Static

from ..api.errors import ImaError
from ..locale import t
from ..store.database import StoreError
from ..store.records import State, Task
from ..tasks.book import place_of
from ..tasks.desk import Desk, SettleError
from ..tasks.machine import OPEN, WATCHED
from ..tasks.problems import HELD, LINKS, UNCLEAR, problem_of
from ..widgets.monitor import Monitor
from ..widgets.rows import Rows
from ..widgets.task_detail import TaskDetail
from .settling import WAYS, question, ways_of
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

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Settle what the task asks; else open its first file."""
        event.stop()
        if self.task_shown is not None and ways_of(self.task_shown):
            self.action_settle()
        else:
            self.action_open_file()

    def action_settle(self) -> None:
        """Ask what the task at the cursor waits for."""
        task = self.task_shown
        if task is None or not ways_of(task):
            self.notify(t("settle-nothing"), markup=False)
            return

        def answered(answer: tuple[str, str] | None) -> None:
            if answer is not None:
                way, text = answer
                self._act(task, lambda desk: WAYS[way].act(desk, task.id, text))

        self.app.push_screen(question(task), answered)

    def action_take_out(self) -> None:
        """Take the task at the cursor out of the queue, or watch it no more."""
        task = self.task_shown
        if task is None:
            return
        if task.state is State.QUEUED:
            words = "taken-back" if task.unsure else "taken-out"
            self._act(task, lambda desk: desk.take_out(task.id), words)
        elif task.state in WATCHED or task.state is State.SAVING:
            self._act(task, lambda desk: desk.stop_watching(task.id), "stopped-watching")
        else:
            self.notify(t("take-out-nothing"), markup=False)

    def action_move_in_queue(self, by: int) -> None:
        """Move the task at the cursor up or down in the queue."""
        task = self.task_shown
        if task is not None and task.state is State.QUEUED:
            self._act(task, lambda desk: desk.move(task.id, by))

    def _act(self, task: Task, act: Callable[[Desk], Awaitable[Task]], words: str = "") -> None:
        engine = self.services.engine
        if engine is not None:
            self.background(partial(self._carry_out, engine.desk, act, words), f"settle-{task.id}")

    async def _carry_out(
        self, desk: Desk, act: Callable[[Desk], Awaitable[Task]], words: str
    ) -> None:
        try:
            await act(desk)
        except SettleError as error:
            self.notify(t(f"settle-{error.problem}"), severity="warning", markup=False)
        except ImaError as error:
            self.notify(t(f"problem-{problem_of(error)}"), severity="warning", markup=False)
        except StoreError as error:
            self.notify(t(f"start-store_{error.reason}", about=str(error.path)), markup=False)
        except OSError:
            self.notify(t("problem-store"), severity="warning", markup=False)
        else:
            if words:
                self.notify(t(words), markup=False)
        self.tick()

    def _tasks(self) -> list[Task]:
        """Open ones first, the newest on top; what waits below them in the order it is sent."""
        engine = self.services.engine
        tasks = list(engine.book.tasks.values()) if engine else []
        return sorted(tasks, key=_rank)

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
            problem = engine.queue.paused
            if problem == UNCLEAR:
                parts += [
                    t(
                        "queue-settings",
                        path=mistake.path,
                        key=mistake.key or "—",
                        allowed=mistake.allowed,
                    )
                    for mistake in self.services.settings.mistakes
                    if mistake.of_limits
                ]
            elif problem is not None:
                why = f"{t(f'problem-{problem}')} {LINKS.get(problem, '')}".strip()
                parts.append(t("queue-paused", why=why))
            elif engine.line.problem == "key":
                parts.append(f"{t('problem-key')} {LINKS['key']}")
            if held:
                parts.append(t("queue-held", count=held))
        words = " ".join(parts)
        self.say("#notice", words.strip(), hide=True)


def _rank(task: Task) -> tuple[int, float]:
    if task.state is State.QUEUED:
        return 1, place_of(task)
    return (2 if task.state not in OPEN else 0), -task.created_at
