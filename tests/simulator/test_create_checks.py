"""Every mistake in a create request, over HTTP, with the code it is answered with."""

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ima_tui.simulator.answers import Refusal
from ima_tui.simulator.service import Simulator

from .kit import PICTURE, Client, Json, right_body

Change = Callable[[Json], Any]

# One product of each kind that the mistakes need: (task type, version, attribute_id, more).
SEEDREAM: Any = ("text_to_image", "doubao-seedream-4-5-251128", 2341, {})
BANANA: Any = ("text_to_image", "gemini-3-pro-image-preview", 2399, {})
WAN: Any = ("text_to_video", "wan2.6-t2v", 2057, {})
KLING: Any = ("text_to_video", "kling-video-o1", 2313, {})
HAILUO: Any = ("text_to_video", "MiniMax-Hailuo-2.3", 2127, {})
IMA_PRO: Any = ("text_to_video", "ima-pro", 4510, {})
SUNO: Any = ("text_to_music", "sonic", 2370, {})
EDIT: Any = ("image_to_image", "midjourney", 2464, {"inputs": [PICTURE]})
FRAMES: Any = (
    "first_last_frame_to_video",
    "kling-v2-6",
    2340,
    {"inputs": [PICTURE, "https://example.com/last.png"]},
)


SHARED = Simulator(seed=7)


@pytest.fixture(scope="module", autouse=True)
def close_shared() -> Iterator[None]:
    yield
    SHARED.close()


def item(body: Json) -> Json:
    found: Json = body["parameters"][0]
    return found


def inner(body: Json) -> Json:
    found: Json = item(body)["parameters"]
    return found


def in_item(**values: Any) -> Change:
    return lambda body: item(body).update(values)


def in_inner(**values: Any) -> Change:
    return lambda body: inner(body).update(values)


def at_top(**values: Any) -> Change:
    return lambda body: body.update(values)


def without(name: str) -> Change:
    return lambda body: item(body).pop(name)


def without_inner(name: str) -> Change:
    return lambda body: inner(body).pop(name)


def prompt_outside(body: Json) -> None:
    item(body)["prompt"] = inner(body).pop("prompt")


def inputs(*urls: str) -> Change:
    def change(body: Json) -> None:
        body["src_img_url"] = list(urls)
        inner(body)["input_images"] = list(urls)

    return change


MISTAKES: list[Any] = [
    (SEEDREAM, at_top(task_type="text_to_smell"), 400, "unknown task_type"),
    (SEEDREAM, at_top(parameters=[]), 400, "list with one object"),
    (SEEDREAM, in_item(category="text_to_video"), 400, "is not task_type"),
    *[
        (SEEDREAM, without(name), 400, f"missing in parameters[0]: {name}")
        for name in ("app", "platform", "category", "credit", "model_id", "model_name")
    ],
    (SEEDREAM, in_item(app="other"), 400, "unknown app"),
    (SEEDREAM, in_item(model_version="wan2.6-t2v"), 400, "unknown model_version"),
    (SEEDREAM, in_item(model_name="SeeDream 9"), 400, "model_name"),
    (SEEDREAM, in_item(model_id="seedream"), 400, "model_id"),
    (SEEDREAM, in_item(attribute_id=0), 400, "Invalid product attribute"),
    (SEEDREAM, in_item(attribute_id=8538), 400, "Invalid product attribute"),
    (SEEDREAM, in_item(credit=6), 6006, "credit"),
    (SEEDREAM, in_item(credit="5"), 6006, "credit"),
    (SEEDREAM, without_inner("cast"), 400, "cast is missing"),
    (SEEDREAM, in_inner(cast={"points": 5, "attribute_id": 1}), 400, "does not mirror"),
    (SEEDREAM, without_inner("prompt"), 400, "prompt is missing"),
    (SEEDREAM, in_inner(prompt="  "), 400, "prompt is missing"),
    (SEEDREAM, prompt_outside, 400, "prompt must be inside"),
    (SEEDREAM, in_inner(size="8k"), 400017, "size"),
    (BANANA, in_inner(size="1k"), 400017, "size"),
    (BANANA, in_inner(size="2K"), 6010, "does not match the calculated rule"),
    (BANANA, without_inner("size"), 6009, "missing size"),
    (KLING, in_inner(duration=5), 400017, "duration"),
    (KLING, in_inner(mode="1080p"), 400017, "mode"),
    (KLING, in_inner(mode="pro"), 6010, "does not match"),
    (HAILUO, in_inner(duration=10, resolution="1080P"), 400017, "not offered with"),
    (IMA_PRO, in_inner(aspect_ratio="adaptive"), 400017, "aspect_ratio"),
    (IMA_PRO, in_inner(audio="true"), 400017, "audio"),
    (WAN, in_inner(negative_prompt="x" * 801), 400017, "negative_prompt"),
    (SEEDREAM, in_inner(n=0), 400017, "n must be"),
    (SEEDREAM, in_inner(n=5), 400017, "n must be"),
    (SEEDREAM, in_inner(n="1"), 400017, "n must be"),
    (SEEDREAM, in_inner(n=True), 400017, "n must be"),
    (SUNO, in_inner(n=5), 400017, "n must be"),
    (EDIT, in_inner(n=2), 400017, "n must be"),
    (SEEDREAM, inputs(PICTURE), 400, "takes 0 inputs"),
    (EDIT, inputs(), 400, "takes 1 inputs"),
    (EDIT, inputs(PICTURE, PICTURE), 400, "takes 1 inputs"),
    (EDIT, in_inner(input_images=[]), 400, "the same addresses"),
    (EDIT, inputs("http://example.com/plain.png"), 400, "not an https address"),
    (EDIT, inputs("/home/me/picture.png"), 400, "not an https address"),
    (FRAMES, inputs(PICTURE), 400, "takes 2 inputs"),
]


@pytest.mark.parametrize(("product", "change", "code", "message"), MISTAKES)
def test_a_mistake_is_refused_and_not_charged(
    client: Client, product: Any, change: Change, code: int, message: str
) -> None:
    task_type, version, attribute_id, more = product
    body = client.body(task_type, version, attribute_id=attribute_id, **more)
    change(body)
    answer = client.post("/open/v1/tasks/create", body)
    assert answer["code"] == code
    assert message in answer["message"]
    assert client.ledger()["charges"] == []


@pytest.mark.parametrize("product", [SEEDREAM, BANANA, WAN, KLING, HAILUO, SUNO, EDIT, FRAMES])
def test_the_same_body_without_the_mistake_is_accepted(client: Client, product: Any) -> None:
    task_type, version, attribute_id, more = product
    data = client.create(client.body(task_type, version, attribute_id=attribute_id, **more))
    assert data["id"].startswith("task_")
    assert data["id"] != data["biz_id"]
    assert data["medias"] == []
    assert data["task_type"] == task_type


def test_the_target_of_a_virtual_field_is_accepted(client: Client) -> None:
    body = client.body("text_to_video", "ima-pro", attribute_id=4510, aspect_ratio="auto")
    assert client.create(body)["generate_count"] == 1


def test_web_agent_is_accepted_as_app(client: Client) -> None:
    body = client.body("text_to_image", "doubao-seedream-4-5-251128", attribute_id=2341)
    item(body)["app"] = "webAgent"
    assert client.create(body)["id"]


def test_a_product_may_allow_more_inputs_than_its_task_type(client: Client) -> None:
    urls = [f"https://example.com/{number}.png" for number in range(15)]
    version = "gemini-3-pro-image-preview"
    fitting = client.body("image_to_image", version, attribute_id=2402, inputs=urls[:14])
    assert client.create(fitting)["id"]
    surplus = client.body("image_to_image", version, attribute_id=2402, inputs=urls)
    assert client.post("/open/v1/tasks/create", surplus)["code"] == 400


def test_seedance_takes_video_and_audio_beside_images(client: Client) -> None:
    film, song = "https://example.com/clip.mp4", "https://example.com/song.mp3"
    body = client.body("reference_image_to_video", "ima-pro", attribute_id=4669, inputs=[PICTURE])
    inner(body)["input_images"] = [PICTURE, film, song]
    body["src_video"] = [{"url": film, "duration": 3}]
    body["src_audio"] = [{"url": song, "duration": 3}]
    assert client.create(body)["id"]
    body["src_video"] = []
    assert client.post("/open/v1/tasks/create", body)["code"] == 400


@pytest.mark.parametrize("authorization", [None, "Bearer other_key", "ima_key", "Bearer ima_"])
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/open/v1/product/list?app=ima&platform=web&category=text_to_image"),
        ("POST", "/open/v1/tasks/create"),
        ("POST", "/open/v1/tasks/detail"),
        ("POST", "/open/v1/assets/verify"),
    ],
)
def test_a_wrong_key_is_401_in_both_places(
    base_url: str, method: str, path: str, authorization: str | None
) -> None:
    sent = {"x-app-source": "ima_skills"}
    if authorization:
        sent["Authorization"] = authorization
    answer = httpx.request(method, base_url + path, headers=sent)
    assert (answer.status_code, answer.json()["code"]) == (401, 401)


def test_the_source_header_is_needed(base_url: str) -> None:
    answer = httpx.get(
        f"{base_url}/open/v1/product/list?app=ima&platform=web&category=text_to_image",
        headers={"Authorization": "Bearer ima_tester"},
    )
    assert answer.json()["code"] == 400
    assert "x-app-source" in answer.json()["message"]


@pytest.mark.parametrize(
    "query", ["category=text_to_image", "app=ima&platform=web", "app=ima&platform=web&category=x"]
)
def test_a_wrong_list_query_is_refused(client: Client, query: str) -> None:
    assert client.http.get(f"/open/v1/product/list?{query}").json()["code"] == 400


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'"text"', b"\xff"])
def test_a_body_that_is_no_object_is_refused(client: Client, content: bytes) -> None:
    answer = client.http.post("/open/v1/tasks/create", content=content)
    assert answer.json()["code"] == 400


# Values of every JSON kind, and some that come close to right ones.
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 3)
    | st.sampled_from(
        [5, 5.0, 2341, "5", "", "2k", "text_to_video", "https://[", "http://x", 1e308]
    )
    | st.text(max_size=5),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=3), inside),
    max_leaves=5,
)
PLACES = ["task_type", "src_img_url", "src_video", "parameters"]
ITEM_PLACES = ["attribute_id", "model_id", "model_version", "app", "category", "credit"]
INNER_PLACES = ["prompt", "n", "input_images", "cast", "size", "audio_params"]


@settings(deadline=None)
@given(st.sampled_from([*PLACES, *ITEM_PLACES, *INNER_PLACES]), VALUES)
def test_whatever_is_sent_is_accepted_or_refused(name: str, value: Any) -> None:
    body = right_body()
    target = body if name in PLACES else item(body) if name in ITEM_PLACES else inner(body)
    target[name] = value
    assert outcome(body) in (0, 400, 4008, 6006, 6009, 6010, 400017)


def outcome(body: Json) -> int:
    """The code a create is answered with, asked of the simulator without HTTP."""
    try:
        SHARED.create("someone", body)
    except Refusal as refusal:
        return refusal.code
    return 0
