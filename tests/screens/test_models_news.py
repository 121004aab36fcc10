"""Models: what changed since the last look is marked, at once and after the next start."""

from pathlib import Path

from textual.pilot import Pilot

from ima_tui.app import ImaApp
from ima_tui.widgets.model_tree import ModelTree

from ..engine.scripted import Scripted, listed, plain_entry, serving
from .stage import on_stage, text_of, until

LENGTHS = {
    "field": "duration",
    "type": "tags",
    "value": 5,
    "options": [{"value": 5}, {"value": 10}],
}


def entry(number: int, short: int, long: int) -> dict[str, object]:
    rules = [
        {"attribute_id": length, "points": points, "attributes": {"duration": length}}
        for length, points in ((5, short), (10, long))
    ]
    named = {"id": f"v{number}", "model_id": f"m{number}", "name": f"Model {number}"}
    return plain_entry() | named | {"form_config": [LENGTHS], "credit_rules": rules}


def row(app: ImaApp, title: str) -> str:
    return next(line for line in text_of(app).splitlines() if title in line[:60])


async def at_the_next_start(script: Scripted, home: Path, *entries: dict[str, object]) -> None:
    script.products = [listed(*entries)]
    async with on_stage(script.url, home):
        pass


async def test_prices_new_and_gone_models_are_marked_over_starts(tmp_path: Path) -> None:
    script = Scripted([None])
    async with serving(script):
        await at_the_next_start(
            script, tmp_path, entry(1, 25, 120), entry(2, 30, 60), entry(3, 7, 9), entry(4, 5, 9)
        )
        script.products = [
            listed(entry(1, 30, 140), entry(2, 25, 60), entry(3, 7, 9), entry(5, 1, 2))
        ]
        for _ in range(2):
            async with on_stage(script.url, tmp_path) as (app, pilot):
                await until(pilot, lambda: "▲" in text_of(app))
                assert "25–120 →" in row(app, "Model 1")
                assert "30–140 ▲" in row(app, "Model 1")
                assert "25–60 ▼" in row(app, "Model 2")
                assert "→" not in row(app, "Model 3")
                assert "new" in row(app, "Model 5")
                assert "no longer listed" in row(app, "Model 4")
                await pilot.press("j")
                await until(pilot, lambda: "Changed: 10 120 → 140 ▲" in text_of(app))


async def test_a_price_inside_the_range_is_marked_too(tmp_path: Path) -> None:
    wide = entry(1, 5, 40)
    script = Scripted([None])
    async with serving(script):
        await at_the_next_start(script, tmp_path, wide)
        more = [
            *wide["credit_rules"],
            {"attribute_id": 9, "points": 20, "attributes": {"duration": 7}},
        ]  # type: ignore[misc]
        lengths = LENGTHS | {"options": [{"value": 5}, {"value": 7}, {"value": 10}]}
        script.products = [listed(wide | {"credit_rules": more, "form_config": [lengths]})]
        async with on_stage(script.url, tmp_path) as (app, pilot):
            await until(pilot, lambda: "◆" in row(app, "Model 1"))


async def test_prices_that_change_under_the_cursor(tmp_path: Path) -> None:
    script = Scripted([None], products=[listed(entry(1, 25, 50), entry(2, 5, 9))])
    async with serving(script), on_stage(script.url, tmp_path) as (app, pilot):
        tree = app.screen.query_one(ModelTree)
        await pilot.press("j", "j")
        script.products = [listed(entry(3, 1, 2), entry(2, 6, 9), entry(1, 25, 50))]
        await pilot.press("r")
        await until(pilot, lambda: "5–9 →" in text_of(app))
        assert tree.leaf is not None
        assert tree.leaf.title == "Model 2"
        assert "Changed" in text_of(app)
        # while lists are fetched the key asks for nothing new
        await until(pilot, lambda: not app.services.catalogue.refreshing)
        script.products = [listed(entry(3, 1, 2))]
        await pilot.press("r")
        await until(pilot, lambda: "Model 2    " not in text_of(app) or "no longer" in text_of(app))
        await gone_is_told(app, pilot)


async def gone_is_told(app: ImaApp, pilot: Pilot[None]) -> None:
    """The cursor on a model that is gone says so, and nothing can be done with it."""
    tree = app.screen.query_one(ModelTree)
    await pilot.press("j", "j", "j")
    for _ in range(4):
        if "can't be run any more" in " ".join(text_of(app).split()):
            break
        await pilot.press("k")
    await until(pilot, lambda: "can't be run any more" in " ".join(text_of(app).split()))
    assert tree.leaf is None
    await pilot.press("enter", "space", "f", "d", "greater_than_sign")
    assert app.is_running


async def test_a_list_that_says_the_same_is_the_same(tmp_path: Path) -> None:
    script = Scripted([None], products=[listed(entry(1, 25, 50))])
    async with serving(script), on_stage(script.url, tmp_path) as (app, _pilot):
        catalogue = app.services.catalogue
        before = catalogue.shelves["text_to_video"]
        await app.services.lists.refresh()
        after = catalogue.shelves["text_to_video"]
        assert after.listing is before.listing
        assert after.fetched_at >= before.fetched_at
