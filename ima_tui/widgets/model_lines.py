"""Drawing a model in one line: marks, name with highlighted matches, price and time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rich.cells import cell_len

from ..catalog.browsing import Fact, Facts, Key, View, key_of
from ..catalog.changes import Change, News
from ..catalog.products import Leaf
from ..catalog.search import Source, found_by, hits
from ..locale import t
from ..locale.formats import expected
from ..locale.formats import price_range as price_words
from .cells import fit, right

Part = tuple[str, str]
"""A text and the name of its style, as ``Rows.style`` knows it; empty for none."""

PRICE_CELLS = 10
TIME_CELLS = 12
TREND_CELLS = 2
TIME_FROM = 48
"""The line width from which times are shown, in cells."""

UP, DOWN, CHANGED = "▲", "▼", "◆"
MARKED, PREFERRED, RECOMMENDED, FAVOURITE = "●", "♥", "★", "♡"

_LEAST_TITLE = 18
"""The width of the left part from which the old price is shown, in cells."""


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of models.

    Attributes:
        compared: those marked for comparison.
        why: ``preferred`` or ``recommended``, see ``Services.why``.
        news: what changed, by task type and version.
    """

    compared: frozenset[Key] = frozenset()
    favourites: frozenset[Key] = frozenset()
    why: Mapping[Key, str] = field(default_factory=dict)
    news: Mapping[str, Mapping[str, Change]] = field(default_factory=dict)

    def change(self, leaf: Leaf) -> Change | None:
        """Return the change of a model."""
        return self.news.get(leaf.task_type, {}).get(leaf.id)


@dataclass(frozen=True, slots=True)
class Shown:
    """The content of a list of models.

    Attributes:
        leaves: by task type, in their order.
        totals: the number of models by task type, including hidden ones.
        gone: models that are no longer listed, by task type.
    """

    leaves: Mapping[str, tuple[Leaf, ...]] = field(default_factory=dict)
    totals: Mapping[str, int] = field(default_factory=dict)
    gone: Mapping[str, tuple[Change, ...]] = field(default_factory=dict)
    view: View = field(default_factory=View)
    facts: Facts = field(default_factory=Facts)
    marks: Marks = field(default_factory=Marks)


def trend(change: Change | None, fact: Fact) -> str:
    """Return the sign of a changed price: up, down, or changed within the same range."""
    if change is None or change.news is not News.PRICE:
        return ""
    was, now = change.was.bounds, fact.bounds
    if was is None or now is None or was == now:
        return CHANGED
    return UP if (now[1], now[0]) > (was[1], was[0]) else DOWN


def figures(fact: Fact, change: Change | None, width: int) -> list[Part]:
    """Return the columns at the right of a line: the price, how it changed, and the time.

    Args:
        fact: the facts of the model.
        change: its change.
        width: the width of the whole line, in cells.
    """
    sign = trend(change, fact)
    parts = [
        (right(price_words(fact.bounds), PRICE_CELLS), "accent"),
        (right(sign, TREND_CELLS), "bad" if sign == UP else "good"),
    ]
    if width >= TIME_FROM:
        time = expected(fact.estimate.low, fact.estimate.high)
        parts.append((right(time, TIME_CELLS), "muted"))
    # the scroll bar is in the last cell
    return [*parts, (" ", "")]


def name_parts(leaf: Leaf, shown: Shown, width: int, indent: int = 1) -> list[Part]:
    """Return the left part of a line: marks, name, reason of the match, old price.

    Args:
        leaf: the model.
        shown: the content of the list.
        width: its width, in cells.
        indent: the indentation, in cells.
    """
    key, marks = key_of(leaf), shown.marks
    change = marks.change(leaf)
    signs = [
        (" " * indent, ""),
        (MARKED if key in marks.compared else " ", "accent"),
        (why_sign(marks.why.get(key)), "accent"),
        (" ", ""),
    ]
    room = width - indent - 3
    after = [(f" {FAVOURITE}", "accent")] if key in marks.favourites else []
    if change is not None and change.news is News.NEW:
        after.append((f" {t('models-new')}", "good"))
    before = _before(change, shown.facts.of(leaf))
    if before and room - cell_len(before) < _LEAST_TITLE:
        before = ""
    room -= cell_len(before) + sum(cell_len(text) for text, _ in after)
    title = fit(leaf.title, max(4, min(room, cell_len(leaf.title))))
    room -= cell_len(title)
    reason = _reason(shown.facts.of(leaf), shown.view.words, room)
    gap = " " * max(0, room - sum(cell_len(text) for text, _ in reason))
    return [*signs, *marked(title, shown.view.words), *after, *reason, (gap, ""), (before, "muted")]


def marked(text: str, words: Sequence[str], style: str = "") -> list[Part]:
    """Return a text with the matches highlighted."""
    parts, end = [], 0
    for start, stop in hits(text, words) if words else ():
        parts += [(text[end:start], style), (text[start:stop], "hit")]
        end = stop
    return [*parts, (text[end:], style)]


def capability_or(source: Source, text: str) -> str:
    """Return the reason of a match; capabilities and task types in the user's language."""
    if source is Source.CAPABILITY:
        return t(f"capability-{text}")
    return t(f"task-type-{text}") if source is Source.KIND else text


def why_sign(why: str | None) -> str:
    """Return the sign of why a model is named first, or a blank."""
    return {"preferred": PREFERRED, "recommended": RECOMMENDED}.get(why or "", " ")


def _before(change: Change | None, fact: Fact) -> str:
    """The old price, if the range changed."""
    if change is None or change.news is not News.PRICE or change.was.bounds == fact.bounds:
        return ""
    return f"{price_words(change.was.bounds)} →"


def _reason(fact: Fact, words: Sequence[str], room: int) -> list[Part]:
    """The reason of a match other than the name; groups and task types are shown by the branch."""
    if not words or room < 8:
        return []
    known = (Source.GROUP, Source.KIND)
    found = [(source, text) for source, text in found_by(fact.texts, words) if source not in known]
    said = ", ".join(dict.fromkeys(capability_or(source, text) for source, text in found))
    return (
        [(" · ", "muted"), *marked(fit(said, min(cell_len(said), room - 3)), words, "muted")]
        if said
        else []
    )
