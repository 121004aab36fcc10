"""The state of Models: search, filters, order and marks, applied to the current lists."""

from collections.abc import Sequence
from typing import TypeVar

from ..catalog.browsing import Facts, Key, Sort, View, browse, key_of
from ..catalog.changes import Change, News
from ..catalog.forms import form_of
from ..catalog.prices import quote
from ..catalog.products import Leaf
from ..catalog.search import hits, words_of
from ..catalog.task_types import task_type, task_types
from ..catalog.values import clean
from ..locale import t
from ..locale.formats import clock_minute
from ..services import Services
from ..widgets.browse_bar import MEDIA
from ..widgets.model_lines import Marks, Shown

MOST_COMPARED = 4

T = TypeVar("T")


class Browsing:
    """Applies search, filters and order to the lists.

    Attributes:
        facts: of all models listed.
        marked: the models to compare, in the order in which they were marked.
        media: only what makes this; empty for all.
        only_favourites: whether the others are hidden.
        last: what is shown.
        prompt: the prompt written for all marked models.
        inputs: the inputs given for them, as typed.
    """

    def __init__(self, services: Services) -> None:
        self._services = services
        self.facts = Facts()
        self.marked: dict[Key, str] = {}
        self.media = ""
        self.only_favourites = False
        self.prompt = ""
        self.inputs = ""
        self._sort = Sort.LISTED
        self._query = ""
        self._seen: object = None
        self._kept: object = None
        self.last = Shown()

    def search(self, text: str) -> None:
        """Search models."""
        self._query = text

    def next_media(self) -> None:
        """Show the next kind of media only."""
        self.media = _after(MEDIA, self.media)

    def next_sort(self) -> None:
        """Take the next order."""
        self._sort = _after(tuple(Sort), self._sort)

    @property
    def narrows(self) -> bool:
        """Whether a filter, other than the search, hides something."""
        return bool(self.media) or self.only_favourites

    def clear(self) -> None:
        """Clear the filters; the search stays in its field."""
        self.media, self.only_favourites = "", False

    def mark(self, leaf: Leaf) -> bool:
        """Mark a model for comparing, or unmark it; return whether there was room."""
        key = key_of(leaf)
        if key in self.marked:
            del self.marked[key]
        elif len(self.marked) < MOST_COMPARED:
            self.marked[key] = leaf.title
        else:
            return False
        return True

    def lost(self) -> list[str]:
        """Unmark what is no longer listed, and return its names."""
        catalogue = self._services.catalogue
        gone = [
            key
            for key in self.marked
            if key[0] in catalogue.shelves and catalogue.leaf(*key) is None
        ]
        return [self.marked.pop(key) for key in gone]

    def change(self, leaf: Leaf) -> Change | None:
        """Return what changed in a model since the previous list."""
        return self._services.catalogue.news.get(leaf.task_type, {}).get(leaf.id)

    def shows(self, leaf: Leaf) -> bool:
        """Return whether a model is among what is shown."""
        return any(one is leaf for one in self.last.leaves.get(leaf.task_type, ()))

    def shown(self) -> Shown | None:
        """Return what to show; None if it did not change."""
        services = self._services
        shelves = services.catalogue.shelves
        listings = {kind: shelves[kind].listing for kind in task_types() if kind in shelves}
        news = services.catalogue.news
        favourites = services.favourites.keys
        view = View(
            words_of(self._query),
            self.media,
            self._sort,
            favourites if self.only_favourites else None,
        )
        preferred = tuple(services.preferences.of(kind) for kind in listings)
        seen = tuple((id(one), id(news.get(kind))) for kind, one in listings.items())
        now = seen, view, favourites, frozenset(self.marked), preferred
        if now == self._seen:
            return None
        self._seen = now
        if self._kept != seen:
            self._kept = seen
            self.facts.keep(listings.values())
        leaves = browse(listings, view, self.facts)
        marks = Marks(frozenset(self.marked), favourites, self._services.defaults.reasons(), news)
        totals = {kind: len(listing.leaves) for kind, listing in listings.items()}
        gone = {kind: self._gone(kind, view) for kind in leaves}
        self.last = Shown(leaves, totals, gone, view, self.facts, marks)
        return self.last

    def freshness(self) -> str:
        """Say how many models there are, the age of the lists, and how many are marked."""
        catalogue = self._services.catalogue
        shelves = catalogue.shelves.values()
        words = [t("models-heading", count=sum(len(shelf.listing.leaves) for shelf in shelves))]
        skipped = sum(shelf.listing.skipped for shelf in shelves)
        if skipped:
            words.append(t("models-skipped", count=skipped))
        if shelves:
            oldest = min(shelf.fetched_at for shelf in shelves)
            words.append(t("as-of", time=clock_minute(oldest)))
        if catalogue.refreshing:
            words.append(t("refreshing"))
        if self.marked:
            words.append(t("models-marked", count=len(self.marked)))
        return "   ".join(words)

    def look_again(self) -> bool:
        """Search again if more facts are known now; return whether they are."""
        again, self.facts.guessed = self.facts.guessed, False
        if again:
            self._seen = None
        return again

    def nothing_words(self) -> str:
        """Say that nothing was found, and what to do."""
        if self._query.strip():
            return t("models-nothing", search=clean(self._query, 60))
        return t("models-no-favourites" if self.only_favourites else "models-nothing-filtered")

    async def prefer(self, leaf: Leaf) -> str:
        """Make a model the default of its task type, or clear that; return what to say.

        Raises:
            StoreError: it could not be written; it still applies until the program ends.
        """
        services, kind = self._services, leaf.task_type
        about = {"model": leaf.title, "kind": t(f"task-type-{kind}")}
        before = services.defaults.preferred(kind)
        if before is not None and before.id == leaf.id:
            await services.preferences.clear(kind)
            now = services.defaults.leaf(kind)
            return t("models-not-preferred", now=now.title if now else "—", **about)
        form = form_of(leaf)
        price = quote(form, form.start())
        await services.preferences.prefer(leaf, price.credit if price else 0)
        if before is None:
            return t("models-preferred", **about)
        return t("models-preferred-before", before=before.title, **about)

    def _gone(self, kind: str, view: View) -> tuple[Change, ...]:
        """Models that are no longer listed, where they would be shown."""
        if view.favourites is not None or (view.media and task_type(kind).media != view.media):
            return ()
        told = self._services.catalogue.news.get(kind, {}).values()
        gone = (change for change in told if change.news is News.GONE)
        return tuple(one for one in gone if all(hits(one.title, [word]) for word in view.words))


def _after(values: Sequence[T], value: T) -> T:
    """Return the next of some values, the first after the last."""
    return values[(values.index(value) + 1) % len(values)]
