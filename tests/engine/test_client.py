"""The client over real HTTP: against the simulator, and against answers that are none."""

import socket
import ssl
from pathlib import Path

import httpx
import pytest

from ima_tui.api.client import ImaClient
from ima_tui.api.errors import (
    BadAddressError,
    ImaError,
    NoAnswerError,
    NotSentError,
    RateLimitedError,
    ServiceError,
    UnreadableAnswerError,
)
from ima_tui.catalog.parse import parse_listing
from ima_tui.catalog.task_types import task_types

from .rooms import KEY
from .scripted import Reply, Scripted, accepted, answer, code, serving


async def test_every_task_type_lists_products(simulator_url: str) -> None:
    client = ImaClient(simulator_url, KEY)
    counts = {
        kind: len(parse_listing(await client.products(kind), kind).leaves) for kind in task_types()
    }
    await client.aclose()
    assert counts == {
        "text_to_image": 4,
        "image_to_image": 4,
        "text_to_video": 16,
        "image_to_video": 16,
        "first_last_frame_to_video": 13,
        "reference_image_to_video": 10,
        "text_to_music": 3,
        "text_to_speech": 2,
    }


async def test_a_key_that_is_none_is_refused_with_its_code(simulator_url: str) -> None:
    client = ImaClient(simulator_url, "wrong")
    with pytest.raises(ServiceError) as caught:
        await client.products("text_to_image")
    await client.aclose()
    assert caught.value.code == 401


async def test_headers_are_those_of_the_service() -> None:
    async with serving(Scripted([accepted()])) as service:
        client = ImaClient(service.url, KEY, language="zh")
        await client.create(b"{}")
        await client.aclose()
    headers = service.seen[0].headers
    assert headers["authorization"] == f"Bearer {KEY}"
    assert headers["x-app-source"] == "ima_skills"
    assert headers["x_app_language"] == "zh"
    assert headers["content-type"] == "application/json"


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (code(4008, "Insufficient points"), ServiceError),
        (answer({"code": "4008"}), ServiceError),
        (answer({"code": 6006}, "500 Internal Server Error"), ServiceError),
        (answer(b"", "429 Too Many Requests", "Retry-After: 7"), RateLimitedError),
        (answer({"code": 429}), RateLimitedError),
        (answer(b"<html>", "502 Bad Gateway"), UnreadableAnswerError),
        (answer(b"", "401 Unauthorized"), UnreadableAnswerError),
        (answer(b'{"code": 0, "da'), UnreadableAnswerError),
        (answer([1, 2]), UnreadableAnswerError),
        (answer({"code": None}), UnreadableAnswerError),
        (answer({"code": True}), UnreadableAnswerError),
        (answer({"code": "--5"}), UnreadableAnswerError),
        (answer({"code": "9" * 5000}), UnreadableAnswerError),
        (answer({"code": 0, "data": {}}), NoAnswerError),
        (answer({"code": 0, "data": {"id": ""}}), NoAnswerError),
        (answer({"code": 0, "data": {"id": "  "}}), NoAnswerError),
        (answer({"code": 0, "data": {"id": "a\u001b[2Jb"}}), NoAnswerError),
        (answer({"code": 0, "data": {"id": "a" * 5000}}), NoAnswerError),
        (answer({"code": 0, "data": {"id": True}}), NoAnswerError),
        (answer({"code": 0}), NoAnswerError),
        (None, NoAnswerError),
    ],
)
async def test_what_an_answer_to_a_create_means(reply: Reply, error: type[ImaError]) -> None:
    async with serving(Scripted([reply])) as service:
        client = ImaClient(service.url, KEY)
        with pytest.raises(error) as caught:
            await client.create(b"{}")
        await client.aclose()
    assert type(caught.value) is error
    assert service.sends == 1


@pytest.mark.parametrize("success", [0, 200, "0", 0.0])
async def test_both_codes_of_success(success: object) -> None:
    reply = answer({"code": success, "data": {"id": "task_9", "biz_id": "biz"}})
    async with serving(Scripted([reply])) as service:
        client = ImaClient(service.url, KEY)
        created = await client.create(b"{}")
        await client.aclose()
    assert created.task_id == "task_9"


async def test_an_id_that_came_as_a_number_is_not_lost() -> None:
    async with serving(Scripted([answer({"code": 0, "data": {"id": 4711}})])) as service:
        client = ImaClient(service.url, KEY)
        created = await client.create(b"{}")
        await client.aclose()
    assert created.task_id == "4711"


async def test_retry_after_is_read() -> None:
    reply = answer(b"", "429 Too Many Requests", "Retry-After: 7")
    async with serving(Scripted([reply])) as service:
        client = ImaClient(service.url, KEY)
        with pytest.raises(RateLimitedError) as caught:
            await client.create(b"{}")
        await client.aclose()
    assert caught.value.retry_after == 7


async def test_nobody_listening_is_not_sent() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    client = ImaClient(f"http://127.0.0.1:{port}", KEY)
    with pytest.raises(NotSentError):
        await client.create(b"{}")
    await client.aclose()


@pytest.mark.parametrize("reply", [None, answer(b"<html>", "500 Oops"), code(400, "no")])
async def test_no_error_names_the_key_or_the_address(reply: Reply, tmp_path: Path) -> None:
    async with serving(Scripted([reply])) as service:
        client = ImaClient(service.url, KEY)
        with pytest.raises(ImaError) as caught:
            await client.create(b"{}")
        await client.aclose()
    told = f"{caught.value!r} {caught.value} {client!r}"
    assert KEY not in told
    assert caught.value.__cause__ is None
    assert service.url not in f"{caught.value!r} {caught.value}"


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("http://example.com", "insecure"),
        ("ftp://example.com", "malformed"),
        ("example.com", "malformed"),
        ("https://user:word@example.com", "malformed"),
        ("https://", "malformed"),
        ("http://[::1", "malformed"),
        ("https://300.1.1.1", "malformed"),
        ("https://xn--", "malformed"),
    ],
)
def test_a_key_never_goes_to_such_an_address(address: str, reason: str) -> None:
    with pytest.raises(BadAddressError) as caught:
        ImaClient(address, KEY)
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1/a\n", "http://127.0.0.1/\x7f", "http://xn--/a", "http://[::1/a"]
)
async def test_an_address_that_is_none_gives_nothing(address: str) -> None:
    client = ImaClient("http://127.0.0.1:9", KEY)
    with pytest.raises(NoAnswerError):
        async with client.fetch(address, {}):
            raise AssertionError("fetched")
    await client.aclose()


async def test_a_redirect_leads_only_where_a_result_may_be() -> None:
    away = answer(b"", "302 Found", "Location: http://0.0.0.0:9/elsewhere.png")
    loop = answer(b"", "302 Found", "Location: /again")
    for reply in (away, loop):
        async with serving(Scripted([None], detail=reply)) as service:
            client = ImaClient(service.url, KEY)
            with pytest.raises(NoAnswerError):
                async with client.fetch(f"{service.url}/result.png", {}):
                    raise AssertionError("followed")
            await client.aclose()
        assert 1 <= len(service.seen) <= 5
        assert all("authorization" not in request.headers for request in service.seen)


@pytest.mark.parametrize("bad", [b'{"code":0,"message":"\xc4\xe3","data":{"id":"t"}}', b"\xff\xfe"])
async def test_bytes_that_are_no_text_are_no_answer(bad: bytes) -> None:
    async with serving(
        Scripted([answer(bad)], products=[answer(bad)], detail=answer(bad))
    ) as service:
        client = ImaClient(service.url, "ima_x")
        for call in (client.create(b"{}"), client.products("text_to_image"), client.detail("t")):
            with pytest.raises(NoAnswerError):
                await call
        await client.aclose()


@pytest.mark.parametrize("data", [None, "x", 5, {}])
async def test_a_list_answer_without_a_list_is_none(data: object) -> None:
    async with serving(Scripted([], products=[answer({"code": 0, "data": data})])) as service:
        client = ImaClient(service.url, "ima_x")
        with pytest.raises(NoAnswerError):
            await client.products("text_to_image")
        await client.aclose()


async def test_an_answer_without_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ima_tui.api.client.MOST_BYTES", 1000)
    async with serving(Scripted([], detail=answer(b"x" * 5000))) as service:
        client = ImaClient(service.url, "ima_x")
        with pytest.raises(NoAnswerError):
            await client.detail("t")
        await client.aclose()


@pytest.mark.parametrize("error", [ssl.SSLError("bad record mac"), OSError("broken")])
async def test_what_httpx_lets_through_is_no_answer(error: OSError) -> None:
    def broken(_request: httpx.Request) -> httpx.Response:
        raise error

    client = ImaClient("http://127.0.0.1:1", KEY)
    await client._http.aclose()
    client._http = httpx.AsyncClient(transport=httpx.MockTransport(broken))
    for call in (client.create(b"{}"), client.detail("task_1")):
        with pytest.raises(NoAnswerError):
            await call
    await client.aclose()


@pytest.mark.parametrize("odd", [b"NaN", b"-Infinity", b"1e999", b"[NaN, 1]"])
async def test_a_number_that_is_none_spoils_no_answer(odd: bytes) -> None:
    told = b'\xef\xbb\xbf{"code": 0, "data": {"progress": ' + odd + b', "id": "task_1"}}'
    shown = b'{"code": 0, "data": {"medias": [{"resource_status": 1, "url": "https://x.example/1",'
    looked = shown + b'"width": ' + odd + b"}]}}"
    async with serving(Scripted([answer(told)], detail=answer(looked))) as service:
        client = ImaClient(service.url, KEY)
        assert (await client.create(b"{}")).task_id == "task_1"
        (media,) = (await client.detail("task_1")).medias
        await client.aclose()
    assert (media.state, media.url, media.width) == ("ready", "https://x.example/1", 0)


@pytest.mark.parametrize("odd", [b"\\ud800", b"\\udc00\\ud83d"])
async def test_half_a_character_spoils_no_answer(odd: bytes) -> None:
    """The id of a task that was paid for stands beside it."""
    told = b'{"code": 0, "message": "a' + odd + b'", "data": {"id": "task_1"}}'
    async with serving(Scripted([answer(told)])) as service:
        client = ImaClient(service.url, KEY)
        assert (await client.create(b"{}")).task_id == "task_1"
        await client.aclose()
