"""Free input against its listed bounds."""

import pytest

from ima_tui.catalog.bounds import bad_input, bad_inputs, bad_prompt
from ima_tui.catalog.controls import Control, Kind
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
    assert list(bad_inputs(filled, after(filled, seconds=15))) == []


def test_all_that_is_wrong_is_told_in_the_forms_order() -> None:
    filled = form(
        field("number", "a", config={"maximum": 1}),
        field("textarea", "b", config={"maximum": 1}),
        field("input", "c"),
    )
    state = after(filled, a=2, b="xx", c="xx")
    assert [found.code for found in bad_inputs(filled, state)] == ["out_of_range", "too_long"]


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("", ("no_prompt", {})),
        ("x", ("short_prompt", {"count": 1, "least": 2})),
        ("xx", None),
        ("xxxxx", None),
        ("xxxxxx", ("long_prompt", {"count": 6, "most": 5})),
    ],
)
def test_the_bounds_of_its_text_bound_the_prompt_of_speech(
    prompt: str, expected: tuple[str, object] | None
) -> None:
    text = field("textarea", "text", config={"minimum": 2, "maximum": 5})
    found = bad_prompt(form(text, kind="text_to_speech"), prompt)
    assert (found and (found.code, found.about)) == expected


def test_a_text_on_a_picture_bounds_no_prompt() -> None:
    filled = form(field("textarea", "text", config={"minimum": 2, "maximum": 5}))
    assert bad_prompt(filled, "x" * 30) is None
    assert list(bad_inputs(filled, filled.start())) == []


@pytest.mark.parametrize("value", [0, -3, 2.7, 5, "two", "2.9", 10**30])
def test_what_can_t_be_counted_is_refused(value: Value) -> None:
    found = bad_input(listed_count("number", 1), value)
    assert found is not None
    assert (found.code, found.about["least"], found.about["most"]) == ("bad_count", "1", "4")


def test_a_listed_count_has_its_own_bounds() -> None:
    held = listed_count("slider", 3, config={"minimum": 0, "maximum": 12.5})
    assert (held.minimum, held.maximum, held.default) == (1, 12, 3)
    assert [bad_input(held, value) is None for value in (1, 12, "7", 13)] == [True] * 3 + [False]
    held = listed_count("input", "many", config={"minimum": 2, "maximum": 1})
    assert (held.kind, held.minimum, held.maximum, held.default) == (Kind.NUMBER, 2, 4, 2)


def listed_count(kind: str, default: Value, **more: object) -> Control:
    found = form(field(kind, "n", default, **more)).control("n")
    assert found is not None
    return found
