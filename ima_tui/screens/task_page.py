"""What Tasks and History share: a list of tasks above the detail of the one at the cursor."""

from functools import partial
from typing import ClassVar

from ..locale import t
from ..store.database import StoreError
from ..store.records import Task
from ..system import open_path
from ..widgets.rows import Rows
from ..widgets.task_detail import TaskDetail
from .page import Page


class TaskPage(Page):
    """A screen whose list has a task at its cursor."""

    scope: ClassVar[str] = ""

    @property
    def task_shown(self) -> Task | None:
        """The task at the cursor."""
        raise NotImplementedError

    def on_rows_moved(self, event: Rows.Moved) -> None:
        """Show the detail of the task at the cursor."""
        event.stop()
        self.describe()

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Open its first file."""
        event.stop()
        self.action_open_file()

    def action_open_file(self) -> None:
        """Open the first saved file of the task at the cursor, or say why there is none."""
        task = self.task_shown
        if task is None:
            return
        path = next((media.path for media in task.medias if media.path), None)
        if path is None:
            self.notify(t("open-nothing"), markup=False)
        elif not open_path(path):
            self.notify(t("open-failed", path=path), severity="warning", markup=False)

    def describe(self, hint: str = "") -> None:
        """Show the detail of the task at the cursor; where there is none, a hint."""
        task = self.task_shown
        if task is None:
            self.query_one(TaskDetail).show(None, (), hint)
        else:
            self.background(partial(self._read_timeline, task), "detail")

    async def _read_timeline(self, task: Task) -> None:
        try:
            events = await self.services.ledger.timeline(task.id)
        except StoreError:
            events = ()
        self.query_one(TaskDetail).show(task, events)
