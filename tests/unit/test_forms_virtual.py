"""Virtual fields: what the user sets is not what is sent."""

import pytest

from ima_tui.catalog.forms import BlockedError
from ima_tui.catalog.values import Value

from .leaves import Json, after, form, option, tags, virtual

SEEDREAM = virtual(
    "size",
    [tags("aspect_ratio", ["1:1", "16:9"], "1:1")],
    [({"aspect_ratio": "1:1"}, "2048x2048"), ({"aspect_ratio": "16:9"}, "2560x1440")],
    target="size",
)
KLING = virtual(
    "mode",
    [tags("quality", ["720p", "1080p"], "720p")],
    [({"quality": "720p"}, "std"), ({"quality": "1080p"}, "pro")],
    value="std",
    options=[option("std"), option("pro")],
)
IMA_PRO = virtual(
    "aspect_ratio",
    [tags("aspect_ratio", ["1:1", "16:9", "adaptive", "auto"], "1:1")],
    [
        ({"aspect_ratio": "1:1"}, "1:1"),
        ({"aspect_ratio": "16:9"}, "16:9"),
        ({"aspect_ratio": "adaptive"}, "auto"),
        ({"aspect_ratio": "auto"}, "never"),
    ],
    target="aspect_ratio",
    value="16:9",
)
GROUP = virtual(
    "picture",
    [tags("ratio", ["1:1", "16:9"], "16:9"), tags("scale", [1, 2], 1)],
    [
        ({"ratio": "1:1", "scale": 1}, "small"),
        ({"ratio": "16:9", "scale": 1}, "wide"),
        ({"ratio": "16:9", "scale": 2}, "huge"),
    ],
    target="size",
)


@pytest.mark.parametrize(
    ("listed", "changes", "sent"),
    [
        (SEEDREAM, {}, {"size": "2048x2048"}),
        (SEEDREAM, {"aspect_ratio": "16:9"}, {"size": "2560x1440"}),
        (KLING, {}, {"mode": "std"}),
        (KLING, {"quality": "1080p"}, {"mode": "pro"}),
        (IMA_PRO, {}, {"aspect_ratio": "1:1"}),
        (IMA_PRO, {"aspect_ratio": "adaptive"}, {"aspect_ratio": "auto"}),
        (GROUP, {}, {"size": "wide"}),
        (GROUP, {"scale": 2}, {"size": "huge"}),
        (GROUP, {"ratio": "1:1"}, {"size": "small"}),
        (GROUP, {"ratio": "1:1", "scale": 2}, {}),
    ],
)
def test_virtual_fields(listed: Json, changes: dict[str, Value], sent: Json) -> None:
    filled = form(listed)
    assert filled.parameters(after(filled, **changes)) == {**sent, "n": 1}


def test_the_user_sees_the_controls_of_a_virtual_field() -> None:
    filled = form(KLING)
    assert [(one.key, one.field) for one in filled.controls] == [("quality", "mode"), ("n", "n")]
    assert [one.value for one in filled.controls[0].options] == ["720p", "1080p"]


def test_a_control_called_like_another_field_has_a_key_of_its_own() -> None:
    filled = form(SEEDREAM, tags("aspect_ratio", ["4:3"], "4:3"))
    assert [one.key for one in filled.controls] == [
        "aspect_ratio",
        "aspect_ratio:aspect_ratio",
        "n",
    ]
    sent = filled.parameters(filled.start())
    assert (sent["size"], sent["aspect_ratio"]) == ("2048x2048", "4:3")


def test_two_controls_of_one_name_are_one() -> None:
    twice = virtual("v", [tags("a", [1, 2], 1), tags("a", [1, 2], 1)], [({"a": 2}, "two")])
    filled = form(twice)
    assert [one.key for one in filled.controls] == ["a", "n"]
    assert filled.parameters(after(filled, a=2))["v"] == "two"


@pytest.mark.parametrize("name", ["size", "picture", "scale"])
def test_a_conflict_with_a_group_is_seen_from_each_of_its_controls(name: str) -> None:
    held: list[Value] = [2] if name == "scale" else ["huge"]
    filled = form(GROUP, tags("duration", [5, option(8, **{name: held})], 5))
    with pytest.raises(BlockedError) as told:
        filled.choose(after(filled, scale=2), "duration", 8)
    assert told.value.other.key in {"ratio", "scale"}
    with pytest.raises(BlockedError) as told:
        filled.choose(after(filled, duration=8), "scale", 2)
    assert told.value.other.key == "duration"


def test_a_conflict_behind_a_control_names_the_value_the_user_knows() -> None:
    listed = KLING | {"options": [option("std"), option("pro", duration=[10])]}
    filled = form(listed, tags("duration", [5, 10], 5))
    with pytest.raises(BlockedError) as told:
        filled.choose(after(filled, quality="1080p"), "duration", 10)
    assert (told.value.other.key, told.value.held) == ("quality", "1080p")
