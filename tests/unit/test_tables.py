"""The table of prices: every combination, also those that can't be chosen."""

from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ima_tui.catalog.forms import Form, form_of
from ima_tui.catalog.prices import price_points, quote
from ima_tui.catalog.products import Leaf
from ima_tui.catalog.tables import PriceCell, price_table
from ima_tui.catalog.values import Value

from .leaves import (
    BRISK,
    HAILUO,
    VEO,
    every_leaf,
    field,
    form,
    leaf,
    option,
    read,
    rule,
    tags,
    virtual,
)


def cells(filled: Form) -> dict[tuple[Value, ...], PriceCell]:
    return {tuple(value for _, value in cell.values): cell for cell in price_table(filled).cells}


def check(filled: Form) -> None:
    """The table agrees with the points, and with what the form itself would charge."""
    table = price_table(filled)
    points = list(price_points(filled))
    reachable = [(cell.values, cell.credit, cell.exact) for cell in table.cells if cell.reachable]
    assert reachable == [(p.values, p.choice.rule.points, p.choice.exact) for p in points]
    if points:
        assert len(table.cells) == prod(len(axis.values) for axis in table.axes)
    for cell in table.cells:
        assert tuple(key for key, _ in cell.values) == tuple(axis.key for axis in table.axes)
        price = quote(filled, {**filled.start(), **dict(cell.values)})
        assert price is not None
        assert cell.reachable or cell.credit == price.credit
        assert cell.origin >= cell.credit


@pytest.mark.parametrize("one", every_leaf(), ids=lambda one: f"{one.task_type}:{one.id}")
def test_every_model_of_the_catalogue(one: Leaf) -> None:
    check(form_of(one))


def test_what_a_conflict_forbids_is_there_and_says_so() -> None:
    rules = [
        rule(points, points, duration=seconds, resolution=size)
        for points, seconds, size in [
            (6, 6, "768P"),
            (9, 6, "1080P"),
            (10, 10, "768P"),
            (20, 10, "1080P"),
        ]
    ]
    table = price_table(form(*HAILUO, rules=rules))
    assert [axis.key for axis in table.axes] == ["duration", "resolution"]
    told = [(cell.credit, cell.reachable) for cell in table.cells]
    assert told == [(6, True), (9, True), (10, True), (20, False)]


def test_the_price_before_a_discount() -> None:
    cheap = rule(10, 1, size="1k") | {"origin_point": 18}
    odd = rule(10, 2, size="2k") | {"origin_point": 4}
    found = cells(form(tags("size", ["1k", "2k"], "1k"), rules=[cheap, odd]))
    assert (found["1k",].credit, found["1k",].origin) == (10, 18)
    assert found["2k",].origin == 10


def test_what_has_no_price_of_its_own_is_an_estimate() -> None:
    sized = tags("size", ["1k", "2k"], "1k")
    found = cells(
        form(sized, tags("speed", ["a", "b"], "a"), rules=[rule(4, 1, size="1k", speed="a")])
    )
    assert found["1k", "a"].exact
    assert not found["2k", "b"].exact


def test_a_switch_is_an_axis_and_so_is_what_stands_behind_a_virtual_field() -> None:
    quality = virtual(
        "mode",
        [tags("quality", ["720p", "1080p"], "720p")],
        [({"quality": "720p"}, "std"), ({"quality": "1080p"}, "pro")],
    )
    rules = [
        rule(n, n, sound=sound, mode=mode)
        for n, (sound, mode) in enumerate(
            [(s, m) for s in (False, True) for m in ("std", "pro")], 1
        )
    ]
    found = cells(form(field("toggle", "sound", default=False), quality, rules=rules))
    assert {key: cell.credit for key, cell in found.items()} == {
        (False, "720p"): 1,
        (False, "1080p"): 2,
        (True, "720p"): 3,
        (True, "1080p"): 4,
    }


def test_one_price_is_a_table_of_one() -> None:
    table = price_table(form(rules=[rule(7)]))
    assert table.axes == ()
    assert [(cell.values, cell.credit) for cell in table.cells] == [((), 7)]


def test_no_prices_and_too_many_are_no_cells() -> None:
    assert price_table(form(rules=[])).cells == ()
    many = [tags(f"f{n}", list(range(20)), 0) for n in range(4)]
    assert price_table(form(*many, rules=[rule(1, 1, f0=0, f1=0, f2=0, f3=0)])).cells == ()


def test_one_and_true_are_two_values() -> None:
    found = price_table(form(tags("x", [1, True], 1), rules=[rule(3, 1, x=1), rule(4, 2, x=True)]))
    assert [cell.credit for cell in found.cells] == [3, 4]


VALUES = st.lists(st.sampled_from(["a", "b", 1, 2, True]), min_size=1, max_size=4)


@BRISK
@given(VALUES, VALUES, st.lists(st.tuples(st.integers(0, 99), VALUES, VALUES), max_size=4))
def test_any_form_agrees_with_its_prices(
    left: list[Value], right: list[Value], priced: list[tuple[int, list[Value], list[Value]]]
) -> None:
    fields = [
        tags("x", [option(value, y=right[:1]) for value in left], left[0]),
        tags("y", right, right[-1]),
        *VEO,
    ]
    rules = [rule(points, n, x=xs[0], y=ys[0]) for n, (points, xs, ys) in enumerate(priced)]
    check(form_of(read(leaf(form_config=fields, credit_rules=rules), "text_to_video")))
