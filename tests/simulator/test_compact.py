"""The compact form of the catalogue's data."""

import pytest

from ima_tui.simulator.compact import leaves_of


def test_prices_must_be_as_many_as_the_rules() -> None:
    model = {
        "id": "one",
        "name": "One",
        "parent": "Some",
        "icon": "one.png",
        "types": [],
        "tags": [],
        "rules": {"size": ["1K", "2K"]},
        "text_to_image": {"first": 1, "points": [5]},
    }
    with pytest.raises(ValueError, match="zip"):
        leaves_of(model, {}, {"text_to_image": {"label": "x"}})


def test_two_controls_of_a_virtual_field_are_matched_together() -> None:
    fields = {
        "both": {
            "field": "size",
            "label": "Size",
            "description": "",
            "value": "1024x1024",
            "options": ["1024x1024", "2048x1152"],
            "target": "size",
            "controls": [
                {"field": "side", "label": "Side", "description": "", "value": "1K"},
                {"field": "ratio", "label": "Ratio", "description": "", "value": "1:1"},
            ],
            "map": [["1K", "1:1", "1024x1024"], ["2K", "16:9", "2048x1152"]],
        }
    }
    model = {
        "id": "one",
        "name": "One",
        "parent": "Some",
        "icon": "one.png",
        "types": [],
        "tags": [],
        "form": ["both"],
        "text_to_image": {"first": 1, "points": [5]},
    }
    expanded = leaves_of(model, fields, {"text_to_image": {"label": "x"}})["text_to_image"]
    mapping = expanded["form_config"][0]["value_mapping"]
    assert mapping["source_params"] == ["side", "ratio"]
    assert mapping["mapping_rules"][1] == {
        "source_values": {"side": "2K", "ratio": "16:9"},
        "target_value": "2048x1152",
    }
