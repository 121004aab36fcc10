"""Models: the live tree with prices and times, and what the model at the cursor is."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Container
from textual.message import Message
from textual.widgets import Static

from ..catalog.products import Leaf
from ..catalog.task_types import task_types
from ..locale import t
from ..locale.formats import clock_minute
from ..services import Stage
from ..widgets.model_detail import ModelDetail
from ..widgets.model_tree import ModelTree
from ..widgets.rows import Rows
from .page import Page
from .start_words import failure_words, unreachable_words


class ModelsScreen(Page):
    """Browse all models; enter opens Create with the one at the cursor."""

    scope: ClassVar[str] = "models"

    class Used(Message):
        """A model was chosen to create with."""

        def __init__(self, leaf: Leaf) -> None:
            super().__init__()
            self.leaf = leaf

    def body(self) -> ComposeResult:
        """Lay out the tree and the detail, with one line on how fresh the lists are."""
        yield Static("", id="freshness", markup=False)
        yield Static("", id="notice", markup=False)
        with Container(id="split"):
            yield ModelTree(id="tree")
            yield ModelDetail(id="detail")

    def on_mount(self) -> None:
        """Start where the models are."""
        self.query_one(ModelTree).focus()
        self._seen: object = None

    def tick(self) -> None:
        """Show the lists as they are known now."""
        shelves = self.services.catalogue.shelves
        listings = {kind: shelves[kind].listing for kind in task_types() if kind in shelves}
        seen = tuple(id(listing) for listing in listings.values())
        if seen != self._seen:
            self._seen = seen
            self.query_one(ModelTree).show(listings)
            self._show_detail()
        elif not seen:
            self._show_detail()
        self._show_freshness()
        self._show_notice()

    def on_rows_moved(self, event: Rows.Moved) -> None:
        """Show the detail of the model at the cursor."""
        event.stop()
        self._show_detail()

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Create with the model, or fold the branch."""
        event.stop()
        self.action_use()

    def action_use(self) -> None:
        """Create with the model at the cursor, or fold the branch."""
        tree = self.query_one(ModelTree)
        if tree.leaf is not None:
            self.post_message(self.Used(tree.leaf))
        else:
            tree.toggle()

    def action_expand(self) -> None:
        """Unfold the branch at the cursor."""
        self.query_one(ModelTree).fold(unfold=True)

    def action_collapse(self) -> None:
        """Fold the branch at the cursor, or the one it belongs to."""
        self.query_one(ModelTree).fold(unfold=False)

    def action_refresh_models(self) -> None:
        """Ask the service for its lists again."""
        self.background(self.services.refresh, "refresh", only=False)
        self.call_after_refresh(self._show_freshness)

    def _show_detail(self) -> None:
        tree = self.query_one(ModelTree)
        hint = t("models-hint") if tree.count else self._empty_words()
        self.query_one(ModelDetail).show(tree.leaf, hint)

    def _show_freshness(self) -> None:
        catalogue = self.services.catalogue
        shelves = catalogue.shelves.values()
        words = t("models-heading", count=sum(len(shelf.listing.leaves) for shelf in shelves))
        skipped = sum(shelf.listing.skipped for shelf in shelves)
        if skipped:
            words += "   " + t("models-skipped", count=skipped)
        if shelves:
            oldest = min(shelf.fetched_at for shelf in shelves)
            words += "   " + t("as-of", time=clock_minute(oldest))
        if catalogue.refreshing:
            words += "   " + t("refreshing")
        self.say("#freshness", words)

    def _show_notice(self) -> None:
        """Say what stands in the way, and what to do about it."""
        services = self.services
        words = ""
        if services.failure is not None:
            words = failure_words(services.failure)
        elif services.unreachable:
            words = unreachable_words(services)
        self.say("#notice", words, hide=True)

    def _empty_words(self) -> str:
        if self.services.stage is Stage.STARTING:
            return t(f"starting-{self.services.profile.name}")
        return "" if self.services.failure or self.services.unreachable else t("loading-models")
