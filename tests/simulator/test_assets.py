"""Seedance's assets: verified by the same account, described, and within their limits."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from ima_tui.simulator.server import serving
from ima_tui.simulator.service import Simulator

from .changes import inner
from .kit import PICTURE, Client, Clock, Json
from .test_uploads import MB, token

CREATE = "/open/v1/tasks/create"
FIRST, LAST = "https://example.com/first.png", "https://example.com/last.png"
FILM, COVER = "https://example.com/clip.mp4", "https://example.com/cover.png"
SONG = "https://example.com/song.mp3"

IMAGE = {"url": PICTURE, "width": 1280, "height": 720}
VIDEO = {"url": FILM, "duration": 3.5, "width": 1280, "height": 720, "cover": COVER}
AUDIO = {"url": SONG, "duration": 4}


def verify(client: Client, *urls: str) -> None:
    for url in urls:
        answer = client.post("/open/v1/assets/verify", {"url": url})
        assert answer["data"]["result"]["status"] == "active"


def order(
    client: Client,
    *,
    images: list[Json] | None = None,
    videos: list[Json] | None = None,
    audios: list[Json] | None = None,
    task_type: str = "reference_image_to_video",
    attribute_id: int = 4674,
) -> Json:
    """A body as the service wants it for these assets."""
    body = client.body(task_type, "ima-pro-fast", attribute_id=attribute_id)
    given = {"image": images, "video": videos, "audio": audios}
    described = {f"src_{kind}": entries for kind, entries in given.items() if entries is not None}
    inner(body)["input_images"] = [one["url"] for some in described.values() for one in some]
    return body | described | {"src_img_url": [one["url"] for one in images or []]}


def several(entry: Json, count: int) -> list[Json]:
    """The same asset under several addresses."""
    stem, dot, ending = entry["url"].rpartition(".")
    return [entry | {"url": f"{stem}{number}{dot}{ending}"} for number in range(count)]


def verified(client: Client, body: Json) -> Json:
    verify(client, *(url for url in inner(body)["input_images"] if isinstance(url, str)))
    return body


RIGHT: list[Any] = [
    {"images": [IMAGE]},
    {"images": [IMAGE], "videos": [VIDEO], "audios": [AUDIO]},
    {"videos": [VIDEO]},
    {"audios": [AUDIO]},
    {"images": several(IMAGE, 9), "videos": several(VIDEO, 3), "audios": several(AUDIO, 3)},
    {"images": [IMAGE | {"width": 300, "height": 750}]},
    {"images": [IMAGE], "task_type": "image_to_video", "attribute_id": 4650},
    {
        "images": [IMAGE | {"url": FIRST}, IMAGE | {"url": LAST}],
        "task_type": "first_last_frame_to_video",
        "attribute_id": 4468,
    },
]


@pytest.mark.parametrize("assets", RIGHT)
def test_verified_and_described_assets_are_taken(buyer: Client, assets: Any) -> None:
    body = order(buyer, **assets)
    refused = buyer.post(CREATE, body)
    assert refused["code"] == 400
    assert "verify" in refused["message"]
    assert buyer.create(verified(buyer, body))["id"]


WRONG: list[Any] = [
    ({"images": several(IMAGE, 10)}, "at most 9 inputs of kind image"),
    ({"videos": several(VIDEO | {"duration": 2}, 4)}, "at most 3 inputs of kind video"),
    ({"audios": several(AUDIO | {"duration": 2}, 4)}, "at most 3 inputs of kind audio"),
    ({}, "takes 1 to 15 inputs"),
    ({"images": [{"url": PICTURE}]}, "src_image[0] lacks width, height"),
    ({"videos": [{"url": FILM, "duration": 3}]}, "src_video[0] lacks width, height, cover"),
    ({"audios": [{"url": SONG}]}, "src_audio[0] lacks duration"),
    ({"videos": [VIDEO | {"cover": "cover.png"}]}, "the cover is not at an https address"),
    ({"images": [IMAGE | {"width": 299}]}, "300 to 6000 pixels"),
    ({"images": [IMAGE | {"height": 6001}]}, "300 to 6000 pixels"),
    ({"images": [IMAGE | {"width": "1280"}]}, "300 to 6000 pixels"),
    ({"images": [IMAGE | {"width": 1810}]}, "width / height must be 0.4 to 2.5"),
    ({"videos": [VIDEO | {"width": 640, "height": 639}]}, "409600 to 92740800 pixels"),
    ({"videos": [VIDEO | {"duration": 1.9}]}, "2 to 15 seconds"),
    ({"videos": [VIDEO | {"duration": 15.1}]}, "2 to 15 seconds"),
    ({"videos": [VIDEO | {"duration": "3"}]}, "2 to 15 seconds"),
    ({"videos": several(VIDEO | {"duration": 8}, 2)}, "at most 15 seconds in all"),
    ({"audios": several(AUDIO | {"duration": 6}, 3)}, "at most 15 seconds in all"),
    (
        {
            "images": [IMAGE],
            "videos": [VIDEO],
            "task_type": "image_to_video",
            "attribute_id": 4650,
        },
        "same addresses",
    ),
]


@pytest.mark.parametrize(("assets", "message"), WRONG)
def test_assets_outside_their_limits_are_refused(buyer: Client, assets: Any, message: str) -> None:
    answer = buyer.post(CREATE, verified(buyer, order(buyer, **assets)))
    assert answer["code"] == 400
    assert message in answer["message"]
    assert buyer.balance() == 2000


CHANGES: list[tuple[Callable[[Json], Any], str]] = [
    (lambda body: body.pop("src_image"), "src_image is missing"),
    (lambda body: body.update(src_image=[IMAGE | {"url": FIRST}]), "not verified"),
    (lambda body: body.pop("src_video"), "same addresses"),
    (lambda body: body.update(src_img_url=[PICTURE, FILM]), "same addresses"),
    (lambda body: inner(body).update(input_images=[PICTURE]), "same addresses"),
    (lambda body: body.update(src_video="clip.mp4"), "src_video must be a list"),
    (lambda body: body.update(src_image={"url": PICTURE}), "src_image must be a list"),
]


@pytest.mark.parametrize(("change", "message"), CHANGES)
def test_descriptions_and_addresses_must_agree(
    buyer: Client, change: Callable[[Json], Any], message: str
) -> None:
    body = verified(buyer, order(buyer, images=[IMAGE], videos=[VIDEO]))
    change(body)
    answer = buyer.post(CREATE, body)
    assert answer["code"] == 400
    assert message in answer["message"]


def test_an_asset_is_verified_for_one_account_only(buyer: Client, steady_url: str) -> None:
    body = verified(buyer, order(buyer, images=[IMAGE]))
    assert buyer.create(body)["id"]
    other = Client(steady_url, "ima_somebody_else")
    assert "not verified" in other.post(CREATE, body)["message"]
    other.http.close()


def test_undescribed_images_are_refused(client: Client) -> None:
    body = client.body(
        "image_to_video", "ima-pro-fast", attribute_id=4650, inputs=["https://example.com/a.png"]
    )
    refused = client.post(CREATE, body)
    assert refused["code"] == 400
    assert "src_image is missing" in refused["message"]


def test_other_models_and_task_types_want_no_descriptions(client: Client) -> None:
    plain = client.body("image_to_video", "wan2.6-i2v", attribute_id=1957, inputs=[PICTURE])
    assert client.create(plain)["id"]
    assert client.create(client.body("text_to_video", "ima-pro-fast", attribute_id=4504))["id"]


def put(base_url: str, size: int, kind: str, suffix: str, content_type: str) -> str:
    data = token(base_url, fType=kind, fSuffix=suffix, fContentType=content_type)["data"]
    sent = {"Content-Type": content_type}
    assert httpx.put(data["ful"], content=b"x" * size, headers=sent).status_code == 200
    address: str = data["fdl"]
    return address


def test_the_bytes_of_what_was_uploaded_count(base_url: str, client: Client) -> None:
    image = put(base_url, 30 * MB, "picture", "png", "image/png")
    body = verified(client, order(client, images=[IMAGE | {"url": image}]))
    assert f"larger than {30 * MB - 1} bytes" in client.post(CREATE, body)["message"]
    films = [put(base_url, 33 * MB, "video", "mp4", "video/mp4") for _ in range(2)]
    body = verified(client, order(client, videos=[VIDEO | {"url": film} for film in films]))
    assert f"together are larger than {64 * MB} bytes" in client.post(CREATE, body)["message"]
    body = verified(client, order(client, videos=[VIDEO | {"url": films[0]}]))
    assert client.create(body)["id"]


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://example.com/a.png", "image"),
        ("https://example.com/a.MP4?x=1.png", "video"),
        ("https://example.com/a.wav", "audio"),
        ("http://127.0.0.1:1/a.webp", "image"),
    ],
)
def test_a_usable_address_passes(buyer: Client, url: str, kind: str) -> None:
    answer = buyer.post("/open/v1/assets/verify", {"url": url, "name": "n" * 64})
    result = answer["data"]["result"]
    assert (result["status"], result["asset_type"]) == ("active", kind)
    assert result["error"] == {"code": "", "message": ""}


@pytest.mark.parametrize(
    "asked",
    [
        {"url": "https://example.com/blocked.png"},
        {"url": "https://example.com/a.png", "name": "a Blocked face"},
    ],
)
def test_what_is_called_blocked_fails(buyer: Client, asked: Json) -> None:
    answer = buyer.post("/open/v1/assets/verify", asked)
    assert answer["code"] == 0
    result = answer["data"]["result"]
    assert result["status"] == "failed"
    assert all(result["error"].values())
    body = order(buyer, images=[IMAGE | {"url": asked["url"]}])
    assert "not verified" in buyer.post(CREATE, body)["message"]


@pytest.mark.parametrize(
    "asked",
    [
        {},
        [],
        {"url": None},
        {"url": "http://example.com/a.png"},
        {"url": "a.png"},
        {"url": "https://example.com/a.png", "name": "n" * 65},
        {"url": "https://example.com/a.png", "name": 5},
    ],
)
def test_what_can_not_be_verified_is_refused(buyer: Client, asked: Any) -> None:
    assert buyer.post("/open/v1/assets/verify", asked)["code"] == 400


def test_what_has_passed_is_known_after_a_restart(tmp_path: Path) -> None:
    codes = []
    for _ in range(2):
        sim = Simulator(folder=tmp_path, clock=Clock())
        with serving(sim) as url:
            client = Client(url)
            body = order(client, images=[IMAGE])
            codes.append(client.post(CREATE, body)["code"])
            verify(client, PICTURE)
            client.http.close()
        sim.close()
    assert codes == [400, 0]
