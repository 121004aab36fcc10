"""Every model of the simulator's catalogue, at every price it has: exact, and accepted."""

import itertools

import httpx
import msgspec
import pytest

from ima_tui.api.client import ImaClient
from ima_tui.catalog.bodies import Order, create_body
from ima_tui.catalog.forms import form_of
from ima_tui.catalog.inputs import InputMedia, input_bounds
from ima_tui.catalog.parse import parse_listing
from ima_tui.catalog.prices import price_points, quote
from ima_tui.catalog.task_types import task_types

_KEYS = (f"ima_models_{number}" for number in itertools.count())
PICTURE = "https://example.com/{}.png"


@pytest.mark.parametrize("task_type", list(task_types()))
async def test_every_price_of_every_model_is_accepted(simulator_url: str, task_type: str) -> None:
    client = ImaClient(simulator_url, next(_KEYS))
    listing = parse_listing(await client.products(task_type), task_type)
    await client.aclose()
    tried = 0
    for leaf in listing.leaves:
        form = form_of(leaf)
        inputs = tuple(
            InputMedia(PICTURE.format(number)) for number in range(input_bounds(form.leaf)[0])
        )
        for point in price_points(form):
            state = {**form.start(), **dict(point.values)}
            price = quote(form, state)
            assert price is not None
            assert price.exact, leaf.title
            assert price.credit == point.choice.rule.points
            body = create_body(Order(form, state, price, "a red fox", inputs))
            # a key of its own for each: none runs out of points
            buyer = ImaClient(simulator_url, next(_KEYS))
            created = await buyer.create(msgspec.json.encode(body))
            await buyer.aclose()
            assert created.task_id, leaf.title
            tried += 1
    assert tried >= len(listing.leaves)


async def test_what_is_quoted_is_what_is_charged(simulator_url: str) -> None:
    key = next(_KEYS)
    client = ImaClient(simulator_url, key)
    quoted = []
    for task_type in ("text_to_image", "text_to_music", "text_to_speech"):
        leaf = parse_listing(await client.products(task_type), task_type).leaves[0]
        form = form_of(leaf)
        state = {**form.start(), "n": 2}
        price = quote(form, state)
        assert price is not None
        body = create_body(Order(form, state, price, "a red fox"))
        await client.create(msgspec.json.encode(body))
        quoted.append(price.points)
    await client.aclose()
    async with httpx.AsyncClient(trust_env=False) as http:
        headers = {"Authorization": f"Bearer {key}"}
        ledger = (await http.get(f"{simulator_url}/__sim/ledger", headers=headers)).json()
    assert 2000 - ledger["balance"] == sum(quoted)
