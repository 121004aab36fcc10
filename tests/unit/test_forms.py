"""Forms: what a leaf's controls are, what they open with, and what is sent for them."""

import pytest

from ima_tui.catalog.bounds import bad_inputs
from ima_tui.catalog.controls import Kind
from ima_tui.catalog.forms import BlockedError, Form, State, form_of
from ima_tui.catalog.task_types import task_types
from ima_tui.catalog.values import Value, same

from .leaves import (
    HAILUO,
    VEO,
    Json,
    after,
    every_leaf,
    field,
    form,
    full_list,
    hidden,
    leaf,
    option,
    read,
    rule,
    tags,
    virtual,
)


def shown(filled: Form, key: str) -> Kind:
    control = filled.control(key)
    assert control is not None
    return control.kind


@pytest.mark.parametrize(
    ("listed", "kind"),
    [
        (tags("f", [1, 2], 1), Kind.CHOICE),
        (tags("f", [1, 2], 1, type="select"), Kind.CHOICE),
        (tags("f", [1, 2], 1, type="hologram"), Kind.CHOICE),
        (tags("f", []), Kind.TEXT),
        (field("toggle", "f", default=True), Kind.TOGGLE),
        (field("toggle", "f"), Kind.TOGGLE),
        (field("hologram", "f", default=False), Kind.TOGGLE),
        (field("textarea", "f"), Kind.LONG_TEXT),
        *((field(kind, "f"), Kind.TEXT) for kind in ("input", "upload", "hologram")),
        *((field(kind, "f"), Kind.NUMBER) for kind in ("number", "slider")),
        (field("hologram", "f", 5), Kind.NUMBER),
        (field("lines", "f"), Kind.LINES),
        ({"field": "f"}, Kind.TEXT),
    ],
)
def test_the_kind_of_a_control(listed: Json, kind: Kind) -> None:
    assert shown(form(listed), "f") is kind


def test_what_the_body_fills_itself_is_no_control() -> None:
    filled = form(
        field("textarea", "prompt", "mine"),
        field("input", "cast", "mine"),
        tags("input_images", ["a"], "a"),
    )
    assert [control.key for control in filled.controls] == ["n"]
    assert filled.parameters(filled.start()) == {"n": 1}


@pytest.mark.parametrize(("task_type", "most"), [("text_to_video", 4), ("text_to_music", 2)])
def test_a_count_is_offered_where_the_form_has_none(task_type: str, most: int) -> None:
    control = form(kind=task_type).control("n")
    assert control is not None
    assert [one.value for one in control.options] == list(range(1, most + 1))
    assert control.default == 1


def test_a_listed_count_is_the_only_one() -> None:
    filled = form(tags("n", ["1", "6"], "6"))
    assert [control.key for control in filled.controls] == ["n"]
    assert filled.count(filled.start()) == 6
    assert filled.parameters(filled.start()) == {"n": 6}


@pytest.mark.parametrize(
    ("held", "count"),
    [(3, 3), ("3", 3), (3.0, 3), (0, 1), (-2, 1), (None, 1), ("", 1), ("many", 1), (True, 1)],
)
def test_the_count_is_a_whole_number_of_one_or_more(held: Value, count: int) -> None:
    filled = form(field("number", "n"))
    sent = filled.parameters(after(filled, n=held))["n"]
    assert sent == count
    assert type(sent) is int


def test_a_virtual_field_called_like_the_count_does_no_harm() -> None:
    filled = form(
        virtual("n", [tags("amount", ["few", "many"], "few")], [({"amount": "many"}, 4)]),
        virtual("batch", [tags("n", [7, 8], 7)], [({"n": 7}, "seven"), ({"n": 8}, "eight")]),
    )
    keys = [control.key for control in filled.controls]
    assert keys == ["amount", "batch:n", "n"]
    assert filled.parameters(filled.start()) == {"batch": "seven", "n": 1}
    assert filled.parameters(after(filled, n=3, amount="many"))["n"] == 3


@pytest.mark.parametrize(("default", "opens_with"), [(5, 5), ("10", 10), (7, 5), (None, None)])
def test_a_default_outside_the_options(default: Value, opens_with: Value) -> None:
    filled = form(tags("duration", [5, 10], default))
    assert filled.start()["duration"] == opens_with
    assert type(filled.start()["duration"]) is type(opens_with)


def test_bounds_are_for_free_input_only() -> None:
    config = {"minimum": 5, "maximum": 5}
    filled = form(
        tags("duration", [5, 10], 5, config=config), field("textarea", "text", config=config)
    )
    choice, text = filled.control("duration"), filled.control("text")
    assert choice is not None
    assert text is not None
    assert (choice.minimum, choice.maximum) == (None, None)
    assert (text.minimum, text.maximum) == (5, 5)
    assert filled.choose(filled.start(), "duration", 10)["duration"] == 10


def test_the_second_level_is_advanced() -> None:
    filled = form(tags("a", [1], 1), tags("b", [1], 1, level=2), tags("c", [1], 1, level="2"))
    assert [control.advanced for control in filled.controls] == [False, True, True, False]


def test_a_value_hidden_here_is_not_offered_here_only() -> None:
    listed = tags(
        "resolution",
        ["512P", "768P"],
        "512P",
        disabled_conditions=[hidden("512P", "text_to_video")],
    )
    here, there = form(listed), form(listed, kind="image_to_video")
    assert [one.value for one in here.controls[0].options] == ["768P"]
    assert here.start()["resolution"] == "768P"
    assert [one.value for one in there.controls[0].options] == ["512P", "768P"]


def test_a_hidden_field_without_prices_sends_its_default() -> None:
    listed = tags("resolution", ["1", "2"], "2", disabled_conditions=[hidden("*", "text_to_video")])
    filled = form(listed)
    assert filled.control("resolution") is None
    assert filled.parameters(filled.start())["resolution"] == "2"


def test_a_hidden_field_without_default_sends_nothing() -> None:
    listed = tags("resolution", ["1"], disabled_conditions=[hidden("*", "text_to_video")])
    assert form(listed).parameters({}) == {"n": 1}


@pytest.mark.parametrize("attribute", ["resolution", "Resolution"])
def test_a_hidden_field_with_prices_is_an_advanced_one(attribute: str) -> None:
    listed = tags("resolution", ["1", "2"], "1", disabled_conditions=[hidden("*", "text_to_video")])
    prices = [rule(8, 1, **{attribute: "1"}), rule(10, 2, **{attribute: "2"})]
    control = form(listed, rules=prices).control("resolution")
    assert control is not None
    assert control.advanced


def test_a_hidden_virtual_field_sends_what_its_controls_open_with() -> None:
    listed = virtual(
        "picture",
        [tags("aspect_ratio", ["1:1", "16:9"], "16:9")],
        [({"aspect_ratio": "1:1"}, "2048x2048"), ({"aspect_ratio": "16:9"}, "2560x1440")],
        target="size",
        value="2048x2048",
        disabled_conditions=[hidden("*", "text_to_video")],
    )
    hides = form(listed)
    assert [control.key for control in hides.controls] == ["n"]
    assert hides.parameters(hides.start()) == {"n": 1, "size": "2560x1440"}
    prices = form(listed, rules=[rule(1, 1, size="2048x2048"), rule(2, 2, size="2560x1440")])
    assert prices.control("aspect_ratio") is not None


def test_a_field_hidden_in_another_category_is_shown() -> None:
    listed = tags("resolution", ["1"], "1", disabled_conditions=[hidden("*", "image_to_image")])
    assert form(listed).control("resolution") is not None


BOTH_WAYS = [
    (VEO, "duration", 4, "resolution", "1080p", {"duration": 8}),
    (HAILUO, "duration", 10, "resolution", "1080P", {}),
    (HAILUO[::-1], "resolution", "1080P", "duration", 10, {}),
]


@pytest.mark.parametrize(("fields", "one", "value", "other", "against", "before"), BOTH_WAYS)
def test_a_conflict_holds_in_both_directions(
    fields: tuple[Json, ...],
    one: str,
    value: Value,
    other: str,
    against: Value,
    before: dict[str, Value],
) -> None:
    filled = form(*fields)
    with pytest.raises(BlockedError) as told:
        filled.choose(after(filled, **before, **{other: against}), one, value)
    assert (told.value.other.key, told.value.held) == (other, against)
    with pytest.raises(BlockedError) as told:
        filled.choose(after(filled, **{one: value}), other, against)
    assert (told.value.other.key, told.value.held) == (one, value)


def test_a_conflict_compares_like_the_service() -> None:
    filled = form(
        tags("duration", [5, option(8, resolution=["1080P"])], 5),
        tags("resolution", ["720p", "1080p"], "720p"),
    )
    with pytest.raises(BlockedError):
        filled.choose(after(filled, resolution="1080p"), "duration", 8)


def test_a_refused_choice_changes_nothing() -> None:
    filled = form(*HAILUO)
    state = after(filled, duration=10)
    before = dict(state)
    with pytest.raises(BlockedError):
        filled.choose(state, "resolution", "1080P")
    assert dict(state) == before


def test_a_control_that_is_not_there_is_no_choice() -> None:
    with pytest.raises(KeyError):
        form().choose({}, "nothing", 1)


def test_conflicting_defaults_give_way() -> None:
    filled = form(
        tags("duration", [5, option(8, resolution=["1080p"])], 8),
        tags("resolution", ["1080p", "720p"], "1080p"),
    )
    assert (filled.start()["duration"], filled.start()["resolution"]) == (8, "720p")


def test_an_earlier_default_gives_way_where_a_later_one_can_not() -> None:
    filled = form(tags("duration", [option(8, resolution=["1080p"]), 5], 8), tags("resolution", []))
    fixed = form(
        tags("duration", [option(8, resolution=["1080p"]), 5], 8),
        tags("resolution", ["1080p"], "1080p"),
    )
    assert filled.start()["duration"] == 8
    assert fixed.start()["duration"] == 5


def test_a_switch_gives_way_too() -> None:
    filled = form(
        tags("mode", [option("std", sound=[True])], "std"), field("toggle", "sound", default=True)
    )
    assert filled.start()["sound"] is False
    with pytest.raises(BlockedError):
        filled.choose(filled.start(), "sound", value=True)


def test_a_conflict_without_alternative_stands() -> None:
    filled = form(tags("a", [option(1, b=[1])], 1), tags("b", [1], 1))
    assert (filled.start()["a"], filled.start()["b"]) == (1, 1)


def test_values_are_carried_in_the_types_of_the_new_form() -> None:
    filled = form(
        tags("duration", ["5", "10"], "5"),
        field("textarea", "negative_prompt", config={"maximum": 4}),
        field("toggle", "sound", default=False),
    )
    given: State = {
        "duration": 10,
        "negative_prompt": "cat",
        "sound": True,
        "n": 9,
        "speed": 3,
        "seed": None,
    }
    state, dropped = filled.carry(given)
    assert dict(state) == {"duration": "10", "negative_prompt": "cat", "sound": True, "n": 1}
    assert dropped == ("n", "speed")


@pytest.mark.parametrize(("key", "value"), [("duration", 7), ("sound", "yes"), ("speed", 3)])
def test_what_a_form_can_not_hold_is_dropped_and_named(key: str, value: Value) -> None:
    filled = form(
        tags("duration", [5], 5),
        field("textarea", "negative_prompt", config={"maximum": 4}),
        field("toggle", "sound", default=False),
    )
    state, dropped = filled.carry({key: value})
    assert state == filled.start()
    assert dropped == (key,)


def test_a_text_that_is_too_long_for_another_model_stays_to_be_shortened() -> None:
    filled = form(field("textarea", "negative_prompt", config={"maximum": 4}))
    state, dropped = filled.carry({"negative_prompt": "dogs!"})
    assert (state["negative_prompt"], dropped) == ("dogs!", ())
    (refused,) = bad_inputs(filled, state)
    assert (refused.code, refused.about) == ("too_long", {"count": 5, "most": 4})


def test_carried_values_stand_before_defaults() -> None:
    filled = form(
        tags("duration", [8, option(4, resolution=["1080p"])], 8),
        tags("resolution", ["1080p", "720p"], "1080p"),
    )
    assert filled.carry({"duration": 4}) == (
        {"duration": 4, "resolution": "720p", "n": 1},
        (),
    )
    both: State = {"duration": 4, "resolution": "720p"}
    assert filled.carry(both)[1] == ()


def test_of_two_carried_values_in_conflict_the_first_stays() -> None:
    filled = form(*HAILUO)
    state, dropped = filled.carry({"duration": 10, "resolution": "1080P"})
    assert dropped == ("resolution",)
    assert (state["duration"], state["resolution"]) == (10, "768P")


def test_every_listed_form_opens_without_conflict() -> None:
    for listed in every_leaf():
        filled = form_of(listed)
        state = filled.start()
        keys = [control.key for control in filled.controls]
        assert len(set(keys)) == len(keys)
        for control in filled.controls:
            value = state[control.key]
            assert filled.conflict(state, control, value) is None, (listed.id, control.key)
            if control.options and value is not None:
                assert any(same(one.value, value) for one in control.options)


def test_reference_to_video_of_veo_has_one_way_only() -> None:
    veo = full_list("reference_image_to_video").find("veo-3.1-generate-preview")
    assert veo is not None
    filled = form_of(veo)
    state = filled.start()
    assert (state["duration"], state["resolution"], state["aspect_ratio"]) == (8, "1080p", "16:9")


@pytest.mark.parametrize("task_type", list(task_types()))
def test_a_leaf_of_garbage_still_has_a_form(task_type: str) -> None:
    filled = form_of(read(leaf(form_config=[None, 5, {"field": ""}]), task_type))
    assert [control.key for control in filled.controls] == ["n"]


def test_options_without_a_label_keep_their_own_spelling() -> None:
    listed = {"type": "tags", "field": "res", "options": ["1080P", True, 5.0], "value": "1080P"}
    filled = form(listed, rules=[rule(5, 1, Mode="Pro")])
    shown = {control.key: [o.label for o in control.options] for control in filled.controls}
    assert shown["res"] == ["1080P", "true", "5"]
    assert shown["Mode"] == ["Pro"]


def test_a_hidden_default_is_hidden_in_its_own_category_only() -> None:
    conditions = [hidden("*", "text_to_video"), hidden("1080p", "image_to_video")]
    listed = tags("res", ["720p", "1080p"], "1080p", disabled_conditions=conditions)
    filled = form(listed)
    assert filled.parameters(filled.start())["res"] == "1080p"
    here = form(listed | {"disabled_conditions": [*conditions, hidden("1080p", "text_to_video")]})
    assert "res" not in here.parameters(here.start())
