"""Input media: how many of which kind, in which order, and how a body describes them."""

import pytest

from ima_tui.catalog.inputs import InputMedia, MediaKind, bad_media, input_bounds
from ima_tui.catalog.task_types import task_types
from ima_tui.media.given import given_medium

from .drafts import AUDIO, IMAGE, OTHER, VIDEO, body, draft, refused
from .leaves import Json, every_leaf, full_list, inner_of, leaf, read

SEEDANCE = "ima-pro"
REFERENCE = "reference_image_to_video"
URLS = [IMAGE.address, OTHER.address]


def code(listed: Json, kind: str, *inputs: InputMedia) -> str | None:
    found = bad_media(read(listed, kind), inputs)
    return found.code if found else None


@pytest.mark.parametrize("task_type", list(task_types()))
def test_each_model_needs_what_its_task_type_needs(task_type: str) -> None:
    kind = task_types()[task_type]
    for found in full_list(task_type).leaves:
        least, most = input_bounds(found)
        assert least == kind.min_inputs
        enough = (IMAGE,) * least
        assert bad_media(found, enough) is None
        assert bad_media(found, (IMAGE,) * most) is None
        too_many = bad_media(found, (IMAGE,) * (most + 1))
        assert too_many is not None
        if least:
            too_few = bad_media(found, enough[1:])
            assert too_few is not None
            assert too_few.code in {"inputs_exactly", "inputs_range"}


@pytest.mark.parametrize(
    ("kind", "count", "expected"),
    [
        ("text_to_image", 1, "no_inputs"),
        ("text_to_speech", 1, "no_inputs"),
        ("image_to_video", 0, "inputs_exactly"),
        ("image_to_video", 2, "inputs_exactly"),
        ("first_last_frame_to_video", 1, "inputs_exactly"),
        ("first_last_frame_to_video", 3, "inputs_exactly"),
        ("reference_image_to_video", 0, "inputs_range"),
        ("reference_image_to_video", 10, "inputs_range"),
    ],
)
def test_too_few_and_too_many(kind: str, count: int, expected: str) -> None:
    assert code(leaf(), kind, *(IMAGE,) * count) == expected


@pytest.mark.parametrize("medium", [VIDEO, AUDIO])
def test_films_and_sounds_are_refused_where_they_are_not_taken(medium: InputMedia) -> None:
    for found in every_leaf():
        takes = found.model_id.startswith(SEEDANCE) and found.task_type == REFERENCE
        refusal = bad_media(found, (IMAGE, medium))
        if takes:
            assert refusal is None
        else:
            assert refusal is not None
            assert refusal.code == f"no_{medium.kind}"


@pytest.mark.parametrize("model", ["ima-pro", "ima-pro-fast"])
def test_seedance_takes_references_of_three_kinds(model: str) -> None:
    full = (*(IMAGE,) * 9, *(VIDEO,) * 3, *(AUDIO,) * 3)
    assert draft(REFERENCE, model, {}, *full).refusal() is None
    assert draft(REFERENCE, model, {}, VIDEO).refusal() is None
    assert draft(REFERENCE, model, {}, AUDIO).refusal() is None
    assert refused(REFERENCE, model, {}, *full, VIDEO).code == "too_many_video"
    assert refused(REFERENCE, model, {}, *full, AUDIO).code == "too_many_audio"
    assert refused(REFERENCE, model, {}, *full, IMAGE).code == "inputs_range"
    assert refused(REFERENCE, model, {}).code == "inputs_range"


def test_first_and_last_frame_in_their_order() -> None:
    for model in ("ima-pro", "MiniMax-Hailuo-02", "kling-video-o1"):
        made = body("first_last_frame_to_video", model, {}, IMAGE, OTHER)
        assert made["src_img_url"] == inner_of(made)["input_images"] == URLS
        made = body("first_last_frame_to_video", model, {}, OTHER, IMAGE)
        assert made["src_img_url"] == inner_of(made)["input_images"] == URLS[::-1]


def test_references_that_were_looked_at_are_described() -> None:
    made = body(REFERENCE, SEEDANCE, {}, IMAGE, VIDEO, AUDIO)
    assert made["src_image"] == [{"url": IMAGE.address, "width": 640, "height": 480}]
    assert made["src_video"] == [
        {
            "url": VIDEO.address,
            "duration": 4.5,
            "width": 640,
            "height": 480,
            "cover": "https://example.com/a_cover.jpg",
        }
    ]
    assert made["src_audio"] == [{"url": AUDIO.address, "duration": 3.0}]
    assert made["src_img_url"] == [IMAGE.address]
    assert inner_of(made)["input_images"] == [IMAGE.address, VIDEO.address, AUDIO.address]


def test_without_a_kind_there_is_no_list_of_it() -> None:
    made = body(REFERENCE, SEEDANCE, {}, VIDEO)
    assert made["src_img_url"] == []
    assert [name for name in made if name.startswith("src_")] == ["src_img_url", "src_video"]


@pytest.mark.parametrize("kind", ["image_to_video", "first_last_frame_to_video", REFERENCE])
def test_pictures_of_seedance_are_described_in_three_task_types(kind: str) -> None:
    inputs = (IMAGE, OTHER)[: 1 if kind == "image_to_video" else 2]
    made = body(kind, SEEDANCE, {}, *inputs)
    assert [entry["url"] for entry in made["src_image"]] == [one.address for one in inputs]


def test_one_that_was_not_looked_at_leaves_all_descriptions_out() -> None:
    unseen = InputMedia("https://example.com/c.png")
    made = body(REFERENCE, SEEDANCE, {}, IMAGE, unseen, AUDIO)
    assert [name for name in made if name.startswith("src_")] == ["src_img_url"]
    assert made["src_img_url"] == [IMAGE.address, unseen.address]


def test_no_other_model_gets_descriptions() -> None:
    for model in ("wan2.6-i2v", "kling-video-o1", "viduq2"):
        made = body(REFERENCE, model, {}, IMAGE)
        assert [name for name in made if name.startswith("src_")] == ["src_img_url"]
    assert "src_image" not in body("text_to_video", SEEDANCE)


@pytest.mark.parametrize(
    "address",
    [
        "http://example.com/a.png",
        "ftp://example.com/a.png",
        "https://",
        "a.png",
        "https://[bad/a.png",
        "https://example.com/a b.png",
        "https://example.com/\u202ea.png",
        "",
    ],
)
def test_an_address_that_can_t_be_fetched_is_refused(address: str) -> None:
    assert code(leaf(), "image_to_video", InputMedia(address)) == "bad_address"


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:8/a.png", "http://localhost/a", "https://é.fr"]
)
def test_an_address_that_can_be_fetched(address: str) -> None:
    assert code(leaf(), "image_to_video", InputMedia(address)) is None


def test_a_file_that_is_still_to_be_uploaded_has_no_address_yet() -> None:
    assert code(leaf(), "image_to_video", InputMedia("/home/me/a b.png", local=True)) is None


def test_how_an_address_ends_tells_what_it_is() -> None:
    written = " https://x.com/A.MP4?v=1 \nhttps://x.com/b.wav\nhttps://x.com/c\nhttps://x.com/d.jpg"
    assert [(one.address[-5:], one.kind) for one in map(given_medium, written.split("\n"))] == [
        ("4?v=1", MediaKind.VIDEO),
        ("b.wav", MediaKind.AUDIO),
        ("com/c", MediaKind.IMAGE),
        ("d.jpg", MediaKind.IMAGE),
    ]


@pytest.mark.parametrize("limit", [None, "x", "", True, [], 0, -3, 0.5, float("nan")])
def test_a_limit_that_says_nothing_is_none(limit: object) -> None:
    assert input_bounds(read(leaf(files={"maxLimit": limit}), REFERENCE)) == (1, 9)


def test_a_limit_below_what_is_needed_binds() -> None:
    assert input_bounds(read(leaf(files={"maxLimit": 1}), REFERENCE)) == (1, 1)


@pytest.mark.parametrize("limits", [{"maxLimit": 1}, {"maxLimit": 4}, {"minLimit": 3}])
def test_first_and_last_are_two_whatever_the_list_says(limits: Json) -> None:
    assert input_bounds(read(leaf(files=limits), "first_last_frame_to_video")) == (2, 2)
