"""Beginning the run of a plan: exactly this one is confirmed, at these prices."""

from collections.abc import Awaitable, Callable
from functools import partial

from ..locale import t
from ..locale.formats import expected, points
from ..services import Services
from ..store.budget import OverBudgetError
from ..store.database import StoreError
from ..wording.workflows import fault_words
from ..workflows.drafting import Draft
from ..workflows.faults import PlanError
from ..workflows.pricing import Priced
from ..workflows.records import RunRecord
from ..workflows.starting import Reuse
from .dialogs import Answer, AskDialog
from .page import Page

_MOST_TOLD = 8
"""Steps that are named one by one."""


class Beginning:
    """Asks, and begins what was confirmed.

    Args:
        page: the screen that asks.
        services: drive the run.
        draft: the plan.
        look: works out the prices of now.
        began: shows the run that began.

    Attributes:
        busy: whether a run is about to begin.
    """

    def __init__(
        self,
        page: Page,
        services: Services,
        draft: Draft,
        look: Callable[[], Awaitable[Priced]],
        began: Callable[[RunRecord], None],
    ) -> None:
        self._page = page
        self._services = services
        self._draft = draft
        self._look = look
        self._began = began
        self._saved = Reuse()
        self.busy = False

    def ask(self, costs: Priced, saved: Reuse, why: str = "") -> None:
        """Ask; a yes is for this plan with these models and prices, by its hash.

        Args:
            costs: the plan at its prices of now.
            saved: what an earlier run made of it.
            why: why it is asked anew; empty where it is not.
        """
        self._saved = saved
        total = costs.points - saved.points
        dialog = AskDialog(
            t("flow-confirm-title", points=points(total)),
            [why] * bool(why) + self._lines(costs, saved),
            _answers(costs, saved),
        )
        self._page.app.push_screen(dialog, partial(self._answered, costs))

    def _lines(self, costs: Priced, saved: Reuse) -> list[str]:
        """Return what a yes is to."""
        lines = []
        shown = list(costs.costs.values())
        for cost in shown[:_MOST_TOLD]:
            if cost.draft is not None:
                price = t("step-reused") if cost.step.id in saved.tasks else points(cost.points)
                lines.append(f"{cost.step.id} · {cost.draft.form.leaf.title} · {price}")
        if len(shown) > _MOST_TOLD:
            lines.append(t("flow-more-steps", count=len(shown) - _MOST_TOLD))
        time = expected(costs.expected.low, costs.expected.high)
        lines += ["", t("flow-longest", time=time)]
        if not costs.exact:
            lines.append(t("flow-estimate"))
        limit = self._services.guards.confirm_above
        if costs.points - saved.points > limit:
            lines.append(t("confirm-above", limit=points(limit)))
        return [*lines, t("cli-workflow-hash", hash=costs.hash)]

    def _answered(self, costs: Priced, answer: tuple[str, str] | None) -> None:
        if answer is None:
            self._tell(t("nothing-sent"))
        elif not self.busy:
            self.busy = True
            reuse = self._draft.reuse if answer[0] == "reuse" else None
            self._page.background(partial(self._begin, costs.hash, reuse), "begin", only=False)

    async def _begin(self, given: str, reuse: RunRecord | None, *, anew: bool = False) -> None:
        """Begin what was confirmed; at other prices, or where it is unfinished, ask anew."""
        costs = await self._look()
        try:
            run = await self._services.flows.begin(costs, given, reuse=reuse, anew=anew)
        except PlanError as error:
            self.busy = False
            self._refused(error, costs, given, reuse)
        except OverBudgetError as over:
            self.busy = False
            about = {"limit": points(over.limit), "spent": points(over.spent)}
            self._warn(f"{t(f'over-{over.cap}', **about)} {t('nothing-sent')}")
        except (StoreError, OSError):
            self.busy = False
            self._warn(f"{t('problem-store')} {t('nothing-sent')}")
        else:
            self._leave_for(run.record)

    def _refused(
        self, error: PlanError, costs: Priced, given: str, reuse: RunRecord | None
    ) -> None:
        code = error.faults[0].code
        if code == "prices_changed":
            self._page.tick()
            self.ask(costs, self._saved, t("flow-prices-changed"))
        elif code == "unfinished":
            self._ask_about_unfinished(costs, given, reuse)
        else:
            self._warn(" ".join(fault_words(fault) for fault in error.faults[:3]))

    def _ask_about_unfinished(self, costs: Priced, given: str, reuse: RunRecord | None) -> None:
        def answered(answer: tuple[str, str] | None) -> None:
            if answer is None:
                self._tell(t("nothing-sent"))
            elif answer[0] == "anew":
                again = partial(self._begin, given, reuse, anew=True)
                self._page.background(again, "begin", only=False)
            else:
                self._page.background(partial(self._resume, costs, given), "begin", only=False)

        answers = [
            Answer("resume", t("flow-unfinished-go-on")),
            Answer("anew", t("flow-run-all", points=points(costs.points))),
        ]
        dialog = AskDialog(t("flow-unfinished-title"), [t("flow-unfinished")], answers)
        self._page.app.push_screen(dialog, answered)

    async def _resume(self, costs: Priced, given: str) -> None:
        try:
            run = await self._services.flows.resume(costs, given)
        except PlanError as error:
            self._warn(fault_words(error.faults[0]))
        except (OverBudgetError, StoreError, OSError):
            self._warn(t("nothing-sent"))
        else:
            self._leave_for(run.record)

    def _leave_for(self, record: RunRecord) -> None:
        self._services.flows.drafts.drop(self._draft)
        self._page.dismiss()
        self._began(record)

    def _tell(self, words: str) -> None:
        self._page.notify(words, markup=False)

    def _warn(self, words: str) -> None:
        self._page.notify(words, severity="warning", markup=False, timeout=10)


def _answers(costs: Priced, saved: Reuse) -> list[Answer]:
    if not saved.tasks:
        return [Answer("run", t("flow-run", points=points(costs.points)))]
    rest = points(costs.points - saved.points)
    return [
        Answer("reuse", t("flow-run-reusing", count=len(saved.tasks), points=rest)),
        Answer("run", t("flow-run-all", points=points(costs.points))),
    ]
