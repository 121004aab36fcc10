"""All models as a tree: task type, group, version, with price and time in columns."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from rich.cells import cell_len
from rich.text import Text

from ..catalog.estimates import estimate_of
from ..catalog.forms import form_of
from ..catalog.prices import price_range
from ..catalog.products import Leaf, Listing
from ..catalog.task_types import task_type, task_types
from ..locale import t
from ..locale.formats import expected
from ..locale.formats import price_range as price_words
from .cells import fit, join, right
from .rows import Rows

_PRICE_CELLS = 10
_TIME_CELLS = 12
_TIME_FROM = 48
"""Cells from which on the times are shown."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A task type or a group: what it holds can be folded.

    Attributes:
        key: names it among all branches; its task type comes first.
        note: how many models a task type has, or a group's price range.
    """

    key: tuple[str, ...]
    title: str
    depth: int
    note: str


@dataclass(frozen=True, slots=True)
class Version:
    """A leaf in the tree, with what its columns show."""

    leaf: Leaf
    depth: int
    bounds: tuple[int, int] | None
    price: str
    time: str
    recommended: bool


class ModelTree(Rows):
    """The tree of models. Folding is remembered while the lists change under it."""

    DEFAULT_CSS = "ModelTree { width: 1fr; }"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._listings: Mapping[str, Listing] = {}
        self._items: list[Branch | Version] = []
        self._folds: dict[tuple[str, ...], bool] = {}
        self._versions: dict[tuple[str, str], Version] = {}

    @property
    def item(self) -> Branch | Version | None:
        """What the cursor is on."""
        return self._items[self.cursor] if self.cursor < len(self._items) else None

    @property
    def leaf(self) -> Leaf | None:
        """The model the cursor is on."""
        return self.item.leaf if isinstance(self.item, Version) else None

    def show(self, listings: Mapping[str, Listing]) -> None:
        """Show product lists; the cursor stays on what it was on."""
        self._listings = listings
        self._versions = {}
        self._folds.setdefault((next(iter(task_types())),), True)
        self._lay_out()

    def fold(self, *, unfold: bool) -> None:
        """Fold the branch at the cursor, or unfold it; from a model, fold what it belongs to."""
        item = self.item
        if isinstance(item, Branch) and self._is_open(item.key) is not unfold:
            self._folds[item.key] = unfold
            self._lay_out()
        elif unfold:
            self.action_move(1)
        else:
            self._to_parent()

    def toggle(self) -> None:
        """Fold the branch at the cursor if it is unfolded, else unfold it."""
        if isinstance(self.item, Branch):
            self.fold(unfold=not self._is_open(self.item.key))

    def chooses_at_once(self, index: int) -> bool:
        """A click on a branch folds or unfolds it."""
        return isinstance(self._items[index], Branch)

    def row(self, index: int, width: int) -> Text:
        """Draw one branch or model."""
        item = self._items[index]
        if isinstance(item, Branch):
            return self._branch(item, width)
        return self._version(item, width)

    def _branch(self, item: Branch, width: int) -> Text:
        sign = "▾" if self._is_open(item.key) else "▸"
        indent = " " * (1 + 2 * item.depth)
        style = "" if item.depth else str(self.style("strong"))
        if item.depth:
            # the price range stands in the column of the prices
            note = right(item.note, _PRICE_CELLS)
            after = _TIME_CELLS + 2 if width >= _TIME_FROM else 1
        else:
            note, after = f" {item.note}", 1
        title = fit(f"{indent}{sign} {item.title}", max(4, width - cell_len(note) - after))
        return join([(title, style), (note, str(self.style("muted")))])

    def _version(self, item: Version, width: int) -> Text:
        with_time = width >= _TIME_FROM
        columns = _PRICE_CELLS + (_TIME_CELLS + 2 if with_time else 1)
        indent = " " * (1 + 2 * item.depth)
        star = "★" if item.recommended else " "
        title = fit(f"{indent}{star} {item.leaf.title}", max(4, width - columns))
        parts = [(title, ""), (right(item.price, _PRICE_CELLS), str(self.style("accent")))]
        if with_time:
            parts.append((f" {right(item.time, _TIME_CELLS)}", str(self.style("muted"))))
        return join(parts)

    def _lay_out(self) -> None:
        before = _identity(self.item)
        self._items = list(self._walk())
        at = next((i for i, item in enumerate(self._items) if _identity(item) == before), None)
        self.set_count(len(self._items))
        if at is not None:
            self.cursor = at

    def _walk(self) -> Iterator[Branch | Version]:
        for kind, listing in self._listings.items():
            key = (kind,)
            note = t("models-count", count=len(listing.leaves))
            yield Branch(key, t(f"task-type-{kind}"), 0, note)
            if not self._is_open(key):
                continue
            for groups, leaves in groupby(listing.leaves, key=lambda leaf: leaf.groups):
                yield from self._group(key + groups, list(leaves))

    def _group(self, key: tuple[str, ...], leaves: list[Leaf]) -> Iterator[Branch | Version]:
        """A group of one version is that version."""
        if len(leaves) == 1:
            yield self._of(leaves[0], 1)
            return
        bounds = [found for leaf in leaves if (found := self._of(leaf, 2).bounds)]
        whole = (min(low for low, _ in bounds), max(high for _, high in bounds)) if bounds else None
        yield Branch(key, " / ".join(key[1:]), 1, price_words(whole))
        if self._is_open(key):
            yield from (self._of(leaf, 2) for leaf in leaves)

    def _of(self, leaf: Leaf, depth: int) -> Version:
        key = (leaf.task_type, leaf.id)
        if key not in self._versions:
            estimate = estimate_of(leaf)
            bounds = price_range(form_of(leaf))
            self._versions[key] = Version(
                leaf=leaf,
                depth=depth,
                bounds=bounds,
                price=price_words(bounds),
                time=expected(estimate.low, estimate.high),
                recommended=leaf.model_id == task_type(leaf.task_type).recommended,
            )
        return self._versions[key]

    def _is_open(self, key: tuple[str, ...]) -> bool:
        """Task types start folded, groups unfolded."""
        return self._folds.get(key, len(key) > 1)

    def _to_parent(self) -> None:
        depth = self.item.depth if self.item else 0
        for index in range(self.cursor - 1, -1, -1):
            if self._items[index].depth < depth:
                self.cursor = index
                return


def _identity(item: Branch | Version | None) -> tuple[str, ...] | None:
    if isinstance(item, Version):
        return ("", item.leaf.task_type, item.leaf.id)
    return item.key if item else None
