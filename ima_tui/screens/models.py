"""Models: the live tree with prices and times, and the detail of the selected model."""

import asyncio
import time

from textual.app import ComposeResult
from textual.containers import Container
from textual.message import Message
from textual.widgets import Input, Static

from ..catalog.products import Leaf
from ..locale import t
from ..locale.formats import duration
from ..stage import Stage
from ..widgets.browse_bar import BrowseBar, Filters, SearchField
from ..widgets.model_detail import ModelDetail
from ..widgets.model_table import ModelTable, TableHead
from ..widgets.model_tree import ModelTree
from ..widgets.rows import Rows
from .model_page import ModelPage
from .start_words import failure_words, unreachable_words

LEAST_COMPARED = 2

SLICE_SECONDS = 0.008
"""How long background work may take between two keys."""


class ModelsScreen(ModelPage):
    """Browse all models; enter opens Create with the one at the cursor."""

    AUTO_FOCUS = "#tree"

    class Used(Message):
        """A model was chosen to create with."""

        def __init__(self, leaf: Leaf) -> None:
            super().__init__()
            self.leaf = leaf

    def body(self) -> ComposeResult:
        """Lay out the search, the tree and the detail, with one line on how fresh the lists are."""
        yield Static("", id="freshness", markup=False)
        yield BrowseBar()
        yield Static("", id="notice", markup=False)
        with Container(id="split"):
            yield ModelTree(id="tree")
            with Container(id="table-side"):
                yield TableHead()
                yield ModelTable(id="table")
            yield ModelDetail(id="detail")

    def on_mount(self) -> None:
        """Focus the list of models."""
        self.query_one(ModelTree).focus()

    def tick(self) -> None:
        """Show the current lists."""
        lost = self._browsing.lost()
        if lost:
            self.notify(t("models-vanished", models=", ".join(lost)), markup=False)
        self._draw()
        self._show_freshness()
        self._show_notice()

    def on_rows_moved(self, event: Rows.Moved) -> None:
        """Show the detail of the model at the cursor."""
        event.stop()
        self._show_detail()

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Create with the model, or fold the branch."""
        event.stop()
        event.return_there()
        self.action_use()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search at every key press."""
        event.stop()
        self._browsing.search(event.value)
        self._draw()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to the results."""
        event.stop()
        self._list.focus()

    def on_search_field_walked(self, event: SearchField.Walked) -> None:
        """Move in the list while typing."""
        event.stop()
        (self._list.action_move_page if event.pages else self._list.action_move)(event.by)

    def on_search_field_left(self, event: SearchField.Left) -> None:
        """Leave the search; its results stay."""
        event.stop()
        self._list.focus()

    def action_use(self) -> None:
        """Create with the model at the cursor, or fold the branch."""
        leaf = self._list.leaf
        if leaf is not None:
            self.post_message(self.Used(leaf))
        elif isinstance(self._list, ModelTree):
            self._list.toggle()

    def action_expand(self) -> None:
        """Unfold the branch at the cursor; in the table, go to the next task type."""
        self._turn(forward=True)

    def action_collapse(self) -> None:
        """Fold the branch at the cursor, or the one it belongs to; in the table, go back."""
        self._turn(forward=False)

    def _turn(self, *, forward: bool) -> None:
        if isinstance(self._list, ModelTree):
            self._list.fold(unfold=forward)
        else:
            self._list.turn(1 if forward else -1)
            self._show_head()
            self._show_detail()

    def action_models_table(self) -> None:
        """Show the models of a task type as a table, or all as a tree again."""
        before = self._list
        leaf, kind, typing = before.leaf, before.kind, not before.has_focus
        self.set_class(not self.has_class("-table"), "-table")
        now = self._list
        if isinstance(now, ModelTable):
            now.show(self._browsing.last, kind)
        if leaf is not None:
            now.go_to(leaf)
        if not typing:
            now.focus()
        self._show_head()
        self._show_detail()

    def _show_head(self) -> None:
        self.query_one(TableHead).show(self.query_one(ModelTable).kind)

    def action_search_models(self) -> None:
        """Go to the search."""
        self.query_one(SearchField).focus()

    def action_filter_media(self) -> None:
        """Show the next kind of media only."""
        self._browsing.next_media()
        self._draw()

    def action_filter_by(self, media: str) -> None:
        """Show one kind of media only; empty for all."""
        self._browsing.media = media
        self._draw()

    def action_filter_favourites(self) -> None:
        """Show favourites only, or all models."""
        self._browsing.only_favourites = not self._browsing.only_favourites
        self._draw()

    def action_sort_models(self) -> None:
        """Take the next order."""
        self._browsing.next_sort()
        self._draw()

    def action_clear_models(self) -> None:
        """Clear the search, then the filters, then leave the table."""
        if self.query_one(SearchField).value:
            self.query_one(SearchField).value = ""
        elif self.has_class("-table") and not self._browsing.narrows:
            self.action_models_table()
        else:
            self._browsing.clear()
            self._draw()

    def action_mark_model(self) -> None:
        """Mark the model at the cursor for comparing, or unmark it."""
        leaf = self._leaf
        if leaf is None:
            self.action_use()
        elif not self._browsing.mark(leaf):
            self.notify(t("models-too-many"), markup=False)
        self._draw()

    def action_compare_models(self) -> None:
        """Show the marked models side by side."""
        if len(self._browsing.marked) < LEAST_COMPARED:
            self.notify(t("models-mark-first"), markup=False)
            return
        # its widgets are slow to import: the first screen is drawn before
        from .compare import CompareScreen

        self.app.push_screen(CompareScreen(self.services, self._browsing))

    def action_refresh_models(self) -> None:
        """Fetch the lists again, as soon as the service allows it; start again if that failed."""
        if self.services.stage is Stage.FAILED:
            # the key may have been stored meanwhile, by a command
            self.background(self.services.again, "again")
            return
        wait = self.services.lists.wait
        if wait:
            self.notify(t("lists-wait", time=duration(wait)), markup=False)
        self.background(self.services.lists.refresh, "refresh", only=False)
        self.call_after_refresh(self._show_freshness)

    def _go_to(self, leaf: Leaf) -> None:
        if not self._browsing.shows(leaf):
            self.query_one(SearchField).value = ""
            self._browsing.clear()
            self._browsing.search("")
            self._draw()
        self._list.go_to(leaf)
        self._show_head()

    def _draw(self) -> None:
        """Show the current view, if it changed."""
        shown = self._browsing.shown()
        if shown is not None:
            self.query_one(ModelTree).show(shown)
            self.query_one(ModelTable).show(shown)
            self._show_head()
            view = shown.view
            filters = self.query_one(Filters)
            filters.show(view.media, view.sort, favourites=view.favourites is not None)
            self._show_detail()
            self._show_freshness()
            self.background(self._look_ahead, "facts")
        elif not self._list.count:
            self._show_detail()

    async def _look_ahead(self) -> None:
        """Compute what searching and sorting need, in small slices."""
        until = time.perf_counter() + SLICE_SECONDS
        for fact in self._browsing.facts.unknown():
            fact.know()
            if time.perf_counter() > until:
                await asyncio.sleep(SLICE_SECONDS)
                until = time.perf_counter() + SLICE_SECONDS
        if not self.stands:
            return
        if self._browsing.look_again():
            self._draw()
        else:
            self._list.refresh()

    def _show_freshness(self) -> None:
        self.say("#freshness", self._browsing.freshness())

    def _show_notice(self) -> None:
        """Say what prevents using the service, and what to do about it."""
        services = self.services
        words = ""
        if services.failure is not None:
            words = failure_words(services.failure)
        elif services.unreachable:
            words = unreachable_words(services)
        self.say("#notice", words, hide=True)
