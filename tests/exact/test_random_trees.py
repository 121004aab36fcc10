"""Random trees in the service's shape: what is listed is what is read, in its order."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ima_tui.catalog.parse import parse_listing
from ima_tui.catalog.products import CreditRule, Field, Leaf

from ..unit.leaves import BRISK, Json, group, leaf
from .listed import models

WORDS = st.text("abc xyz图像é-", min_size=1, max_size=8).map(str.strip).filter(bool)
ABSENT = object()


@st.composite
def trees(draw: st.DrawFn) -> tuple[list[Json], list[tuple[Json, tuple[str, ...]]]]:
    """A tree of any depth, and its leaves with the names of the groups they are in."""
    made: list[tuple[Json, tuple[str, ...]]] = []
    shape = draw(st.recursive(st.just(0), lambda inner: st.lists(inner, max_size=4), max_leaves=15))
    return _grow(draw, shape if isinstance(shape, list) else [shape], (), made), made


def _grow(
    draw: st.DrawFn, shape: list[Any], path: tuple[str, ...], made: list[tuple[Json, Any]]
) -> list[Json]:
    nodes: list[Json] = []
    for part in shape:
        if isinstance(part, list):
            name = draw(WORDS)
            children = _grow(draw, part, (*path, " ".join(name.split())), made)
            nodes.append(group(name) | {"children": children or draw(st.sampled_from([[], None]))})
            continue
        listed = draw(models()) | {"id": f"leaf-{len(made)}", "name": draw(WORDS)}
        listed["description"] = draw(WORDS | st.just(""))
        listed["type"] = draw(st.sampled_from(["3", 3]))
        childless = draw(st.sampled_from([ABSENT, None, []]))
        if childless is not ABSENT:
            listed["children"] = childless
        listed["something_new"] = draw(WORDS)
        made.append((listed, path or ("Models",)))
        nodes.append(listed)
    return nodes


@BRISK
@given(trees())
def test_what_is_listed_is_what_is_read(
    tree: tuple[list[Json], list[tuple[Json, tuple[str, ...]]]],
) -> None:
    data, made = tree
    listing = parse_listing(json.loads(json.dumps(data)), "text_to_video")
    assert listing.skipped == 0
    assert [leaf.id for leaf in listing.leaves] == [listed["id"] for listed, _ in made]
    for found, (listed, path) in zip(listing.leaves, made, strict=True):
        assert found.groups == path
        assert _plain(found) == (
            listed["name"],
            listed["model_id"],
            " ".join(listed["description"].split()),
        )
        assert [_field(one) for one in found.fields] == listed["form_config"]
        assert [_rule(one) for one in found.rules] == listed["credit_rules"]
        assert listing.find(found.id) is found


def _plain(found: Leaf) -> tuple[str, str, str]:
    return found.name, found.model_id, found.description


def _field(found: Field) -> Json:
    """A field written as the service lists it."""
    listed: Json = {
        "type": found.kind,
        "field": found.name,
        "label": found.label,
        "value": found.default,
        "level": 2 if found.advanced else 1,
    }
    if found.options:
        listed["options"] = [
            {"label": one.label, "value": one.value}
            | ({"disabled": {k: list(v) for k, v in one.disabled.items()}} if one.disabled else {})
            for one in found.options
        ]
    if found.virtual is not None:
        virtual = found.virtual
        listed["is_ui_virtual"] = True
        listed["ui_params"] = [_field(one) for one in virtual.controls]
        listed["value_mapping"] = {
            "mapping_rules": [
                {"source_values": dict(row.sources), "target_value": row.target}
                for row in virtual.rules
            ],
            "source_params": [one.name for one in virtual.controls],
            "target_param": virtual.target,
        }
    return listed


def _rule(found: CreditRule) -> Json:
    """A rule written as the service lists it."""
    marker = {"default": "enabled"} if found.is_default else {}
    return {
        "attribute_id": found.attribute_id,
        "points": found.points,
        "origin_point": found.origin_points,
        "attributes": {**found.attributes, **marker},
    }


def test_a_list_of_ten_megabytes_is_read_whole() -> None:
    options = [{"label": f"Option {at}", "value": f"v{at}"} for at in range(40)]
    fields = [
        {"type": "tags", "field": f"field_{at}", "label": f"Field {at}", "options": options}
        for at in range(2)
    ]
    groups = [
        group(f"G{of}", *(leaf(f"m{of}-{at}", form_config=fields) for at in range(50)))
        for of in range(60)
    ]
    data = json.dumps([group("All", *groups)]).encode()
    assert len(data) > 10_000_000
    listing = parse_listing(json.loads(data), "text_to_video")
    expected = [(f"m{of}-{at}", ("All", f"G{of}")) for of in range(60) for at in range(50)]
    assert [(found.id, found.groups) for found in listing.leaves] == expected
    assert listing.skipped == 0
    last = listing.find("m59-49")
    assert last is not None
    assert [len(one.options) for one in last.fields] == [40, 40]
