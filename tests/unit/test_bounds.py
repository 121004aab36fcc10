"""Free input against its listed bounds."""

import pytest

from ima_tui.catalog.bounds import bad_input, bad_inputs
from ima_tui.catalog.controls import Control
from ima_tui.catalog.values import Value

from .leaves import after, field, form, tags


def control(kind: str, default: Value = None, **bounds: object) -> Control:
    found = form(field(kind, "f", default, config=bounds)).control("f")
    assert found is not None
    return found


def code(kind: str, value: Value, default: Value = None, **bounds: object) -> str | None:
    found = bad_input(control(kind, default, **bounds), value)
    return found.code if found else None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1, None),
        (10, None),
        ("10", None),
        (10.0, None),
        (2.5, None),
        (0.99, "out_of_range"),
        ("11", "out_of_range"),
        (10**400, "out_of_range"),
        ("ten", "not_a_number"),
        ("1e999", "not_a_number"),
        ("nan", "not_a_number"),
        (float("inf"), "not_a_number"),
        ("", None),
        (None, None),
    ],
)
def test_numbers(value: Value, expected: str | None) -> None:
    assert code("number", value, minimum=1, maximum=10) == expected
    assert code("slider", value, minimum="1", maximum="10") == expected


@pytest.mark.parametrize("kind", ["input", "textarea", "lines"])
def test_texts_by_their_characters(kind: str) -> None:
    bounds = {"minimum": 2, "maximum": 4}
    told = [code(kind, "x" * count, **bounds) for count in range(6)]
    assert told == [None, "too_short", None, None, None, "too_long"]
    assert code(kind, "图像图像", **bounds) is None
    assert code(kind, "any length at all") is None


def test_one_bound_alone_holds() -> None:
    assert code("number", -1, minimum=0) == "out_of_range"
    assert code("number", 10**9, minimum=0) is None
    found = bad_input(control("number", maximum=3), 4)
    assert found is not None
    assert found.about["least"] == "…"
    assert found.about["most"] == "3"


def test_bounds_that_are_none_bind_nothing() -> None:
    odd: object
    for odd in ("many", None, True, [], float("nan"), float("inf")):
        assert code("number", 5, minimum=odd, maximum=odd) is None


def test_the_lists_own_default_is_never_wrong() -> None:
    assert code("number", 99, 99, maximum=10) is None
    assert code("textarea", "x" * 9, "x" * 9, maximum=4) is None
    assert code("number", 98, 99, maximum=10) == "out_of_range"


def test_bounds_never_hold_for_options() -> None:
    filled = form(tags("seconds", [5, 10, 15], 5, config={"minimum": 5, "maximum": 5}))
    assert list(bad_inputs(filled, after(filled, seconds=15), "a prompt")) == []


def test_all_that_is_wrong_is_told_in_the_forms_order() -> None:
    filled = form(
        field("number", "a", config={"maximum": 1}),
        field("textarea", "b", config={"maximum": 1}),
        field("input", "c"),
    )
    state = after(filled, a=2, b="xx", c="xx")
    assert [found.code for found in bad_inputs(filled, state, "p")] == ["out_of_range", "too_long"]


def test_the_prompt_of_speech_stands_for_its_text() -> None:
    filled = form(field("textarea", "text", config={"minimum": 1, "maximum": 5}))
    assert [found.code for found in bad_inputs(filled, filled.start(), "longer")] == ["too_long"]
    assert list(bad_inputs(filled, after(filled, text="short"), "longer")) == []
