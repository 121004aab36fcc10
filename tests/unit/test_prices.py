"""What a form costs, and what its leaf can cost at all."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ima_tui.catalog import prices
from ima_tui.catalog.controls import Kind
from ima_tui.catalog.forms import BlockedError, Form, form_of
from ima_tui.catalog.prices import price_points, price_range, quote
from ima_tui.catalog.values import Value

from .leaves import (
    BRISK,
    HAILUO,
    VEO,
    Json,
    every_leaf,
    field,
    form,
    hidden,
    option,
    rule,
    tags,
    virtual,
)


def costs(filled: Form, **changes: Value) -> tuple[int, int, bool]:
    state = filled.start()
    for key, value in changes.items():
        state = filled.choose(state, key, value)
    price = quote(filled, state)
    assert price is not None
    return price.credit, price.points, price.exact


def every_rule(*axes: tuple[str, list[Value]]) -> list[Json]:
    """A price for each combination: 10, 20, 30 …"""
    names = [name for name, _ in axes]
    rows = product(*(values for _, values in axes))
    return [
        rule(10 * place, place, **dict(zip(names, row, strict=True)))
        for place, row in enumerate(rows, 1)
    ]


VEO_RULES = every_rule(("duration", [4, 6, 8]), ("resolution", ["720p", "1080p"]))
HAILUO_RULES = every_rule(("duration", [6, 10]), ("resolution", ["768P", "1080P"]))
SIZES = tags("size", ["1k", "2k"], "1k")
SIZE_RULES = [rule(4, 1, size="1K"), rule(6, 2, size="2K")]


def test_the_price_follows_the_options() -> None:
    filled = form(SIZES, rules=SIZE_RULES)
    assert costs(filled) == (4, 4, True)
    assert costs(filled, size="2k") == (6, 6, True)


def test_each_result_is_paid_for() -> None:
    filled = form(SIZES, rules=SIZE_RULES)
    assert costs(filled, n=3, size="2k") == (6, 18, True)


def test_a_price_before_a_discount_is_kept() -> None:
    filled = form(rules=[rule(5, 1, default="enabled") | {"origin_point": 8}])
    price = quote(filled, filled.start())
    assert price is not None
    assert (price.credit, price.rule.origin_points, price.exact) == (5, 8, True)


def test_without_rules_there_is_no_price() -> None:
    filled = form(SIZES, rules=[])
    assert quote(filled, filled.start()) is None
    assert price_range(filled) is None
    assert list(price_points(filled)) == []


def test_what_no_rule_fits_is_an_estimate() -> None:
    filled = form(tags("size", ["1K", "8K"], "1K"), rules=SIZE_RULES)
    assert costs(filled, size="8K") == (4, 4, False)


@pytest.mark.parametrize(
    ("fields", "rules", "bounds", "count"),
    [
        (VEO, VEO_RULES, (10, 60), 4),
        (HAILUO, HAILUO_RULES, (10, 30), 3),
        (HAILUO[::-1], HAILUO_RULES, (10, 30), 3),
    ],
)
def test_a_range_has_only_what_can_be_reached(
    fields: tuple[Json, ...], rules: list[Json], bounds: tuple[int, int], count: int
) -> None:
    filled = form(*fields, rules=rules)
    assert price_range(filled) == bounds
    assert len(list(price_points(filled))) == count


def test_the_dear_combination_can_not_be_reached() -> None:
    filled = form(*HAILUO, rules=HAILUO_RULES)
    held = [dict(point.values) for point in price_points(filled)]
    assert {"duration": 10, "resolution": "1080P"} not in held
    assert [point.choice.exact for point in price_points(filled)] == [True] * 3


def test_what_is_not_offered_here_has_no_price_here() -> None:
    listed = tags(
        "resolution",
        ["512P", "768P"],
        "768P",
        disabled_conditions=[hidden("512P", "text_to_video")],
    )
    rules = every_rule(("resolution", ["512P", "768P"]))
    assert price_range(form(listed, rules=rules)) == (20, 20)
    assert price_range(form(listed, rules=rules, kind="image_to_video")) == (10, 20)


def test_a_range_follows_virtual_fields_and_switches() -> None:
    filled = form(
        virtual(
            "mode",
            [tags("quality", ["720p", "1080p"], "720p")],
            [({"quality": "720p"}, "std"), ({"quality": "1080p"}, "pro")],
        ),
        field("toggle", "sound", default=False),
        rules=every_rule(("mode", ["std", "pro", "ultra"]), ("sound", [False, True])),
    )
    assert price_range(filled) == (10, 40)
    assert costs(filled, quality="1080p", sound=True) == (40, 40, True)


def test_what_another_control_can_give_way_to_can_be_reached() -> None:
    filled = form(
        tags("motion", ["fast", "normal"], "fast"),
        tags("duration", [5, option(8, motion=["fast"])], 5),
        rules=every_rule(("duration", [5, 8])),
    )
    assert price_range(filled) == (10, 20)


def test_the_price_of_an_unset_field_is_in_the_range() -> None:
    filled = form(
        tags("size", ["1K", "2K"], None),
        rules=[*every_rule(("size", ["1K", "2K"])), rule(3, 9, default="enabled")],
    )
    assert costs(filled) == (3, 3, False)
    assert price_range(filled) == (3, 20)


def test_too_many_combinations_take_the_range_from_the_rules(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(prices, "_MOST_COMPARISONS", 3)
    filled = form(*HAILUO, rules=HAILUO_RULES)
    assert list(price_points(filled)) == []
    assert price_range(filled) == (10, 30)


def test_where_there_are_too_many_only_what_rules_name_and_the_form_allows_counts() -> None:
    long = list(range(1, 150))
    lengths: list[Value] = [*long]
    fields = [
        tags("res", ["720p", option("4k", dur=lengths)], "720p"),
        tags("dur", lengths, 1),
        virtual(
            "mode",
            [tags("quality", ["low", "high"], "low")],
            [({"quality": "low"}, "std"), ({"quality": "high"}, "pro")],
        ),
    ]
    rules = [rule(5, n, res="720p", dur=n) for n in long]
    rules += [rule(999, 200 + n, res="4k", dur=n) for n in long]
    filled = form(*fields, rules=[*rules, rule(70, 999, res="720p", dur=3, mode="pro")])
    assert list(price_points(filled)) == []
    assert price_range(filled) == (5, 70)


def test_what_may_be_left_open_is_in_the_range() -> None:
    rules = [
        rule(5, 1, res="720p"),
        rule(100, 2, res="1080p"),
        rule(8, 3, res="720p", aud="true"),
        rule(20, 4, res="1080p", aud="true"),
    ]
    filled = form(tags("res", ["720p", "1080p"], "720p"), rules=rules)
    assert price_range(filled) == (5, 100)
    told = {point.values: point.choice.rule.points for point in price_points(filled)}
    assert told[("res", "1080p"), ("aud", None)] == 100
    assert costs(filled, res="1080p") == (100, 100, True)


@pytest.mark.parametrize(
    ("kind", "default", "held"), [("slider", 5, [5, 10]), ("input", "5", ["5", "10", "99"])]
)
def test_what_can_be_typed_is_priced_as_the_rules_price_it(
    kind: str, default: Value, held: list[Value]
) -> None:
    rules = [rule(5, 1, duration=5), rule(50, 2, duration="10"), rule(9, 3, duration=99)]
    filled = form(field(kind, "duration", default, config={"maximum": 20}), rules=rules)
    assert price_range(filled) == (5, 50)
    assert [dict(point.values)["duration"] for point in price_points(filled)] == held


def test_what_nothing_stands_for_costs_nothing() -> None:
    pair = virtual(
        "size",
        [tags("ratio", ["a", "b"], "a"), tags("scale", [1, 2], 1)],
        [({"ratio": "a", "scale": 1}, "A"), ({"ratio": "a", "scale": 2}, "C")],
    )
    filled = form(pair, rules=[rule(5, 1, size="A"), rule(9, 2, size="C"), rule(1, 3, size="B")])
    assert [point.choice.rule.points for point in price_points(filled)] == [5, 9]
    assert price_range(filled) == (5, 9)


def test_a_model_with_more_choices_than_can_be_walked_has_its_prices() -> None:
    many = [tags(f"f{n}", list(range(10)), 0) for n in range(12)]
    filled = form(*many, rules=[rule(5, 1, f0=1, f1=1, f2=1), rule(7, 2, default="enabled")])
    assert price_range(filled) == (5, 7)


def test_every_listed_price_is_certain_and_in_its_range() -> None:
    for listed in every_leaf():
        filled = form_of(listed)
        bounds, price = price_range(filled), quote(filled, filled.start())
        assert bounds is not None
        assert price is not None
        assert price.exact, listed.id
        assert bounds[0] <= price.credit <= bounds[1], listed.id
        assert all(point.choice.exact for point in price_points(filled)), listed.id


def test_listed_ranges_leave_out_what_can_not_be_reached() -> None:
    for listed in every_leaf():
        bounds = price_range(form_of(listed))
        points = [one.points for one in listed.rules]
        assert bounds is not None
        assert min(points) <= bounds[0] <= bounds[1] <= max(points)
        if listed.model_id.lower().startswith(("pixverse", "minimax-hailuo")):
            assert bounds[1] < max(points), "the dearest one can't be chosen"


OTHERS = ("size", "mode", "motion")


def random_forms() -> st.SearchStrategy[tuple[list[Json], list[Json]]]:
    values: st.SearchStrategy[Value] = st.sampled_from([1, 2, "3"])

    def listed(name: str) -> st.SearchStrategy[Json]:
        against = st.dictionaries(
            st.sampled_from([other for other in OTHERS if other != name]),
            st.lists(values, min_size=1, max_size=1),
            max_size=1,
        )
        options = st.lists(
            st.tuples(values, against), min_size=1, max_size=3, unique_by=lambda it: str(it[0])
        ).map(lambda pairs: [option(value, **held) for value, held in pairs])
        return options.map(lambda made: tags(name, made, made[0]["value"]))

    attributes = st.dictionaries(st.sampled_from(["size", "mode"]), values, max_size=2)
    rules = st.lists(st.tuples(st.integers(1, 99), attributes), min_size=1, max_size=6).map(
        lambda made: [rule(points, place, **held) for place, (points, held) in enumerate(made, 1)]
    )
    return st.tuples(st.tuples(*map(listed, OTHERS)).map(list), rules)


@BRISK
@given(random_forms())
def test_a_range_is_what_trying_everything_finds(made: tuple[list[Json], list[Json]]) -> None:
    fields, rules = made
    filled = form(*fields, rules=rules)
    controls = [one for one in filled.controls if one.kind is Kind.CHOICE and one.key != "n"]
    found: list[int] = []
    for values in product(*([o.value for o in one.options] for one in controls)):
        state = {one.key: value for one, value in zip(controls, values, strict=True)}
        told = [
            other
            for one in fields
            for chosen in one["options"]
            if str(chosen["value"]) == str(state[one["field"]])
            for other, excluded in chosen.get("disabled", {}).items()
            if str(state[other]) in map(str, excluded)
        ]
        price = quote(filled, state)
        if not told and price is not None:
            found.append(price.credit)
    if found:
        assert price_range(filled) == (min(found), max(found))


@BRISK
@given(random_forms(), st.data())
def test_what_a_user_can_reach_is_in_the_range(
    made: tuple[list[Json], list[Json]], data: st.DataObject
) -> None:
    fields, rules = made
    filled = form(*fields, rules=rules)
    bounds, state = price_range(filled), filled.start()
    assert bounds is not None
    every = [(one.key, o.value) for one in filled.controls for o in one.options]
    for key, value in data.draw(st.lists(st.sampled_from(every), max_size=8)):
        try:
            state = filled.choose(state, key, value)
        except BlockedError:
            continue
        price = quote(filled, state)
        assert price is not None
        assert bounds[0] <= price.credit <= bounds[1]
        assert price.points == price.credit * price.count
