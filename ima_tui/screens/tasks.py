"""Tasks: all tasks of this session, and open ones of earlier sessions."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Container
from textual.widgets import Input, Static

from ..locale import t
from ..store.records import State, Task
from ..tasks.desk import Desk
from ..tasks.machine import WATCHED
from ..tasks.problems import HELD
from ..widgets.group_words import group_lines
from ..widgets.links import Link, LinkLine, link_to
from ..widgets.monitor import Monitor
from ..widgets.rows import Rows
from ..widgets.task_detail import TaskDetail
from ..widgets.task_lines import ALL, KINDS, Line, TaskFilter, arrange
from .comparison import ComparisonScreen
from .history_notes import options_of
from .queue_words import held_words, queue_words
from .settling import WAYS, question, ways_of
from .taking_out import taken_out
from .task_page import TaskPage

if TYPE_CHECKING:
    from ..tasks.preparing import Progress


class TasksScreen(TaskPage):
    """One row for each task, and the detail of the selected one."""

    scope: ClassVar[str] = "tasks"

    def body(self) -> ComposeResult:
        """Lay out a summary, the monitor and the detail."""
        yield LinkLine(id="counts")
        yield Static("", id="notice", markup=False)
        yield Input(placeholder=t("search-tasks-hint"), compact=True, id="search")
        with Container(id="stack"):
            about = partial(options_of, self.services)
            yield Monitor(self.services.clock.now, about, self._inputs_of, id="monitor")
            yield TaskDetail(self.services.previews, id="detail")

    def on_mount(self) -> None:
        """Start in the monitor."""
        self.shown = TaskFilter()
        self._folded: set[str] = set()
        self._described: Line | None = None
        self._drawn: object = None
        self.query_one("#search").display = False
        self.query_one(Monitor).focus()

    def tick(self) -> None:
        """Draw the tasks; what did not change is not computed again."""
        monitor, engine = self.query_one(Monitor), self.services.engine
        others = engine.others() if engine else ()
        book = (engine.book.changes, len(engine.book.prompts)) if engine else None
        standing = engine is not None and engine.queue.paused is not None
        state = (book, others, self.shown, frozenset(self._folded), standing)
        if state == self._drawn:
            monitor.refresh()
        else:
            self._drawn = state
            tasks = [engine.book.shown(one) for one in engine.book.tasks.values()] if engine else []
            monitor.show(arrange(tasks, others, self.shown, self._folded), standing=standing)
            self._show_counts([*tasks, *others])
        self._show_notice()
        self.show_playing()
        if monitor.line_shown != self._described or monitor.line_shown is None:
            self._described = monitor.line_shown
            self.describe()

    def _inputs_of(self, task_id: str) -> "Progress | None":
        engine = self.services.engine
        return engine.sender.progress.get(task_id) if engine is not None else None

    @property
    def task_shown(self) -> Task | None:
        """The selected task as it is now, not as it was last drawn; None on a group."""
        shown, engine = self.query_one(Monitor).task_shown, self.services.engine
        if shown is None or engine is None:
            return shown
        return engine.book.tasks.get(shown.id, shown)

    def links_for(self, task: Task) -> list[Link]:
        """Return what can be done with a task; one of another program can only be viewed."""
        links = super().links_for(task)
        if task.group_id is not None:
            links.append(link_to("compare-results"))
        if self._is_elsewhere():
            return links
        if ways_of(task):
            links.insert(0, link_to("settle"))
        if task.state is State.QUEUED:
            links += [link_to("take-out"), link_to("queue-up"), link_to("queue-down")]
        elif task.state in WATCHED | {State.SAVING}:
            links.append(link_to("take-out", t("link-stop")))
        return links

    def describe(self, hint: str = "", links: Sequence[Link] = ()) -> None:
        """Show the detail of the selected task or group, or a hint if there is none."""
        line = self.query_one(Monitor).line_shown
        if line is not None and line.group is not None:
            hint = "\n".join(group_lines(line.group))
            links = [link_to("fold-group"), link_to("unfold-group"), link_to("compare-results")]
            if any(map(KINDS["needs_you"], line.group.tasks)) and not line.elsewhere:
                links.insert(0, link_to("settle"))
            if any(task.state is State.QUEUED for task in line.group.tasks):
                links.append(link_to("take-out"))
        elif line is None and self.shown != TaskFilter():
            hint, links = t("tasks-none-shown"), [link_to("back")]
        elif line is None and self.services.engine is not None:
            hint, links = t("tasks-empty"), [link_to("new-task")]
        super().describe(hint, links)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Fold a group; settle what a task asks; else show its detail full screen."""
        event.return_there()
        line = self.query_one(Monitor).line_shown
        if line is not None and line.group is not None:
            event.prevent_default()
            self._fold(line.group.id, not line.group.folded)
        elif self.task_shown is not None and ways_of(self.task_shown):
            event.prevent_default()
            self.action_settle()

    def action_fold(self, fold: bool) -> None:
        """Fold the selected group, or the one of the selected task."""
        line = self.query_one(Monitor).line_shown
        if line is None:
            return
        if line.group is not None:
            self._fold(line.group.id, fold)
        elif line.inside and line.task is not None and line.task.group_id is not None:
            self._fold(line.task.group_id, fold)

    def _fold(self, group: str, fold: bool) -> None:
        if fold:
            self._folded.add(group)
        else:
            self._folded.discard(group)
        self.tick()
        self.query_one(Monitor).go_to(group)

    def action_compare_results(self) -> None:
        """Show the results of the group at the cursor side by side."""
        line = self.query_one(Monitor).line_shown
        held = line.group.id if line is not None and line.group is not None else None
        if line is not None and line.task is not None:
            held = line.task.group_id
        if held is None:
            self.notify(t("compare-nothing"), markup=False)
        else:
            self.app.push_screen(ComparisonScreen(self.services, partial(self._members, held)))

    def _members(self, group: str) -> list[Task]:
        """The tasks of a group in their current state, in the order of the orders."""
        members = [task for task in self._all_tasks() if task.group_id == group]
        return sorted(members, key=lambda task: (task.created_at, task.id))

    def _all_tasks(self) -> list[Task]:
        engine = self.services.engine
        if engine is None:
            return []
        theirs = {task.id: task for task in engine.others()}
        own = [engine.book.shown(task) for task in engine.book.tasks.values()]
        return [*(task for task in own if task.id not in theirs), *theirs.values()]

    def action_settle(self) -> None:
        """Ask what the selected task waits for; of a group, the first that needs an answer."""
        task = self._asking()
        if task is None or not ways_of(task) or self._is_elsewhere():
            self.notify(t("settle-nothing"), markup=False)
            return

        def answered(answer: tuple[str, str] | None) -> None:
            desk = self._desk
            if answer is not None and desk is not None:
                way, text = answer
                self.carry_out(lambda: WAYS[way].act(desk, task.id, text))

        self.app.push_screen(question(task), answered)

    def _asking(self) -> Task | None:
        line, engine = self.query_one(Monitor).line_shown, self.services.engine
        if line is None or line.group is None or engine is None:
            return self.task_shown
        now = (engine.book.tasks.get(one.id, one) for one in line.group.tasks)
        return next(filter(KINDS["needs_you"], now), None)

    def action_take_out(self) -> None:
        """Take the selection out of the queue, or stop watching it."""
        line, desk = self.query_one(Monitor).line_shown, self._desk
        if line is None or desk is None:
            return
        if self._is_elsewhere():
            self.notify(t("settle-not_here"), markup=False)
        elif line.group is not None:
            queued = [task for task in line.group.tasks if task.state is State.QUEUED]
            self._take_out(desk, queued)
        elif line.task is not None and line.task.state is State.QUEUED:
            self._take_out(desk, [line.task])
        elif line.task is not None and line.task.state in WATCHED | {State.SAVING}:
            id_ = line.task.id
            words = t("stopped-watching")
            self.carry_out(lambda: desk.stop_watching(id_), words, lambda: desk.watch_again(id_))
        else:
            self.notify(t("take-out-nothing"), markup=False)

    def _take_out(self, desk: Desk, queued: list[Task]) -> None:
        """Take those of the tasks that still wait out of the queue."""
        if not queued:
            self.notify(t("take-out-nothing"), markup=False)
            return

        self.carry_out(partial(taken_out, desk, queued))

    def action_move_in_queue(self, by: int) -> None:
        """Move the task at the cursor up or down in the queue."""
        task, desk = self.task_shown, self._desk
        if task is not None and desk is not None and task.state is State.QUEUED:
            self.carry_out(lambda: desk.move(task.id, by))

    def action_pause_queue(self) -> None:
        """Pause or resume the queue."""
        engine = self.services.engine
        if engine is None:
            return
        held = any(task.problem == HELD for task in engine.book.queue())
        if engine.queue.paused is None and not held:
            self.carry_out(engine.pause)
        else:
            self.carry_out(engine.resume)

    def action_filter_state(self, by: int) -> None:
        """Show the tasks of the next kind only."""
        self._show_only(self.shown.turned(by))

    def action_filter_media(self) -> None:
        """Show the tasks of the next medium only."""
        self._show_only(self.shown.turned_media())

    def action_show_kind(self, kind: str) -> None:
        """Show tasks of one kind only; again shows all."""
        self._show_only(replace(self.shown, kind=ALL if self.shown.kind == kind else kind))

    def action_search_tasks(self) -> None:
        """Search in models and prompts."""
        field = self.query_one("#search", Input)
        field.display = True
        field.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show the tasks that contain the typed words."""
        event.stop()
        text = event.value.strip()
        self._show_only(replace(self.shown, text=text, runs=self.shown.runs if text else {}))
        if "@" in text:
            self.background(partial(self._find_runs, text), "runs")

    async def _find_runs(self, text: str) -> None:
        """Also show the tasks of workflows with this name."""
        runs = await asyncio.to_thread(self.services.runs.meant, text)
        if self.shown.text == text:
            self._show_only(replace(self.shown, runs=runs))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to the results."""
        event.stop()
        self._leave_search()

    def action_back(self) -> None:
        """Leave the search, else the whole detail, else the filter."""
        if isinstance(self.focused, Input):
            self._leave_search()
        elif self.has_class("-whole"):
            super().action_back()
        elif self.shown != TaskFilter():
            self.query_one("#search", Input).value = ""
            self._leave_search()
            self._show_only(TaskFilter())

    def _leave_search(self) -> None:
        field = self.query_one("#search", Input)
        field.display = bool(field.value)
        self.query_one(Monitor).focus()

    def _show_only(self, shown: TaskFilter) -> None:
        self.shown = shown
        self.tick()

    @property
    def _desk(self) -> Desk | None:
        return self.services.engine.desk if self.services.engine is not None else None

    def _is_elsewhere(self) -> bool:
        line = self.query_one(Monitor).line_shown
        return line is not None and line.elsewhere

    def _show_counts(self, tasks: list[Task]) -> None:
        counts = [
            ("running", "running", sum(task.state in WATCHED for task in tasks)),
            ("saving", "running", sum(task.state is State.SAVING for task in tasks)),
            ("queued", "waiting", sum(task.state is State.QUEUED for task in tasks)),
            ("unconfirmed", "needs_you", sum(map(KINDS["needs_you"], tasks))),
        ]
        links = [
            Link(
                t(f"summary-{name}", count=count),
                f"screen.show_kind('{kind}')",
                style="here" if kind == self.shown.kind else "muted",
            )
            for name, kind, count in counts
            if count
        ]
        idle = [Link(t("summary-idle"), style="muted")]
        self.query_one(LinkLine).show(links or idle, list(self._filter_links()))

    def _filter_links(self) -> list[Link]:
        """The filter in words; a click switches to the next."""
        shown = self.shown
        words = {
            "filter-state": t(f"filter-kind-{shown.kind}"),
            "filter-task-media": t(f"filter-media-{shown.media}"),
            "search-tasks": f"“{shown.text}”" if shown.text else t("filter-text-none"),
        }
        usual = {ALL: "muted", "": "muted"}
        held = (shown.kind, shown.media, shown.text)
        links = []
        for (name, said), value in zip(words.items(), held, strict=True):
            links.append(link_to(name, said, usual.get(value, "here")))
        return links

    def _show_notice(self) -> None:
        """Say why the queue is stopped, and how to resume it."""
        parts = [*queue_words(self.services), *held_words(self.services)]
        words = " ".join(parts)
        self.say("#notice", words.strip(), hide=True)
