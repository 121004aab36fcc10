"""All models as a tree: task type, group, version, with price and time in columns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from rich.cells import cell_len
from rich.text import Text

from ..catalog.browsing import Sort, key_of
from ..catalog.changes import Change
from ..catalog.products import Leaf
from ..catalog.task_types import task_types
from ..locale import t
from ..locale.formats import price_range as price_words
from .cells import fit, join, right
from .model_lines import (
    PRICE_CELLS,
    TIME_CELLS,
    TIME_FROM,
    TREND_CELLS,
    Part,
    Shown,
    figures,
    marked,
    name_parts,
)
from .rows import Rows

_QUICK = 50
"""The most models of a group whose prices are computed while drawing."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A task type or a group, which can be folded.

    Attributes:
        key: identifies the branch; its task type comes first.
        leaves: its models.
    """

    key: tuple[str, ...]
    title: str
    depth: int
    leaves: Sequence[Leaf]


@dataclass(frozen=True, slots=True)
class Version:
    """A leaf in the tree."""

    leaf: Leaf
    depth: int


@dataclass(frozen=True, slots=True)
class Gone:
    """A model that is no longer listed."""

    kind: str
    change: Change
    depth: int = 1


Item = Branch | Version | Gone


class ModelTree(Rows):
    """The tree of models. Folding survives changes of the lists."""

    DEFAULT_CSS = "ModelTree { width: 1fr; }"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._shown = Shown()
        self._items: list[Item] = []
        self._folds: dict[tuple[str, ...], bool] = {(next(iter(task_types())),): True}
        self._narrow_folds: dict[tuple[str, ...], bool] = {}
        self._untouched = True

    @property
    def item(self) -> Item | None:
        """The item at the cursor."""
        return self._items[self.cursor] if self.cursor < len(self._items) else None

    @property
    def leaf(self) -> Leaf | None:
        """The model the cursor is on."""
        return self.item.leaf if isinstance(self.item, Version) else None

    @property
    def kind(self) -> str | None:
        """The task type the cursor is on or in."""
        item = self.item
        if isinstance(item, Version):
            return item.leaf.task_type
        return item.kind if isinstance(item, Gone) else item.key[0] if item else None

    def show(self, shown: Shown) -> None:
        """Show models; the cursor stays on its item, a new search goes to its first hit."""
        before, self._shown = self._shown.view, shown
        if before != shown.view:
            self._narrow_folds = {}
            self._reveal(self.leaf)
        self._lay_out()
        if shown.view.words and shown.view.words != before.words:
            self._to_first_leaf()

    def go_to(self, leaf: Leaf) -> bool:
        """Move the cursor to a model, unfolding its branches; return whether it is listed."""
        self._reveal(leaf)
        self._lay_out()
        return self._go_to(("", *key_of(leaf)))

    def fold(self, *, unfold: bool) -> None:
        """Fold or unfold the branch at the cursor; on a model, fold its branch."""
        item = self.item
        self._untouched = False
        if isinstance(item, Branch) and self._is_open(item.key) is not unfold:
            self._open_folds[item.key] = unfold
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
            parts = self._branch(item, width)
        elif isinstance(item, Gone):
            note = f" {t('models-gone')} "
            title = fit(
                f"{' ' * (1 + 2 * item.depth)}   {item.change.title}", width - cell_len(note)
            )
            parts = [(title, "gone"), (note, "muted")]
        else:
            fact, change = self._shown.facts.of(item.leaf), self._shown.marks.change(item.leaf)
            columns = figures(fact, change, width)
            left = width - sum(cell_len(text) for text, _ in columns)
            parts = [*name_parts(item.leaf, self._shown, left, 2 * item.depth), *columns]
        return join([(text, str(self.style(style)) if style else "") for text, style in parts])

    def _branch(self, item: Branch, width: int) -> list[Part]:
        sign = "▾" if self._is_open(item.key) else "▸"
        head = f"{' ' * (1 + 2 * item.depth)}{sign} "
        if item.depth:
            # the price range is in the column of prices
            note = right(self._prices(item.leaves), PRICE_CELLS)
            after = 1 + TREND_CELLS + (TIME_CELLS if width >= TIME_FROM else 0)
        else:
            note, after = f" {self._models_words(item)}", 1
        title = fit(item.title, max(4, width - cell_len(head) - cell_len(note) - after))
        strong = "" if item.depth else "strong"
        return [(head, strong), *marked(title, self._shown.view.words, strong), (note, "muted")]

    def _models_words(self, item: Branch) -> str:
        total = self._shown.totals.get(item.key[0], len(item.leaves))
        if len(item.leaves) < total:
            return t("models-count-of", count=len(item.leaves), total=total)
        return t("models-count", count=total)

    def _prices(self, leaves: Sequence[Leaf]) -> str:
        facts = [self._shown.facts.of(leaf) for leaf in leaves]
        if len(facts) > _QUICK and not all(fact.known for fact in facts):
            return "…"
        bounds = [found for fact in facts if (found := fact.bounds)]
        whole = (min(low for low, _ in bounds), max(high for _, high in bounds)) if bounds else None
        return price_words(whole)

    def _lay_out(self) -> None:
        before = _identity(self.item)
        self._items = list(self._walk())
        self.set_count(len(self._items))
        # lists arrive in any order: before the first key the cursor stays at the top
        if before is not None and not self._untouched:
            self._go_to(before)

    def watch_cursor(self, before: int, after: int) -> None:
        """Scroll to the cursor's row, which is the user's choice from now on."""
        self._untouched = self._untouched and before == after
        super().watch_cursor(before, after)

    def _go_to(self, identity: tuple[str, ...]) -> bool:
        at = next((i for i, one in enumerate(self._items) if _identity(one) == identity), None)
        if at is not None:
            self.cursor = at
        return at is not None

    def _to_first_leaf(self) -> None:
        at = next((i for i, one in enumerate(self._items) if isinstance(one, Version)), 0)
        self.cursor = at

    def _reveal(self, leaf: Leaf | None) -> None:
        """Unfold the branches of a model."""
        if leaf is not None:
            folds = self._open_folds
            folds[leaf.task_type,] = folds[leaf.task_type, *leaf.groups] = True

    def _walk(self) -> Iterator[Item]:
        for kind, leaves in self._shown.leaves.items():
            key = (kind,)
            yield Branch(key, t(f"task-type-{kind}"), 0, leaves)
            if not self._is_open(key):
                continue
            if self._shown.view.sort is Sort.LISTED:
                for groups, together in groupby(leaves, key=lambda leaf: leaf.groups):
                    yield from self._group(key + groups, list(together))
            else:
                yield from (Version(leaf, 1) for leaf in leaves)
            yield from (Gone(kind, change) for change in self._shown.gone.get(kind, ()))

    def _group(self, key: tuple[str, ...], leaves: list[Leaf]) -> Iterator[Item]:
        """Return the rows of a group; one with a single version is that version."""
        if len(leaves) == 1 or len(key) == 1:
            yield from (Version(leaf, 1) for leaf in leaves)
            return
        yield Branch(key, " / ".join(key[1:]), 1, leaves)
        if self._is_open(key):
            yield from (Version(leaf, 2) for leaf in leaves)

    @property
    def _open_folds(self) -> dict[tuple[str, ...], bool]:
        """The folds set by the user; a search, which unfolds everything, has its own."""
        return self._narrow_folds if self._shown.view.narrows else self._folds

    def _is_open(self, key: tuple[str, ...]) -> bool:
        """Whether a branch is open: task types start folded, groups and search results unfolded."""
        return self._open_folds.get(key, len(key) > 1 or self._shown.view.narrows)

    def _to_parent(self) -> None:
        depth = self.item.depth if self.item else 0
        for index in range(self.cursor - 1, -1, -1):
            if self._items[index].depth < depth:
                self.cursor = index
                return


def _identity(item: Item | None) -> tuple[str, ...] | None:
    if isinstance(item, Version):
        return ("", *key_of(item.leaf))
    if isinstance(item, Gone):
        return ("gone", item.kind, item.change.version)
    return item.key if item else None
