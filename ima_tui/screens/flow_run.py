"""A run of a workflow: its progress, the results of each step, and what waits for the user."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Container
from textual.widgets import Static
from textual.worker import Worker

from ..locale import t
from ..locale.formats import expected, points
from ..media.given import given_file
from ..services import Services
from ..store.database import StoreError
from ..store.records import Task
from ..widgets.flow_bar import FlowBar
from ..widgets.flow_rows import StepRows
from ..widgets.flow_words import run_lines
from ..widgets.links import Link, LinkLine, link_to
from ..widgets.rows import Rows
from ..widgets.task_detail import TaskDetail
from ..wording.store import store_words
from ..wording.workflows import step_problem, step_state, template_title
from ..workflows.drafting import Draft
from ..workflows.editing import put
from ..workflows.exporting import Made
from ..workflows.plan import Plan
from ..workflows.pricing import Priced, priced
from ..workflows.progress import progress_of
from ..workflows.records import RunRecord
from ..workflows.steps import GOOD, OVER, StepState, StepView, is_held
from .dialogs import Answer, AskDialog
from .flow_closing import close_dialog, close_run, ended
from .flow_desk import FlowDesk
from .flow_exporting import FlowExport
from .plan_page import PlanScreen, replaced
from .queue_words import queue_words
from .task_page import TaskPage

_ASKING = frozenset({StepState.ASKING, StepState.UNCONFIRMED})


class RunScreen(TaskPage):
    """The steps of a run above the results of the selected one.

    Args:
        services: what the app works with.
        record: the confirmed run.
    """

    scope: ClassVar[str] = "flow-run"

    def __init__(self, services: Services, record: RunRecord) -> None:
        super().__init__(services)
        self._record = record
        self._plan = record.plan
        self._views: Mapping[str, StepView] = {}
        self._elsewhere = ""
        self._reading: Worker[None] | None = None
        self._costs: Priced | None = None
        self._of: object = None
        self._costs_of: object = None
        self._described: object = None
        self._desk = FlowDesk(self, services)

    @property
    def steps(self) -> Mapping[str, StepView]:
        """The steps as last drawn."""
        return self._views

    def body(self) -> ComposeResult:
        """Lay out the overall progress, the steps, and the detail."""
        yield LinkLine(id="flow-heading")
        yield FlowBar(id="flow-bar")
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
        """Draw the run."""
        run = self.services.flows.find(self._record.id)
        if run is not None and (self._live or run.over):
            self._record, self._views, self._plan = run.record, run.steps, run.plan
            self._draw()
        elif self._reading is None or self._reading.is_finished:
            # on a slow disk one read may take longer than the interval
            self._reading = self.background(self._read, "views")
        elif not self._views:
            self.say("#notice", t("loading"), hide=True)
        if self._sources != self._of:
            self._of = self._sources
            self.background(self._price, "prices")

    @property
    def _sources(self) -> tuple[object, object]:
        """What the prices of the steps depend on."""
        return self._plan, self.services.catalogue.listed

    async def _price(self) -> None:
        of, plan, lists = self._sources, self._plan, self.services.catalogue.listings
        if plan is not None:
            self._costs = await asyncio.to_thread(priced, plan, lists)
        self._costs_of = of

    def _at_current_prices(self, ask: Callable[[], None]) -> None:
        """Ask about points; the prices in hand may be older than the lists."""

        async def priced_first() -> None:
            await self._price()
            if self.on_top:
                ask()

        if self._costs_of == self._sources:
            ask()
        else:
            self.background(priced_first, "ask")

    async def _read(self) -> None:
        """Read a run that this program does not drive: another program may run or have ended it."""
        runs = self.services.runs
        found = await asyncio.to_thread(runs.find, self._record.id) or self._record
        record = await ended(self.services, found)
        self._elsewhere = await asyncio.to_thread(runs.state, record)
        try:
            views = await self.services.flows.views(record)
        except StoreError as error:
            self.say("#notice", store_words(error), hide=True)
            return
        self._record, self._views = record, views
        self._plan = record.plan or self._plan
        self._draw()

    def _draw(self) -> None:
        rows, record = self.query_one(StepRows), self._record
        now = self.services.clock.now()
        costs = self._costs.costs if self._costs is not None else {}
        names = {
            id_: cost.draft.form.leaf.title for id_, cost in costs.items() if cost.draft is not None
        }
        rows.show(run_lines(self._views, self._plan, record.prices, names, now))
        self._show_heading()
        self._show_progress(now)
        self._show_notice()
        self.show_playing()
        view = self._view
        if view != self._described:
            self._described = view
            self.describe()

    def _show_heading(self) -> None:
        request = self._plan.request if self._plan is not None else ""
        name = template_title(self._record.name) or " ".join(request.split())
        done = self._all_done and self._state in {"open", "closed"}
        state = t("step-done") if done else t(f"cli-workflow-state-{self._state}")
        left = [Link(name or self._record.id, style="here")]
        self.query_one("#flow-heading", LinkLine).show(left, [Link(state, style="muted")])

    def _show_progress(self, now: float) -> None:
        views = self._views.values()
        done = sum(view.state in GOOD for view in views)
        spent = sum(
            view.task.points
            for view in views
            if view.task is not None and view.state is not StepState.REUSED
            if view.task.task_id or view.state is StepState.UNCONFIRMED
        )
        total = sum(one.points for one in self._record.steps if not one.reused)
        words = [t("flow-of", done=done, count=len(views))]
        words.append(t("flow-spent", spent=f"{spent:,}", points=points(total)))
        per_cent = 100 if views and done == len(views) else 0
        if self._plan is not None and self._views:
            costs = self._costs.costs if self._costs is not None else {}
            usual = {id_: cost.expected for id_, cost in costs.items()}
            found = progress_of(self._plan, self._views, usual, now)
            per_cent = found.per_cent
            if self._live and found.left.high:
                words.append(t("flow-left", time=expected(found.left.low, found.left.high)))
        self.query_one(FlowBar).show(per_cent, " · ".join(words))

    @property
    def _live(self) -> bool:
        return self.services.flows.is_live(self._record.id)

    @property
    def _state(self) -> str:
        """``running``, ``open``, ``closed``, or ``elsewhere`` if another program runs it."""
        if self._record.closed_at is not None:
            return "closed"
        if self._live:
            return "running"
        return "elsewhere" if self._elsewhere == "running" else "open"

    def _show_notice(self) -> None:
        flows, id_ = self.services.flows, self._record.id
        words = " ".join(queue_words(self.services, "-flow")) if self._live else ""
        if flows.could_not_write(id_):
            words = t("problem-store")
        elif self._state == "elsewhere":
            words = t("flow-elsewhere")
        elif self._asking():
            words = t("flow-needs-you")
        elif not words and self._can_go_on():
            words = t("flow-can-go-on")
        self.say("#notice", words, hide=True)

    @property
    def _all_done(self) -> bool:
        return bool(self._views) and all(one.state in GOOD for one in self._views.values())

    def _can_go_on(self) -> bool:
        return self._state == "open" and not self._all_done

    def _asking(self) -> list[StepView]:
        if self._state in {"elsewhere", "closed"}:
            return []
        waiting = (view for view in self._views.values() if view.state in _ASKING)
        return [view for view in waiting if not is_held(view)]

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
        """Show the results of the selected step, or why there are none yet."""
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
        if view.state in _ASKING and not is_held(view):
            links.append(link_to("settle-step"))
        if view.state is StepState.FAILED or self._can_go_on():
            links.append(link_to("go-on"))
        if self._plan is not None and (view.state in OVER or view.problem == "reuse_gone"):
            links.append(link_to("replace-output"))
        return links

    def on_rows_moved(self, event: Rows.Moved) -> None:
        """Show the detail of the step at the cursor."""
        event.stop()
        self._described = self._view
        self.describe()

    @property
    def way_back(self) -> bool:
        """There is always the list of workflows."""
        return True

    def action_back(self) -> None:
        """Shrink the detail from full screen, then go back to the list."""
        if self.has_class("-whole"):
            super().action_back()
        else:
            self.dismiss()

    def action_go_on(self) -> None:
        """Resume the run: failed steps are tried again, finished ones are not paid for again."""
        if self._state == "elsewhere":
            self.inform(t("flow-elsewhere"))
        elif not self._views:
            self.inform(t("still-loading"))
        else:
            self._at_current_prices(
                lambda: self._desk.go_on(self._record, self._views, self._costs)
            )

    def action_settle_step(self) -> None:
        """Ask what the selected step waits for, else the first that waits."""
        asking = self._asking()
        view = self._view if self._view in asking else next(iter(asking), None)
        if view is None:
            self.inform(t("settle-nothing"))
        else:
            self._at_current_prices(
                lambda: self._desk.settle(view, self._record, self._views, self._costs)
            )

    def action_replace_output(self) -> None:
        """Replace a step's result with a file or an address of the user's."""
        view, plan = self._view, self._plan
        if view is None or plan is None:
            self.inform(t("flow-no-plan"))
            return

        def answered(answer: tuple[str, str] | None) -> None:
            if answer is None:
                return
            path = answer[1]
            if "://" not in path and given_file(path) is None:
                self.warn(t("flow-no-file", path=path))
                return
            self._change(put(plan, replaced(view.step, (path,)), view.step.id))

        title = t("flow-replace-title", step=view.step.id)
        answers = [Answer("replace", t("flow-replace"), needs_text=True)]
        dialog = AskDialog(title, [t("flow-replace-why")], answers, t("flow-replace-hint"))
        self.app.push_screen(dialog, answered)

    def action_change_flow(self) -> None:
        """Change the plan and run it again, reusing what the change does not affect."""
        if self._plan is None:
            self.inform(t("flow-no-plan"))
        else:
            self._change(self._plan)

    def _change(self, plan: Plan) -> None:
        draft = Draft(plan, reuse=self._record)
        self.services.flows.drafts.add(draft)
        self.app.push_screen(PlanScreen(self.services, draft, self._show_other))

    def _show_other(self, record: RunRecord) -> None:
        self.app.push_screen(RunScreen(self.services, record))

    def action_export_flow(self) -> None:
        """Copy all results into a folder of their own, with an index."""
        if not self._views:
            self.inform(t("still-loading"))
            return
        made = [Made(id_, view.task, view.step.output) for id_, view in self._views.items()]
        plan = self._plan if self.services.profile.keep_prompts else None
        FlowExport(self, self.services).ask(self._record, made, plan)

    def action_close_flow(self) -> None:
        """Close the run: it can't be resumed any more, and its prompts are deleted."""
        if self._state != "open":
            self.inform(t("flow-close-not"))
            return

        def answered(answer: tuple[str, str] | None) -> None:
            if answer is not None:
                self.see_through(self._close)

        self.app.push_screen(close_dialog(self.services), answered)

    async def _close(self) -> None:
        why = await close_run(self.services, self._record)
        if why:
            self.warn(why)
        else:
            self.inform(t("cli-workflow-closed", run=self._record.id))
            self.dismiss()
