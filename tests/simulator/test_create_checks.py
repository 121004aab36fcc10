"""Mistakes in the frame, the price and the inputs of a create, with the code of each answer."""

from typing import Any

import pytest

from .changes import (
    BANANA,
    EDIT,
    FRAMES,
    HAILUO,
    IMA_PRO,
    IMA_PRO_FAST,
    KLING,
    LAST,
    PIXVERSE,
    REFERENCE,
    SEEDREAM,
    SORA,
    SPEECH,
    SUNO,
    WAN,
    Change,
    Choice,
    at_top,
    in_inner,
    in_item,
    inputs,
    item,
    prompt_at_top,
    prompt_outside,
    without,
    without_inner,
)
from .kit import PICTURE, Client

MISTAKES: list[Any] = [
    (SEEDREAM, at_top(task_type="text_to_smell"), 400, "unknown task_type"),
    (SEEDREAM, at_top(task_type=None), 400, "unknown task_type"),
    (SEEDREAM, at_top(parameters=[]), 400, "list with one object"),
    (SEEDREAM, in_item(category="text_to_video"), 400, "is not task_type"),
    (SEEDREAM, at_top(task_type="image_to_image"), 400, "is not task_type"),
    *[
        (SEEDREAM, without(name), 400, f"missing in parameters[0]: {name}")
        for name in ("app", "platform", "category", "model_id", "model_name", "model_version")
    ],
    (SEEDREAM, without("app", "platform"), 400, "missing in parameters[0]: app, platform"),
    (SEEDREAM, without("parameters"), 400, "missing in parameters[0]: parameters"),
    (SEEDREAM, in_item(app="other"), 400, "unknown app"),
    (SEEDREAM, in_item(platform="desktop"), 400, "unknown platform"),
    (SEEDREAM, in_item(model_version="wan2.6-t2v"), 400, "unknown model_version"),
    (SEEDREAM, in_item(model_name="SeeDream 9"), 400, "model_name"),
    (SEEDREAM, in_item(model_id="seedream"), 400, "model_id"),
    (SEEDREAM, in_item(attribute_id=0), 400, "Invalid product attribute: Insufficient points"),
    (SEEDREAM, without("attribute_id"), 400, "Invalid product attribute: Insufficient points"),
    (SEEDREAM, in_item(attribute_id=8538), 400, "Invalid product attribute"),
    (SEEDREAM, in_item(credit=6), 6006, "credit"),
    (SEEDREAM, in_item(credit="5"), 6006, "credit"),
    (SEEDREAM, without("credit"), 6006, "credit"),
    (SEEDREAM, without_inner("cast"), 400, "cast is missing"),
    (SEEDREAM, in_inner(cast={"points": 5, "attribute_id": 1}), 400, "does not mirror"),
    (SEEDREAM, in_inner(cast={"points": 6, "attribute_id": 2341}), 400, "does not mirror"),
    (SEEDREAM, without_inner("prompt"), 400, "prompt is missing"),
    (SEEDREAM, in_inner(prompt="  "), 400, "prompt is missing"),
    (SEEDREAM, prompt_outside, 400, "prompt must be inside"),
    (SEEDREAM, prompt_at_top, 400, "prompt must be inside"),
    (BANANA, in_inner(size="2K"), 6010, "does not match the calculated rule"),
    (BANANA, without_inner("size"), 6009, "missing size"),
    (WAN, without_inner("duration"), 6009, "missing duration"),
    (KLING, in_inner(mode="pro"), 6010, "does not match"),
    (IMA_PRO, at_top(), 4014, "subscription"),
    (SORA, in_inner(prompt="Some NSFW scene"), 400, "Content policy violation"),
    (SORA, in_inner(prompt="血腥的画面"), 400, "Content policy violation"),
    (SEEDREAM, inputs(PICTURE), 400, "takes 0 inputs"),
    (EDIT, inputs(), 400, "takes 1 inputs"),
    (EDIT, inputs(PICTURE, PICTURE), 400, "takes 1 inputs"),
    (EDIT, in_inner(input_images=[]), 400, "the same addresses"),
    (EDIT, at_top(src_img_url=[]), 400, "the same addresses"),
    (EDIT, at_top(src_img_url=[LAST]), 400, "the same addresses"),
    (EDIT, inputs("http://example.com/plain.png"), 400, "not an https address"),
    (EDIT, inputs("/home/me/picture.png"), 400, "not an https address"),
    (EDIT, in_inner(input_images="https://example.com/one.png"), 400, "list of addresses"),
    (FRAMES, inputs(PICTURE), 400, "takes 2 inputs"),
    (FRAMES, at_top(src_img_url=[LAST, PICTURE]), 400, "in the same order"),
    (REFERENCE, inputs(), 400, "takes 1 to 3 inputs"),
    (REFERENCE, inputs(*[PICTURE] * 4), 400, "takes 1 to 3 inputs"),
]


@pytest.mark.parametrize(("choice", "change", "code", "message"), MISTAKES)
def test_a_mistake_is_refused_and_not_charged(
    buyer: Client, choice: Choice, change: Change, code: int, message: str
) -> None:
    body = choice.body(buyer)
    change(body)
    answer = buyer.post("/open/v1/tasks/create", body)
    assert answer["code"] == code
    assert message in answer["message"]
    assert buyer.balance() == 2000


@pytest.mark.parametrize(
    "choice",
    [
        *(SEEDREAM, BANANA, WAN, KLING, HAILUO, SORA, IMA_PRO_FAST, PIXVERSE, SUNO, SPEECH),
        *(EDIT, FRAMES, REFERENCE),
    ],
)
def test_the_same_body_without_the_mistake_is_accepted(buyer: Client, choice: Choice) -> None:
    body = choice.body(buyer)
    data = buyer.create(body)
    assert data["id"].startswith("task_")
    assert data["id"] != data["biz_id"]
    assert data["medias"] == []
    assert data["task_type"] == choice.task_type
    assert buyer.balance() == 2000 - item(body)["credit"]


@pytest.mark.parametrize("choice", [SEEDREAM, WAN])
def test_moderation_is_only_for_some_models(buyer: Client, choice: Choice) -> None:
    body = choice.body(buyer)
    in_inner(prompt="gore")(body)
    assert buyer.create(body)["id"]


def test_a_subscription_opens_what_needs_one(client: Client) -> None:
    body = IMA_PRO.body(client)
    assert client.post("/open/v1/tasks/create", body)["code"] == 4014
    client.post("/__sim/settings", {"subscribed": True})
    assert client.create(body)["id"]


def test_of_several_mistakes_the_first_in_order_is_told(buyer: Client) -> None:
    body = SEEDREAM.body(buyer)
    in_item(app="x", attribute_id=1, credit=1)(body)
    in_inner(cast=None, size="8k", n=9)(body)
    codes = [buyer.post("/open/v1/tasks/create", body)["code"]]
    for repair in (
        in_item(app="ima"),
        in_item(attribute_id=2341),
        in_item(credit=5),
        in_inner(cast={"points": 5, "attribute_id": 2341}),
        in_inner(size="4k"),
        in_inner(n=1),
    ):
        repair(body)
        codes.append(buyer.post("/open/v1/tasks/create", body)["code"])
    assert codes == [400, 400, 6006, 400, 400017, 400017, 0]


def test_web_agent_is_accepted_as_app(buyer: Client) -> None:
    body = SEEDREAM.body(buyer)
    item(body)["app"] = "webAgent"
    assert buyer.create(body)["id"]


def test_a_product_may_allow_more_inputs_than_its_task_type(buyer: Client) -> None:
    urls = [f"https://example.com/{number}.png" for number in range(15)]
    version = "gemini-3-pro-image-preview"
    fitting = buyer.body("image_to_image", version, attribute_id=2402, inputs=urls[:14])
    assert buyer.create(fitting)["id"]
    surplus = buyer.body("image_to_image", version, attribute_id=2402, inputs=urls)
    assert buyer.post("/open/v1/tasks/create", surplus)["code"] == 400
