"""Compare: up to four models side by side, and from there one prompt for all of them."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from ..catalog.browsing import Key
from ..catalog.forms import Form, form_of
from ..locale import t
from ..services import Services
from ..store.database import StoreError
from ..widgets.compare_table import compare_table
from ..wording.comparing import compared
from .browsing import Browsing
from .handover import HandedOver, Handover
from .page import Page
from .run_on_all import RunOnAll


class CompareScreen(Page):
    """The marked models in columns.

    Args:
        services: what the app works with.
        browsing: holds the marks.
    """

    scope: ClassVar[str] = "compare"

    def __init__(self, services: Services, browsing: Browsing) -> None:
        super().__init__(services)
        self._browsing = browsing
        self._forms: list[Form] = []
        self._at = 0
        self._times: dict[Key, tuple[float, ...]] = {}
        self._drawn: object = None

    def body(self) -> ComposeResult:
        """Lay out the fixed heads and the scrolling rows."""
        yield Static("", id="compare-heading", markup=False)
        yield Static("", id="compare-heads", markup=False)
        with VerticalScroll(id="compare-rows"):
            yield Static("", id="compare-table", markup=False)

    def on_mount(self) -> None:
        """Focus the rows for scrolling, and look up how long the models took here."""
        self.query_one("#compare-rows").focus()
        self.background(self._find_times, "times")

    def tick(self) -> None:
        """Show the marked models as they are listed now."""
        catalogue = self.services.catalogue
        leaves = [leaf for key in self._browsing.marked if (leaf := catalogue.leaf(*key))]
        if not leaves:
            self.dismiss()
            return
        width = self.query_one("#compare-rows").scrollable_content_region.width
        now = (tuple(map(id, leaves)), self._at, width, len(self._times))
        if now == self._drawn:
            return
        if [form.leaf for form in self._forms] != leaves:
            self._forms = [form_of(leaf) for leaf in leaves]
        self._at = min(self._at, len(leaves) - 1)
        self._drawn = (*now[:1], self._at, *now[2:])
        self._draw(width)

    def action_step(self, by: int) -> None:
        """Go to another model."""
        self._at = (self._at + by) % max(1, len(self._forms))
        self.tick()

    def action_use(self) -> None:
        """Create with the model at the cursor."""
        if self._forms:
            leaf = self._forms[self._at].leaf
            self.post_message(HandedOver(Handover(leaf.task_type, leaf.id)))

    def action_remove(self) -> None:
        """Take the model at the cursor out of the comparison."""
        if self._forms:
            self._browsing.mark(self._forms[self._at].leaf)
            self.tick()

    def action_leave_compare(self) -> None:
        """Go back to the models."""
        self.dismiss()

    def action_run_on_all(self) -> None:
        """Write one prompt for all."""
        if self._forms and not self.has_class("-too-small"):
            self.app.push_screen(RunOnAll(self.services, self._browsing), self._ran)

    def _ran(self, queued: int | None) -> None:
        if queued:
            self.notify(t("run-all-done", count=queued), markup=False)

    def _draw(self, width: int) -> None:
        rows = compared(self._forms, [self._times.get(_key(form), ()) for form in self._forms])
        titles = [form.leaf.title for form in self._forms]
        heads, body = compare_table(titles, rows, self._at, width)
        same = t("compare-same") if len(titles) > 1 else ""
        self.say("#compare-heading", f"{t('compare-heading', count=len(titles))}   {same}")
        self.query_one("#compare-heads", Static).update(heads)
        self.query_one("#compare-table", Static).update(body)

    async def _find_times(self) -> None:
        for key in list(self._browsing.marked):
            try:
                self._times[key] = await self.services.ledger.durations(*key)
            except StoreError:
                return
        self.tick()


def _key(form: Form) -> Key:
    return form.leaf.task_type, form.leaf.id
