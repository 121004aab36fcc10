"""A run of a workflow: how far it is, what each step made, and what waits for the user."""

import asyncio
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Container
from textual.widgets import Static

from ..files import typed_path
from ..locale import t
from ..locale.formats import points
from ..media.given import given_file
from ..services import Services
from ..store.budget import OverBudgetError
from ..store.database import StoreError
from ..store.records import Task
from ..widgets.flow_rows import StepRows
from ..widgets.flow_words import run_lines
from ..widgets.links import Link, LinkLine, link_to
from ..widgets.rows import Rows
from ..widgets.task_detail import TaskDetail
from ..wording.workflows import fault_words, step_problem, step_state
from ..workflows.drafting import Draft
from ..workflows.editing import put
from ..workflows.exporting import Made, export
from ..workflows.faults import PlanError
from ..workflows.plan import Plan
from ..workflows.pricing import Priced, priced
from ..workflows.records import RunRecord, new_record
from ..workflows.running import Run
from ..workflows.steps import GOOD, OVER, StepState, StepView
from .dialogs import Answer, AskDialog
from .flow_closing import close_dialog, close_run
from .plan_page import PlanScreen, replaced
from .settling import WAYS, question, ways_of
from .task_page import TaskPage


class RunScreen(TaskPage):
    """The steps of a run above what the one at the cursor made.

    Args:
        services: what the app works with.
        record: what was confirmed.
    """

    scope: ClassVar[str] = "flow-run"

    def __init__(self, services: Services, record: RunRecord) -> None:
        super().__init__(services)
        self._record = record
        self._views: Mapping[str, StepView] = {}
        self._described: object = None
        self._busy = False

    def body(self) -> ComposeResult:
        """Lay out how far the whole is, the steps, and the detail."""
        yield LinkLine(id="flow-heading")
        yield Static("", id="notice", markup=False)
        with Container(id="stack"):
            yield StepRows(id="steps")
            yield TaskDetail(self.services.previews, id="detail")

    @property
    def run(self) -> str:
        """The id of the run."""
        return self._record.id

    def on_mount(self) -> None:
        """Start in the steps."""
        self.query_one(StepRows).focus()

    def tick(self) -> None:
        """Draw the run as it stands."""
        run = self.services.flows.find(self._record.id)
        if run is not None:
            self._record = run.record
            self._views = run.steps
            self._draw()
        elif not self._views or any(view.state not in OVER for view in self._views.values()):
            self.background(self._read, "views")

    async def _read(self) -> None:
        try:
            self._views = await self.services.flows.views(self._record)
        except StoreError as error:
            self.notify(t(f"start-store_{error.reason}", about=str(error.path)), markup=False)
            return
        self._draw()

    def _draw(self) -> None:
        rows, record = self.query_one(StepRows), self._record
        now = self.services.clock.now()
        rows.show(run_lines(self._views, record.plan, record.prices, now))
        self._show_heading()
        self.show_playing()
        view = self._view
        if view != self._described:
            self._described = view
            self.describe()

    def _show_heading(self) -> None:
        views = self._views.values()
        done = sum(view.state in GOOD for view in views)
        spent = sum(
            view.task.points
            for view in views
            if view.task is not None and view.task.task_id and view.state is not StepState.REUSED
        )
        total = sum(one.points for one in self._record.steps if not one.reused)
        name = self._record.name
        if not name and self._record.plan is not None:
            name = " ".join(self._record.plan.request.split())
        words = t("flow-of", done=done, count=len(views))
        paid = t("flow-spent", spent=f"{spent:,}", points=points(total))
        left = [Link(" · ".join(filter(None, [words, paid])), style="here"), Link(name)]
        self.query_one("#flow-heading", LinkLine).show(left, [Link(self._state(), style="muted")])
        self._show_notice()

    def _state(self) -> str:
        if self._record.closed_at is not None:
            return t("cli-workflow-state-closed")
        live = self.services.flows.is_live(self._record.id)
        return t("cli-workflow-state-running" if live else "cli-workflow-state-open")

    def _show_notice(self) -> None:
        flows, id_ = self.services.flows, self._record.id
        words = ""
        if flows.could_not_write(id_):
            words = t("problem-store")
        elif self._asking():
            words = t("flow-needs-you")
        elif self._can_go_on():
            words = t("flow-can-go-on")
        self.say("#notice", words, hide=True)

    def _can_go_on(self) -> bool:
        done = bool(self._views) and all(one.state in GOOD for one in self._views.values())
        live = self.services.flows.is_live(self._record.id)
        return not live and not done and self._record.closed_at is None

    def _asking(self) -> list[StepView]:
        waits = {StepState.ASKING, StepState.UNCONFIRMED}
        return [view for view in self._views.values() if view.state in waits]

    @property
    def _view(self) -> StepView | None:
        return self._views.get(self.query_one(StepRows).step_shown)

    @property
    def task_shown(self) -> Task | None:
        """The task of the step at the cursor."""
        task = self._view.task if self._view is not None else None
        engine = self.services.engine
        return engine.book.shown(task) if engine is not None and task is not None else task

    def describe(self, hint: str = "", links: Sequence[Link] = ()) -> None:
        """Show what the step at the cursor made, or why it made nothing yet."""
        view = self._view
        if view is not None and view.task is None:
            lines = [f"{view.step.id} · {step_state(view)}", step_problem(view)]
            if view.asked is not None:
                lines.append(t("settle-now-costs", points=points(view.asked)))
            if view.step.output:
                lines.append(t("flow-given", files=", ".join(view.step.output)))
            hint = "\n".join(filter(None, [*lines, "", view.step.prompt]))
            links = self._own_links(view)
        super().describe(hint, links)

    def links_for(self, task: Task) -> list[Link]:
        """Return what can be done with a step and its results."""
        apart = {t("action-run-again"), t("action-instead"), t("action-show-run")}
        links = [link for link in super().links_for(task) if link.words not in apart]
        own = self._own_links(self._view) if self._view is not None else []
        return [*own, *links]

    def _own_links(self, view: StepView) -> list[Link]:
        links = []
        if view.state in {StepState.ASKING, StepState.UNCONFIRMED}:
            links.append(link_to("settle-step"))
        if view.state is StepState.FAILED or self._can_go_on():
            links.append(link_to("go-on"))
        if self._record.plan is not None and view.state in OVER:
            links.append(link_to("replace-output"))
        return links

    def on_rows_moved(self, event: Rows.Moved) -> None:
        """Show the detail of the step at the cursor."""
        event.stop()
        self._described = self._view
        self.describe()

    def action_back(self) -> None:
        """Take the whole screen from the detail, then go back to the list."""
        if self.has_class("-whole"):
            super().action_back()
        else:
            self.dismiss()

    def action_go_on(self) -> None:
        """Go on with the run: what failed is tried again, what is done is not paid for again."""
        if self._busy:
            return
        run = self.services.flows.find(self._record.id)
        if self._record.closed_at is not None:
            self._tell(t("flow-closed-no-more"))
        elif run is not None and self.services.flows.is_live(self._record.id):
            failed = [one for one in self._views.values() if one.state is StepState.FAILED]
            for view in failed:
                run.again(view.step.id)
            if not failed:
                self._tell(t("flow-goes-on"))
        elif self.services.engine is None:
            self._warn(t("create-still-starting"))
        else:
            self._ask_to_go_on()

    def _ask_to_go_on(self) -> None:
        left = [
            one
            for one in self._record.steps
            if one.id in self._views
            and self._views[one.id].state not in GOOD
            and (self._views[one.id].task is None or self._views[one.id].state in OVER)
        ]
        total = points(sum(one.points for one in left))

        def answered(answer: tuple[str, str] | None) -> None:
            if answer is not None and not self._busy:
                self._busy = True
                self.background(self._go_on, "go-on", only=False)

        title = t("flow-go-on-title", points=total)
        lines = [t("flow-go-on-why", count=len(left))]
        answers = [Answer("go-on", t("flow-go-on", points=total))]
        self.app.push_screen(AskDialog(title, lines, answers), answered)

    def _prices(self) -> Priced | None:
        if self._record.plan is None:
            return None
        shelves = self.services.catalogue.shelves
        return priced(self._record.plan, {kind: one.listing for kind, one in shelves.items()})

    async def _go_on(self) -> None:
        try:
            costs = self._prices()
            if costs is not None:
                await self.services.flows.resume(costs, self._record.hash)
        except PlanError as error:
            self._warn(fault_words(error.faults[0]))
        except OverBudgetError as over:
            about = {"limit": points(over.limit), "spent": points(over.spent)}
            self._warn(t(f"over-{over.cap}", **about))
        except (StoreError, OSError):
            self._warn(t("problem-store"))
        finally:
            self._busy = False
        self.tick()

    def action_settle_step(self) -> None:
        """Ask what the step at the cursor waits for, else the first that waits."""
        asking = self._asking()
        view = self._view if self._view in asking else next(iter(asking), None)
        if view is None:
            self._tell(t("settle-nothing"))
        elif view.task is not None:
            self._settle_task(view.task)
        else:
            self._ask_anew(view)

    def _settle_task(self, task: Task) -> None:
        engine = self.services.engine
        if engine is None or not ways_of(task):
            self._tell(t("settle-nothing"))
            return
        desk = engine.desk

        def answered(answer: tuple[str, str] | None) -> None:
            if answer is not None:
                way, text = answer
                self.carry_out(lambda: WAYS[way].act(desk, task.id, text))

        self.app.push_screen(question(task), answered)

    def _ask_anew(self, view: StepView) -> None:
        """What a step costs more now needs a new yes to the whole plan."""
        costs = self._prices()
        run = self.services.flows.find(self._record.id)
        if costs is None or run is None:
            return
        lines = [f"{view.step.id}: {step_problem(view)}"]
        if view.asked is not None:
            lines.append(t("settle-now-costs", points=points(view.asked)))
        lines += [t("cli-workflow-hash", hash=costs.hash)]

        def answered(answer: tuple[str, str] | None) -> None:
            if answer is not None:
                self._take_prices(run, costs)

        total = points(costs.points)
        answers = [Answer("agree", t("flow-agree", points=total))]
        self.app.push_screen(AskDialog(t("flow-asks-title"), lines, answers), answered)

    def _take_prices(self, run: Run, costs: Priced) -> None:
        if costs.faults:
            self._warn(fault_words(costs.faults[0]))
            return
        reused = {one.id: one.reused for one in self._record.steps if one.reused}
        now = self.services.clock.now()
        run.confirm(new_record(costs, now, {}, reused))
        self.tick()

    def action_replace_output(self) -> None:
        """Let a file or an address of the user's stand for what a step made."""
        view, plan = self._view, self._record.plan
        if view is None or plan is None:
            self._tell(t("flow-no-plan"))
            return

        def answered(answer: tuple[str, str] | None) -> None:
            if answer is None:
                return
            path = answer[1]
            if "://" not in path and given_file(path) is None:
                self._warn(t("flow-no-file", path=path))
                return
            self._change(put(plan, replaced(view.step, (path,)), view.step.id))

        title = t("flow-replace-title", step=view.step.id)
        answers = [Answer("replace", t("flow-replace"), needs_text=True)]
        dialog = AskDialog(title, [t("flow-replace-why")], answers, t("flow-replace-hint"))
        self.app.push_screen(dialog, answered)

    def action_change_flow(self) -> None:
        """Change the plan and run it again: what the change does not touch is taken over."""
        if self._record.plan is None:
            self._tell(t("flow-no-plan"))
        else:
            self._change(self._record.plan)

    def _change(self, plan: Plan) -> None:
        draft = Draft(plan, reuse=self._record)
        self.services.flows.drafts.add(draft)
        self.app.push_screen(PlanScreen(self.services, draft, self._show_other))

    def _show_other(self, record: RunRecord) -> None:
        self.app.push_screen(RunScreen(self.services, record))

    def action_export_flow(self) -> None:
        """Copy all results into a folder of their own, with an index."""
        folder = self.services.profile.folders.results / f"workflow-{self._record.id}"

        def answered(answer: tuple[str, str] | None) -> None:
            if answer is not None:
                path = typed_path(answer[1]) if answer[1] else folder
                self.background(partial(self._export, path), "export")

        lines = [t("flow-export-why", folder=str(folder))]
        answers = [Answer("export", t("flow-export"))]
        dialog = AskDialog(t("flow-export-title"), lines, answers, str(folder))
        self.app.push_screen(dialog, answered)

    async def _export(self, folder: Path) -> None:
        made = [Made(id_, view.task, view.step.output) for id_, view in self._views.items()]
        keep = self.services.profile.keep_prompts
        plan = self._record.plan if keep else None
        title = self._record.name or self._record.id
        target = Path.home() / folder
        try:
            done = await asyncio.to_thread(export, title, made, target, plan)
        except (OSError, ValueError):
            self._warn(t("flow-unwritable", folder=str(target)))
            return
        words = t("cli-workflow-exported", count=len(done.files), path=str(done.folder))
        missing = t("cli-workflow-missing", count=done.missing) if done.missing else ""
        self._tell(f"{words} {missing}".strip())

    def action_close_flow(self) -> None:
        """Close the run: it is not resumed any more, and its prompts go."""
        if self._record.closed_at is not None or self.services.flows.is_live(self._record.id):
            self._tell(t("flow-close-not"))
            return

        def answered(answer: tuple[str, str] | None) -> None:
            if answer is not None:
                self.background(self._close, "close")

        self.app.push_screen(close_dialog(self.services), answered)

    async def _close(self) -> None:
        if await close_run(self.services, self._record):
            self._tell(t("cli-workflow-closed", run=self._record.id))
            self.dismiss()
        else:
            self._warn(t("problem-store"))

    def _tell(self, words: str) -> None:
        self.notify(words, markup=False)

    def _warn(self, words: str) -> None:
        self.notify(words, severity="warning", markup=False, timeout=10)
