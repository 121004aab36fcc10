"""Workflows: the list of plans, runs and templates."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widgets import Static

from ..files import typed_path
from ..locale import t
from ..services import Services
from ..widgets.bars import KeyBar
from ..widgets.flow_rows import FlowRows
from ..widgets.links import Link, LinkLine, link_to
from ..widgets.rows import Rows
from ..wording.workflows import fault_words, template_about, template_title
from ..workflows.drafting import Draft
from ..workflows.faults import PlanError
from ..workflows.records import RunRecord
from ..workflows.templating import BUILT_IN
from .flow_closing import close_dialog, close_run, ended
from .flow_list import BEGIN, BY_HAND, SENTENCE, draft_line, first_lines, run_line, template_line
from .flow_run import RunScreen
from .page import Page
from .picking import Item, PickDialog
from .plan_page import PlanScreen
from .planning import Planning

_FILE = "file"
_PLANS = frozenset({".toml", ".json"})
_MOST_LISTED = 200


class WorkflowsScreen(Page):
    """Plans being made, runs, and the user's own templates."""

    scope: ClassVar[str] = "workflows"

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._records: Sequence[RunRecord] = ()
        self._names: Sequence[str] = ()
        self._known = False
        self._reads = 0
        self._read_at = -1
        self._removing = asyncio.Lock()
        self._undo: list[Callable[[], Awaitable[None]]] = []
        self._picker: PickDialog | None = None
        self._planning = Planning(self, services, self._planned)

    def body(self) -> ComposeResult:
        """Lay out the list, and hints if it is empty."""
        yield LinkLine(id="flow-links")
        yield Static("", id="flow-hint", markup=False)
        yield FlowRows(id="flows")

    def on_mount(self) -> None:
        """Start in the list."""
        self.query_one(FlowRows).focus()
        self._read_soon()

    def on_screen_resume(self) -> None:
        """Reload: other programs may have started or ended runs."""
        self._read_soon()

    def plan_from(self, sentence: str) -> None:
        """Plan from a text entered elsewhere."""
        self._planning.from_sentence(sentence)

    def show_run(self, run: str) -> None:
        """Show a run, unless it is visible already."""
        self.background(partial(self._find_run, run), "find-run")

    async def _find_run(self, run: str) -> None:
        record = await asyncio.to_thread(self.services.runs.find, run)
        if record is None:
            self.warn(t("flow-run-gone"))
        elif self.is_shown and not self._is_open(run):
            self._show_run(record)

    @property
    def is_shown(self) -> bool:
        """Whether nothing but plans and runs covers it: what was looked up may be shown."""
        stack = self.app.screen_stack
        return self in stack and not isinstance(stack[-1], ModalScreen)

    def _is_open(self, run: str) -> bool:
        return isinstance(self.app.screen, RunScreen) and self.app.screen.run == run

    def tick(self) -> None:
        """Draw the list."""
        flows = self.services.flows
        if flows.changes != self._read_at:
            self._read_soon()
        if flows.drafts.changed:
            self.background(flows.drafts.keep, "drafts", only=False)
        lines = [
            *map(draft_line, flows.drafts.all),
            *(run_line(flows, record) for record in self._records),
            *map(template_line, self._names),
        ]
        first = list(first_lines()) if self._known else []
        self.query_one(FlowRows).show(lines or first)
        hint = t("flows-empty" if self._known else "loading")
        self.say("#flow-hint", "" if lines else hint, hide=True)
        self.query_one("#flow-links", LinkLine).show(self._links())
        removable = "" if lines else "remove-flow"
        restorable = "" if self._undo else "put-back-flow"
        self.query_one(KeyBar).leave_out(frozenset({removable, restorable}))

    def _links(self) -> list[Link]:
        line = self.query_one(FlowRows).shown
        links = [link_to("new-flow")]
        if line is not None and line.key[0] == BEGIN:
            links.append(link_to("open-plan"))
        elif line is not None:
            own = {"run": "action-close-flow", "draft": "flow-drop"}
            words = own.get(line.key[0], "flow-delete")
            links += [link_to("open-flow")]
            if line.key[0] != "run" or line.state == t("cli-workflow-state-open"):
                links.append(link_to("remove-flow", t(words)))
        if self._undo:
            links.append(link_to("put-back-flow"))
        return links

    def _read_soon(self) -> None:
        self._read_at = self.services.flows.changes
        self.background(self._read, "runs")

    async def _read(self) -> None:
        services = self.services
        self._reads += 1
        read = self._reads
        records = await asyncio.to_thread(services.runs.all)
        names = await asyncio.to_thread(services.templates.names)
        await services.flows.drafts.restore()
        records = tuple([await ended(services, one) for one in records[:_MOST_LISTED]])
        if read != self._reads:
            return  # a later look knows more
        self._records = records
        self._names = [name for name in names if name not in BUILT_IN]
        self._known = True
        self.tick()
        if self._picker is not None and self.app.screen is self._picker:
            self._picker.renew(self._beginnings())

    def on_rows_moved(self, event: Rows.Moved) -> None:
        """Show the actions for the selected row."""
        event.stop()
        self.tick()

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Open the selected row."""
        event.stop()
        event.return_there()
        self.action_open_flow()

    def action_open_flow(self) -> None:
        """Show the plan or the run at the cursor."""
        line = self.query_one(FlowRows).shown
        if line is None:
            return
        kind, id_ = line.key
        if kind == BEGIN:
            self._begin(id_)
        elif kind == "draft":
            draft = self.services.flows.drafts.find(id_)
            if draft is not None:
                self._show_draft(draft)
        elif kind == "template":
            self.background(partial(self._use_template, id_), "template")
        else:
            record = next(one for one in self._records if one.id == id_)
            self.app.push_screen(RunScreen(self.services, record))

    def action_new_flow(self) -> None:
        """Begin another: from a sentence, from a template or step by step."""
        self._picker = PickDialog(t("flow-new-title"), self._beginnings())
        self.app.push_screen(self._picker, self._begin)
        self._read_soon()

    def _beginnings(self) -> list[Item]:
        return [
            Item(SENTENCE, t("flow-from-sentence"), t("flow-from-sentence-about")),
            *(Item(name, template_title(name), template_about(name)) for name in BUILT_IN),
            *(Item(name, name, t("flow-template")) for name in self._names),
            Item(BY_HAND, t("flow-by-hand"), t("flow-by-hand-about")),
            Item(_FILE, t("flow-from-file"), t("flow-from-file-about")),
        ]

    def _begin(self, key: str | None) -> None:
        self._picker = None
        if key == SENTENCE:
            self._planning.from_sentence("")
        elif key == BY_HAND:
            self._planning.by_hand()
        elif key == _FILE:
            self.action_open_plan()
        elif key is not None:
            self.background(partial(self._use_template, key), "template")

    def action_open_plan(self) -> None:
        """Open a plan or a template from a file."""
        from .file_picker import FilePicker

        folder = self.services.profile.folders.results
        while not folder.is_dir() and folder != folder.parent:
            folder = folder.parent
        picker = FilePicker(folder, _PLANS, self.services.previews, t("flow-from-file"))
        self.app.push_screen(picker, self._open_file)

    def _open_file(self, path: str | None) -> None:
        if path is not None:
            self.background(partial(self._planning.from_file, typed_path(path)), "file")

    async def _use_template(self, name: str) -> None:
        try:
            template = await asyncio.to_thread(self.services.templates.find, name)
        except PlanError as error:
            self.warn(fault_words(error.faults[0]))
            return
        if not self.on_top:
            return
        if template is None:
            self.warn(t("flow-template-gone", name=name))
        elif template.fields:
            self._planning.from_template(template)
        else:
            self._planning.take_template(template, {})

    def _planned(self, draft: Draft) -> None:
        self.services.flows.drafts.add(draft)
        self._show_draft(draft)

    def _show_draft(self, draft: Draft) -> None:
        self.app.push_screen(PlanScreen(self.services, draft, self._show_run))

    def _show_run(self, record: RunRecord) -> None:
        self.app.push_screen(RunScreen(self.services, record))

    def action_remove_flow(self) -> None:
        """Remove the selected plan or template, or close the selected run."""
        line = self.query_one(FlowRows).shown
        if line is None or line.key[0] == BEGIN:
            return
        kind, id_ = line.key
        if kind == "draft":
            draft = self.services.flows.drafts.find(id_)
            if draft is not None:
                self._drop(draft)
        elif kind == "template":
            self.see_through(partial(self._delete, id_))
        else:
            self._ask_to_close(next(one for one in self._records if one.id == id_))

    def _drop(self, draft: Draft) -> None:
        drafts = self.services.flows.drafts
        place = drafts.drop(draft)

        async def undo() -> None:
            drafts.all.insert(place, draft)

        self._undo.append(undo)
        self.inform(f"{t('flow-dropped')} {t('undo-hint')}")
        self.tick()

    async def _delete(self, name: str) -> None:
        templates = self.services.templates
        path = templates.folder / f"{name}.toml"
        async with self._removing:
            if name not in self._names:
                return
            try:
                content = await asyncio.to_thread(path.read_bytes)
                await asyncio.to_thread(templates.remove, name)
            except OSError:
                self.warn(t("flow-unwritable", folder=str(templates.folder)))
                return
            self._names = [one for one in self._names if one != name]
            self._note_deleted(name, path, content)
        await self._read()

    def _note_deleted(self, name: str, path: Path, content: bytes) -> None:
        """Say that a template is gone, and how it comes back."""

        async def undo() -> None:
            from ..files import write_atomic

            await asyncio.to_thread(write_atomic, path, content)
            await self._read()

        self._undo.append(undo)
        self.inform(f"{t('flow-deleted', name=name)} {t('undo-hint')}")
        self.tick()

    def _ask_to_close(self, record: RunRecord) -> None:
        if record.closed_at is not None or self.services.flows.is_live(record.id):
            self.inform(t("flow-close-not"))
            return

        def answered(answer: tuple[str, str] | None) -> None:
            if answer is not None:
                self.see_through(partial(self._close, record))

        self.app.push_screen(close_dialog(self.services), answered)

    async def _close(self, record: RunRecord) -> None:
        why = await close_run(self.services, record)
        if why:
            self.warn(why)
        await self._read()

    def action_put_back_flow(self) -> None:
        """Restore what was removed last, even if that is still under way."""
        self.see_through(self._put_back)

    async def _put_back(self) -> None:
        async with self._removing:
            if not self._undo:
                self.inform(t("undo-nothing"))
                return
            undo = self._undo.pop()
            try:
                await undo()
            except OSError:
                self._undo.append(undo)
                self.warn(t("problem-store"))
        if self.stands:
            self.tick()
