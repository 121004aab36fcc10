"""What models can do: from their lists and, where those do not say it, from data."""

from typing import Any

import pytest

from ima_tui.catalog.capabilities import capabilities, capabilities_of
from ima_tui.catalog.forms import form_of
from ima_tui.catalog.task_types import load_data
from ima_tui.catalog.values import canonical
from ima_tui.locale import LANGUAGES, messages

from .leaves import Json, every_leaf, field, full_list, leaf, option, read, tags, virtual


def able(*fields: Json, task_type: str = "text_to_video", **more: Any) -> set[str]:
    return set(capabilities_of(form_of(read(leaf(form_config=list(fields), **more), task_type))))


def of(task_type: str, leaf_id: str) -> set[str]:
    (found,) = [one for one in full_list(task_type).leaves if one.id == leaf_id]
    return set(capabilities_of(form_of(found)))


@pytest.mark.parametrize("name", LANGUAGES)
def test_every_capability_has_a_name_and_none_is_left_over(name: str) -> None:
    named = {key for key in messages(name) if key.startswith("capability-")}
    assert named == {f"capability-{one}" for one in capabilities()}


def test_every_capability_is_one_of_some_model_but_the_seed() -> None:
    found = {name for one in every_leaf() for name in capabilities_of(form_of(one))}
    assert set(capabilities()) - found == {"seed"}


def test_they_are_told_in_the_order_of_the_data() -> None:
    order = list(load_data("capabilities.toml"))
    for one in every_leaf():
        told = capabilities_of(form_of(one))
        assert sorted(told, key=order.index) == list(told)


@pytest.mark.parametrize("name", ["audio", "generate_audio"])
def test_a_switch_for_sound_is_sound(name: str) -> None:
    assert "audio" in able(field("toggle", name, default=False))


def test_sound_that_is_always_off_is_none() -> None:
    assert "audio" in able(tags("sound", ["on", "off"], "off"))
    assert "audio" not in able(tags("sound", ["off"], "off"))
    assert "audio" not in able(tags("sound", [False], default=False))
    assert "audio" not in able()


def test_sizes_are_told_by_value_or_label_in_any_case() -> None:
    assert "1080p" in able(tags("resolution", ["768P", "1080P"]))
    assert "4k" in able(tags("size", [{"label": "4K", "value": 4096}]))
    assert not able(tags("resolution", ["10800p"])) & {"1080p", "4k", "2k", "720p"}


def test_what_stands_behind_a_virtual_field_counts() -> None:
    shown = tags("quality", ["720p", "1080p"])
    mapping = [({"quality": "720p"}, "std"), ({"quality": "1080p"}, "pro")]
    assert {"720p", "1080p"} <= able(virtual("mode", [shown], mapping))
    behind = virtual("x", [tags("loud", ["yes", "no"])], [({"loud": "yes"}, "on")], target="sound")
    assert "audio" in able(behind)


@pytest.mark.parametrize(
    ("longest", "long"), [(15, True), ("15", True), (14.9, False), ("x", False)]
)
def test_long_is_fifteen_seconds(longest: Any, long: bool) -> None:
    assert ("long" in able(tags("duration", [5, option(longest)], 5))) is long


@pytest.mark.parametrize(
    ("task_type", "told"),
    [
        ("image_to_video", {"first_frame"}),
        ("first_last_frame_to_video", {"first_frame", "last_frame"}),
        ("reference_image_to_video", {"reference"}),
        ("text_to_video", set()),
    ],
)
def test_frames_and_references_are_told_by_the_task_type(task_type: str, told: set[str]) -> None:
    frames = {"first_frame", "last_frame", "reference"}
    assert able(task_type=task_type) & frames == told


def test_what_the_list_does_not_say() -> None:
    assert {"lyrics", "vocals", "instrumental"} <= of("text_to_music", "sonic")
    assert {"vocals", "instrumental"} & of("text_to_music", "GenBGM") == {"instrumental"}
    assert {"vocals", "instrumental"} & of("text_to_music", "GenSong") == {"vocals"}
    assert {"voices", "speech_rate", "emotion"} <= of("text_to_speech", "seed-tts-2.0")
    assert "voices" not in of("text_to_speech", "seed-tts-1.1")
    assert "reference_media" in of("reference_image_to_video", "ima-pro")
    assert "reference_media" not in of("reference_image_to_video", "kling-video-o1")
    assert "reference_media" not in of("image_to_video", "ima-pro")


def test_several_results_need_more_than_one_to_choose() -> None:
    assert "several" in able()
    assert "several" not in able(tags("n", ["1"], "1"))
    assert "several" not in of("text_to_image", "midjourney")


def test_a_leaf_of_nothing_can_do_nothing_wrong() -> None:
    assert able(field("new-type", "mystery")) == {"several"}


def test_the_data_are_written_as_they_are_compared() -> None:
    for capability in capabilities().values():
        for conditions in capability.when:
            words = [*conditions.get("fields", ()), *conditions.get("options", ())]
            words += conditions.get("at_least", {})
            assert words == [canonical(word) for word in words], capability.id
