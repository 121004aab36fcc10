"""The results of tasks that were ordered together, side by side: view, play, pick the best."""

import asyncio
from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from ..actions import RESULTS, actions_of
from ..locale import t
from ..services import Services
from ..store.database import StoreError
from ..store.records import Task, TaskMedia
from ..widgets.bindings import bindings_of
from ..widgets.links import LinkLine, link_to
from ..widgets.result_column import ResultColumn
from ..wording.store import store_words
from .modal import Dialog
from .page import TICK_SECONDS
from .results import open_result, play_or_stop

MOST_COLUMNS = 4
_COLUMN_CELLS = 28


class ComparisonScreen(Dialog[None]):
    """A column for each task, with its results, time and cost.

    Args:
        services: the engine, what results look like, and what plays them.
        tasks: returns the tasks in their current state, in display order.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings_of(RESULTS)

    def __init__(self, services: Services, tasks: Callable[[], Sequence[Task]]) -> None:
        super().__init__()
        self._services = services
        self._tasks = tasks
        self._chosen = 0
        self._first = 0
        self._positions: dict[str, int] = {}
        self._picking = asyncio.Lock()

    def compose(self) -> ComposeResult:
        """Lay out the prompt, the columns and what can be done."""
        with Vertical(id="comparison"):
            yield Static("", id="comparison-title", markup=False)
            with Horizontal(id="columns"):
                for place in range(MOST_COLUMNS):
                    yield ResultColumn(self._services.previews, place)
            yield LinkLine(id="comparison-links")

    def on_mount(self) -> None:
        """Follow the tasks."""
        links = [link_to(action.id, style="muted") for action in actions_of(RESULTS) if action.bar]
        self.query_one(LinkLine).show(links)
        self.set_interval(TICK_SECONDS, self.tick)
        self.call_after_refresh(self.tick)

    def on_resize(self, _event: events.Resize) -> None:
        """Show as many columns as fit."""
        self.call_after_refresh(self.tick)

    def tick(self) -> None:
        """Draw the tasks."""
        tasks = self._tasks()
        if not tasks:
            self.dismiss()
            return
        self._chosen = min(self._chosen, len(tasks) - 1)
        room = max(1, min(MOST_COLUMNS, len(tasks), self.size.width // _COLUMN_CELLS))
        self._first = max(self._chosen - room + 1, min(self._first, self._chosen))
        self._first = min(self._first, len(tasks) - room)
        self._show_title(tasks, room)
        player, now = self._services.player, self._services.clock.now()
        own = len({task.prompt for task in tasks}) > 1
        for place, column in enumerate(self.query(ResultColumn)):
            column.display = place < room
            if place < room:
                at = self._first + place
                media = self._media_of(tasks[at])
                path = media.path if media is not None else None
                column.show(tasks[at], media, now, own=own, chosen=at == self._chosen)
                column.play_at(player.position(path) if path else None)

    def on_result_column_picked(self, event: ResultColumn.Picked) -> None:
        """Choose a column by mouse."""
        event.stop()
        self._chosen = self._first + event.place
        self.tick()

    def action_choose(self, by: int) -> None:
        """Choose the next column, or the one before."""
        self._chosen = max(0, min(len(self._tasks()) - 1, self._chosen + by))
        self.tick()

    def action_turn(self, by: int) -> None:
        """Look at another result of the chosen task."""
        task = self._chosen_task
        if task is not None and task.medias:
            held = self._positions.get(task.id, 0)
            self._positions[task.id] = (held + by) % len(task.medias)
            self.tick()

    def action_pick(self) -> None:
        """Star only the chosen task among them; again removes the star."""
        task = self._chosen_task
        if task is not None:
            self.app.run_worker(self._pick_in_turn(task))

    async def _pick_in_turn(self, task: Task) -> None:
        """Pick it after the one before: at last there is one winner, also if the dialog closes."""
        async with self._picking:
            await self._pick(task)
        if self.is_current:
            self.tick()

    async def _pick(self, task: Task) -> None:
        engine = self._services.engine
        if engine is None:
            return
        task = engine.book.tasks.get(task.id, task)
        stars = {one.id: one.id == task.id and not task.starred for one in self._tasks()}
        try:
            for one in self._tasks():
                if one.starred != stars[one.id]:
                    await engine.book.star(one.id, on=stars[one.id])
        except StoreError as error:
            self.notify(store_words(error), markup=False)

    def action_open(self) -> None:
        """Open the result of the chosen task."""
        media = self._media_of(self._chosen_task)
        open_result(self, media.path if media is not None else None)

    def action_play(self) -> None:
        """Play the result of the chosen task, or stop it."""
        task = self._chosen_task
        play_or_stop(self, self._services.player, task, self._media_of(task))
        self.tick()

    @property
    def _chosen_task(self) -> Task | None:
        tasks = self._tasks()
        return tasks[self._chosen] if self._chosen < len(tasks) else None

    def _media_of(self, task: Task | None) -> TaskMedia | None:
        if task is None or not task.medias:
            return None
        return task.medias[self._positions.get(task.id, 0) % len(task.medias)]

    def _show_title(self, tasks: Sequence[Task], room: int) -> None:
        title = Text(no_wrap=True, overflow="ellipsis")
        if room < len(tasks):
            shown = t("comparison-shown", first=self._first + 1, last=self._first + room)
            title.append(f"{shown} ", "dim")
        prompts = {task.prompt for task in tasks}
        one = next(iter(prompts)) if len(prompts) == 1 else None
        title.append(one or t("comparison-title", count=len(tasks)), "bold")
        self.query_one("#comparison-title", Static).update(title)
