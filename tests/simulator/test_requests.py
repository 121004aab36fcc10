"""Whatever is asked: keys, headers, paths, JSON, and bodies that nobody would write."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ima_tui.simulator.answers import Refusal
from ima_tui.simulator.service import Simulator

from .changes import inner, item
from .kit import Client, Json, right_body

SHARED = Simulator(seed=7)


@pytest.fixture(scope="module", autouse=True)
def close_shared() -> Iterator[None]:
    yield
    SHARED.close()


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
    steady_url: str, method: str, path: str, authorization: str | None
) -> None:
    sent = {"x-app-source": "ima_skills"}
    if authorization:
        sent["Authorization"] = authorization
    answer = httpx.request(method, steady_url + path, headers=sent)
    assert (answer.status_code, answer.json()["code"]) == (401, 401)


def test_the_source_header_is_needed(steady_url: str) -> None:
    answer = httpx.get(
        f"{steady_url}/open/v1/product/list?app=ima&platform=web&category=text_to_image",
        headers={"Authorization": "Bearer ima_tester"},
    )
    assert answer.json()["code"] == 400
    assert "x-app-source" in answer.json()["message"]


@pytest.mark.parametrize(
    "query", ["category=text_to_image", "app=ima&platform=web", "app=ima&platform=web&category=x"]
)
def test_a_wrong_list_query_is_refused(buyer: Client, query: str) -> None:
    assert buyer.http.get(f"/open/v1/product/list?{query}").json()["code"] == 400


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'"text"', b"\xff", b"[" * 100_000], ids=repr
)
@pytest.mark.parametrize(
    "path", ["/open/v1/tasks/create", "/open/v1/tasks/detail", "/open/v1/assets/verify"]
)
def test_a_body_that_is_no_object_is_refused(buyer: Client, path: str, content: bytes) -> None:
    assert buyer.http.post(path, content=content).json()["code"] == 400


def test_the_key_comes_before_all_else(steady_url: str) -> None:
    answer = httpx.post(f"{steady_url}/open/v1/tasks/create", content=b"{")
    assert (answer.status_code, answer.json()["code"]) == (401, 401)


@pytest.mark.parametrize(
    ("method", "path", "code"),
    [
        ("GET", "/open/v1/nowhere", 404),
        ("GET", "/", 404),
        ("GET", "/api/v3/login/app", 404),
        ("GET", "/open/v1/tasks/create", 405),
        ("POST", "/open/v1/product/list", 405),
        ("DELETE", "/open/v1/tasks/detail", 405),
    ],
)
def test_a_wrong_path_or_method_is_told_in_both_places(
    buyer: Client, method: str, path: str, code: int
) -> None:
    answer = buyer.http.request(method, path)
    assert (answer.status_code, answer.json()["code"]) == (code, code)
    assert path in answer.json()["message"]


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
PLACES = ["task_type", "src_img_url", "src_image", "src_video", "parameters"]
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
