"""All models of one task type as a table: prices, times, capabilities."""

from rich.cells import cell_len
from rich.text import Text
from textual.app import RenderResult
from textual.widget import Widget

from ..catalog.browsing import key_of
from ..catalog.capabilities import capabilities_of
from ..catalog.forms import form_of
from ..catalog.products import Leaf
from ..catalog.task_types import task_types
from ..locale import t
from .cells import fit, join, right
from .model_lines import PRICE_CELLS, TIME_CELLS, TREND_CELLS, Shown, figures, marked, name_parts
from .rows import Rows

_FIGURES = PRICE_CELLS + TREND_CELLS + TIME_CELLS + 1
_NAME_CELLS = 34
_LEAST_NAME = 24
_NAMES_FROM = 90
"""The line width from which names are not shortened, in cells."""


def _name_cells(width: int) -> int:
    return _NAME_CELLS if width >= _NAMES_FROM else _LEAST_NAME


class ModelTable(Rows):
    """The models of one task type; the task type is chosen by left and right."""

    DEFAULT_CSS = "ModelTable { width: 1fr; }"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._shown = Shown()
        self._leaves: tuple[Leaf, ...] = ()
        self.kind: str | None = None

    @property
    def leaf(self) -> Leaf | None:
        """The model the cursor is on."""
        return self._leaves[self.cursor] if self.cursor < len(self._leaves) else None

    def show(self, shown: Shown, kind: str | None = None) -> None:
        """Show models; the cursor stays on its model.

        Args:
            shown: the models.
            kind: the task type; None for the current one, or the first if that has none.
        """
        before = self.leaf
        self._shown = shown
        kind = kind or self.kind
        if kind not in shown.leaves:
            kind = next(iter(shown.leaves), kind)
        self.kind = kind
        self._leaves = shown.leaves.get(kind or "", ())
        self.set_count(len(self._leaves))
        if before is None or not self._to(before):
            self.cursor = 0

    def go_to(self, leaf: Leaf) -> bool:
        """Move the cursor to a model; return whether it is listed."""
        if leaf.task_type != self.kind and leaf.task_type in self._shown.leaves:
            self.show(self._shown, leaf.task_type)
        return self._to(leaf)

    def turn(self, by: int) -> None:
        """Show the next task type with models, or the previous one."""
        kinds = list(self._shown.leaves)
        if self.kind in kinds:
            self.show(self._shown, kinds[(kinds.index(self.kind) + by) % len(kinds)])

    def _to(self, leaf: Leaf) -> bool:
        keys = [key_of(one) for one in self._leaves]
        if key_of(leaf) not in keys:
            return False
        self.cursor = keys.index(key_of(leaf))
        return True

    def row(self, index: int, width: int) -> Text:
        """Draw one model."""
        leaf, words = self._leaves[index], self._shown.view.words
        names = _name_cells(width)
        parts = [
            *name_parts(leaf, self._shown, names, 0),
            *figures(self._shown.facts.of(leaf), self._shown.marks.change(leaf), width),
        ]
        room = width - names - _FIGURES - 2
        if room > 0:
            able = [t(f"capability-{name}") for name in capabilities_of(form_of(leaf))]
            tags = leaf.tag_values("feature", "popularity")
            said = fit(" · ".join((*able, *tags)), room)
            parts += [(" ", ""), *marked(said, words, "muted")]
        return join([(text, str(self.style(style)) if style else "") for text, style in parts])


class TableHead(Widget):
    """The heads of the columns."""

    DEFAULT_CSS = "TableHead { height: 2; }"

    def __init__(self) -> None:
        super().__init__()
        self._kind = ""

    def show(self, kind: str | None) -> None:
        """Set the task type of the table below."""
        if kind is not None and kind != self._kind:
            self._kind = kind
            self.refresh()

    def render(self) -> RenderResult:
        """Draw the task type and the heads."""
        width = self.size.width
        if self._kind not in task_types():
            return Text()
        title = f" {t(f'task-type-{self._kind}')}"
        hint = t("table-turn")
        gap = max(1, width - cell_len(title) - cell_len(hint) - 1)
        names = _name_cells(width)
        heads = [
            fit(f"   {t('table-model')}", names),
            right(t("table-price"), PRICE_CELLS),
            right(t("table-time"), TREND_CELLS + TIME_CELLS),
            fit(f"  {t('detail-abilities')}", width - names - _FIGURES),
        ]
        text = Text(no_wrap=True, overflow="crop", end="")
        text.append(title, "bold").append(" " * gap).append(hint, "dim").append("\n")
        return text.append("".join(heads), "dim")
