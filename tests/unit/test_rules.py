"""Which credit rule applies: four steps, and how sure the price is."""

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ima_tui.catalog.products import CreditRule
from ima_tui.catalog.rules import Step, choose_rule
from ima_tui.catalog.values import Value, same

from .leaves import STEADY, credit_rule


def chosen(rules: Sequence[CreditRule], **parameters: Value) -> tuple[int, Step, bool]:
    found = choose_rule(rules, parameters)
    assert found is not None
    return found.rule.points, found.step, found.exact


SIZES = [credit_rule(4, size="1K"), credit_rule(6, size="2K"), credit_rule(3, default=True)]


def test_no_rules_no_price() -> None:
    assert choose_rule([], {"size": "1K"}) is None


def test_a_rule_whose_attributes_all_match_is_certain() -> None:
    assert chosen(SIZES, size="2K", seed=5) == (6, Step.ALL_MATCH, True)


def test_of_several_that_match_the_one_with_most_attributes_counts_then_the_first() -> None:
    rules = [
        credit_rule(1, size="1K"),
        credit_rule(2, size="1K", mode="std"),
        credit_rule(3, mode="std", size="1K"),
        credit_rule(4, mode="pro", size="1K"),
    ]
    assert chosen(rules, size="1K", mode="std") == (2, Step.ALL_MATCH, True)
    assert chosen(rules, size="1K") == (1, Step.ALL_MATCH, True)


def test_else_the_rule_with_most_matches_counts_but_is_an_estimate() -> None:
    rules = [
        credit_rule(1, default=True),
        credit_rule(2, a=1, b=1, c=1),
        credit_rule(3, a=1, b=2, c=2),
        credit_rule(4, a=1, b=2, c=3),
    ]
    assert chosen(rules, a=1, b=2, c=9) == (3, Step.MOST_MATCH, False)


def test_else_the_default_counts() -> None:
    assert chosen(SIZES, size="4K") == (3, Step.DEFAULT, False)
    assert chosen(SIZES) == (3, Step.DEFAULT, False)


def test_a_sole_default_rule_is_certain() -> None:
    assert chosen([credit_rule(5, default=True)], size="4K") == (5, Step.DEFAULT, True)


def test_a_sole_default_rule_with_attributes_that_do_not_hold_is_an_estimate() -> None:
    rules = [credit_rule(5, default=True, size="1K")]
    assert chosen(rules, size="4K") == (5, Step.DEFAULT, False)
    assert chosen(rules, size="1K") == (5, Step.ALL_MATCH, True)


def test_else_the_first_counts() -> None:
    assert chosen(SIZES[:2], size="4K") == (4, Step.FIRST, False)


@pytest.mark.parametrize(
    ("listed", "given_value"),
    [
        ("1K", "1k"),
        ("720P", "720p"),
        (5, "5"),
        ("5", 5),
        (5, 5.0),
        (True, "true"),
        ("TRUE", True),
        (False, "False"),
        ("off", " OFF "),
    ],
)
def test_values_compare_as_text_whatever_their_case(listed: Value, given_value: Value) -> None:
    assert chosen([credit_rule(9), credit_rule(4, size=listed)], size=given_value)[0] == 4


@pytest.mark.parametrize(
    ("listed", "given_value"), [(True, 1), (False, 0), (5, "5s"), ("1K", "1"), (1, "01")]
)
def test_what_reads_differently_is_different(listed: Value, given_value: Value) -> None:
    assert chosen([credit_rule(9), credit_rule(4, size=listed)], size=given_value)[0] == 9


def test_keys_compare_whatever_their_case() -> None:
    assert chosen(SIZES, SIZE="1k") == (4, Step.ALL_MATCH, True)


VALUES = st.sampled_from(["1K", "1k", "2K", 5, "5", True, "true", False])
NAMES = st.sampled_from(["size", "Size", "mode", "sound"])


def some_rules() -> st.SearchStrategy[list[CreditRule]]:
    attributes = st.dictionaries(NAMES, VALUES, max_size=3).filter(
        lambda made: len({name.lower() for name in made}) == len(made)
    )
    one = st.builds(
        lambda points, default, held: CreditRule(points, points, points, held, default),
        st.integers(0, 9),
        st.booleans(),
        attributes,
    )
    return st.lists(one, min_size=1, max_size=6)


def alike(one: Value, other: Value) -> bool:
    return str(one).lower() == str(other).lower()


def score(rule: CreditRule, parameters: Mapping[str, Value]) -> int:
    return sum(
        any(name.lower() == key.lower() and alike(value, held) for key, held in parameters.items())
        for name, value in rule.attributes.items()
    )


def by_hand(rules: list[CreditRule], parameters: Mapping[str, Value]) -> tuple[int, bool]:
    """Where the chosen rule stands, and whether it is certain: the four steps as they are told."""
    scores = [score(rule, parameters) for rule in rules]
    whole = [
        place
        for place, rule in enumerate(rules)
        if rule.attributes and scores[place] == len(rule.attributes)
    ]
    if whole:
        most = max(len(rules[place].attributes) for place in whole)
        return next(p for p in whole if len(rules[p].attributes) == most), True
    if any(scores):
        return scores.index(max(scores)), False
    marked = [place for place, rule in enumerate(rules) if rule.is_default]
    return (marked or [0])[0], len(rules) == 1 and not rules[0].attributes


@STEADY
@given(
    some_rules(),
    st.dictionaries(st.sampled_from(["size", "mode", "SOUND"]), VALUES, max_size=3),
)
def test_the_choice_is_what_the_steps_say(
    rules: list[CreditRule], parameters: dict[str, Value]
) -> None:
    place, certain = by_hand(rules, parameters)
    found = choose_rule(rules, parameters)
    assert found is not None
    assert found.rule is rules[place]
    assert found.exact is certain


@STEADY
@given(VALUES, VALUES)
def test_likeness_goes_both_ways(one: Value, other: Value) -> None:
    assert same(one, other) is same(other, one)
    assert same(one, one)
