"""A plan before it runs: its graph of steps, prices, what is missing; edited by hand."""

from collections.abc import Callable
from typing import ClassVar

import msgspec
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from ..locale import t
from ..locale.formats import points
from ..services import Services
from ..widgets.flow_rows import StepRows
from ..widgets.flow_words import plan_lines, step_lines, total_words
from ..widgets.links import Link, LinkLine, link_to
from ..widgets.rows import Rows
from ..wording.workflows import note_words, template_title
from ..workflows.drafting import Draft
from ..workflows.editing import doubled, free_id, moved, without
from ..workflows.plan import Plan, Step
from ..workflows.pricing import Priced
from ..workflows.records import RunRecord
from ..workflows.reusing import NOTHING, Reuse
from .page import Page
from .plan_beginning import PlanBeginning, PlanCosts
from .plan_saving import PlanSaving
from .step_page import StepScreen

_OF_STEP = ("edit-step", "double-step", "remove-step", "step-up", "step-down")


class PlanScreen(Page):
    """A plan being made.

    Args:
        services: what the app works with.
        draft: the plan; changes are kept when the screen is left.
        began: shows the started run.
    """

    scope: ClassVar[str] = "plan"

    def __init__(
        self, services: Services, draft: Draft, began: Callable[[RunRecord], None]
    ) -> None:
        super().__init__(services)
        self._draft = draft
        self._priced: Priced | None = None
        self._of: object = None
        self._at = ""
        self._reuse = NOTHING
        self._drawn: tuple[Priced | None, Reuse | None] = (None, None)
        self._costs = PlanCosts(services, draft)
        self._saving = PlanSaving(self, services, draft)
        self._beginning = PlanBeginning(self, services, draft, began)

    def body(self) -> ComposeResult:
        """Lay out what it is about, the steps, the step at the cursor, and the price."""
        yield Static("", id="flow-heading", markup=False)
        yield Static("", id="flow-notes", markup=False)
        with Vertical(id="stack"):
            yield StepRows(id="steps")
            yield LinkLine(id="step-links")
            with VerticalScroll(id="detail", can_focus=False):
                yield Static("", id="step-detail", markup=False)
        yield LinkLine(id="flow-run")

    def on_mount(self) -> None:
        """Start in the steps."""
        self.query_one(StepRows).focus()

    def tick(self) -> None:
        """Draw the plan at current prices."""
        plan = self._draft.plan
        # a run that ended may have more to reuse
        of = plan, self.services.catalogue.listed, self.services.flows.changes
        if of != self._of:
            self._of = of
            self.background(self._price, "prices")
        self._draw()
        drafts = self.services.flows.drafts
        if drafts.changed:
            self.background(drafts.keep, "drafts", only=False)

    async def _price(self) -> None:
        """Compute the current prices in the background: for 200 steps that takes a moment."""
        costs = await self._costs.now()
        self._priced, self._reuse = costs, NOTHING
        self._draw()
        found = await self._costs.reuse(costs)
        if found.tasks:
            self._reuse = found
            self._draw()

    def _draw(self) -> None:
        costs, plan = self._priced, self._draft.plan
        if costs is None:
            self.say("#flow-heading", t("loading"))
            return
        request = " ".join(plan.request.split())
        called = " · ".join(filter(None, [template_title(plan.name), request]))
        self.say("#flow-heading", called or t("flow-hand"))
        notes = [note_words(one) for one in self._draft.notes[:3]]
        if self._reuse.tasks:
            saved = points(self._reuse.points)
            notes.append(t("flow-saves", count=len(self._reuse.tasks), points=saved))
        if not self.services.flows.drafts.is_kept(self._draft):
            notes.append(t("flow-in-memory"))
        elif self.services.flows.drafts.failed:
            notes.append(t("flow-not-kept"))
        if self._draft.apart:
            notes.append(t("flow-apart"))
        self.say("#flow-notes", "\n".join(notes), hide=True)
        # the costs are a new object at every change; drawing 200 rows takes a while
        if self._drawn[0] is not costs or self._drawn[1] is not self._reuse:
            self._drawn = costs, self._reuse
            self.query_one(StepRows).show(plan_lines(costs, self._reuse.tasks))
        if self._at in costs.costs:
            self.query_one(StepRows).go_to(self._at)
            self._at = ""
        self._describe(costs)
        run = points(costs.points - self._reuse.points)
        about = "" if costs.exact else "≈ "
        words = t("flow-run", points=about + run)
        left = [Link(total_words(costs, self._reuse)), *self._fault_link(costs)]
        self.query_one("#flow-run", LinkLine).show(left, [link_to("run-plan", words)])

    def _fault_link(self, costs: Priced) -> list[Link]:
        if not costs.faults or not self._draft.plan.steps:
            return []
        return [Link(t("flow-faults", count=len(costs.faults)), style="warn")]

    def _describe(self, costs: Priced) -> None:
        step = self._step
        names = _OF_STEP if step is not None else ("add-step",)
        self.query_one("#step-links", LinkLine).show([link_to(name) for name in names])
        lines = step_lines(costs, step) if step is not None else [t("flow-empty-plan")]
        self.say("#step-detail", Text("\n".join(lines)).plain)

    @property
    def _step(self) -> Step | None:
        return self._draft.plan.step(self.query_one(StepRows).step_shown)

    def on_rows_moved(self, event: Rows.Moved) -> None:
        """Show the detail of the selected step."""
        event.stop()
        if self._priced is not None:
            self._describe(self._priced)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Edit the step at the cursor."""
        event.stop()
        event.return_there()
        self.action_edit_step()

    def action_edit_step(self) -> None:
        """Edit the step at the cursor."""
        step = self._step
        if step is not None:
            self._edit(step)
        elif not self._draft.plan.steps:
            self.action_add_step()

    def action_add_step(self) -> None:
        """Add a step at the end."""
        self._edit(new_step(self.services, self._draft.plan))

    def _edit(self, step: Step) -> None:
        """Edit a step; changes apply to the plan at once."""
        if self._begins:
            return

        def left(id_: str) -> None:
            if self.stands:
                self._at = id_
                self.tick()

        screen = StepScreen(self.services, self._draft, step, self._seconds, left)
        self.app.push_screen(screen)

    def _seconds(self, step: str) -> float | None:
        """How long the result of a step should play."""
        cost = self._priced.costs.get(step) if self._priced is not None else None
        return cost.seconds if cost is not None else None

    def action_remove_step(self) -> None:
        """Remove the selected step; this can be undone."""
        step = self._step
        if step is not None and not self._begins:
            self._change(without(self._draft.plan, step.id))
            self.inform(f"{t('flow-step-removed', step=step.id)} {t('undo-hint')}")

    def action_move_step(self, by: int) -> None:
        """Move the step at the cursor among the others."""
        step = self._step
        if step is None or self._begins:
            return
        plan = moved(self._draft.plan, step.id, by)
        if plan == self._draft.plan:
            self.inform(t("flow-step-stays", step=step.id))
        else:
            self._change(plan, step.id)

    def action_double_step(self) -> None:
        """Add a step like the one at the cursor, to be changed."""
        step = self._step
        if step is not None and not self._begins:
            self._change(*doubled(self._draft.plan, step.id))

    def action_undo_step(self) -> None:
        """Undo the last change."""
        if self._begins:
            return
        if self._draft.undo():
            self.tick()
        else:
            self.inform(t("undo-nothing"))

    @property
    def _begins(self) -> bool:
        """Whether the plan stays as it is, as its run is being started; says so."""
        if self._beginning.busy:
            self.inform(t("flow-starting"))
        return self._beginning.busy

    def _change(self, plan: Plan, at: str = "") -> None:
        self._draft.change(plan)
        self._at = at
        self.tick()

    def action_save_plan(self) -> None:
        """Keep the plan: as a file, as a template, or in the list."""
        self._saving.ask()

    def action_leave_plan(self) -> None:
        """Go back; the plan stays in the list."""
        if not self._begins:
            self.dismiss()

    def action_run_plan(self) -> None:
        """Ask to confirm exactly this plan at this price."""
        if self._priced is not None and not self.has_class("-too-small"):
            self._beginning.ask()


def new_step(services: Services, plan: Plan) -> Step:
    """Return a new step: a picture by the default model."""
    leaf = services.defaults.leaf("text_to_image")
    model, version = (leaf.model_id, leaf.id) if leaf is not None else ("", "")
    id_ = free_id(plan, "image")
    return Step(id=id_, task_type="text_to_image", model=model, version=version)


def replaced(step: Step, output: tuple[str, ...]) -> Step:
    """Return a step that is not run: these files or addresses replace its results."""
    return msgspec.structs.replace(step, output=output)
