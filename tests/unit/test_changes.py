"""What changed since the last look: told for a day, whoever looked, and gone when it is undone."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from ima_tui.catalog.changes import Change, News, Prices, changes
from ima_tui.catalog.parse import parse_listing
from ima_tui.catalog.products import Listing
from ima_tui.clock import WallClock
from ima_tui.store.catalogue import Catalogue, Shelf
from ima_tui.store.database import Database
from ima_tui.store.news import DAY_SECONDS

from .leaves import full_list, leaf, rule, tags

KIND = "text_to_video"
LENGTHS = [tags("duration", [5, 10], 5)]


class MovedClock(WallClock):
    """A clock that stands where it is put."""

    def __init__(self) -> None:
        self.at = 1_790_000_000.0

    def now(self) -> float:
        return self.at


def model(name: str, short: int, long: int) -> Mapping[str, object]:
    rules = [rule(short, 1, duration=5), rule(long, 2, duration=10)]
    return leaf(name, name=name.title(), form_config=LENGTHS, credit_rules=rules)


def told(before: Sequence[object], after: Sequence[object]) -> dict[str, News]:
    found = changes(parse_listing(list(before), KIND), parse_listing(list(after), KIND))
    return {change.version: change.news for change in found}


def test_prices_new_and_gone_models_are_told() -> None:
    before = [model("kept", 25, 50), model("dear", 25, 50), model("old", 5, 10)]
    after = [model("kept", 25, 50), model("dear", 25, 60), model("fresh", 5, 10)]
    assert told(before, after) == {"old": News.GONE, "fresh": News.NEW, "dear": News.PRICE}
    (dear,) = (
        change
        for change in changes(parse_listing(list(before), KIND), parse_listing(list(after), KIND))
        if change.version == "dear"
    )
    assert dear.was == Prices(25, 50, {"duration=5": 25, "duration=10": 50})


def test_what_says_nothing_of_prices_is_no_news() -> None:
    one = model("one", 25, 50)
    assert told([one], [{**one, "name": "One more", "description": "better"}]) == {}
    renumbered = [rule(25, 7, duration=5), rule(50, 8, duration="10")]
    assert told([one], [{**one, "credit_rules": renumbered}]) == {}
    assert told([], [one]) == {}
    assert told([one], [{"type": "3"}]) == {}


def test_the_captured_lists_do_not_differ_from_themselves() -> None:
    assert changes(full_list(KIND), full_list(KIND)) == []


class Looks:
    """Programs that look at a list one after another."""

    def __init__(self, path: Path) -> None:
        self.clock = MovedClock()
        self._path = path

    async def __call__(self, *leaves: object) -> Mapping[str, Change]:
        """Another program looks; what it tells is what the next one starts with."""
        database = Database(self._path)
        await database.open()
        try:
            catalogue = Catalogue(database, self.clock)
            listing = parse_listing(list(leaves), KIND)
            await catalogue._keep(Shelf(listing, self.clock.at), msgspec.json.encode(leaves))
            again = Catalogue(database, self.clock)
            await again.load()
            return again.news[KIND]
        finally:
            await database.close()


async def test_news_last_a_day_over_programs(tmp_path: Path) -> None:
    look = Looks(tmp_path / "db")
    assert await look(model("a", 25, 50)) == {}
    assert {v: c.news for v, c in (await look(model("a", 30, 50))).items()} == {"a": News.PRICE}
    look.clock.at += DAY_SECONDS - 1
    assert (await look(model("a", 30, 50)))["a"].was.bounds == (25, 50)
    look.clock.at += 2
    assert await look(model("a", 30, 50)) == {}


async def test_several_changes_are_told_against_the_first(tmp_path: Path) -> None:
    look = Looks(tmp_path / "db")
    await look(model("a", 25, 50), model("b", 5, 10))
    await look(model("a", 30, 50), model("b", 5, 10))
    news = await look(model("a", 35, 50))
    assert news["a"].was.bounds == (25, 50)
    assert news["b"].news is News.GONE
    assert await look(model("a", 25, 50), model("b", 5, 10)) == {}
    fresh = await look(model("a", 25, 50), model("b", 5, 10), model("c", 5, 10))
    assert fresh["c"].news is News.NEW
    dearer = await look(model("a", 25, 50), model("b", 5, 10), model("c", 7, 10))
    assert dearer["c"].news is News.NEW
    assert await look(model("a", 25, 50), model("b", 5, 10)) == {}


def test_an_unread_entry_is_not_gone() -> None:
    before: Listing = parse_listing([model("a", 1, 2), model("b", 1, 2)], KIND)
    after = parse_listing([model("a", 1, 2), {"type": "3", "id": None}], KIND)
    assert after.skipped == 1
    assert changes(before, after) == []
