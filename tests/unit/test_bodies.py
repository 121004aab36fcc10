"""The create body: its whole shape, and what wins over what."""

import json

import pytest

from ima_tui.catalog.bodies import private_keys
from ima_tui.catalog.forms import form_of
from ima_tui.catalog.inputs import input_bounds
from ima_tui.catalog.prices import price_points
from ima_tui.catalog.task_types import task_types
from ima_tui.catalog.values import Value

from .leaves import (
    Json,
    body_of,
    every_leaf,
    field,
    form,
    full_list,
    hidden,
    inner_of,
    leaf,
    read,
    rule,
    tags,
    virtual,
)

PICTURE = "https://example.com/a.png"
SIZE_RULES = [rule(4, 4400, size="1K"), rule(6, 4401, size="2K")]


def test_a_picture_from_text() -> None:
    made = leaf(
        "gemini-3",
        model_id="gemini",
        name="Nano [b]Banana[/b]",
        form_config=[
            tags("aspect_ratio", ["1:1", "16:9"], "1:1"),
            tags("size", ["1K", "2K"], "1K"),
        ],
        credit_rules=SIZE_RULES,
    )
    body = body_of(form_of(read(made)), {"size": "2K", "n": 2}, prompt="a [red] cat")
    assert body == {
        "task_type": "text_to_image",
        "enable_multi_model": False,
        "src_img_url": [],
        "upload_img_src": "",
        "parameters": [
            {
                "attribute_id": 4401,
                "model_id": "gemini",
                "model_name": "Nano [b]Banana[/b]",
                "model_version": "gemini-3",
                "app": "ima",
                "platform": "web",
                "category": "text_to_image",
                "credit": 6,
                "parameters": {
                    "aspect_ratio": "1:1",
                    "size": "2K",
                    "prompt": "a [red] cat",
                    "n": 2,
                    "input_images": [],
                    "cast": {"points": 6, "attribute_id": 4401},
                },
            }
        ],
    }
    assert json.loads(json.dumps(body)) == body


def test_a_film_by_a_virtual_field() -> None:
    filled = form(
        tags("duration", ["5", "10"], "5"),
        virtual(
            "mode",
            [tags("quality", ["720p", "1080p"], "720p")],
            [({"quality": "720p"}, "std"), ({"quality": "1080p"}, "pro")],
        ),
        rules=[rule(48, 1, duration="5", mode="std"), rule(60, 2, duration="5", mode="pro")],
    )
    body = body_of(filled, {"quality": "1080p"})
    assert body["parameters"][0]["credit"] == 60
    assert inner_of(body) == {
        "duration": "5",
        "mode": "pro",
        "prompt": "a quiet harbour",
        "n": 1,
        "input_images": [],
        "cast": {"points": 60, "attribute_id": 2},
    }


def test_a_picture_from_pictures() -> None:
    inputs = (PICTURE, "https://example.com/b.png")
    body = body_of(form(kind="image_to_image"), inputs=inputs)
    assert body["src_img_url"] == list(inputs)
    assert inner_of(body)["input_images"] == list(inputs)
    assert body["task_type"] == body["parameters"][0]["category"] == "image_to_image"


def test_the_rules_own_spelling_is_sent() -> None:
    filled = form(tags("size", ["1k", "2k"], "1k"), rules=SIZE_RULES)
    assert inner_of(body_of(filled))["size"] == "1K"
    filled = form(tags("duration", ["5"], "5"), rules=[rule(1, 1, duration=5)])
    assert inner_of(body_of(filled))["duration"] == 5


def test_the_rules_own_spelling_of_a_name_is_sent_once() -> None:
    filled = form(tags("size", ["1k"], "1k"), rules=[rule(1, 1, Size="1K")])
    inner = inner_of(body_of(filled))
    assert [name for name in inner if name.lower() == "size"] == ["Size"]
    assert inner["Size"] == "1K"


def test_what_only_the_rule_knows_is_sent() -> None:
    filled = form(rules=[rule(1, 1, quality="standard")])
    assert inner_of(body_of(filled))["quality"] == "standard"


def test_the_default_marker_is_never_sent() -> None:
    assert "default" not in inner_of(body_of(form()))


@pytest.mark.parametrize("count", ["3", 3, 3.0])
def test_the_count_is_an_integer(count: Value) -> None:
    sent = inner_of(body_of(form(tags("n", [1, count], 1)), {"n": 3}))["n"]
    assert sent == 3
    assert type(sent) is int


def test_the_count_changes_neither_credit_nor_cast() -> None:
    body = body_of(form(), {"n": 4})
    assert inner_of(body)["n"] == 4
    assert body["parameters"][0]["credit"] == inner_of(body)["cast"]["points"] == 5


def test_null_defaults_are_left_out() -> None:
    filled = form(
        tags("vocal_gender", ["f", "m"], None),
        field("textarea", "negative_prompt"),
        tags("quiet", [1], disabled_conditions=[hidden("*", "text_to_video")]),
    )
    assert set(inner_of(body_of(filled))) == {"prompt", "n", "input_images", "cast"}


def test_what_is_off_or_zero_is_sent() -> None:
    filled = form(field("toggle", "sound", default=False), field("number", "seed", 0))
    inner = inner_of(body_of(filled))
    assert inner["sound"] is False
    assert inner["seed"] == 0


@pytest.mark.parametrize("name", ["gpt_description_prompt", "text", "ssml"])
@pytest.mark.parametrize("written", ["", "  \n", None])
def test_optional_texts_are_left_out_when_empty(name: str, written: str | None) -> None:
    assert name not in inner_of(body_of(form(field("textarea", name)), {name: written}))


@pytest.mark.parametrize("name", ["gpt_description_prompt", "text", "ssml"])
def test_optional_texts_are_fields_of_their_own(name: str) -> None:
    inner = inner_of(body_of(form(field("textarea", name)), {name: "mine"}, prompt="yours"))
    assert (inner[name], inner["prompt"]) == ("mine", "yours")


def test_nothing_listed_replaces_what_the_body_fills_itself() -> None:
    filled = form(
        virtual("v", [tags("a", [1], 1)], [({"a": 1}, "theirs")], target="prompt"),
        field("input", "cast", "theirs"),
        rules=[rule(5, 7, input_images="theirs", n=9)],
    )
    inner = inner_of(body_of(filled, prompt="mine"))
    assert inner["prompt"] == "mine"
    assert inner["cast"] == {"points": 5, "attribute_id": 7}
    assert (inner["input_images"], inner["n"]) == ([], 1)


@pytest.mark.parametrize(
    ("kind", "files", "bounds"),
    [
        ("text_to_image", None, (0, 0)),
        ("text_to_image", {"maxLimit": 3}, (0, 0)),
        ("image_to_image", None, (1, 1)),
        ("image_to_image", {"minLimit": 1, "maxLimit": 14}, (1, 14)),
        ("image_to_image", {"acceptType": ["image/png"]}, (1, 1)),
        ("first_last_frame_to_video", {}, (2, 2)),
        ("reference_image_to_video", None, (1, 9)),
        ("reference_image_to_video", {"maxLimit": 4}, (1, 4)),
    ],
)
def test_input_bounds(kind: str, files: Json | None, bounds: tuple[int, int]) -> None:
    assert input_bounds(read(leaf(files=files), kind)) == bounds


def test_what_a_user_writes_is_private() -> None:
    filled = form(
        field("textarea", "lyrics"),
        field("input", "speaker"),
        tags("size", ["1K"], "1K"),
        field("toggle", "sound", default=True),
    )
    assert private_keys(filled) == {"lyrics", "speaker"}


def test_every_listed_leaf_makes_a_body() -> None:
    for listed in every_leaf():
        inner = inner_of(body_of(form_of(listed)))
        assert None not in inner.values()
        assert inner["cast"]["attribute_id"] in {one.attribute_id for one in listed.rules}
        assert input_bounds(listed)[0] == task_types()[listed.task_type].min_inputs


@pytest.mark.parametrize("task_type", list(task_types()))
def test_no_option_is_replaced_by_the_rule_that_prices_it(task_type: str) -> None:
    for listed in full_list(task_type).leaves:
        filled = form_of(listed)
        for point in list(price_points(filled))[:40]:
            sent = filled.parameters(filled.completed(dict(point.values)))
            for name, value in point.choice.rule.attributes.items():
                assert str(sent.get(name, value)).lower() == str(value).lower(), listed.id
