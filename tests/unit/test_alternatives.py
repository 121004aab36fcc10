"""What is offered in place of a model."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ima_tui.catalog.alternatives import alternatives
from ima_tui.catalog.parse import parse_listing
from ima_tui.catalog.products import Listing
from ima_tui.catalog.task_types import load_data, task_types

from .leaves import STEADY, every_leaf, full_list, leaf, option, rule, tags


def instead(task_type: str, leaf_id: str, most: int = 2) -> list[str]:
    listing = full_list(task_type)
    (failed,) = [one for one in listing.leaves if one.id == leaf_id]
    return [one.title for one in alternatives(listing, failed, most)]


@pytest.mark.parametrize(
    ("task_type", "leaf_id", "offered"),
    [
        ("text_to_image", "doubao-seedream-4-5-251128", ["Nano Banana 2", "Nano Banana Pro"]),
        ("text_to_image", "gemini-3.1-flash-image-preview", ["SeeDream 4.5", "Nano Banana Pro"]),
        ("image_to_image", "gemini-3-pro-image-preview", ["SeeDream 4.5", "Nano Banana 2"]),
        ("text_to_video", "kling-video-o1", ["Wan 2.6", "Vidu Q2"]),
        ("text_to_video", "veo-3.1-generate-preview", ["Kling O1", "Sora 2 Pro"]),
        ("text_to_video", "sora-2-pro", ["Wan 2.6", "Hailuo 2.0"]),
        ("image_to_video", "wan2.6-i2v", ["Kling O1", "Hailuo 2.0"]),
        ("image_to_video", "ima-pro", ["Wan 2.6", "Vidu Q2 Pro"]),
        ("first_last_frame_to_video", "kling-video-o1", ["Kling 2.6", "Google Veo 3.1"]),
        ("text_to_music", "sonic", ["DouBao - BGM", "DouBao - Song"]),
        ("text_to_music", "GenBGM", ["DouBao - Song", "Suno"]),
        ("text_to_music", "GenSong", ["DouBao - BGM", "Suno"]),
        ("text_to_speech", "seed-tts-2.0", ["seed-tts-1.1"]),
    ],
)
def test_the_known_ones_in_their_order(task_type: str, leaf_id: str, offered: list[str]) -> None:
    assert instead(task_type, leaf_id) == offered


def test_what_is_not_sold_gives_way_to_the_cheapest() -> None:
    assert instead("reference_image_to_video", "kling-video-o1") == ["Google Veo 3.1", "Vidu Q2"]


def test_without_known_ones_the_recommended_comes_before_the_cheapest() -> None:
    assert instead("text_to_image", "midjourney", 3) == [
        "SeeDream 4.5",
        "Nano Banana 2",
        "Nano Banana Pro",
    ]


def test_any_model_has_the_rows_for_all_after_its_own() -> None:
    offered = instead("text_to_video", "veo-3.1-generate-preview", 4)
    assert offered == ["Kling O1", "Sora 2 Pro", "Wan 2.6", "Hailuo 2.0"]


def test_the_cheapest_is_what_can_be_reached() -> None:
    # the price of 1 exists only for a combination that can't be chosen
    fields = [tags("a", [option("x", b=["y"]), "z"], "z"), tags("b", ["y"], "y")]
    rules = [rule(1, 1, a="x", b="y"), rule(50, 2, a="z", b="y")]
    lure = leaf("lure", model_id="lure", form_config=fields, credit_rules=rules)
    plain = leaf("plain", model_id="plain", credit_rules=[rule(20)])
    free = leaf("none", model_id="none", credit_rules=[])
    listing = parse_listing([leaf("me", model_id="me"), free, lure, plain], "text_to_speech")
    offered = alternatives(listing, listing.leaves[0], 3)
    assert [one.id for one in offered] == ["plain", "lure"]


def test_of_a_family_the_newest_is_offered() -> None:
    old = leaf("a", model_id="seed-tts-2.0", name="Seed 2.0")
    new = leaf("b", model_id="seed-tts-2.0", name="Seed 10")
    listing = parse_listing([leaf("me", model_id="me"), old, new], "text_to_speech")
    assert [one.id for one in alternatives(listing, listing.leaves[0])] == ["b"]


@pytest.mark.parametrize("most", [0, 1, 2, 50])
def test_never_the_model_itself_and_none_twice(most: int) -> None:
    for one in every_leaf():
        offered = alternatives(full_list(one.task_type), one, most)
        models = [other.model_id for other in offered]
        assert one.model_id not in models
        assert len(set(models)) == len(models) <= most
        assert all(other in full_list(one.task_type).leaves for other in offered)


MODELS = st.sampled_from(["doubao-seedream-4.5", "midjourney", "x", "y"])


@STEADY
@given(st.lists(st.tuples(MODELS, st.integers(0, 99)), min_size=1), st.integers(0, 5))
def test_any_list_offers_its_recommended_then_its_cheapest(
    listed: list[tuple[str, int]], most: int
) -> None:
    leaves = [
        leaf(f"{n}", model_id=model, credit_rules=[rule(points)])
        for n, (model, points) in enumerate(listed)
    ]
    listing = parse_listing(leaves, "text_to_image")
    failed = listing.leaves[0]
    others = [one for one in listing.leaves if one.model_id != failed.model_id]
    cheapest = sorted(others, key=lambda one: one.rules[0].points)
    order = [one for one in others if one.model_id == "doubao-seedream-4.5"][:1] + cheapest
    expected = {one.model_id: one.id for one in reversed(order)}
    offered = alternatives(listing, failed, most)
    assert [one.id for one in offered] == sorted(
        expected.values(), key=[one.id for one in order].index
    )[:most]


def test_an_empty_list_offers_nothing() -> None:
    assert alternatives(Listing("text_to_speech", ()), every_leaf()[0]) == ()


def test_the_data_name_task_types_and_models_that_are_sold() -> None:
    sold = {(one.task_type, one.model_id) for one in every_leaf()}
    for entry in load_data("alternatives.toml")["instead"]:
        assert set(entry["task_types"]) <= set(task_types())
        for model in {*entry["models"], entry["of"]} - {"*"}:
            assert any((kind, model) in sold for kind in entry["task_types"]), model
