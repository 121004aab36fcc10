"""Lenient trees: one bad entry spoils only itself."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ima_tui.catalog.parse import parse_listing
from ima_tui.catalog.task_types import task_types
from ima_tui.catalog.values import clean

from .leaves import (
    STEADY,
    Json,
    field,
    full_list,
    group,
    leaf,
    read,
    rule,
    tags,
)

ESC = "\x1b"
RIGHT_TO_LEFT = "\u202e"


def ids(data: object) -> list[str]:
    return [found.id for found in parse_listing(data, "text_to_image").leaves]


def skipped(data: object) -> int:
    return parse_listing(data, "text_to_image").skipped


def nested(depth: int) -> Json:
    node = leaf("deep")
    for number in reversed(range(depth)):
        node = group(f"g{number}", node)
    return node


@pytest.mark.parametrize("depth", [0, 1, 2, 50, 5000])
def test_a_leaf_is_found_at_any_depth(depth: int) -> None:
    (found,) = parse_listing([nested(depth)], "text_to_image").leaves
    assert found.id == "deep"
    expected = tuple(f"g{number}" for number in range(depth)) or ("Models",)
    assert found.groups == expected


@pytest.mark.parametrize("children", [None, "missing", [], {}, "text", 7])
def test_a_leaf_stands_whatever_its_children_are(children: object) -> None:
    node = leaf() if children == "missing" else leaf(children=children)
    assert ids([node, leaf("other")]) == ["model-1", "other"]


@pytest.mark.parametrize("children", [None, "missing", [], {}, "text", 7])
def test_an_empty_group_is_no_mistake(children: object) -> None:
    node: Json = {"id": "g", "type": "2", "name": "G", "children": children}
    if children == "missing":
        del node["children"]
    listing = parse_listing([node, leaf()], "text_to_image")
    assert [found.id for found in listing.leaves] == ["model-1"]
    assert listing.skipped == 0


def test_a_leaf_with_children_is_a_leaf_and_a_group() -> None:
    listing = parse_listing([leaf("outer", children=[leaf("inner")])], "text_to_image")
    assert [(found.id, found.groups) for found in listing.leaves] == [
        ("outer", ("Models",)),
        ("inner", ("Model One",)),
    ]


def test_a_flat_list_takes_the_groups_from_its_leaves() -> None:
    flat = [leaf("a"), leaf("b", group_name=None, parent_id="P"), leaf("c", group_name=None)]
    listing = parse_listing(flat, "text_to_image")
    assert [(found.id, found.groups) for found in listing.leaves] == [
        ("a", ("Models",)),
        ("b", ("P",)),
        ("c", ()),
    ]


def test_types_as_numbers_are_understood() -> None:
    assert ids([{"type": 2, "name": "G", "children": [leaf("a", type=3)]}]) == ["a"]


def test_a_leaf_without_a_type_is_known_by_its_rules() -> None:
    bare = leaf("a")
    del bare["type"]
    assert ids([bare]) == ["a"]
    del bare["credit_rules"]
    assert ids([bare]) == []
    assert skipped([bare]) == 1


@pytest.mark.parametrize("bad", [None, "", "  ", [], {}, True, 1.5])
def test_a_broken_leaf_spoils_only_itself(bad: object) -> None:
    listing = parse_listing([leaf("a"), leaf(bad), leaf("b")], "text_to_image")
    assert [found.id for found in listing.leaves] == ["a", "b"]
    assert listing.skipped == 1


def test_of_two_leaves_with_one_id_the_first_stays() -> None:
    listing = parse_listing(
        [leaf("a", name="First"), group("G", leaf("a", name="Second"))], "text_to_image"
    )
    assert [found.name for found in listing.leaves] == ["First"]
    assert listing.skipped == 1


def test_ids_as_numbers_become_text() -> None:
    assert ids([leaf(12), leaf(0)]) == ["12", "0"]


@pytest.mark.parametrize(
    ("points", "read_as"),
    [
        (5, 5),
        (5.0, 5),
        ("5", 5),
        ("5.0", 5),
        (0, 0),
        (-1, None),
        ("-1", None),
        (5.5, None),
        (None, None),
        ("free", None),
        (True, None),
        ([5], None),
        (math.nan, None),
        ("nan", None),
        (math.inf, None),
        ("inf", None),
    ],
)
def test_points(points: object, read_as: int | None) -> None:
    found = read(leaf(credit_rules=[rule(points), rule(9, 2)]))
    expected = [9] if read_as is None else [read_as, 9]
    assert [one.points for one in found.rules] == expected


def test_a_rule_without_points_or_a_usable_attribute_id_is_left_out() -> None:
    rules = [
        {"attribute_id": 1, "attributes": {}},
        rule(1, None),
        rule(2, attribute_id=True),
        rule(3, [4]),
        "rule",
        rule(4, "text-id"),
    ]
    assert [one.attribute_id for one in read(leaf(credit_rules=rules)).rules] == ["text-id"]


def test_the_default_marker_is_no_attribute() -> None:
    (found,) = read(leaf(credit_rules=[rule(5, 1, default="enabled", size="1K")])).rules
    assert found.is_default
    assert found.attributes == {"size": "1K"}


def test_a_discount_keeps_both_prices() -> None:
    (found,) = read(leaf(credit_rules=[rule(5) | {"origin_point": "8"}])).rules
    assert (found.points, found.origin_points) == (5, 8)


def test_unknown_types_and_keys_survive() -> None:
    found = read(
        leaf(
            form_config=[
                field("hologram", "depth", 3, novelty={"a": 1}),
                field("tags", "", 3),
                {"type": "tags"},
                7,
                field("textarea", "notes"),
                field("toggle", "notes", default=True),
            ],
            novelty=[1, 2],
        )
    )
    assert [(one.name, one.kind, one.default) for one in found.fields] == [
        ("depth", "hologram", 3),
        ("notes", "textarea", None),
    ]


def test_options_of_every_shape() -> None:
    options = [5, "x", {"value": True}, {"label": "only"}, {"value": None}, None, [1], {"value": 5}]
    found = read(leaf(form_config=[tags("f", []) | {"options": options}]))
    listed = [(one.label, one.value) for one in found.fields[0].options]
    assert listed == [("5", 5), ("x", "x"), ("true", True), ("only", "only")]


def test_what_a_form_fills_itself_is_no_field() -> None:
    fields = [field("textarea", name) for name in ("prompt", "cast", "input_images", "n")]
    assert [one.name for one in read(leaf(form_config=fields)).fields] == ["n"]


@pytest.mark.parametrize(
    "data", [None, "text", 7, 7.5, True, {}, {"list": []}, [None, "x", 3, [], [[]]]]
)
def test_what_is_no_list_holds_no_leaves(data: object) -> None:
    assert ids(data) == []


def test_one_leaf_alone_is_a_list_of_one() -> None:
    assert ids(leaf("a")) == ["a"]


def test_input_limits() -> None:
    found = read(leaf(files={"minLimit": "1", "maxLimit": 14.0}))
    assert found.limits is not None
    assert found.limits.maximum == 14
    assert read(leaf(files="none")).limits is None


def test_a_name_is_sent_as_listed_and_shown_safely() -> None:
    name = f"{ESC}[31mRed{ESC}[0m [b]bold[/b] {RIGHT_TO_LEFT}gnp.exe\n\t模型 \x9b1m\ud800 end"
    found = read(leaf(name=name))
    assert found.name == name
    assert not any(char in found.title for char in f"{ESC}\x9b\n\t{RIGHT_TO_LEFT}\ud800")
    assert "[b]bold[/b]" in found.title
    assert "模型" in found.title
    found.title.encode()


@pytest.mark.parametrize("name", [None, "", "   ", 5, ["x"], {"a": 1}])
def test_a_leaf_without_a_name_is_called_by_its_id(name: object) -> None:
    assert read(leaf("abc", name=name)).title == "abc"


def test_a_name_of_nothing_visible_still_has_a_title() -> None:
    assert read(leaf(name=RIGHT_TO_LEFT * 3)).title == "?"


def test_a_long_title_ends_in_an_ellipsis() -> None:
    title = read(leaf(name="模" * 500)).title
    assert len(title) == 80
    assert title.endswith("…")


@STEADY
@given(st.text(), st.integers(2, 60))
def test_cleaned_text_is_one_short_line_that_any_terminal_takes(text: str, limit: int) -> None:
    shown = clean(text, limit)
    assert len(shown) <= limit
    assert shown == " ".join(shown.split())
    assert shown.isprintable() or not any(char < " " or "\x7f" <= char < "\xa0" for char in shown)
    shown.encode()


def deep(depth: int) -> Any:
    value: Any = "end"
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize("key", ["type", "id", "name", "model_id", "group_name", "description"])
def test_a_deep_value_in_the_place_of_a_text_spoils_at_most_its_leaf(key: str) -> None:
    assert ids([leaf("a") | {key: deep(5000)}, leaf("b")])[-1] == "b"


@pytest.mark.parametrize("key", ["type", "label", "level", "description", "value", "options"])
def test_a_deep_value_in_a_field_spoils_at_most_its_field(key: str) -> None:
    fields = [tags("a", [1, 2]) | {key: deep(5000)}, tags("b", [1, 2])]
    assert read(leaf(form_config=fields)).fields[-1].name == "b"


def test_a_deep_value_in_a_group_spoils_at_most_its_name() -> None:
    for key in ("type", "id", "name"):
        assert ids([group("G", leaf("a")) | {key: deep(5000)}]) == ["a"]


@pytest.mark.parametrize("task_type", list(task_types()))
def test_the_simulators_whole_list_is_read(task_type: str) -> None:
    listing = full_list(task_type)
    assert listing.leaves
    assert listing.skipped == 0
    assert all(found.rules and found.groups for found in listing.leaves)
    assert {found.task_type for found in listing.leaves} == {task_type}
    assert task_types()[task_type].recommended in {leaf.model_id for leaf in listing.leaves}


@pytest.mark.parametrize("points", [10**30, "1e30", 10**9 + 1])
def test_a_price_beyond_all_reason_is_none(points: object) -> None:
    listed = leaf(credit_rules=[{"attribute_id": 1, "points": points, "attributes": {}}])
    assert read(listed).rules == ()


def test_virtual_fields_inside_virtual_fields_are_plain() -> None:
    inner: dict[str, object] = {"field": "x", "type": "tags"}
    for _ in range(500):
        inner = {
            "field": "x",
            "is_ui_virtual": True,
            "ui_params": [inner],
            "value_mapping": {"mapping_rules": [{"source_values": {}, "target_value": 1}]},
        }
    (found,) = read(leaf(form_config=[inner])).fields
    assert found.virtual is not None
    assert [control.virtual for control in found.virtual.controls] == [None]
