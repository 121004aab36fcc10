"""The catalogue: facts picked by hand from the service's lists, and how they are listed."""

import json
import re
from typing import Any

import pytest

from ima_tui.simulator import catalog
from ima_tui.simulator.trees import grouped, walk

from .kit import Client, leaves_in

COUNTS = {
    "text_to_image": 4,
    "image_to_image": 4,
    "text_to_video": 16,
    "image_to_video": 16,
    "first_last_frame_to_video": 13,
    "reference_image_to_video": 10,
    "text_to_music": 3,
    "text_to_speech": 2,
}


@pytest.fixture(scope="module")
def listed() -> catalog.Catalog:
    return catalog.load()


def leaf(listed: catalog.Catalog, task_type: str, version: str) -> dict[str, Any]:
    product = listed.product(task_type, version)
    assert product is not None
    return product.leaf


def field(one: dict[str, Any], name: str) -> dict[str, Any]:
    return next(f for f in one["form_config"] if f["field"] == name)


def rule(one: dict[str, Any], attribute_id: int) -> dict[str, Any]:
    return next(r for r in one["credit_rules"] if r["attribute_id"] == attribute_id)


def test_every_task_type_has_its_products(listed: catalog.Catalog) -> None:
    assert {name: len(products) for name, products in listed.products.items()} == COUNTS


@pytest.mark.parametrize(
    ("task_type", "version", "attribute_id", "points", "attributes"),
    [
        ("text_to_image", "doubao-seedream-4-5-251128", 2341, 5, {"default": "enabled"}),
        ("image_to_image", "doubao-seedream-4-5-251128", 1611, 5, {"default": "enabled"}),
        ("text_to_image", "gemini-3.1-flash-image-preview", 4400, 4, {"size": "512px"}),
        ("text_to_image", "gemini-3-pro-image-preview", 2401, 18, {"size": "4K"}),
        ("text_to_image", "midjourney", 4391, 10, {"resolution": "720p"}),
        ("image_to_image", "midjourney", 2464, 8, {"default": "enabled"}),
        ("text_to_video", "wan2.6-t2v", 2062, 120, {"duration": 15, "resolution": "1080P"}),
        ("text_to_video", "kling-video-o1", 2315, 96, {"duration": "10", "mode": "std"}),
        ("text_to_video", "kling-v2-6", 2331, 160, {"duration": "10", "sound": "on"}),
        ("text_to_video", "sora-2-pro", 1978, 360, {"duration": "8", "resolution": "720p"}),
        (
            "text_to_video",
            "veo-3.1-generate-preview",
            1995,
            70,
            {"duration": 4, "generate_audio": False, "resolution": "720p"},
        ),
        ("image_to_video", "Pixverse V5.5", 4275, 15, {"duration": 8, "resolution": "540p"}),
        ("image_to_video", "MiniMax-Hailuo-2.3", 2178, 20, {"duration": 10, "resolution": "768P"}),
        ("reference_image_to_video", "ima-pro", 4673, 293, {"duration": 15, "resolution": "720p"}),
        (
            "first_last_frame_to_video",
            "kling-video-o1",
            4397,
            192,
            {"duration": "10", "mode": "pro"},
        ),
        ("text_to_music", "GenBGM", 4399, 30, {"default": "enabled"}),
        ("text_to_speech", "seed-tts-2.0", 4419, 2, {"default": "enabled"}),
    ],
)
def test_a_rule_has_the_listed_price_and_attributes(
    listed: catalog.Catalog,
    task_type: str,
    version: str,
    attribute_id: int,
    points: int,
    attributes: dict[str, Any],
) -> None:
    found = rule(leaf(listed, task_type, version), attribute_id)
    assert found["points"] == points
    # Types count: "5" and 5 are different durations, False is not "false".
    assert repr(sorted(found["attributes"].items())) == repr(sorted(attributes.items()))


def test_the_same_version_costs_otherwise_under_another_task_type(listed: catalog.Catalog) -> None:
    words = [
        leaf(listed, task_type, "ima-pro")["credit_rules"][0]["points"]
        for task_type in ("text_to_video", "image_to_video", "reference_image_to_video")
    ]
    assert words == [48, 42, 82]


def test_options_in_conflict_name_each_other(listed: catalog.Catalog) -> None:
    hailuo = leaf(listed, "text_to_video", "MiniMax-Hailuo-2.3")
    ten = next(o for o in field(hailuo, "duration")["options"] if o["value"] == 10)
    assert ten == {"label": "10", "value": 10, "disabled": {"resolution": ["1080P"]}}
    veo = leaf(listed, "image_to_video", "veo-3.1-generate-preview")
    sharp = next(o for o in field(veo, "resolution")["options"] if o["value"] == "1080p")
    assert sharp["disabled"] == {"duration": [4, 6]}


def test_a_field_can_be_hidden_in_a_task_type(listed: catalog.Catalog) -> None:
    conditions = field(leaf(listed, "text_to_image", "midjourney"), "resolution")[
        "disabled_conditions"
    ]
    assert conditions[0] == {
        "enum_value": "*",
        "disabled_key": "",
        "disabled_value": None,
        "category": "text_to_image",
    }


def test_limits_do_not_follow_the_options(listed: catalog.Catalog) -> None:
    duration = field(leaf(listed, "text_to_video", "wan2.6-t2v"), "duration")
    assert duration["config"] == {"minimum": 5, "maximum": 5}
    assert [option["value"] for option in duration["options"]] == [5, 10, 15]


@pytest.mark.parametrize(
    ("task_type", "version", "name", "control", "default", "shown", "sent"),
    [
        (
            "text_to_image",
            "doubao-seedream-4-5-251128",
            "size",
            "aspect_ratio",
            "4k",
            "16:9",
            "2560x1440",
        ),
        ("text_to_video", "kling-video-o1", "mode", "quality", "720p", "1080p", "pro"),
        ("text_to_video", "ima-pro", "aspect_ratio", "aspect_ratio", "1:1", "adaptive", "auto"),
    ],
)
def test_virtual_fields_map_what_is_shown_to_what_is_sent(
    listed: catalog.Catalog,
    task_type: str,
    version: str,
    name: str,
    control: str,
    default: str,
    shown: str,
    sent: str,
) -> None:
    found = field(leaf(listed, task_type, version), name)
    assert found["is_ui_virtual"] is True
    assert [(c["field"], c["value"]) for c in found["ui_params"]] == [(control, default)]
    rows = found["value_mapping"]["mapping_rules"]
    assert {"source_values": {control: shown}, "target_value": sent} in rows
    assert found["value_mapping"]["target_param"] == name


def test_a_default_may_be_null_or_absent_from_the_options(listed: catalog.Catalog) -> None:
    gender = field(leaf(listed, "text_to_music", "sonic"), "vocal_gender")
    assert gender["value"] is None
    assert [option["value"] for option in gender["options"]] == ["m", "f"]
    assert "form_config" not in leaf(listed, "text_to_music", "GenSong")


def test_files_say_what_can_be_put_in(listed: catalog.Catalog) -> None:
    assert leaf(listed, "first_last_frame_to_video", "viduq2-pro")["files"] == {
        "component": "start_end_frame",
        "acceptType": ["image/jpg,png,jpeg,webp"],
        "category": "first_last_frame_to_video",
        "minLimit": 2,
        "maxLimit": 2,
    }
    assert "maxLimit" not in leaf(listed, "reference_image_to_video", "ima-pro")["files"]


def test_tags_end_in_the_price_range(listed: catalog.Catalog) -> None:
    tags = leaf(listed, "text_to_video", "wan2.6-t2v")["tags"]
    assert tags == [
        {"tag_type": "feature", "tag_value": "With Audio"},
        {"tag_type": "EET", "tag_value": "300~420s"},
        {"tag_type": "point", "tag_value": "25~120"},
    ]
    assert leaf(listed, "text_to_music", "sonic")["tags"][-1]["tag_value"] == "25"


def test_a_discount_shows_a_higher_former_price(listed: catalog.Catalog) -> None:
    for one in leaf(listed, "text_to_video", "kling-v2-6")["credit_rules"]:
        assert one["origin_point"] == one["points"] / 0.8
    plain = rule(leaf(listed, "image_to_video", "kling-v2-6"), 2333)
    assert plain["origin_point"] == plain["points"] == 80


def test_attribute_ids_are_unique_under_a_task_type(listed: catalog.Catalog) -> None:
    for products in listed.products.values():
        ids = [one["attribute_id"] for product in products for one in product.rules]
        assert len(ids) == len(set(ids))


def test_the_list_is_a_tree_of_groups_and_versions(client: Client) -> None:
    tops = client.groups("text_to_video")
    assert [top["name"] for top in tops][:3] == ["SeeDance 2.0", "Wan", "MiniMax"]
    groups = [group for group in walk(tops) if group["type"] == "2"]
    for group in groups:
        for child in group["children"]:
            assert child["parent_id"] == group["id"]
            if child["type"] == "3":
                assert child["group_name"] == group["name"]
    leaves = leaves_in(tops)
    assert len(leaves) == COUNTS["text_to_video"]
    # Both forms of "no children" occur, as with the service.
    assert {one.get("children", "missing") for one in leaves} == {None, "missing"}


@pytest.mark.parametrize("task_type", ["text_to_video", "reference_image_to_video"])
def test_one_family_is_two_deep(client: Client, task_type: str) -> None:
    family = next(top for top in client.groups(task_type) if top["id"] == "Google")
    (group,) = family["children"]
    assert (family["type"], group["type"], group["parent_id"]) == ("2", "2", "Google")
    assert [leaf["id"] for leaf in group["children"]] == ["veo-3.1-generate-preview"]


def test_a_family_stands_where_its_first_group_would() -> None:
    like = {"icon": "", "category_code": "x", "category_name": "x"}
    leaves = [
        {"id": f"{group}{number}", "type": "3", "parent_id": group, "group_name": group} | like
        for number, group in enumerate("abcb")
    ]
    families = [{"id": "F", "name": "Family", "groups": ["b", "c"]}]
    tops = grouped(leaves, families)
    assert [top["id"] for top in tops] == ["a", "F"]
    assert [leaf["id"] for leaf in leaves_in(tops)] == ["a0", "b1", "b3", "c2"]


@pytest.mark.parametrize(
    ("speed", "eet"),
    [(1, "20~35s"), (5, "4~7s"), (20, "1~2s"), (100, "0.2~0.35s"), (10_000, "0.01~0.01s")],
)
def test_listed_estimates_are_divided_by_the_speed(speed: float, eet: str) -> None:
    answer = json.loads(catalog.load(speed=speed).answer("text_to_image"))
    tags = leaves_in(answer["data"])[0]["tags"]
    shown = next(tag["tag_value"] for tag in tags if tag["tag_type"] == "EET")
    assert shown == eet
    assert re.fullmatch(r"(\d+(\.\d+)?)~(\d+(\.\d+)?)s", shown)
    assert tags[-1] == {"tag_type": "point", "tag_value": "4~13"}


def test_a_list_is_encoded_once(listed: catalog.Catalog) -> None:
    assert listed.answer("text_to_video") is listed.answer("text_to_video", "xx")
    assert listed.answer("text_to_video", "zh") is listed.answer("text_to_video", "zh")
