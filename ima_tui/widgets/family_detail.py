"""What a task type or a group of models offers: its models with prices and times, in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text

from ..catalog.browsing import key_of
from ..catalog.capabilities import capabilities_of
from ..catalog.forms import form_of
from ..catalog.products import Leaf
from ..locale import t
from ..locale.formats import expected, price_range
from .cells import fit, hanging, right
from .model_lines import PRICE_CELLS, TIME_CELLS, Shown, why_sign

MOST_LISTED = 40
_DESCRIBED = 6
"""Models up to which each stands with what the service says of it."""

_LONGEST_NAME = 30
_ABLE_FROM = 24
"""Cells left beside the figures from which on is told what a model can do."""

_MUTED = Style(dim=True)
_STRONG = Style(bold=True)


@dataclass(frozen=True, slots=True)
class Family:
    """A branch of the tree.

    Attributes:
        title: what it is called.
        leaves: its models, as listed.
        shown: what the tree shows.
    """

    title: str
    leaves: Sequence[Leaf]
    shown: Shown


def describe_family(family: Family, hint: str, width: int) -> Text:
    """Return what a branch offers; a click on a name goes to the model.

    Args:
        family: the branch.
        hint: how one goes on from there.
        width: how many cells a line may take.
    """
    text = Text().append(f"{family.title}\n", _STRONG)
    text.append(" · ".join(_sums(family)) + "\n\n", _MUTED)
    listed = family.leaves[:MOST_LISTED]
    if listed:
        for line in _lines(listed, family.shown, width):
            text.append_text(line).append("\n")
    hidden = len(family.leaves) - len(listed)
    if hidden > 0:
        text.append(f"{t('detail-more-models', count=hidden)}\n", _MUTED)
    return text.append("\n").append_text(hanging(Text(), Text(hint, _MUTED), width))


def _sums(family: Family) -> Iterator[str]:
    """How many there are, from and up to which price, where that is known by now."""
    yield t("models-count", count=len(family.leaves))
    if len(family.leaves) <= MOST_LISTED:
        facts = [family.shown.facts.of(leaf) for leaf in family.leaves]
        bounds = [found for fact in facts if (found := fact.bounds)]
        if bounds:
            whole = (min(low for low, _ in bounds), max(high for _, high in bounds))
            yield t("points", points=price_range(whole))


def _lines(leaves: Sequence[Leaf], shown: Shown, width: int) -> Iterator[Text]:
    names = min(max(cell_len(leaf.title) for leaf in leaves), _LONGEST_NAME)
    names = min(names, max(8, width - PRICE_CELLS - TIME_CELLS - 2))
    able = width - names - PRICE_CELLS - TIME_CELLS - 4
    head = f"  {fit(t('table-model'), names)}{right(t('table-price'), PRICE_CELLS)}"
    head += right(t("table-time"), TIME_CELLS)
    if able >= _ABLE_FROM:
        head += f"  {t('detail-abilities')}"
    yield Text(head, _MUTED)
    for place, leaf in enumerate(leaves):
        click = Style.from_meta({"@click": f"screen.show_member({place})"})
        yield _line(leaf, shown, names, able, click)
        if len(leaves) <= _DESCRIBED and leaf.description:
            yield hanging(Text("  "), Text(leaf.description, _MUTED), width)


def _line(leaf: Leaf, shown: Shown, names: int, able: int, click: Style) -> Text:
    fact = shown.facts.of(leaf)
    time = expected(fact.estimate.low, fact.estimate.high)
    line = Text().append(f"{why_sign(shown.marks.why.get(key_of(leaf)))} ")
    line.append(fit(leaf.title, names), click + _STRONG)
    line.append(right(price_range(fact.bounds), PRICE_CELLS), click)
    line.append(right(time, TIME_CELLS), click + _MUTED)
    if able >= _ABLE_FROM:
        known = [t(f"capability-{name}") for name in capabilities_of(form_of(leaf))]
        line.append(f"  {fit(' · '.join(known), able)}", _MUTED)
    return line
