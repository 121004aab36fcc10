"""Random lists and random garbage: what is good always survives."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ima_tui.catalog.forms import form_of
from ima_tui.catalog.parse import parse_listing

from .leaves import STEADY, field, group, json_values, leaf, read, tags, virtual

LEAF_KEYS = [
    "id",
    "name",
    "model_id",
    "type",
    "parent_id",
    "group_name",
    "tags",
    "form_config",
    "credit_rules",
    "files",
    "children",
    "description",
    "tag_type",
    "tag_value",
    "field",
    "label",
    "value",
    "level",
    "options",
    "config",
    "disabled_conditions",
    "is_ui_virtual",
    "ui_params",
    "value_mapping",
    "mapping_rules",
    "source_values",
    "target_value",
    "target_param",
    "attribute_id",
    "points",
    "origin_point",
    "attributes",
    "disabled",
    "enum_value",
    "category",
    "minimum",
    "maximum",
    "acceptType",
    "minLimit",
    "maxLimit",
]


def leafish() -> st.SearchStrategy[Any]:
    """JSON of the service's own words, put together in every wrong way."""
    plain = st.none() | st.booleans() | st.integers(-3, 9) | st.floats() | st.text(max_size=3)
    words = st.sampled_from(["2", "3", "*", "tags", "toggle", "text_to_image", "prompt", "n"])
    return st.recursive(
        plain | words,
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(st.sampled_from(LEAF_KEYS), inner, max_size=7)
        ),
        max_leaves=40,
    )


@STEADY
@given(json_values() | leafish())
def test_nothing_that_json_holds_raises(data: object) -> None:
    listing = parse_listing(data, "text_to_image")
    for found in listing.leaves:
        parameters = form_of(found).parameters(form_of(found).start())
        assert None not in parameters.values()


@STEADY
@given(leafish(), leafish(), leafish())
def test_good_leaves_beside_garbage_survive(one: object, two: object, three: object) -> None:
    spoiled = leaf("spoiled", form_config=one, credit_rules=two, tags=three, files=one)
    data = [one, leaf("good-1"), two, group("G", three, leaf("good-2"), spoiled), leaf("good-3")]
    found = [one.id for one in parse_listing(data, "text_to_image").leaves]
    assert [name for name in found if name.startswith("good-")] == ["good-1", "good-2", "good-3"]
    assert "spoiled" in found


@STEADY
@given(leafish())
def test_good_fields_beside_garbage_survive(garbage: object) -> None:
    fields = [tags("good-1", [1, 2], 1), garbage, field("toggle", "good-2", default=True)]
    found = read(leaf(form_config=fields)).fields
    assert [one.name for one in found if one.name.startswith("good-")] == ["good-1", "good-2"]


@STEADY
@given(leafish())
def test_an_odd_virtual_field_is_a_field_at_least(garbage: object) -> None:
    odd = virtual("v", [], []) | {"ui_params": garbage, "value_mapping": {"mapping_rules": garbage}}
    assert read(leaf(form_config=[odd])).fields[0].name == "v"
