"""Models in words: prices, input media, notes."""

from collections.abc import Iterator

from ..catalog.facts import facts_of
from ..catalog.inputs import MediaKind, input_bounds, is_less_than_listed, taken
from ..catalog.products import Leaf
from ..locale import t
from ..locale.formats import price_range


def price_words(bounds: tuple[int, int] | None) -> str:
    """Return a price range with its unit, or that there is no price."""
    return t("points", points=price_range(bounds)) if bounds else t("detail-no-price")


def input_words(leaf: Leaf) -> str:
    """Return how many input media a model takes: ``exactly 1``, ``1 to 9``."""
    least, most = input_bounds(leaf)
    if most == 0:
        return t("inputs-none")
    if least == most:
        return t("inputs-exactly", count=most)
    return t("inputs-range", least=least, most=most)


def reference_words(leaf: Leaf) -> str:
    """Return how many videos and sounds a model takes besides pictures; empty for none."""
    more = taken(leaf)
    films, sounds = more.get(MediaKind.VIDEO, 0), more.get(MediaKind.AUDIO, 0)
    return t("inputs-references", videos=films, sounds=sounds) if films or sounds else ""


def note_words(leaf: Leaf) -> Iterator[str]:
    """Yield what a user should know of a model before buying."""
    facts = facts_of(leaf.model_id)
    if facts.results > 1:
        yield t("note-results", count=facts.results)
    yield from (t(f"note-{note}") for note in facts.notes)
    if is_less_than_listed(leaf):
        yield t("note-pictures-only")
