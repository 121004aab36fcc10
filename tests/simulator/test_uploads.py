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
    assert data["fdl_expire"] == START + WEEK
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


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"sign": "0" * 40}, 400),
        ({"nonce": "other"}, 400),
        ({"appUid": "someone", "cmimToken": "someone"}, 401),
        ({"cmimToken": "ima_other"}, 401),
        ({"appKey": "other"}, 400),
        ({"fType": "video"}, 400),
        ({"fType": "text", "fContentType": "text/plain"}, 400),
        ({"fSuffix": "../x"}, 400),
    ],
)
def test_a_wrong_parameter_is_refused(base_url: str, changes: Json, code: int) -> None:
    assert token(base_url, **changes)["code"] == code


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


def test_an_unknown_file_is_not_there(base_url: str) -> None:
    assert httpx.get(f"{base_url}/cdn/webAgent/privite/state.sqlite3").status_code == 404
    assert httpx.get(f"{base_url}/cdn/x/..%2F..%2Fstate.sqlite3").status_code == 404
