"""How long a task should take, how far along it looks, how often it is looked at."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ima_tui.catalog.estimates import (
    EARLY_SHARE,
    ENOUGH_TIMES,
    SHORTEST_POLL,
    Estimate,
    estimate_of,
    measured_time,
    next_look,
    poll_interval,
    progress,
    progress_interval,
    usual_time,
)
from ima_tui.catalog.products import Leaf
from ima_tui.catalog.task_types import task_type, task_types

from .leaves import STEADY, every_leaf, leaf, read


def timed(eet: object = None, kind: str = "text_to_image", model: str = "unknown") -> Leaf:
    tags = [] if eet is None else [{"tag_type": "EET", "tag_value": eet}]
    return read(leaf(model_id=model, tags=tags), kind)


def bounds(found: Leaf) -> tuple[float, float]:
    estimate = estimate_of(found)
    return estimate.low, estimate.high


@pytest.mark.parametrize(
    ("eet", "expected"),
    [
        ("20~35s", (20, 35)),
        ("20 ~ 35 s", (20, 35)),
        ("20-35S", (20, 35)),
        ("20–35s", (20, 35)),
        ("0.2~0.35s", (0.2, 0.35)),
        ("about 20~35s", (20, 35)),
        ("30~30s", (30, 30)),
        ("0~5s", (0, 5)),
    ],
)
def test_the_leafs_own_time_comes_first(eet: str, expected: tuple[float, float]) -> None:
    assert bounds(timed(eet, model="midjourney")) == expected


@pytest.mark.parametrize(
    "eet",
    [None, "", "soon", "35~20s", "0~0s", "20s", "~35s", "20~35min", 30, ["20~35s"], "9" * 399],
)
def test_an_odd_time_falls_back(eet: object) -> None:
    assert bounds(timed(eet)) == task_type("text_to_image").estimate
    assert bounds(timed(eet, model="Midjourney")) == (40, 90)


def test_an_endless_time_falls_back() -> None:
    assert math.isfinite(estimate_of(timed("1~" + "9" * 30 + "s")).high)
    found = timed()
    endless = Leaf("text_to_image", "x", "x", "x", "x", tags=(("EET", "1~" + "9" * 400 + "s"),))
    assert estimate_of(endless) == estimate_of(found)


@pytest.mark.parametrize(
    ("kind", "model", "expected"),
    [
        ("text_to_image", "midjourney", (40, 90)),
        ("image_to_image", "midjourney", (40, 90)),
        ("text_to_video", "kling-video-o1", (180, 360)),
        ("text_to_video", "veo-3.1-generate-preview", (90, 180)),
        ("first_last_frame_to_video", "veo-3.1-generate-preview", (180, 360)),
        ("text_to_music", "sonic", (20, 45)),
        ("text_to_speech", "sonic", (5, 30)),
        ("text_to_video", "midjourney", (60, 180)),
    ],
)
def test_without_a_time_of_its_own_the_models_counts_then_the_task_types(
    kind: str, model: str, expected: tuple[float, float]
) -> None:
    assert bounds(timed(kind=kind, model=model)) == expected


@pytest.mark.parametrize("name", list(task_types()))
def test_every_task_type_has_sound_facts(name: str) -> None:
    facts = task_type(name)
    assert 0 <= facts.min_inputs <= facts.max_inputs
    assert 0 < facts.estimate[0] < facts.estimate[1] < facts.long_after
    assert facts.poll == {"image": 5, "video": 8, "music": 5, "speech": 3}[facts.media]
    assert (
        facts.long_after == {"image": 600, "video": 2400, "music": 480, "speech": 300}[facts.media]
    )


def test_an_unknown_task_type_is_none() -> None:
    with pytest.raises(KeyError):
        task_type("text_to_smell")


@pytest.mark.parametrize(
    ("elapsed", "high", "shown"),
    [
        (0, 60, 0),
        (-5, 60, 0),
        (0.59, 60, 0),
        (0.6, 60, 1),
        (30, 60, 50),
        (56.9, 60, 94),
        (57, 60, 95),
        (60, 60, 95),
        (6000, 60, 95),
        (5, 0, 95),
        (1, -1, 95),
    ],
)
def test_progress(elapsed: float, high: float, shown: int) -> None:
    assert progress(elapsed, high) == shown


TIMES = st.floats(-1e308, 1e308, allow_nan=False) | st.just(math.inf)


@STEADY
@given(TIMES, TIMES, st.floats(0, 1e308, exclude_min=True))
def test_progress_only_grows_and_never_says_done(one: float, other: float, high: float) -> None:
    early, late = sorted((one, other))
    assert 0 <= progress(early, high) <= progress(late, high) <= 95


@STEADY
@given(st.floats(0, 1e6), st.floats(1e-3, 1e6))
def test_progress_is_the_formula_of_the_facts(elapsed: float, high: float) -> None:
    assert progress(elapsed, high) == min(95, math.floor(elapsed / high * 100))


@STEADY
@given(
    st.sampled_from(sorted(task_types())),
    st.sampled_from(["midjourney", "sonic", "other"]),
    st.floats(0.01, 9999),
)
def test_a_task_is_looked_at_often_enough_but_not_more(kind: str, model: str, high: float) -> None:
    interval = poll_interval(timed(f"0~{high:.2f}s", kind, model))
    usual = max(8.0, task_type(kind).poll) if model == "midjourney" else task_type(kind).poll
    assert SHORTEST_POLL <= interval <= usual


@pytest.mark.parametrize(
    ("eet", "model", "seconds"),
    [("60~90s", "x", 5), ("20~35s", "x", 35 / 8), ("1~2s", "x", 1), ("60~90s", "midjourney", 8)],
)
def test_poll_intervals(eet: str, model: str, seconds: float) -> None:
    assert poll_interval(timed(eet, model=model)) == seconds


def test_every_listed_leaf_has_a_time() -> None:
    for listed in every_leaf():
        low, high = bounds(listed)
        assert 0 < low < high < task_type(listed.task_type).long_after


EXPECTED = Estimate(90, 150)


def looks_until(end: float, expected: Estimate, poll: float, chance: float) -> list[float]:
    """The moments of all looks at a task until one finds that it ended."""
    at = [next_look(0.0, expected, poll, chance)]
    while at[-1] < end:
        at.append(at[-1] + next_look(at[-1], expected, poll, chance))
    return at


SPANS = st.tuples(st.floats(0.1, 900), st.floats(0.1, 900)).map(sorted)
CHANCES = st.floats(0, 1)


@STEADY
@given(SPANS, st.floats(1, 10), CHANCES)
def test_from_the_lower_bound_on_no_look_waits_longer_than_usual(
    span: list[float], poll: float, chance: float
) -> None:
    expected = Estimate(*span)
    at = looks_until(expected.high * 1.5 + 30, expected, poll, chance)
    assert at[0] >= min(expected.low * EARLY_SHARE, SHORTEST_POLL)
    gaps = [later - max(sooner, expected.low) for sooner, later in pairwise([0.0, *at])]
    assert max(gaps) <= max(poll, SHORTEST_POLL) + 1e-6
    assert all(gap >= SHORTEST_POLL - 1e-6 for gap in (b - a for a, b in pairwise(at)))


@STEADY
@given(SPANS, st.floats(1, 10), CHANCES)
def test_there_is_at_most_one_look_before_the_lower_bound(
    span: list[float], poll: float, chance: float
) -> None:
    expected = Estimate(*span)
    at = looks_until(expected.high + 1, expected, poll, chance)
    assert len([moment for moment in at if moment < expected.low]) <= 1


def test_looks_are_denser_around_the_expected_end_than_after_it() -> None:
    at = looks_until(200, EXPECTED, 8, 0.5)
    gaps = {moment: later - moment for moment, later in pairwise(at)}
    dense = [gap for moment, gap in gaps.items() if 90 <= moment < 140]
    sparse = [gap for moment, gap in gaps.items() if moment >= 150]
    assert max(dense) < min(sparse) <= 8


def test_what_outlasts_measured_times_is_looked_at_less_often() -> None:
    listed = next_look(160.0, EXPECTED, 8, 0.5)
    assert next_look(160.0, EXPECTED, 8, 0.5, measured=True) > 1.3 * listed


def test_the_past_of_a_model_counts_once_there_is_enough_of_it() -> None:
    assert measured_time([30.0] * (ENOUGH_TIMES - 1)) is None
    assert measured_time([30.0] * ENOUGH_TIMES) == Estimate(30, 30)
    times = [float(second) for second in range(20, 40)]
    assert measured_time(times[::-1]) == Estimate(22, 37)


@pytest.mark.parametrize(
    ("kind", "model", "seconds"),
    [
        ("text_to_image", "gemini-3.1-flash-image", 15),
        ("image_to_image", "midjourney", 25),
        ("text_to_image", "another", 20),
        ("text_to_video", "pixverse", 30),
        ("text_to_video", "kling-video-o1", 60),
        ("image_to_video", "pixverse", 40),
        ("first_last_frame_to_video", "kling-video-o1", 60),
        ("text_to_music", "GenBGM", 10),
        ("text_to_speech", "seed-tts-2.0", 10),
    ],
)
def test_progress_is_told_as_often_as_the_service_s_guides_say(
    kind: str, model: str, seconds: float
) -> None:
    assert progress_interval(kind, model) == seconds


def test_own_history_gives_the_median_and_nine_tenths_once_there_is_enough_of_it() -> None:
    assert usual_time("text_to_image", [30.0] * (ENOUGH_TIMES - 1)) is None
    assert usual_time("text_to_image", [30.0] * ENOUGH_TIMES) == Estimate(30, 30)
    times = [float(second) for second in range(21, 41)]
    assert usual_time("text_to_image", times[::-1]) == Estimate(30.5, 38)


def test_ends_that_nobody_was_there_to_see_say_nothing_of_a_model() -> None:
    hours = [5 * 3600.0] * 9
    assert usual_time("text_to_image", [30.0] * 4 + hours) is None
    assert usual_time("text_to_image", [30.0] * 5 + hours) == Estimate(30, 30)
