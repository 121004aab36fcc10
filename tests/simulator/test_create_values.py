"""Values that a create can't have: the form's options, limits and conflicts, and beyond it."""

from typing import Any

import pytest

from .changes import (
    BANANA,
    EDIT,
    HAILUO,
    IMA_PRO_FAST,
    KLING,
    PIXVERSE,
    SEEDREAM,
    SPEECH,
    SUNO,
    WAN,
    Change,
    Choice,
    in_inner,
    inner,
    without_inner,
)
from .kit import Client

LONG_TEXT = "字" * 10_001
UNSIZED = Choice("image_to_image", "doubao-seedream-4-5-251128", 1611, ("https://example.com/a",))

WRONG: list[Any] = [
    (SEEDREAM, in_inner(size="8k"), "size"),
    (SEEDREAM, in_inner(size="4096x4096"), "size"),
    (UNSIZED, in_inner(size="adaptive"), "size"),
    (BANANA, in_inner(size="1k"), "size"),
    (KLING, in_inner(duration=5), "duration"),
    (KLING, in_inner(mode="1080p"), "mode"),
    (WAN, in_inner(duration="5"), "duration"),
    (WAN, in_inner(duration=5.0), "duration"),
    (WAN, in_inner(resolution="720p"), "resolution"),
    (HAILUO, in_inner(duration=10, resolution="1080P"), "not offered with"),
    (IMA_PRO_FAST, in_inner(audio="true"), "audio"),
    (IMA_PRO_FAST, in_inner(audio=1), "audio"),
    (WAN, in_inner(negative_prompt="x" * 801), "at most 800"),
    (WAN, in_inner(negative_prompt=5), "negative_prompt"),
    (SUNO, in_inner(title="x" * 121), "at most 120"),
    (SUNO, in_inner(model_version="sonic-v9"), "model_version"),
    (SUNO, in_inner(vocal_gender="female"), "vocal_gender"),
    (SUNO, in_inner(vocal_gender="f", custom_mode=False), "only with custom_mode True"),
    (SUNO, in_inner(lyrics="la la la", custom_mode=False), "only with custom_mode True"),
    (SPEECH, in_inner(prompt=LONG_TEXT), "longer than 10000"),
    (SPEECH, in_inner(text=LONG_TEXT), "at most 10000"),
    (SPEECH, in_inner(text=""), "at least 1"),
    (SPEECH, in_inner(speaker="BV001_streaming"), "Invalid value for speaker"),
    (SPEECH, in_inner(audio_params={"speech_rate": 101}), "audio_params.speech_rate"),
    (SPEECH, in_inner(audio_params={"speech_rate": -51}), "audio_params.speech_rate"),
    (SPEECH, in_inner(audio_params={"speech_rate": "20"}), "audio_params.speech_rate"),
    (SPEECH, in_inner(audio_params={"loudness_rate": 101}), "audio_params.loudness_rate"),
    (PIXVERSE, without_inner("model"), "Invalid value for model"),
    (PIXVERSE, in_inner(model="v5"), "Invalid value for model"),
    (SEEDREAM, in_inner(n=0), "n must be"),
    (SEEDREAM, in_inner(n=5), "n must be"),
    (SEEDREAM, in_inner(n="1"), "n must be"),
    (SEEDREAM, in_inner(n=1.0), "n must be"),
    (SEEDREAM, in_inner(n=True), "n must be"),
    (SUNO, in_inner(n=5), "n must be"),
    (EDIT, in_inner(n=2), "n must be"),
]


@pytest.mark.parametrize(("choice", "change", "message"), WRONG)
def test_a_wrong_value_is_400017_and_not_charged(
    buyer: Client, choice: Choice, change: Change, message: str
) -> None:
    body = choice.body(buyer)
    change(body)
    answer = buyer.post("/open/v1/tasks/create", body)
    assert answer["code"] == 400017
    assert message in answer["message"]
    assert buyer.balance() == 2000


RIGHT: list[Any] = [
    (SEEDREAM, in_inner(size="2560x1440")),
    (SEEDREAM, in_inner(size="4k", seed=-1)),
    (IMA_PRO_FAST, in_inner(audio=False, aspect_ratio="adaptive")),
    (WAN, in_inner(negative_prompt="")),
    (WAN, in_inner(negative_prompt=None)),
    (SUNO, in_inner(vocal_gender="f", lyrics="la la la")),
    (SUNO, in_inner(custom_mode=True, lyrics="la la la")),
    (SUNO, in_inner(custom_mode=False, vocal_gender=None, lyrics="")),
    (SPEECH, in_inner(prompt="字" * 10_000)),
    (SPEECH, in_inner(speaker="zh_female_vv_uranus_bigtts")),
    (SPEECH, in_inner(audio_params={"speech_rate": -50, "loudness_rate": 100})),
    (SPEECH, in_inner(audio_params={"emotion": "sad"}, additions={"context_texts": []})),
    (SUNO, in_inner(n=4)),
    (KLING, in_inner(n=4)),
]


@pytest.mark.parametrize(("choice", "change"), RIGHT)
def test_a_value_within_its_bounds_is_accepted(
    buyer: Client, choice: Choice, change: Change
) -> None:
    body = choice.body(buyer)
    change(body)
    assert buyer.create(body)["generate_count"] == inner(body)["n"]


@pytest.mark.parametrize("size", ["512x512", "1024x1024", "1k", "1920x1080"])
def test_a_picture_below_the_minimum_is_told_the_pixels(buyer: Client, size: str) -> None:
    body = SEEDREAM.body(buyer)
    in_inner(size=size)(body)
    answer = buyer.post("/open/v1/tasks/create", body)
    assert answer["code"] == 400
    # 2560x1440 is the smallest that SeeDream lists.
    assert "minimum pixels of this model: 3686400" in answer["message"]


def test_a_virtual_field_takes_its_target_and_not_what_is_shown(client: Client) -> None:
    client.post("/__sim/settings", {"subscribed": True})
    body = client.body("text_to_video", "ima-pro", attribute_id=4510, aspect_ratio="adaptive")
    assert client.post("/open/v1/tasks/create", body)["code"] == 400017
    in_inner(aspect_ratio="auto")(body)
    assert client.create(body)["generate_count"] == 1
