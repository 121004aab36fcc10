"""Odd leaves in a catalogue: listed as they stand, not sold, and never a reason to stop."""

from pathlib import Path
from typing import Any

import pytest

from .folders import CREATE, body, field, leaf, served, write
from .kit import Json

ODD: list[Any] = [
    leaf("odd", name=...),
    leaf("odd", name=5),
    leaf("odd", model_id=None),
    leaf("odd", credit_rules=[]),
    leaf("odd", credit_rules="free"),
    leaf("odd", credit_rules=[None]),
    leaf("odd", credit_rules=[{"attribute_id": 7, "points": "3", "attributes": {}}]),
    leaf("odd", credit_rules=[{"attribute_id": 7, "points": -3, "attributes": {}}]),
    leaf("odd", credit_rules=[{"attribute_id": 7, "points": 3}]),
    leaf("odd", credit_rules=[{"attribute_id": 7, "points": 3, "attributes": {"size": []}}]),
    leaf("odd", form_config={}),
    leaf("odd", form_config=[{"type": "tags"}]),
    leaf("odd", form_config=[{"type": "tags", "field": "size", "options": ["1K"]}]),
    leaf("odd", form_config=field("slider", config={"minimum": "low"})),
    leaf("odd", form_config=field("tags", value_mapping={"mapping_rules": None})),
    leaf("odd", files={"maxLimit": "many"}),
]


@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_an_odd_leaf_is_listed_but_not_sold(tmp_path: Path, odd: Json) -> None:
    with served(write(tmp_path, [odd, leaf()]), speed=5) as client:
        assert [one["id"] for one in client.groups("text_to_image")] == ["odd", "one"]
        assert client.groups("text_to_image")[0] == odd | {
            "tags": [{"tag_type": "EET", "tag_value": "4~8s"}]
        }
        answer = client.post(CREATE, body("odd"))
        assert answer["code"] == 400
        assert "its listing is odd" in answer["message"]
        assert client.create(body())["id"]


LENIENT: list[Any] = [
    leaf(form_config=None),
    leaf(form_config=...),
    leaf(tags=None),
    leaf(tags=["fast", {"tag_type": "EET"}, {"tag_type": "EET", "tag_value": 5}, None]),
    leaf(tags=...),
    leaf(files=None, icon=None, description=5, model_types="any"),
    leaf(type=3),
    leaf(type=None),
    leaf(form_config=field("hologram", value={"any": "thing"}, options=None, config=None)),
    leaf(form_config=[{"type": "tags", "field": "n", "options": [{"value": "many"}]}]),
]


@pytest.mark.parametrize("one", LENIENT, ids=repr)
def test_what_is_odd_beside_price_and_form_does_not_matter(tmp_path: Path, one: Json) -> None:
    with served(write(tmp_path, [one]), speed=5) as client:
        assert client.create(body())["id"]
        assert [listed["id"] for listed in client.groups("text_to_image")] == ["one"]


def test_what_is_no_leaf_is_served_too(tmp_path: Path) -> None:
    nodes: list[Any] = [
        None,
        5,
        "text",
        [],
        {},
        {"type": "2", "children": None},
        {"type": "3"},
        leaf(),
    ]
    with served(write(tmp_path, nodes), speed=5) as client:
        served_nodes = client.groups("text_to_image")
        assert served_nodes[:-1] == nodes[:-1]
        assert client.create(body())["id"]


ENDLESS: list[Any] = [
    ("text_to_video", {"duration": "soon"}),
    ("text_to_video", {"duration": -5}),
    ("text_to_video", {"duration": 0}),
    ("text_to_video", {"duration": 1e308}),
    ("text_to_video", {"duration": True}),
    ("text_to_video", {"resolution": "9999p"}),
    ("text_to_image", {"size": "99999x99999"}),
    ("text_to_image", {"size": "0x0"}),
    ("text_to_image", {"size": ["1K"]}),
]


@pytest.mark.parametrize(("task_type", "asked"), ENDLESS)
def test_what_a_form_leaves_open_must_be_makeable(
    tmp_path: Path, task_type: str, asked: Json
) -> None:
    rules = [{"attribute_id": 7, "points": 3, "attributes": {}}]
    folder = write(tmp_path, [leaf(form_config=None, credit_rules=rules)], task_type)
    with served(folder) as client:
        assert client.post(CREATE, body(task_type=task_type))["code"] == 0
        answer = client.post(CREATE, body(task_type=task_type, **asked))
        assert (answer["code"], "can't be made" in answer["message"]) == (400017, True)
