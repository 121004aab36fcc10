"""Every combination of every model: one rule applies, its price is exact, and the body is taken."""

import itertools
import random
from collections.abc import Iterator

import httpx
import msgspec
import pytest

from ima_tui.api.client import ImaClient
from ima_tui.catalog.forms import form_of
from ima_tui.catalog.parse import parse_listing
from ima_tui.catalog.prices import price_points, price_range, quote
from ima_tui.catalog.task_types import task_types
from ima_tui.simulator.service import START_POINTS, Simulator
from ima_tui.simulator.settings import Change

from . import oracle
from .combos import (
    Chosen,
    Offer,
    body_of,
    combinations,
    count,
    offers,
    reached,
    to_verify,
    try_all,
)

_KEYS = (f"ima_exact_{number}" for number in itertools.count())
SEED = 20260425
OVER_HTTP = 3


@pytest.fixture
def service() -> Iterator[Simulator]:
    made = Simulator(seed=7)
    made.change(Change(subscribed=True))
    yield made
    made.close()


@pytest.mark.parametrize("task_type", list(task_types()))
def test_every_combination_is_exact_and_accepted(service: Simulator, task_type: str) -> None:
    outcomes = [try_all(offer, service) for offer in offers(task_type)]
    assert [mistake for outcome in outcomes for mistake in outcome.mistakes][:5] == []
    for outcome in outcomes:
        assert outcome.tried + outcome.forbidden == count(outcome.offer) == outcome.combinations
        assert outcome.accepted == outcome.tried > 0


@pytest.mark.parametrize("task_type", list(task_types()))
def test_price_points_and_range_are_those_of_all_combinations(task_type: str) -> None:
    for offer in offers(task_type):
        rules = offer.listed["credit_rules"]
        possible = [
            oracle.sent(offer.listed, task_type, chosen)
            for chosen in combinations(offer)
            if not oracle.forbidden(offer.listed, task_type, chosen)
            and not oracle.lost(offer.listed, chosen)
        ]
        real = [found[0] for sent in possible if (found := oracle.charged(rules, sent))]
        points = list(price_points(offer.form))
        told = {point.choice.rule.attribute_id for point in points}
        assert told == {rule["attribute_id"] for rule in real}, offer.name
        least, most = min(r["points"] for r in real), max(r["points"] for r in real)
        assert price_range(offer.form) == (least, most), offer.name


def test_the_conflicts_of_the_list_are_met_and_refused(service: Simulator) -> None:
    families = {
        "veo-3.1-generate-preview": 64,
        "MiniMax-Hailuo-2.3": 16,
        "Pixverse V5.5": 20,
    }
    for offer in offers("text_to_video"):
        if offer.leaf.id in families:
            outcome = try_all(offer, service)
            assert outcome.forbidden == outcome.refused == families[offer.leaf.id], offer.name


@pytest.mark.parametrize("task_type", list(task_types()))
async def test_some_of_each_model_over_http_are_charged_as_quoted(
    simulator_url: str, task_type: str
) -> None:
    draw = random.Random(SEED)
    client = ImaClient(simulator_url, next(_KEYS))
    listing = parse_listing(await client.products(task_type), task_type)
    await client.aclose()
    leaves = {offer.leaf.id: offer for offer in offers(task_type)}
    assert [leaf.id for leaf in listing.leaves] == list(leaves)
    async with httpx.AsyncClient(base_url=simulator_url, trust_env=False) as http:
        for leaf in listing.leaves:
            offer = Offer(leaves[leaf.id].listed, leaf, form_of(leaf))
            possible = [
                chosen
                for chosen in combinations(offer)
                if not oracle.forbidden(offer.listed, task_type, chosen)
            ]
            for _ in range(OVER_HTTP):
                await _buy_one(simulator_url, http, offer, draw.choice(possible))


async def _buy_one(url: str, http: httpx.AsyncClient, offer: Offer, chosen: Chosen) -> None:
    state = reached(offer.form, chosen)
    assert state is not None
    price = quote(offer.form, state)
    assert price is not None
    # a key of its own for each: none runs out of points, and its balance is this charge
    key = next(_KEYS)
    client = ImaClient(url, key)
    body = body_of(offer, state, price)
    for address in to_verify(body):
        assert (await client.verify(address)).passed
    created = await client.create(msgspec.json.encode(body))
    await client.aclose()
    assert created.task_id
    headers = {"Authorization": f"Bearer {key}"}
    ledger = (await http.get("/__sim/ledger", headers=headers)).json()
    assert START_POINTS - ledger["balance"] == price.points, offer.name
