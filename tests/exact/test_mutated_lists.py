"""Lists with mistakes: nothing raises, and every other model stays as it was."""

import copy
import itertools
import random
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ima_tui.catalog.bodies import Order, create_body
from ima_tui.catalog.estimates import estimate_of
from ima_tui.catalog.forms import form_of
from ima_tui.catalog.inputs import input_bounds
from ima_tui.catalog.orders import Draft
from ima_tui.catalog.parameters import fill
from ima_tui.catalog.parse import parse_listing
from ima_tui.catalog.prices import price_points, price_range, quote
from ima_tui.catalog.products import Leaf
from ima_tui.catalog.refusals import RefusedError
from ima_tui.catalog.tables import price_table
from ima_tui.catalog.task_types import task_types
from ima_tui.catalog.values import Value
from ima_tui.simulator.catalog import load, tree
from ima_tui.widgets.model_detail import describe

from ..unit.leaves import STEADY, Json, group, leaf, option, rule, tags, virtual
from .mutate import JUNK, nested, spoiled

TYPES = list(task_types())


def use(found: Leaf) -> None:
    """All that the catalogue and the screens ask of a model."""
    form = form_of(found)
    state = form.start()
    assert set(state) == {control.key for control in form.controls}
    assert len({control.key for control in form.controls}) == len(form.controls)
    estimate = estimate_of(found)
    assert 0 < estimate.low <= estimate.high
    least, most = input_bounds(found)
    assert 0 <= least <= most
    bounds = price_range(form)
    assert bounds is None or 0 <= bounds[0] <= bounds[1]
    list(price_points(form))
    table = price_table(form)
    assert found.title.isprintable()
    for width in (24, 100):
        shown = describe(form, table, width).plain
        assert not {"\x1b", "\u202e", "\x00"} & set(shown)
    _buy(Draft(form, state, quote(form, state), "a red fox"))
    for control in form.controls:
        for value in (*control.values[:3], "no such", 7):
            try:
                form.choose(state, control.key, value)
                fill(form, {control.key: value})
            except RefusedError:
                continue


def _buy(draft: Draft) -> None:
    draft.refusal()
    if draft.quote is None:
        return
    assert draft.quote.points >= 0
    body = create_body(Order(draft.form, draft.state, draft.quote, draft.prompt))
    try:
        msgspec.json.encode(body)
    except UnicodeEncodeError:
        # half a character, which text can hold and no encoding can
        assert "\\ud800" in repr(body)


def _families(nodes: list[Any]) -> list[list[Any]]:
    """The lists of children that are leaves, however deep."""
    found: list[list[Any]] = []
    for node in nodes:
        below = node.get("children") or []
        if any(child["type"] == "3" for child in below):
            found.append(below)
        found += _families(below)
    return found


@STEADY
@given(st.sampled_from(TYPES), st.integers(0, 10**9))
def test_a_spoiled_model_spoils_only_itself(task_type: str, seed: int) -> None:
    draw = random.Random(seed)
    products = load().products[task_type]
    intact = parse_listing(tree(products), task_type)
    data = copy.deepcopy(tree(products))
    children = draw.choice(_families(data))
    leaf = children.pop(draw.randrange(len(children)))
    version = leaf["id"]
    # what takes another's id comes after it: the first of two is the one that counts
    data.append(spoiled(leaf, draw))
    listing = parse_listing(data, task_type)
    for found in intact.leaves:
        if found.id != version:
            assert listing.find(found.id) == found
    for found in listing.leaves:
        if intact.find(found.id) != found:
            use(found)


@STEADY
@given(st.sampled_from(TYPES), st.integers(0, 10**9))
def test_a_spoiled_tree_never_raises(task_type: str, seed: int) -> None:
    draw = random.Random(seed)
    data = spoiled({"data": tree(load().products[task_type])}, draw)
    for found in parse_listing(data.get("data"), task_type).leaves[:6]:
        use(found)


@pytest.mark.parametrize("task_type", TYPES)
def test_every_model_as_it_is(task_type: str) -> None:
    for found in parse_listing(tree(load().products[task_type]), task_type).leaves:
        use(found)


@pytest.mark.parametrize(
    "key", ["id", "model_id", "name", "group_name", "tags", "form_config", "files", "credit_rules"]
)
def test_anything_in_the_place_of_a_part(key: str) -> None:
    for junk in JUNK:
        listing = parse_listing(
            [leaf(**{key: junk}) if key != "id" else leaf(junk)], "image_to_video"
        )
        for found in listing.leaves:
            use(found)


def test_anything_in_the_place_of_a_price() -> None:
    for points in (*JUNK, "12", "-1", 12.0, 12.5, 10**9, 10**9 + 1):
        listed = leaf(credit_rules=[rule(points), rule(7, 8, size="1K")])
        (found,) = parse_listing([listed], "text_to_image").leaves
        use(found)
        assert all(0 <= one.points <= 10**9 for one in found.rules)
        assert found.rules[-1].points == 7


def test_fifty_groups_deep() -> None:
    for depth in (50, 5_000):
        listing = parse_listing([nested(leaf(), depth), leaf("other")], "text_to_image")
        assert [found.id for found in listing.leaves] == ["model-1", "other"]
        assert len(listing.leaves[0].groups) == depth
        use(listing.leaves[0])


def test_of_two_with_one_id_the_first_counts() -> None:
    data = [leaf("a", name="First"), group("G", leaf("a", name="Second"), leaf("b"))]
    listing = parse_listing(data, "text_to_image")
    assert [(found.id, found.name) for found in listing.leaves] == [
        ("a", "First"),
        ("b", "Model One"),
    ]
    assert listing.skipped == 1


def odd_forms() -> list[list[Json]]:
    """Forms that a list could hold though no service would."""
    many = [tags(f"f{at}", list(range(12)), 0) for at in range(12)]
    ring = [
        tags(f"r{at}", [{"value": 1, "disabled": {f"r{(at + 1) % 9}": [1]}}, 2], 1)
        for at in range(9)
    ]
    return [
        many,
        ring,
        [tags("a", [option(1, a=[1])], 1)],
        [tags("a", [option(1, b=[2])], 1), tags("b", [option(2, a=[1])], 2)],
        [tags("a", [option(1, n=[1, 2, 3, 4])], 1)],
        [tags("n", [0, -1, 10**9, "many", 2.5], "many"), tags("N", [1], 1)],
        [{"type": "number", "field": "n", "value": -3}],
        [tags("prompt", ["theirs"], "theirs"), tags("cast", [1], 1), tags("PROMPT", [1], 1)],
        [virtual("v", [tags("v", [1, 2], 1)], [({"v": 1}, 1)], target="v")],
        [virtual("v", [tags("n", [1, 2], 1)], [({"n": 1}, 9)], target="n")],
        [virtual("v", [tags("a", [1], 1)], [({}, "all")], target="cast")],
        [
            virtual("v", [tags("a", [1], 1)], [({"b": 1}, "never")], target="size"),
            tags("size", [1]),
        ],
        [tags("a", [float("nan"), 10**400, "x" * 10_000], float("nan"))],
        [{"type": "slider", "field": "s", "config": {"minimum": 9, "maximum": 1}, "value": 5}],
    ]


@pytest.mark.parametrize("fields", odd_forms(), ids=itertools.count())
def test_odd_forms_are_of_use_or_refused(fields: list[Json]) -> None:
    held: list[dict[str, Value]] = [{}, {"a": 1}, {"n": 2}, {"prompt": "x"}, {"default": "enabled"}]
    rules = [rule(at, at, **attributes) for at, attributes in enumerate(held)]
    for priced in (rules, rules[:1], []):
        (found,) = parse_listing(
            [leaf(form_config=fields, credit_rules=priced)], "text_to_video"
        ).leaves
        use(found)
