"""The two steps of an upload over real HTTP: what is sent, what is told, what is never told."""

import asyncio
import logging
import socket
import time
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

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
    StorageError,
    UnreadableAnswerError,
)
from ima_tui.api.upload import HELD_SECONDS, UploadClient, UploadToken, expiry, signature
from ima_tui.catalog.inputs import MediaKind
from ima_tui.tasks.problems import CODES, problem_of

from ..made import picture
from .scripted import answer, code
from .storage import CUT, KEY, SILENT, Storage, storing

NOW = 1_770_000_000.0
IMAGE = (MediaKind.IMAGE, "png", "image/png")


async def parts(content: bytes, size: int = 1000) -> AsyncIterator[bytes]:
    for start in range(0, len(content), size):
        yield content[start : start + size]


def client(url: str, key: str = KEY) -> UploadClient:
    return UploadClient(url, key, now=lambda: NOW)


async def send(uploader: UploadClient, content: bytes) -> UploadToken:
    token = await uploader.upload_token(*IMAGE)
    await uploader.put(token, parts(content), len(content), "image/png")
    return token


async def failing(storage: Storage, content: bytes = b"x" * 5000) -> ImaError:
    async with storing(storage):
        uploader = client(storage.url)
        with pytest.raises(ImaError) as caught:
            await send(uploader, content)
        await uploader.aclose()
    return caught.value


async def test_the_simulator_takes_it(simulator_url: str) -> None:
    uploader = UploadClient(simulator_url, KEY, now=time.time)
    token = await send(uploader, picture())
    await uploader.aclose()
    got = await asyncio.to_thread(httpx.get, token.url, trust_env=False)
    assert (got.content, got.headers["content-type"]) == (picture(), "image/png")


@pytest.mark.parametrize(
    ("kind", "named"),
    [(MediaKind.IMAGE, "picture"), (MediaKind.VIDEO, "video"), (MediaKind.AUDIO, "audio")],
)
async def test_the_eleven_parameters(kind: MediaKind, named: str) -> None:
    async with storing(Storage()) as storage:
        uploader = client(storage.url + "/")
        await uploader.upload_token(kind, "abc", f"{kind}/abc")
        await uploader.upload_token(kind, "abc", f"{kind}/abc")
        await uploader.aclose()
    first, second = (one.query for one in storage.seen)
    nonce = first["nonce"]
    assert storage.seen[0].method == "GET"
    assert first == {
        "appUid": KEY,
        "appId": "webAgent",
        "appKey": "32jdskjdk320eew",
        "cmimToken": KEY,
        "sign": signature("1770000000", nonce),
        "timestamp": "1770000000",
        "nonce": nonce,
        "fService": "privite",
        "fType": named,
        "fSuffix": "abc",
        "fContentType": f"{kind}/abc",
    }
    assert len(nonce) == 21
    assert nonce != second["nonce"]


def test_the_signature_is_that_of_the_service() -> None:
    told = signature("1700000000", "nonce1")
    assert told == "A173B659AC40CD296CA29EE3B7B0FF347CA3253A"


async def test_the_put_carries_bytes_and_no_credentials() -> None:
    content = bytes(range(256)) * 40
    async with storing(Storage()) as storage:
        uploader = client(storage.url)
        token = await send(uploader, content)
        await uploader.aclose()
    put = storage.seen[-1]
    assert (put.method, put.body) == ("PUT", content)
    assert put.headers["content-type"] == "image/png"
    assert put.headers["content-length"] == str(len(content))
    assert "transfer-encoding" not in put.headers
    assert not {"authorization", "cookie", "x-app-source"} & set(put.headers)
    assert KEY not in f"{put.target}{put.headers}"
    assert token.url == f"{storage.url}/cdn/1"
    assert "Signature" not in repr(token)


def error_page(status: str, *headers: str) -> bytes:
    return answer(b"<html>", status, *headers)


@pytest.mark.parametrize(
    ("storage", "expected"),
    [
        (Storage(tokens=[error_page("302 Found", "Location: /elsewhere")]), UnreadableAnswerError),
        (Storage(tokens=[error_page("307 Again", "Location: /elsewhere")]), UnreadableAnswerError),
        (Storage(tokens=[error_page("500 Oops")]), UnreadableAnswerError),
        (Storage(tokens=[error_page("401 No")]), UnreadableAnswerError),
        (Storage(tokens=[error_page("429 Slow", "Retry-After: 3")]), RateLimitedError),
        (Storage(tokens=[code(401, "who")]), ServiceError),
        (Storage(tokens=[code(400, "what")]), ServiceError),
        (Storage(tokens=[answer(b"{")]), UnreadableAnswerError),
        (Storage(tokens=[answer(b"[]")]), UnreadableAnswerError),
        (Storage(tokens=[answer(b"[" * 100_000)]), UnreadableAnswerError),
        (Storage(tokens=[answer({"data": None})]), UnreadableAnswerError),
        (Storage(tokens=[answer({"code": 0})]), NoAnswerError),
        (Storage(tokens=[answer({"data": {}})]), NoAnswerError),
        (Storage(puts=["403"]), StorageError),
        (Storage(puts=["500"]), StorageError),
        (Storage(puts=["301"]), StorageError),
        (Storage(puts=[CUT]), NoAnswerError),
        (Storage(puts=[SILENT]), NoAnswerError),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else None,
)
async def test_what_goes_wrong_says_so_without_key_or_address(
    storage: Storage, expected: type[ImaError], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    error = await failing(storage)
    assert type(error) is expected
    assert problem_of(error) in CODES
    assert len(storage.calls("getuploadtoken")) == 1
    assert storage.calls("elsewhere") == []
    told = f"{error!r} {error} {error.__cause__!r} {error.__context__!r} {caplog.text}"
    assert KEY not in told
    assert storage.url not in told
    assert "sign" not in told


async def test_no_trace_of_the_request_hangs_on_an_error() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    uploader = client(f"http://127.0.0.1:{port}")
    with pytest.raises(NotSentError) as caught:
        await uploader.upload_token(*IMAGE)
    await uploader.aclose()
    assert caught.value.__context__ is None
    assert KEY not in repr(uploader)


@pytest.mark.parametrize(
    ("ful", "fdl"),
    [
        ("http://example.com/put", "https://example.com/a.png"),
        ("https://example.com/put", "http://example.com/a.png"),
        ("https://me:word@example.com/put", "https://example.com/a.png"),
        ("file:///etc/passwd", "https://example.com/a.png"),
        ("", "https://example.com/a.png"),
        ("https://example.com/put", None),
        ("https://example.com/put", 3),
        ("https://exa mple.com/put", "https://example.com/a.png"),
        ("https://[::1", "https://example.com/a.png"),
    ],
)
async def test_addresses_where_no_bytes_go(ful: object, fdl: object) -> None:
    storage = Storage(tokens=[answer({"data": {"ful": ful, "fdl": fdl}})])
    assert type(await failing(storage)) is NoAnswerError
    assert len(storage.seen) == 1


async def test_an_answer_with_a_code_and_one_without_are_the_same() -> None:
    data = {"ful": "https://example.com/put", "fdl": "https://example.com/a.png"}
    bodies = [{"data": data}, {"code": 0, "data": data}, {"code": "200", "data": data}]
    async with storing(Storage(tokens=[answer(body) for body in bodies])) as storage:
        uploader = client(storage.url)
        tokens = [await uploader.upload_token(*IMAGE) for _ in bodies]
        await uploader.aclose()
    assert tokens == [UploadToken(data["ful"], data["fdl"], NOW + HELD_SECONDS)] * 3


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (None, HELD_SECONDS),
        ("", HELD_SECONDS),
        ("...", HELD_SECONDS),
        ([], HELD_SECONDS),
        (True, HELD_SECONDS),
        (0, HELD_SECONDS),
        (-5, HELD_SECONDS),
        (float("nan"), HELD_SECONDS),
        (10**400, HELD_SECONDS),
        (600, 600),
        ("600", 600),
        (NOW + 60, 60),
        (f"{NOW + 60:.0f}", 60),
        ((NOW + 60) * 1000, 60),
        ("2026-02-02T02:41:00Z", 60),
        ("2026-02-02 02:41:00", 60),
        ("2026-02-02T03:41:00+01:00", 60),
        ("Mon, 02 Feb 2026 02:41:00 GMT", 60),
        (NOW - 60, -60),
    ],
    ids=repr,
)
def test_until_when_an_upload_is_kept(said: object, expected: float) -> None:
    assert expiry(said, NOW) - NOW == pytest.approx(expected, abs=1)


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("http://example.com", "insecure"),
        ("example.com", "malformed"),
        ("https://xn--", "malformed"),
    ],
)
def test_the_key_never_goes_to_such_a_host(address: str, reason: str) -> None:
    with pytest.raises(BadAddressError) as caught:
        client(address)
    assert (caught.value.setting, caught.value.reason) == ("IMA_UPLOAD_URL", reason)


@pytest.mark.parametrize("status", ["active", "success", "ACTIVE"])
async def test_an_asset_that_passes(status: str) -> None:
    async with storing(Storage(checks=[status])) as storage:
        api = ImaClient(storage.url, KEY)
        check = await api.verify("https://example.com/a.png")
        await api.aclose()
    assert check.passed
    assert storage.seen[0].body == b'{"url":"https://example.com/a.png"}'
    assert urlsplit(storage.seen[0].target).path == "/open/v1/assets/verify"


@pytest.mark.parametrize("status", ["failed", "processing", ""])
async def test_an_asset_that_does_not(status: str) -> None:
    async with storing(Storage(checks=[status])) as storage:
        api = ImaClient(storage.url, KEY)
        check = await api.verify("https://example.com/a.png")
        await api.aclose()
    assert not check.passed
    assert check.message == "a foe [31m in it"


@pytest.mark.parametrize(
    ("result", "message"),
    [
        ({"status": "failed", "error": {"code": "E7"}}, "E7"),
        ({"status": "failed"}, "failed"),
        ({"status": 3, "error": []}, "—"),
        (None, "—"),
    ],
)
async def test_an_asset_refused_without_a_word(result: object, message: str) -> None:
    storage = Storage(checks=[answer({"code": 0, "data": {"result": result}})])
    async with storing(storage):
        api = ImaClient(storage.url, KEY)
        check = await api.verify("https://example.com/a.png")
        await api.aclose()
    assert (check.passed, check.message) == (False, message)
