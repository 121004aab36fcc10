"""What a run asks of the user: to go on, to agree to a price, to settle an unconfirmed step."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from ..locale import t
from ..locale.formats import points
from ..services import Services
from ..store.budget import OverBudgetError
from ..store.database import StoreError
from ..store.records import Task
from ..wording.spending import over_words
from ..wording.workflows import fault_words, step_problem
from ..workflows.faults import PlanError
from ..workflows.pricing import Priced
from ..workflows.records import RunRecord
from ..workflows.running import Run
from ..workflows.steps import StepState, StepView, is_to_send
from .dialogs import Answer, AskDialog
from .settling import WAYS, question, ways_of
from .task_page import TaskPage

_PRICE = frozenset({"price_risen", "reuse_gone"})
"""Problems that need the whole plan confirmed again, not only one task."""


class FlowDesk:
    """Asks the user, and carries out the answer.

    Args:
        page: the screen that asks.
        services: what the app works with.
    """

    def __init__(self, page: TaskPage, services: Services) -> None:
        self._page = page
        self._services = services
        self._busy = False

    def go_on(self, record: RunRecord, views: Mapping[str, StepView], costs: Priced | None) -> None:
        """Resume a run: failed steps are tried again, finished ones are not paid for again."""
        run = self._services.flows.find(record.id)
        if record.closed_at is not None:
            self._page.inform(t("flow-closed-no-more"))
        elif run is not None and self._services.flows.is_live(record.id):
            self._try_again(run, record, views, costs)
        elif self._services.engine is None:
            self._page.warn(t("create-still-starting"))
        elif costs is None:
            self._page.inform(t("flow-no-plan"))
        elif not self._busy:
            self._ask_to_go_on(record, views, costs)

    def _try_again(
        self, run: Run, record: RunRecord, views: Mapping[str, StepView], costs: Priced | None
    ) -> None:
        """Retry the stopped steps of a running run."""
        engine = self._services.engine
        failed = [one.step.id for one in views.values() if one.state is StepState.FAILED]
        if engine is not None and engine.queue.paused is not None:
            self._page.carry_out(engine.resume)
        elif not failed or costs is None:
            self._page.inform(t("flow-goes-on"))
        else:
            self._ask_to_go_on(record, views, costs, run)

    def _ask_to_go_on(
        self,
        record: RunRecord,
        views: Mapping[str, StepView],
        costs: Priced,
        live: Run | None = None,
    ) -> None:
        # those of a live run change while the question is open
        views = dict(views)
        left = [one for one in record.steps if one.id in views and is_to_send(views[one.id])]
        before = sum(one.points for one in left)
        lines = [t("flow-go-on-why", count=len(left))]
        given, now = record.hash, before
        if not costs.faults:
            now = sum(costs.costs[one.id].points for one in left)
        if now > before and live is None:
            given = costs.hash
            lines += [*risen_lines(record, costs), t("cli-workflow-hash", hash=costs.hash)]
        total = points(max(before, now))

        async def resume() -> None:
            if live is not None and self._services.flows.is_live(record.id):
                for view in tuple(views.values()):
                    if view.state is StepState.FAILED:
                        live.again(view.step.id)
            else:
                await self._services.flows.resume(costs, given, record.id)

        title = t("flow-go-on-title", points=total)
        self._ask(title, lines, t("flow-go-on", points=total), resume)

    def settle(
        self, view: StepView, record: RunRecord, views: Mapping[str, StepView], costs: Priced | None
    ) -> None:
        """Ask what a step waits for."""
        if view.problem not in _PRICE and view.task is not None:
            self._settle_task(view.task)
            return
        run = self._services.flows.find(record.id)
        if run is None or not self._services.flows.is_live(record.id):
            self.go_on(record, views, costs)
        elif view.problem in _PRICE and costs is not None:
            self._ask_anew(run, view, costs)
        else:
            run.again(view.step.id)

    def _settle_task(self, task: Task) -> None:
        engine = self._services.engine
        if engine is None or not ways_of(task):
            self._page.inform(t("settle-nothing"))
            return
        desk = engine.desk

        def answered(answer: tuple[str, str] | None) -> None:
            if answer is not None:
                way, text = answer
                self._page.carry_out(lambda: WAYS[way].act(desk, task.id, text))

        self._page.app.push_screen(question(task), answered)

    def _ask_anew(self, run: Run, view: StepView, costs: Priced) -> None:
        """Ask to confirm the whole plan again, as a step's price has risen."""
        if costs.faults:
            self._page.warn(fault_words(costs.faults[0]))
            return
        lines = [f"{view.step.id}: {step_problem(view)}", *risen_lines(run.record, costs)]
        lines.append(t("cli-workflow-hash", hash=costs.hash))
        sums = {one.id: one for one in run.record.steps}
        total = sum(
            0 if sums[id_].reused and run.steps[id_].problem != "reuse_gone" else cost.points
            for id_, cost in costs.costs.items()
        )

        async def agree() -> None:
            await run.confirm(costs)

        self._ask(t("flow-asks-title"), lines, t("flow-agree", points=points(total)), agree)

    def _ask(
        self, title: str, lines: Sequence[str], yes: str, act: Callable[[], Awaitable[None]]
    ) -> None:
        async def carried_out() -> None:
            try:
                await act()
            except PlanError as error:
                self._page.warn(fault_words(error.faults[0]))
            except OverBudgetError as over:
                self._page.warn(f"{over_words(over)} {t('nothing-sent')}")
            except (StoreError, OSError):
                self._page.warn(t("problem-store"))
            finally:
                self._busy = False
            if self._page.stands:
                self._page.tick()

        def answered(answer: tuple[str, str] | None) -> None:
            if answer is not None and not self._busy:
                self._busy = True
                self._page.see_through(carried_out)

        self._page.app.push_screen(AskDialog(title, lines, [Answer("yes", yes)]), answered)


def risen_lines(record: RunRecord, costs: Priced) -> list[str]:
    """Return a line for each step whose price differs from the confirmed one."""
    return [
        t("flow-price-now", step=one.id, before=one.points, now=points(costs.costs[one.id].points))
        for one in record.steps
        if not one.reused and one.points != costs.costs[one.id].points
    ]
