"""The actions of History on the selected task: star, tags, reuse, files, deletion."""

from collections.abc import Awaitable, Callable, Sequence
from functools import partial

from ..desktop import reveal_path
from ..locale import t
from ..store.database import StoreError
from ..store.deletions import NeededError
from ..store.records import Task, TaskMedia
from ..tasks.machine import ENDED
from ..tasks.removing import NothingToUndoError, Outcome, Part
from ..widgets.gallery import Gallery
from ..widgets.preview import Preview
from .dialogs import Answer, AskDialog
from .handover import HandedOver, Handover
from .history_dialogs import LineDialog
from .task_page import TaskPage


class HistoryActs(TaskPage):
    """The actions of History on one task; a mixin of the screen with the list."""

    _deleted = False

    @property
    def can_undo(self) -> bool:
        """Whether something was deleted here that can come back."""
        return self._deleted

    def read_again(self) -> None:
        """Reload the list, as something in it changed."""
        raise NotImplementedError

    def action_star(self) -> None:
        """Star the selected task, or remove the star."""
        task = self.task_shown
        if task is not None:
            self._write(partial(self._star, task.id, on=not task.starred))

    def action_tags(self) -> None:
        """Ask for the tags of the selected task."""
        task = self.task_shown
        if task is None:
            return

        def answered(answer: tuple[str, str] | None) -> None:
            if answer is not None:
                tags = answer[1].replace("，", ",").split(",")
                self._write(partial(self._tag, task.id, tags))

        answers = [("save", t("tags-save"))]
        held = ", ".join(task.tags)
        self.app.push_screen(LineDialog(t("tags-title"), t("tags-note"), held, answers), answered)

    def action_reuse(self) -> None:
        """Fill Create with everything that the selected task was made with."""
        task = self.task_shown
        if task is None:
            return
        handover = Handover(
            task.task_type,
            task.version,
            dict(task.settings.get("values", {})),
            task.prompt,
            tuple(map(str, task.settings.get("inputs") or ())),
        )
        self.post_message(HandedOver(handover))
        if task.prompt is None:
            self.notify(t("reuse-no-prompt"), markup=False)

    def action_reveal_file(self) -> None:
        """Show the current file in the system's file manager."""
        paths = [media.path for media in self._looked_at() if media.path]
        if not paths:
            self.notify(t("open-nothing"), markup=False)
        elif not reveal_path(paths[0]):
            self.notify(t("open-failed", path=paths[0]), severity="warning", markup=False)

    def action_delete_task(self) -> None:
        """Ask what to delete of the selected task."""
        task = self.task_shown
        if task is None:
            return
        if task.state not in ENDED or self._is_under_way(task):
            words = "delete-just-ended" if task.state in ENDED else "delete-not-ended"
            self.notify(t(words), severity="warning", markup=False)
            return
        files = sum(media.path is not None for media in task.medias)
        parts = [Part.BOTH, Part.RECORD, Part.FILES] if files else [Part.RECORD]
        answers = [Answer(str(part), t(f"delete-{part}", count=files)) for part in parts]
        lines = [task.model_name + (f" · {task.prompt[:200]}" if task.prompt else "")]
        lines.append(t("delete-note"))

        def answered(answer: tuple[str, str] | None) -> None:
            if answer is not None:
                self.see_through(partial(self._delete, task, Part(answer[0])))

        self.app.push_screen(AskDialog(t("delete-title"), lines, answers), answered)

    def action_undo(self) -> None:
        """Undo the last action, also a deletion from before this start."""
        self.see_through(self._undo_deletion)

    def _looked_at(self) -> Sequence[TaskMedia]:
        shown = self.media_shown
        medias = self.task_shown.medias if self.task_shown is not None else ()
        return [shown, *medias] if shown is not None else medias

    def _is_under_way(self, task: Task) -> bool:
        engine = self.services.engine
        held = engine is not None and task.id in engine.book.tasks
        return engine is not None and held and not engine.at_rest(task)

    def _write(self, act: Callable[[], Awaitable[None]]) -> None:
        self.see_through(partial(self._written, act))

    async def _written(self, act: Callable[[], Awaitable[None]]) -> None:
        try:
            await act()
        except StoreError as error:
            self.tell_store(error)
        self.read_again()

    async def _star(self, task: str, *, on: bool) -> None:
        engine = self.services.engine
        if engine is not None:
            await engine.book.star(task, on=on)
        else:
            await self.services.ledger.star(task, on=on)

    async def _tag(self, task: str, tags: Sequence[str]) -> None:
        engine = self.services.engine
        if engine is not None:
            await engine.book.tag(task, tags)
        else:
            await self.services.ledger.tag(task, tags)

    async def _delete(self, task: Task, part: Part) -> None:
        engine = self.services.engine
        try:
            outcome = await self.services.remover.remove(
                [task], part, engine.book if engine is not None else None
            )
        except NeededError:
            self.notify(t("delete-not-ended"), severity="warning", markup=False)
            self.read_again()
            return
        except StoreError as error:
            self.tell_store(error)
            return
        for media in task.medias:
            if media.path is not None and part is not Part.RECORD:
                await self.services.previews.forget(media.path)
        self._deleted = True
        self._tell(outcome, t(f"deleted-{part}"))
        self.files_changed()

    async def _undo_deletion(self) -> None:
        try:
            outcome = await self.services.remover.undo()
        except NothingToUndoError:
            self._deleted = False
            self.notify(t("undo-nothing"), markup=False)
            self.describe()
            return
        except StoreError as error:
            self.tell_store(error)
            return
        self._tell(outcome, t("undone"))
        self.files_changed()

    def files_changed(self) -> None:
        """Update the previews of the files."""
        self.query_one(Gallery).look_again()
        self.query_one(Preview).again()
        self.read_again()

    def _tell(self, outcome: Outcome, words: str) -> None:
        self.notify(words, markup=False)
        if outcome.left:
            left = t("delete-left", path=outcome.left[0], count=len(outcome.left))
            self.warn(left)
