"""What the tests of the create checks share: products, and mistakes as changes of a right body."""

from collections.abc import Callable
from typing import Any, NamedTuple

from .kit import PICTURE, Client, Json

Change = Callable[[Json], Any]


class Choice(NamedTuple):
    """A product of the simulator's own catalogue under one of its rules."""

    task_type: str
    version: str
    attribute_id: int
    inputs: tuple[str, ...] = ()
    more: tuple[tuple[str, Any], ...] = ()

    def body(self, client: Client) -> Json:
        return client.body(
            self.task_type,
            self.version,
            attribute_id=self.attribute_id,
            inputs=list(self.inputs),
            **dict(self.more),
        )


LAST = "https://example.com/last.png"
SEEDREAM = Choice("text_to_image", "doubao-seedream-4-5-251128", 2341)
BANANA = Choice("text_to_image", "gemini-3-pro-image-preview", 2399)
WAN = Choice("text_to_video", "wan2.6-t2v", 2057)
KLING = Choice("text_to_video", "kling-video-o1", 2313)
HAILUO = Choice("text_to_video", "MiniMax-Hailuo-2.3", 2127)
SORA = Choice("text_to_video", "sora-2-pro", 1977)
IMA_PRO = Choice("text_to_video", "ima-pro", 4510)
IMA_PRO_FAST = Choice("text_to_video", "ima-pro-fast", 4504)
PIXVERSE = Choice("text_to_video", "Pixverse V5.5", 4286, more=(("model", "v5.5"),))
SUNO = Choice("text_to_music", "sonic", 2370)
SPEECH = Choice("text_to_speech", "seed-tts-2.0", 4419)
EDIT = Choice("image_to_image", "midjourney", 2464, (PICTURE,))
FRAMES = Choice("first_last_frame_to_video", "kling-v2-6", 2340, (PICTURE, LAST))
REFERENCE = Choice("reference_image_to_video", "viduq2", 1903, (PICTURE,))


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


def without(*names: str) -> Change:
    return lambda body: [item(body).pop(name) for name in names]


def without_inner(name: str) -> Change:
    return lambda body: inner(body).pop(name)


def prompt_outside(body: Json) -> None:
    item(body)["prompt"] = inner(body).pop("prompt")


def prompt_at_top(body: Json) -> None:
    body["prompt"] = inner(body).pop("prompt")


def inputs(*urls: str) -> Change:
    def change(body: Json) -> None:
        body["src_img_url"] = list(urls)
        inner(body)["input_images"] = list(urls)

    return change
