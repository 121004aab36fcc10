"""Corrections: what is changed after a refusal, and what never is."""

import pytest

from ima_tui.catalog.corrections import corrected, magnitude
from ima_tui.catalog.forms import Form, form_of
from ima_tui.catalog.products import Leaf
from ima_tui.catalog.repricing import inner_of, repriced
from ima_tui.catalog.values import Value

from .leaves import VEO, Json, body_of, every_leaf, form, option, rule, tags


def film(*rules: Json, fields: tuple[Json, ...] = ()) -> Form:
    return form(
        *(
            fields
            or (
                tags("duration", [5, 10, 15], 10),
                tags("resolution", ["720P", "1080P"], "1080P"),
            )
        ),
        rules=rules,
    )


PRICES = tuple(
    rule(points, number, duration=duration, resolution=resolution)
    for number, (points, duration, resolution) in enumerate(
        ((25, 5, "720P"), (40, 5, "1080P"), (50, 10, "720P"), (80, 10, "1080P")), 1
    )
)


def test_a_body_finds_its_price_in_a_newer_list() -> None:
    body = body_of(film(*PRICES))
    dearer = film(*(one | {"points": one["points"] + 5, "attribute_id": 90} for one in PRICES))
    found = repriced(body, dearer.leaf)
    assert found is not None
    assert (found.credit, found.points, found.exact) == (85, 85, True)
    assert found.body["parameters"][0]["attribute_id"] == 90
    assert inner_of(found.body)["cast"] == {"points": 85, "attribute_id": 90}
    assert body["parameters"][0]["credit"] == 80, "what was given stays as it was"


def test_a_price_that_would_change_a_value_is_none() -> None:
    body = body_of(film(*PRICES))
    assert repriced(body, film(PRICES[0]).leaf) is None
    assert repriced(body, film().leaf) is None


@pytest.mark.parametrize("listed", every_leaf(), ids=lambda leaf: f"{leaf.task_type}/{leaf.id}")
def test_the_same_list_changes_nothing(listed: Leaf) -> None:
    body = body_of(form_of(listed))
    found = repriced(body, listed)
    assert found is not None
    assert found.body == body


def test_500_goes_one_notch_down() -> None:
    body = body_of(film(*PRICES))
    first = corrected(500, body, film(*PRICES).leaf)
    assert first is not None
    assert (first.parameter, first.before, first.after) == ("resolution", "1080P", "720P")
    assert first.repriced.points == 50
    second = corrected(500, first.repriced.body, film(*PRICES).leaf)
    assert second is not None
    assert (second.parameter, second.before, second.after) == ("duration", 10, 5)
    assert second.repriced.points == 25
    assert corrected(500, second.repriced.body, film(*PRICES).leaf) is None


def test_a_notch_that_a_conflict_forbids_is_passed_over() -> None:
    rules = tuple(
        rule(d, d * 10 + len(r), duration=d, resolution=r)
        for d in (4, 6, 8)
        for r in ("720p", "1080p")
    )
    filled = film(*rules, fields=VEO)
    state: dict[str, Value] = {"duration": 8, "resolution": "1080p"}
    found = corrected(500, body_of(filled, state), filled.leaf)
    assert found is not None
    assert (found.parameter, found.after) == ("resolution", "720p")
    only_short = tuple(one for one in rules if one["attributes"]["resolution"] == "1080p")
    assert corrected(500, body_of(filled, state), film(*only_short, fields=VEO).leaf) is None


def test_6009_adds_what_is_missing_and_replaces_nothing() -> None:
    body = body_of(film(*PRICES))
    body["parameters"][0]["parameters"].pop("duration")
    found = corrected(6009, body, film(PRICES[3]).leaf)
    assert found is not None
    assert (found.parameter, found.before, found.after) == ("duration", None, 10)
    assert inner_of(found.repriced.body)["resolution"] == "1080P"
    assert corrected(6009, body_of(film(*PRICES)), film(PRICES[0]).leaf) is None


def test_6010_chooses_the_rule_anew() -> None:
    body = body_of(film(*PRICES))
    newer = film(*(one | {"attribute_id": one["attribute_id"] + 100} for one in PRICES))
    found = corrected(6010, body, newer.leaf)
    assert found is not None
    assert (found.parameter, found.repriced.points) == ("", 80)
    assert found.repriced.body["parameters"][0]["attribute_id"] == 104


@pytest.mark.parametrize("code", [400, 401, 4008, 4014, 6006, 400017, 503])
def test_nothing_else_is_corrected(code: int) -> None:
    assert corrected(code, body_of(film(*PRICES)), film(*PRICES).leaf) is None


@pytest.mark.parametrize(
    ("less", "more"),
    [("720p", "1080P"), ("512px", "1K"), ("1K", "2k"), (5, "10"), ("std", "pro"), (4, 4.5),
     ("2048x2048", "4096x4096"), ("optimized", "lossless"), ("2k", "4k")],
)  # fmt: skip
def test_sizes_and_qualities_have_an_order(less: Value, more: Value) -> None:
    low, high = magnitude(less), magnitude(more)
    assert low is not None
    assert high is not None
    assert low < high


def test_what_has_no_order_is_left_alone() -> None:
    filled = film(rule(5, 1, size="wide"), fields=(tags("size", [option("wide")], "wide"),))
    assert corrected(500, body_of(filled), filled.leaf) is None
