"""The selected model on Models: its detail, and the actions on it."""

from functools import partial
from typing import ClassVar

from ..catalog.browsing import Key, key_of
from ..catalog.products import Leaf
from ..catalog.tiers import better, cheaper
from ..locale import t
from ..locale.formats import price_range
from ..services import Services
from ..stage import Stage
from ..store.database import StoreError
from ..widgets.family_detail import Family
from ..widgets.model_detail import About, ModelDetail
from ..widgets.model_table import ModelTable
from ..widgets.model_tree import Branch, Gone, ModelTree
from ..wording.store import store_words
from .browsing import Browsing
from .page import Page


class ModelPage(Page):
    """A screen with a list of models and the detail of the selected one."""

    scope: ClassVar[str] = "models"

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._browsing = Browsing(services)
        self._times: tuple[Key, tuple[float, ...]] | None = None

    def _draw(self) -> None:
        """Show the current view, if it changed."""
        raise NotImplementedError

    def _go_to(self, leaf: Leaf) -> None:
        """Move the cursor to a model, clearing filters that hide it."""
        raise NotImplementedError

    @property
    def _list(self) -> ModelTree | ModelTable:
        if self.has_class("-table"):
            return self.query_one(ModelTable)
        return self.query_one(ModelTree)

    @property
    def _leaf(self) -> Leaf | None:
        return self._list.leaf

    def action_favourite_model(self) -> None:
        """Make the selected model a favourite, or no longer one."""
        leaf = self._leaf
        if leaf is not None:
            self.background(partial(self._favour, leaf), "favourite", only=False)

    def action_prefer_model(self) -> None:
        """Make the model at the cursor the default of its task type, or clear that."""
        leaf = self._leaf
        if leaf is not None:
            self.background(partial(self._prefer, leaf), "prefer", only=False)

    def action_alternative(self, name: str, place: int = 0) -> None:
        """Go to a cheaper or better model that the detail names."""
        about = self._about(self._leaf)
        leaves = about.cheaper if name == "cheaper" else about.better
        if place < len(leaves):
            self._go_to(leaves[place])
        elif self._leaf is not None:
            self.notify(t(f"models-no-{name}"), markup=False)

    def action_show_member(self, place: int) -> None:
        """Go to a model that the detail of a branch names."""
        item = self._list.item if isinstance(self._list, ModelTree) else None
        if isinstance(item, Branch) and place < len(item.leaves):
            self._go_to(item.leaves[place])

    def action_scroll_detail(self, by: int) -> None:
        """Scroll the detail."""
        self.query_one(ModelDetail).scroll_half(by)

    async def _favour(self, leaf: Leaf) -> None:
        try:
            loved = await self.services.favourites.toggle(key_of(leaf))
        except StoreError as error:
            self.notify(store_words(error), markup=False)
            return
        words = "models-favourite" if loved else "models-no-favourite"
        self.notify(t(words, model=leaf.title), markup=False)
        self._draw()

    async def _prefer(self, leaf: Leaf) -> None:
        try:
            words = await self._browsing.prefer(leaf)
        except StoreError as error:
            words = t("models-not-saved", path=str(error.path))
        self.notify(words, markup=False)
        self._draw()

    def _show_detail(self) -> None:
        leaf = self._leaf
        item = self._list.item if isinstance(self._list, ModelTree) else None
        hint = t("models-hint") if self._list.count else self._empty_words()
        family = None
        if isinstance(item, Branch):
            family = Family(item.title, item.leaves, self._browsing.last)
        elif isinstance(item, Gone):
            cost = price_range(item.change.was.bounds)
            hint = t("models-gone-hint", model=item.change.title, points=cost)
        about, facts = self._about(leaf), self._browsing.facts
        self.query_one(ModelDetail).show(leaf, hint, about, facts, family)
        if leaf is not None and (self._times is None or self._times[0] != key_of(leaf)):
            self.background(partial(self._find_times, leaf), "times")

    async def _find_times(self, leaf: Leaf) -> None:
        """Look up how long a model took here."""
        try:
            times = await self.services.ledger.durations(*key_of(leaf))
        except StoreError:
            times = ()
        self._times = key_of(leaf), times
        if times and self.stands and self._leaf is leaf:
            self._show_detail()

    def _about(self, leaf: Leaf | None) -> About:
        shelf = self.services.catalogue.shelves.get(leaf.task_type) if leaf else None
        if leaf is None or shelf is None:
            return About()
        times = self._times[1] if self._times and self._times[0] == key_of(leaf) else ()
        return About(
            why=self.services.defaults.why(leaf),
            favourite=key_of(leaf) in self.services.favourites.keys,
            change=self._browsing.change(leaf),
            times=times,
            cheaper=cheaper(shelf.listing, leaf),
            better=better(shelf.listing, leaf),
        )

    def _empty_words(self) -> str:
        if self.services.catalogue.shelves:
            return self._browsing.nothing_words()
        if self.services.stage is Stage.STARTING:
            return t(f"starting-{self.services.profile.name}")
        return "" if self.services.failure or self.services.unreachable else t("loading-models")
