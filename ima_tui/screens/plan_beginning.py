"""Confirming a plan with its price, and starting its run."""

import asyncio
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Final

from ..locale import t
from ..locale.formats import points
from ..services import Services
from ..stage import Stage
from ..store.budget import OverBudgetError
from ..store.database import StoreError
from ..widgets.flow_words import longest_words
from ..wording.spending import over_words
from ..wording.workflows import fault_words
from ..workflows.agreeing import most_to_pay
from ..workflows.drafting import Draft
from ..workflows.faults import PlanError
from ..workflows.hashing import asked_hash
from ..workflows.pricing import Priced, priced
from ..workflows.records import RunRecord
from ..workflows.reusing import NOTHING, Reuse, file_hashes, reusable
from .dialogs import Answer, AskDialog
from .page import Page
from .start_words import out_of_service

_ASK_AGAIN: Final = {"prices_changed": "flow-prices-changed", "less_to_reuse": "flow-saves-less"}
LATE_SECONDS = 0.5
"""How long a start takes before it is told."""

_MOST_TOLD = 8
"""The most steps listed one by one."""


class PlanCosts:
    """The price of a plan being made.

    Args:
        services: know the models and what ran before.
        draft: the plan.
    """

    def __init__(self, services: Services, draft: Draft) -> None:
        self._services = services
        self._draft = draft

    async def now(self) -> Priced:
        """Return the plan at current prices."""
        lists = self._services.catalogue.listings
        return await asyncio.to_thread(priced, self._draft.plan, lists)

    async def reuse(self, costs: Priced) -> Reuse:
        """Return what can be reused from the run that the plan was made from."""
        record = self._draft.reuse
        if record is None or costs.faults:
            return NOTHING
        try:
            files = await asyncio.to_thread(file_hashes, costs.plan)
            return await reusable(record, costs, files, self._services.ledger)
        except (OSError, StoreError):
            return NOTHING


class PlanBeginning:
    """Asks to confirm a plan, and starts its run.

    Args:
        page: the screen of the plan, which the run's screen replaces.
        services: what the app works with.
        draft: the plan.
        began: shows the started run.

    Attributes:
        busy: whether a run is being started.
    """

    def __init__(
        self,
        page: Page,
        services: Services,
        draft: Draft,
        began: Callable[[RunRecord], None],
    ) -> None:
        self._page = page
        self._services = services
        self._draft = draft
        self._began = began
        self._costs = PlanCosts(services, draft)
        self.busy = False

    def ask(self, why: str = "") -> None:
        """Ask to confirm exactly this plan at current prices.

        Args:
            why: why it is asked again.
        """
        if not self.busy:
            self._page.background(partial(self._ask, why), "ask")

    async def _ask(self, why: str) -> None:
        costs = await self._costs.now()
        saved = await self._costs.reuse(costs)
        if not self._page.on_top:
            if why:
                self._page.inform(t("nothing-sent"))
            return
        if self._services.stage is Stage.FAILED:
            self._page.warn(out_of_service(self._services))
        elif self._services.engine is None:
            self._page.warn(t("create-still-starting"))
        elif costs.faults:
            self._page.warn("\n".join(fault_words(fault) for fault in costs.faults[:3]))
        else:
            self._confirm(costs, saved, why)

    def _confirm(self, costs: Priced, saved: Reuse, why: str) -> None:
        """Ask; the answer confirms this plan with these models and prices, by its hash."""
        lines = [why] * bool(why) + self._lines(costs, saved)
        answers = [Answer("run", t("flow-run", points=points(costs.points)))]
        rest = points(costs.points - saved.points)
        if saved.tasks:
            answers = [
                Answer("reuse", t("flow-run-reusing", count=len(saved.tasks), points=rest)),
                Answer("run", t("flow-run-all", points=points(costs.points))),
            ]

        def answered(answer: tuple[str, str] | None) -> None:
            if answer is None:
                self._page.inform(t("nothing-sent"))
            else:
                agreed = saved if answer[0] == "reuse" else NOTHING
                self._go(partial(self._begin, costs.hash_reusing(agreed.tasks), agreed))

        dialog = AskDialog(t("flow-confirm-title", points=rest), lines, answers)
        self._page.app.push_screen(dialog, answered)

    def _lines(self, costs: Priced, saved: Reuse) -> list[str]:
        """Return what is to be confirmed."""
        lines = []
        shown = list(costs.costs.values())
        for cost in shown[:_MOST_TOLD]:
            if cost.draft is not None:
                price = t("step-reused") if cost.step.id in saved.tasks else points(cost.points)
                lines.append(f"{cost.step.id} · {cost.draft.form.leaf.title} · {price}")
        if len(shown) > _MOST_TOLD:
            lines.append(t("flow-more-steps", count=len(shown) - _MOST_TOLD))
        lines += ["", longest_words(costs, saved)]
        if not costs.exact:
            lines.append(t("flow-estimate"))
        limit = self._services.guards.confirm_above
        if costs.points - saved.points > limit:
            lines.append(t("confirm-above", limit=points(limit)))
        return [*lines, t("cli-workflow-hash", hash=costs.hash_reusing(saved.tasks))]

    def _go(self, work: Callable[[], Coroutine[None, None, None]]) -> None:
        """Start or resume; meanwhile the plan stays as it is, and nothing else is asked."""

        async def going() -> None:
            page = self._page
            late = page.set_timer(LATE_SECONDS, lambda: page.inform(t("flow-starting")))
            try:
                await work()
            except OverBudgetError as over:
                self._page.warn(f"{over_words(over)} {t('nothing-sent')}")
            except (StoreError, OSError):
                self._page.warn(f"{t('problem-store')} {t('nothing-sent')}")
            finally:
                late.stop()
                self.busy = False

        if not self.busy:
            self.busy = True
            self._page.see_through(going)

    async def _begin(self, given: str, saved: Reuse, *, anew: bool = False) -> None:
        """Start what was confirmed; if prices changed or a run is unfinished, ask again."""
        costs = await self._costs.now()
        reuse = self._draft.reuse if saved.tasks else None
        try:
            run = await self._services.flows.begin(costs, given, reuse=reuse, anew=anew)
        except PlanError as error:
            self.busy = False
            await self._refused(error, costs, given, saved)
        else:
            self._leave_for(run.record)

    async def _refused(self, error: PlanError, costs: Priced, given: str, saved: Reuse) -> None:
        code = error.faults[0].code
        if code in _ASK_AGAIN:
            self.ask(t(_ASK_AGAIN[code]))
        elif code == "unfinished":
            record = await asyncio.to_thread(self._services.runs.unfinished, asked_hash(costs.plan))
            if record is None:
                self.ask()
            else:
                await self._ask_about_unfinished(record, costs, given, saved)
        else:
            self._page.warn(" ".join(fault_words(fault) for fault in error.faults[:3]))

    async def _ask_about_unfinished(
        self, record: RunRecord, costs: Priced, given: str, saved: Reuse
    ) -> None:
        """Ask whether to resume an unfinished run, with its current price."""
        views = await self._services.flows.views(record)
        if not self._page.on_top:
            self._page.inform(t("nothing-sent"))
            return

        def answered(answer: tuple[str, str] | None) -> None:
            if answer is None:
                self._page.inform(t("nothing-sent"))
            elif answer[0] == "anew":
                self._go(partial(self._begin, given, saved, anew=True))
            else:
                self._go(partial(self._resume, costs, record))

        most = points(most_to_pay(record, views, costs))
        rest = points(costs.points - saved.points)
        answers = [
            Answer("resume", t("flow-unfinished-go-on", points=most)),
            Answer("anew", t("flow-run-all", points=rest)),
        ]
        dialog = AskDialog(t("flow-unfinished-title"), [t("flow-unfinished")], answers)
        self._page.app.push_screen(dialog, answered)

    async def _resume(self, costs: Priced, record: RunRecord) -> None:
        try:
            run = await self._services.flows.resume(costs, costs.hash, record.id)
        except PlanError as error:
            self._page.warn(fault_words(error.faults[0]))
        else:
            self._leave_for(run.record)

    def _leave_for(self, record: RunRecord) -> None:
        self._services.flows.drafts.drop(self._draft)
        here = self._page.on_top
        self._page.dismiss()
        if here:
            self._began(record)
        else:
            self._page.inform(t("flow-started"))
