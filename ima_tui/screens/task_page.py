"""The base of Tasks and History: a list of tasks with the detail of the selected one."""

import asyncio
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from ..desktop import copy_text
from ..locale import t
from ..store.database import StoreError
from ..store.records import Event, State, Task, TaskMedia
from ..tasks.desk import SettleError
from ..tasks.groups import run_of_group
from ..tasks.machine import ENDED
from ..tasks.results import left_there
from ..widgets.links import Link, link_to
from ..widgets.preview import Preview
from ..widgets.rows import Rows
from ..widgets.task_detail import TaskDetail
from ..wording.store import store_words
from .acting_page import ActingPage
from .another import Another
from .dialogs import TextDialog
from .handover import RunShown
from .history_notes import notes_of
from .page import TO_VAST
from .results import open_result, play_or_stop
from .save_as import SaveAsDialog

if TYPE_CHECKING:
    from ..tasks.engine import Engine

LATE_SECONDS = 0.1
"""How long the detail of the task before is shown while the timeline of another is read."""

_FETCHING = {"gone": "fetch-gone", "in_use": "fetch-in-use"}
"""The messages of fetching that differ from those of saving."""


class TaskPage(ActingPage):
    """A screen with a list of tasks."""

    AUTO_FOCUS = "Rows"
    HORIZONTAL_BREAKPOINTS = TO_VAST
    scope: ClassVar[str] = ""

    @property
    def task_shown(self) -> Task | None:
        """The selected task."""
        raise NotImplementedError

    @property
    def media_shown(self) -> TaskMedia | None:
        """The result of the selected task that the detail shows, or will show first."""
        task = self.task_shown
        return self.query_one(TaskDetail).media_of(task) if task is not None else None

    def links_for(self, task: Task) -> list[Link]:
        """Return what can be done with a task, for the line above its detail."""
        names: list[str] = []
        saved = any(media.path for media in task.medias)
        if saved and task.media != "image":
            names.append("play")
        if saved:
            names.append("open-file")
        left = bool(left_there(task))
        if saved or left:
            names += ["save-as", "use-as-input"]
        if left and len(task.medias) > 1:
            names.append("fetch-again")
        if run_of_group(task.group_id) is not None:
            names.append("show-run")
        if any(media.url for media in task.medias):
            names.append("copy-link")
        if task.state in {State.FAILED, State.PARTIAL} or task.problem is not None:
            names.append("instead")
        if task.state in ENDED:
            names.append("run-again")
        if len(task.medias) > 1:
            names.append("next-media")
        links = [link_to(name) for name in names]
        offer = Another(self, self.services, task).first_offer() if "instead" in names else ""
        return [*links, Link(f"({offer})", style="muted")] if offer else links

    @property
    def way_back(self) -> bool:
        """Whether something is left by going back."""
        return self.has_class("-whole")

    def ways_back(self) -> list[Link]:
        """Return what leads back, or takes back what was done."""
        there = {"undo": self.can_undo, "back": self.way_back}
        return [link_to(name) for name, is_there in there.items() if is_there]

    def on_rows_moved(self, event: Rows.Moved) -> None:
        """Show the detail of the selected task."""
        event.stop()
        self.describe()

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Show the detail of the selected task full screen, or the list again."""
        event.stop()
        event.return_there()
        self.add_class("-whole")
        self.describe()

    def action_back(self) -> None:
        """Shrink the detail from full screen."""
        self.remove_class("-whole")
        self.describe()
        self.call_after_refresh(self._to_the_list)

    def _to_the_list(self) -> None:
        """Focus the list again: nothing had the focus while it was hidden."""
        if self.focused is None:
            rows = (rows for rows in self.query(Rows) if rows.focusable)
            self.set_focus(next(rows, None))

    def action_turn_media(self, by: int) -> None:
        """Show another result of the task."""
        self.query_one(TaskDetail).turn(by)

    def action_scroll_detail(self, by: int) -> None:
        """Scroll the detail."""
        self.query_one(TaskDetail).scroll_half(by)

    def action_open_file(self) -> None:
        """Open the current file, else the first saved one, or say why there is none."""
        task = self.task_shown
        if task is None:
            return
        looked_at = [self.media_shown] if self.media_shown is not None else []
        path = next((media.path for media in (*looked_at, *task.medias) if media.path), None)
        if path is None:
            self._tell_nothing()
        else:
            open_result(self, path)

    def action_play(self) -> None:
        """Play the current result, or stop it."""
        play_or_stop(self, self.services.player, self.task_shown, self.media_shown)
        self.show_playing()

    def show_playing(self) -> None:
        """Show the playing position, or that the player program failed."""
        player, media = self.services.player, self.media_shown
        path = media.path if media is not None else None
        self.query_one(TaskDetail).play_at(player.position(path) if path else None)
        failed = player.failure()
        if failed:
            self.notify(t("play-failed", program=failed), severity="warning", markup=False)

    def action_show_run(self) -> None:
        """Show the run of a workflow that the task is a step of."""
        run = run_of_group(self.task_shown.group_id) if self.task_shown is not None else None
        if run is None:
            self.notify(t("flow-no-step"), markup=False)
        else:
            self.post_message(RunShown(run))

    def action_preview_mode(self) -> None:
        """Switch to the next way of drawing pictures."""
        self.notify(self.query_one(Preview).next_mode(), markup=False)

    def action_copy_link(self) -> None:
        """Copy the address of the current result."""
        media = self.media_shown
        if media is None or not media.url:
            self.notify(t("link-nothing"), markup=False)
        else:
            self.background(partial(self._copy, media.url), "copy")

    async def _copy(self, url: str) -> None:
        if await asyncio.to_thread(copy_text, url) == "copied":
            self.notify(t("link-copied"), markup=False)
        else:
            # terminals do not acknowledge copying
            self.app.copy_to_clipboard(url)
            if self.on_top:
                self.app.push_screen(TextDialog(t("link-sent-title"), t("link-sent"), url))

    def action_save_as(self) -> None:
        """Save the current result under another name; download it first if necessary."""
        media = self.media_shown
        if media is not None and media.path is None and media.at_service:
            self._begin_fetch(media.position)
            return
        if media is None or media.path is None:
            self._tell_nothing()
            return
        self.app.push_screen(SaveAsDialog(Path(media.path)))

    def action_fetch_again(self) -> None:
        """Download the missing files of the selected task."""
        self._begin_fetch(None)

    def _begin_fetch(self, position: int | None) -> None:
        task, engine = self.task_shown, self.services.engine
        if task is not None and engine is not None:
            self.notify(t("fetch-begun"), markup=False)
            self.background(partial(self._fetch, engine, task, position), "fetch", only=False)

    async def _fetch(self, engine: "Engine", task: Task, position: int | None) -> None:
        try:
            fetched = await engine.fetch_again(task.id, position)
        except SettleError as error:
            self.notify(t(f"settle-{error.problem}"), severity="warning", markup=False)
            return
        except StoreError as error:
            self.tell_store(error)
            return
        for problem in sorted(set(fetched.problems.values())):
            words = t(_FETCHING.get(problem, f"problem-{problem}"))
            self.notify(words, severity="warning", markup=False)
        if fetched.saved:
            where = str(fetched.saved[0])
            self.notify(t("fetched", count=len(fetched.saved), path=where), markup=False)
        elif not fetched.problems:
            self.notify(t("fetched-none"), markup=False)
        self.files_changed()

    def files_changed(self) -> None:
        """Update the previews of the files."""
        self.query_one(Preview).again()
        self.describe()

    def tell_store(self, error: StoreError) -> None:
        """Say why something could not be read or written."""
        self.notify(store_words(error), severity="warning", markup=False)

    def _tell_nothing(self) -> None:
        """Say why there is no file: not downloaded, or none yet."""
        media = self.media_shown
        left = media is not None and media.at_service
        self.notify(t("open-at-service" if left else "open-nothing"), markup=False)

    def action_run_again(self) -> None:
        """Run the selected task again, at the current price."""
        if self.task_shown is not None:
            Another(self, self.services, self.task_shown).same()

    def action_instead(self) -> None:
        """Run a replacement of the selected task: cheaper, or on another model."""
        if self.task_shown is not None:
            Another(self, self.services, self.task_shown).instead()

    def action_use_as_input(self) -> None:
        """Create something from the current result."""
        if self.task_shown is not None:
            Another(self, self.services, self.task_shown).made_from(self.media_shown)

    def describe(self, hint: str = "", links: Sequence[Link] = ()) -> None:
        """Show the detail of the selected task, or a hint if there is none."""
        task = self.task_shown
        if task is None:
            # what is still being read of the one before
            self.workers.cancel_group(self, "detail")
            self.query_one(TaskDetail).show(None, (), hint, links, ways_back=self.ways_back())
        else:
            self.background(partial(self._read_timeline, task), "detail")

    async def _read_timeline(self, task: Task) -> None:
        self._show_task(task, await self._timeline(task))

    async def _timeline(self, task: Task) -> Sequence[Event]:
        """Read a timeline; if that takes long, the task is shown without it until then."""

        def show_without() -> None:
            if not self.query_one(TaskDetail).shows(task):
                self._show_task(task, ())

        late = self.set_timer(LATE_SECONDS, show_without)
        try:
            return await self.services.ledger.timeline(task.id)
        except StoreError:
            return ()
        finally:
            late.stop()

    def _show_task(self, task: Task, events: Sequence[Event], more: Sequence[str] = ()) -> None:
        """Show a task with its timeline, and more lines about it."""
        links, notes = self.links_for(task), [*notes_of(self.services, task), *more]
        detail, ways_back = self.query_one(TaskDetail), self.ways_back()
        detail.show(task, events, links=links, notes=notes, ways_back=ways_back)
