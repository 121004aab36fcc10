"""Corrections after a refusal: another price, another rule, one notch down."""

from pathlib import Path
from typing import Any

import pytest

from ima_tui.catalog.parse import parse_listing
from ima_tui.catalog.products import Leaf
from ima_tui.store.records import State
from ima_tui.tasks.guards import Corrections, Guards

from .rooms import kinds, order, plain_leaf, room, told, waits
from .scripted import Scripted, accepted, code, creates, listed, plain_entry, serving

FILM: dict[str, Any] = {
    "id": "film-1",
    "model_id": "film",
    "name": "Film",
    "type": "3",
    "form_config": [
        {
            "field": "resolution",
            "label": "Resolution",
            "type": "tags",
            "value": "1080P",
            "options": [{"label": name, "value": name} for name in ("720P", "1080P")],
        }
    ],
    "credit_rules": [
        {"attribute_id": 1, "points": 20, "attributes": {"resolution": "720P"}},
        {"attribute_id": 2, "points": 40, "attributes": {"resolution": "1080P"}},
    ],
}


def film() -> Leaf:
    return parse_listing([FILM], "text_to_image").leaves[0]


async def test_6006_with_a_dearer_price_asks_first(tmp_path: Path) -> None:
    service = Scripted(
        [code(6006), accepted()], products=[listed(plain_entry(5)), listed(plain_entry(9))]
    )
    async with serving(service), room(service.url, tmp_path) as here:
        task = await here.engine.submit(order(plain_leaf(5)))
        task = await here.until_true(task.id, waits("price_risen"))
        assert (task.asked, service.sends) == (9, 1)
        await here.engine.desk.agree(task.id)
        task = await here.until(task.id, State.RUNNING)
    assert [sent["credit"] for sent in creates(service)] == [5, 9]


async def test_6010_looks_again_and_sends_once_more(tmp_path: Path) -> None:
    service = Scripted(
        [code(6010), accepted()], products=[listed(plain_entry(5)), listed(plain_entry(5, 7))]
    )
    async with serving(service), room(service.url, tmp_path) as here:
        task = await here.engine.submit(order(plain_leaf(5)))
        await here.until(task.id, State.RUNNING)
        assert "corrected_rule" in await kinds(here, task)
    assert [sent["attribute_id"] for sent in creates(service)] == [1, 7]


@pytest.mark.parametrize("ceiling", [5, 8])
async def test_another_rule_above_what_was_agreed_to_asks_before_it_is_taken(
    ceiling: int, tmp_path: Path
) -> None:
    service = Scripted(
        [code(6010), accepted()], products=[listed(plain_entry(5)), listed(plain_entry(9, 7))]
    )
    async with serving(service), room(service.url, tmp_path) as here:
        task = await here.engine.submit(order(plain_leaf(5)), ceiling=ceiling)
        task = await here.until_true(task.id, lambda now: now.problem is not None)
        assert (task.state, task.problem, task.asked) == (State.QUEUED, "correction", 9)
        assert task.points == 5, "what was agreed to counts until the user says yes"
        assert "corrected_rule" not in await kinds(here, task), "nothing was corrected yet"
        assert service.sends == 1
        await here.engine.desk.agree(task.id)
        task = await here.until(task.id, State.RUNNING)
    assert task.points == 9
    assert [sent["credit"] for sent in creates(service)] == [5, 9]


@pytest.mark.parametrize(("ceiling", "asks"), [(40, True), (59, True), (60, False)])
async def test_a_notch_down_that_costs_more_asks_only_above_what_was_agreed_to(
    ceiling: int, asks: bool, tmp_path: Path
) -> None:
    cheap = FILM["credit_rules"][0] | {"points": 60}
    dear_below = FILM | {"credit_rules": [cheap, FILM["credit_rules"][1]]}
    service = Scripted([code(500), accepted()], products=[listed(dear_below)])
    async with serving(service), room(service.url, tmp_path) as here:
        task = await here.engine.submit(order(film()), ceiling=ceiling)
        if asks:
            task = await here.until_true(task.id, lambda now: now.problem is not None)
            assert (task.problem, task.asked, task.points) == ("correction", 60, 40)
            assert service.sends == 1
            await here.engine.desk.agree(task.id)
        task = await here.until(task.id, State.RUNNING)
    assert task.points == 60
    assert [sent["credit"] for sent in creates(service)] == [40, 60]


async def test_500_goes_one_notch_down_and_says_so(tmp_path: Path) -> None:
    service = Scripted([code(500), accepted()], products=[listed(FILM)])
    async with serving(service), room(service.url, tmp_path) as here:
        task = await here.engine.submit(order(film()))
        task = await here.until(task.id, State.RUNNING)
        notch = (await told(here, task, "corrected_notch")).detail
    assert notch == {"parameter": "resolution", "before": "1080P", "after": "720P", "points": 20}
    assert [sent["parameters"]["resolution"] for sent in creates(service)] == ["1080P", "720P"]
    assert task.points == 20


async def test_three_sends_are_the_most(tmp_path: Path) -> None:
    names = ("360P", "480P", "720P", "1080P")
    field = FILM["form_config"][0] | {"options": [{"label": one, "value": one} for one in names]}
    rules = [
        {"attribute_id": n, "points": 10 * n, "attributes": {"resolution": name}}
        for n, name in enumerate(names, 1)
    ]
    tall = FILM | {"form_config": [field], "credit_rules": rules}
    service = Scripted([code(500)] * 4, products=[listed(tall)])
    async with serving(service), room(service.url, tmp_path) as here:
        of = parse_listing([tall], "text_to_image").leaves[0]
        task = await here.engine.submit(order(of))
        task = await here.until(task.id, State.FAILED)
    sent = [one["parameters"]["resolution"] for one in creates(service)]
    assert sent == ["1080P", "720P", "480P"], "one more would be possible"
    assert task.problem == "heavy"


@pytest.mark.parametrize("mode", [Corrections.ASK, Corrections.OFF])
async def test_corrections_can_ask_or_be_off(mode: Corrections, tmp_path: Path) -> None:
    service = Scripted([code(500), accepted()], products=[listed(FILM)])
    async with (
        serving(service),
        room(service.url, tmp_path, guards=Guards(corrections=mode)) as here,
    ):
        task = await here.engine.submit(order(film()))
        if mode is Corrections.OFF:
            assert (await here.until(task.id, State.FAILED)).problem == "heavy"
            assert service.sends == 1
            return
        task = await here.until_true(task.id, waits("correction"))
        assert (task.asked, service.sends) == (20, 1)
        await here.engine.desk.agree(task.id)
        task = await here.until(task.id, State.RUNNING)
    assert (task.points, creates(service)[1]["parameters"]["resolution"]) == (20, "720P")
