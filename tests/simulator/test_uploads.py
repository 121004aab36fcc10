"""Uploads: the token's eleven parameters and signature, the PUT, and what comes back."""

import hashlib
from typing import Any

import httpx
import pytest

from .kit import START, Client, Clock, Json

WEEK = 7 * 24 * 3600


def query(**changes: Any) -> Json:
    text = b"webAgent|32jdskjdk320eew|1700000000|nonce1"
    signed = hashlib.sha1(text, usedforsecurity=False).hexdigest().upper()
    return {
        "appUid": "ima_tester",
        "appId": "webAgent",
        "appKey": "32jdskjdk320eew",
        "cmimToken": "ima_tester",
        "sign": signed,
        "timestamp": "1700000000",
        "nonce": "nonce1",
        "fService": "privite",
        "fType": "picture",
        "fSuffix": "png",
        "fContentType": "image/png",
        **changes,
    }


def token(base_url: str, **changes: Any) -> Json:
    answer: Json = httpx.get(
        f"{base_url}/api/rest/oss/getuploadtoken", params=query(**changes)
    ).json()
    return answer


def test_what_is_put_can_be_fetched(base_url: str) -> None:
    data = token(base_url)["data"]
    assert data["ful_expire"] == data["fdl_expire"] == START + WEEK
    assert data["fdl"].endswith(data["fdl_key"])
    # No key goes with the bytes, and none is in the addresses.
    put = httpx.put(data["ful"], content=b"bytes", headers={"Content-Type": "image/png"})
    assert put.status_code == 200
    assert "ima_tester" not in data["ful"] + data["fdl"]
    got = httpx.get(data["fdl"])
    assert (got.status_code, got.content) == (200, b"bytes")
    assert got.headers["content-type"] == "image/png"


def test_an_upload_serves_as_input(base_url: str, client: Client) -> None:
    data = token(base_url)["data"]
    httpx.put(data["ful"], content=b"bytes", headers={"Content-Type": "image/png"})
    body = client.body("image_to_image", "midjourney", attribute_id=2464, inputs=[data["fdl"]])
    assert client.create(body)["id"]


@pytest.mark.parametrize("name", sorted(query()))
def test_every_parameter_is_needed(base_url: str, name: str) -> None:
    answer = token(base_url, **{name: ""})
    assert answer["code"] == 400
    assert name in answer["message"]


def test_nothing_beyond_the_eleven_is_taken(base_url: str) -> None:
    answer = token(base_url, fSize="12")
    assert (answer["code"], "unknown: fSize" in answer["message"]) == (400, True)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"sign": "0" * 40}, 400),
        ({"sign": "ü"}, 400),
        ({"nonce": "other"}, 400),
        ({"appUid": "someone", "cmimToken": "someone"}, 401),
        ({"cmimToken": "ima_other"}, 401),
        ({"appId": "ima"}, 400),
        ({"appKey": "other"}, 400),
        ({"fService": "public"}, 400),
        ({"fType": "video"}, 400),
        ({"fType": "text", "fContentType": "text/plain"}, 400),
        ({"fSuffix": "mp4"}, 400),
        ({"fContentType": "image/jpeg"}, 400),
        ({"fSuffix": "exe", "fContentType": "application/octet-stream"}, 400),
        ({"fSuffix": "../x"}, 400),
        ({"timestamp": "soon"}, 400),
        ({"timestamp": "9" * 5000}, 400),
    ],
)
def test_a_wrong_parameter_is_refused(base_url: str, changes: Json, code: int) -> None:
    assert token(base_url, **changes)["code"] == code


@pytest.mark.parametrize(
    ("kind", "suffix", "content_type"),
    [
        ("picture", "jpg", "image/jpeg"),
        ("picture", "JPEG", "image/jpeg"),
        ("picture", "webp", "image/webp"),
        ("video", "mp4", "video/mp4"),
        ("video", "mov", "video/quicktime"),
        ("audio", "mp3", "audio/mpeg"),
        ("audio", "wav", "audio/x-wav"),
        ("audio", "m4a", "audio/mp4"),
    ],
)
def test_each_kind_of_file_has_its_formats(
    base_url: str, kind: str, suffix: str, content_type: str
) -> None:
    answer = token(base_url, fType=kind, fSuffix=suffix, fContentType=content_type)
    assert answer["code"] == 0
    assert answer["data"]["fdl"].endswith(f".{suffix.lower()}")
    put = httpx.put(answer["data"]["ful"], content=b"x", headers={"Content-Type": content_type})
    assert put.status_code == 200


@pytest.mark.parametrize(("seconds", "code"), [(-900, 0), (900, 0), (-901, 400), (901, 400)])
def test_a_signature_is_good_for_a_quarter_of_an_hour(
    base_url: str, clock: Clock, seconds: int, code: int
) -> None:
    clock.now += seconds
    assert token(base_url)["code"] == code


MB = 1024 * 1024
SIZES = [
    ("picture", "png", "image/png", 30 * MB),
    ("video", "mp4", "video/mp4", 50 * MB),
    ("audio", "wav", "audio/wav", 15 * MB),
]


@pytest.mark.parametrize(("kind", "suffix", "content_type", "most"), SIZES)
def test_a_file_that_is_too_large_is_413(
    base_url: str, kind: str, suffix: str, content_type: str, most: int
) -> None:
    data = token(base_url, fType=kind, fSuffix=suffix, fContentType=content_type)["data"]
    sent = {"Content-Type": content_type}
    put = httpx.put(data["ful"], content=b"x" * (most + 1), headers=sent)
    assert put.status_code == 413
    assert httpx.get(data["fdl"]).status_code == 404
    put = httpx.put(data["ful"], content=b"x" * most, headers=sent)
    assert put.status_code == 200
    assert httpx.head(data["fdl"]).headers["content-length"] == str(most)


def test_a_length_that_is_not_announced_is_counted(base_url: str) -> None:
    data = token(base_url, fType="audio", fSuffix="wav", fContentType="audio/wav")["data"]
    chunks = (b"x" * MB for _ in range(16))
    put = httpx.put(data["ful"], content=chunks, headers={"Content-Type": "audio/wav"})
    assert put.status_code == 413
    assert httpx.get(data["fdl"]).status_code == 404


def test_another_content_type_breaks_the_signature(base_url: str) -> None:
    data = token(base_url)["data"]
    put = httpx.put(data["ful"], content=b"bytes", headers={"Content-Type": "image/jpeg"})
    assert put.status_code == 403
    assert httpx.get(data["fdl"]).status_code == 404


def test_another_name_breaks_the_signature(base_url: str) -> None:
    data = token(base_url)["data"]
    other = data["ful"].replace(".png", ".jpg")
    put = httpx.put(other, content=b"bytes", headers={"Content-Type": "image/png"})
    assert put.status_code == 403


def test_an_upload_address_expires(base_url: str, clock: Clock) -> None:
    data = token(base_url)["data"]
    clock.now = START + WEEK + 1
    put = httpx.put(data["ful"], content=b"bytes", headers={"Content-Type": "image/png"})
    assert put.status_code == 403
    assert put.json()["message"] == "the upload address has expired"
    later = data["ful"].replace(f"Expires={int(START + WEEK)}", f"Expires={int(START + 2 * WEEK)}")
    put = httpx.put(later, content=b"bytes", headers={"Content-Type": "image/png"})
    assert put.status_code == 403


def test_a_file_is_gone_after_its_time(base_url: str, clock: Clock) -> None:
    data = token(base_url)["data"]
    httpx.put(data["ful"], content=b"bytes", headers={"Content-Type": "image/png"})
    clock.now = START + WEEK
    assert httpx.get(data["fdl"]).status_code == 200
    clock.now = data["fdl_expire"] + 1
    assert httpx.get(data["fdl"]).status_code == 404


def test_an_unknown_file_is_not_there(base_url: str) -> None:
    assert httpx.get(f"{base_url}/cdn/webAgent/privite/state.sqlite3").status_code == 404
    assert httpx.get(f"{base_url}/cdn/x/..%2F..%2Fstate.sqlite3").status_code == 404
