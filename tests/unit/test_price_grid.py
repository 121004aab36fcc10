"""Prices as a user reads them: grids where there is room, else lists."""

from itertools import product

import pytest
from rich.text import Text

from ima_tui.catalog.forms import Form, form_of
from ima_tui.catalog.products import Leaf
from ima_tui.catalog.tables import price_table
from ima_tui.widgets.price_grid import price_lines

from .leaves import HAILUO, every_leaf, field, form, full_list, option, rule, tags

ROOM = 44


def lines(filled: Form, width: int = ROOM) -> list[str]:
    return [line.plain.rstrip() for line in price_lines(filled, price_table(filled), width)]


def of(task_type: str, leaf_id: str) -> Form:
    found = full_list(task_type).find(leaf_id)
    assert found is not None
    return form_of(found)


def hailuo() -> Form:
    pairs = enumerate(product([6, 10], ["768P", "1080P"]), 1)
    rules = [rule(10 * n, n, duration=seconds, resolution=size) for n, (seconds, size) in pairs]
    return form(*HAILUO, rules=rules)


def test_one_axis_is_a_list() -> None:
    sized = form(
        tags("size", ["1k", "2k"], "1k"), rules=[rule(4, 1, size="1k"), rule(16, 2, size="2k")]
    )
    assert lines(sized) == ["     4  1k", "    16  2k"]


def test_two_axes_are_a_grid_and_what_does_not_go_together_stands_in_brackets() -> None:
    assert lines(hailuo()) == [
        "Duration ↓ · Resolution →",
        "    768P  1080P",
        "6    10     20",
        "10   30    (40)",
        "( ) can't be combined",
    ]


def test_the_longer_axis_goes_down() -> None:
    axes = [["a", "b"], ["x", "y", "z"]]
    rules = [rule(n, n, one=a, two=b) for n, (a, b) in enumerate(product(*axes), 1)]
    filled = form(tags("one", axes[0], "a"), tags("two", axes[1], "x"), rules=rules)
    assert lines(filled) == ["Two ↓ · One →", "   a  b", "x  1  4", "y  2  5", "z  3  6"]


def test_more_axes_are_a_grid_for_each_of_the_first() -> None:
    assert lines(of("text_to_video", "veo-3.1-generate-preview")) == [
        "Duration ↓ · Resolution →",
        "Generate Audio off",
        "   720p  1080p",
        "4   70   (120)",
        "6  105   (155)",
        "8  140    190",
        "Generate Audio on",
        "   720p  1080p",
        "4  140   (190)",
        "6  210   (260)",
        "8  280    330",
        "( ) can't be combined",
    ]


def test_a_grid_without_room_is_a_list() -> None:
    assert lines(hailuo(), 14) == [
        "    10  6 · 768P",
        "    20  6 · 1080P",
        "    30  10 · 768P",
        "  (40)  10 · 1080P",
        "( ) can't be combined",
    ]


def struck(line: Text) -> list[str]:
    return [
        line.plain[span.start : span.end]
        for span in line.spans
        if not isinstance(span.style, str) and span.style.strike
    ]


def test_the_price_before_a_discount_is_struck_through_and_told_in_words() -> None:
    kling = of("text_to_video", "kling-v2-6")
    shown = price_lines(kling, price_table(kling), ROOM)
    assert [line.plain.rstrip() for line in shown] == [
        "Duration ↓ · Sound →",
        "         on     off",
        "5    100 80   50 40",
        "10  200 160  100 80",
        "100 80: now 80, full price 100",
    ]
    assert [struck(line) for line in shown] == [[], [], ["100", "50"], ["200", "100"], []]


def test_an_estimate_is_marked() -> None:
    both = [tags("one", ["a", "b"], "a"), tags("two", ["x", "y"], "x")]
    filled = form(*both, rules=[rule(4, 1, one="a", two="x")])
    assert lines(filled) == [
        "One ↓ · Two →",
        "    x   y",
        "a   4  ≈4",
        "b  ≈4  ≈4",
        "≈ estimate: the list has no exact price",
    ]


def test_one_price_and_none() -> None:
    assert lines(form(rules=[rule(7)])) == ["7 pts"]
    assert lines(form(rules=[])) == ["No price is listed, so it can't be run."]


def test_of_very_many_the_first_are_shown() -> None:
    values = list(range(40))
    filled = form(tags("x", values, 0), rules=[rule(n, n + 1, x=n) for n in values])
    shown = lines(filled)
    assert shown[23:] == ["    23  23", "… and 16 more"]


def test_a_switch_says_what_it_switches() -> None:
    rules = [rule(1, 1, sound=False), rule(2, 2, sound=True)]
    filled = form(field("toggle", "sound", default=False), rules=rules)
    assert lines(filled) == ["     1  Sound off", "     2  Sound on"]


def test_wide_characters_line_up() -> None:
    named = [option("a") | {"label": "标准"}, option("b") | {"label": "x"}]
    axes = [["a", "b"], ["x", "y"]]
    rules = [rule(n, n, one=a, two=b) for n, (a, b) in enumerate(product(*axes), 1)]
    filled = form(tags("one", named, "a"), tags("two", axes[1], "x"), rules=rules)
    grid = price_lines(filled, price_table(filled), ROOM)[1:]
    assert {line.cell_len for line in grid} == {10}


@pytest.mark.parametrize("one", every_leaf(), ids=lambda one: f"{one.task_type}:{one.id}")
def test_every_price_is_shown_and_fits(one: Leaf) -> None:
    filled = form_of(one)
    shown = price_lines(filled, price_table(filled), ROOM)
    told = "\n".join(line.plain for line in shown)
    assert all(line.cell_len <= ROOM for line in shown)
    assert all(f"{cell.credit:,}" in told for cell in price_table(filled).cells)
