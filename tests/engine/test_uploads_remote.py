"""Reading what stands at an address: never from a private network, whoever says so."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import BytesIO

import pytest

from ima_tui.api.errors import NoAnswerError, NotSentError
from ima_tui.catalog.refusals import RefusedError
from ima_tui.media.remote import RemoteReader, Resolver, is_public

from .scripted import answer
from .storage import KEY, Storage, storing

PUBLIC = "93.184.216.34"
MOST = 10_000


def leading_to(*numbers: str) -> Resolver:
    """A resolver that leads every name to these addresses."""

    async def resolve(host: str, port: int) -> list[str]:
        return list(numbers)

    return resolve


@asynccontextmanager
async def reading(*own: str, resolver: Resolver | None = None) -> AsyncIterator[RemoteReader]:
    reader = RemoteReader(own, resolver=resolver) if resolver else RemoteReader(own)
    try:
        yield reader
    finally:
        await reader.aclose()


async def refusal(reader: RemoteReader, address: str) -> str:
    into = BytesIO()
    with pytest.raises(RefusedError) as caught:
        await reader.read(address, into, MOST)
    assert caught.value.about["input"]
    return caught.value.code


@pytest.mark.parametrize(
    "number",
    [
        "127.0.0.1",
        "127.1.2.3",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104 - an address to refuse
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "198.18.0.1",
        "::1",
        "::",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "ff02::1",
        "ff0e::1",
        "::ffff:10.0.0.1",
        "::ffff:127.0.0.1",
        "2002:7f00:1::",
        "64:ff9b::a00:1",
        "64:ff9b:1::1",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "::10.0.0.1",
        "::8.8.8.8",
        "::ffff:0:808:808",
        "::ffff:169.254.169.254",
        "fec0::1",
        "feff::1",
        "5f00::1",
        "2001:0:4136:e378:8000:63bf:f5ff:fffe",
        "no address",
    ],
)
async def test_a_name_that_leads_to_a_private_network(number: str) -> None:
    assert not is_public(number)
    for numbers in ((number,), (PUBLIC, number)):
        async with reading(resolver=leading_to(*numbers)) as reader:
            assert await refusal(reader, "https://example.com/a.png") == "not_public"


@pytest.mark.parametrize(
    "number", [PUBLIC, "8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_public_addresses(number: str) -> None:
    assert is_public(number)


@pytest.mark.parametrize(
    "address",
    [
        "http://example.com/a.png",
        "http://127.0.0.1:9/a.png",
        "https://127.0.0.1:9/a.png",
        "https://localhost:9/a.png",
        "https://[::1]:9/a.png",
        "https://10.0.0.1/a.png",
        "https://2130706433/a.png",
        "https://0x7f.1/a.png",
        "https://me:word@example.com/a.png",
        "file:///etc/passwd",
        "https://exa mple.com/",
    ],
)
async def test_an_address_that_is_not_read(address: str) -> None:
    async with reading() as reader:
        assert await refusal(reader, address) == "not_public"


async def test_the_connection_goes_to_the_address_that_was_checked() -> None:
    asked: list[str] = []

    async def changing(host: str, port: int) -> list[str]:
        asked.append(host)
        return [PUBLIC] if len(asked) == 1 else ["127.0.0.1"]

    # the tests' own guard tells where the connection would have gone
    async with reading(resolver=changing) as reader:
        with pytest.raises(ExceptionGroup) as caught:
            await reader.read("https://example.com/a.png", BytesIO(), MOST)
    assert f"not loopback: {PUBLIC}" in repr(caught.value.exceptions)
    assert asked == ["example.com"]


async def test_the_certificate_must_be_the_name_s_though_a_number_is_connected_to() -> None:
    names: list[str | None] = []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.sni_callback = lambda _socket, name, _context: names.append(name)
    server = await asyncio.start_server(lambda _r, _w: None, "127.0.0.1", 0, ssl=context)
    port = server.sockets[0].getsockname()[1]
    async with reading("localhost", resolver=leading_to("127.0.0.1")) as reader:
        with pytest.raises(NotSentError):
            await reader.read(f"https://localhost:{port}/a", BytesIO(), MOST)
    server.close()
    assert names == ["localhost"]


async def test_the_demo_s_own_host_may_be_read_without_the_key() -> None:
    async with storing(Storage(pages={"/a": answer(b"content")})) as storage:
        into = BytesIO()
        async with reading("127.0.0.1") as reader:
            await reader.read(f"{storage.url}/a", into, MOST)
    assert into.getvalue() == b"content"
    headers = storage.seen[0].headers
    assert headers["host"] == storage.url.removeprefix("http://")
    assert headers["accept-encoding"] == "identity"
    assert KEY not in str(headers)


async def test_no_other_host_of_this_machine() -> None:
    async with storing(Storage(pages={"/a": answer(b"content")})) as storage:
        other = storage.url.replace("127.0.0.1", "localhost")
        async with reading("127.0.0.1", "example.com") as reader:
            assert await refusal(reader, f"{other}/a") == "not_public"
        async with reading("10.0.0.1", "example.com") as reader:
            assert await refusal(reader, f"{storage.url}/a") == "not_public"
    assert storage.seen == []


@pytest.mark.parametrize(
    "location",
    [
        "http://10.0.0.1/a",
        "https://10.0.0.1/a",
        "http://169.254.169.254/latest/meta-data/",
        "http://localhost:9/a",
        "https://[::1]/a",
        "//10.0.0.1/a",
        "file:///etc/passwd",
        "https://name.example/a",
        "http://example.com/a",
    ],
)
async def test_a_redirect_into_a_private_network(location: str) -> None:
    async def resolve(host: str, port: int) -> list[str]:
        return ["192.168.0.1"] if host == "name.example" else [host]

    page = answer(b"", "302 Found", f"Location: {location}")
    async with storing(Storage(pages={"/a": page})) as storage:
        async with reading("127.0.0.1", resolver=resolve) as reader:
            assert await refusal(reader, f"{storage.url}/a") == "not_public"
    assert len(storage.seen) == 1


async def test_a_redirect_on_the_same_host_is_followed_but_not_for_ever() -> None:
    pages = {
        "/a": answer(b"", "307 Again", "Location: /b"),
        "/b": answer(b"found"),
        "/loop": answer(b"", "302 Found", "Location: /loop"),
    }
    async with storing(Storage(pages=pages)) as storage:
        into = BytesIO()
        async with reading("127.0.0.1") as reader:
            await reader.read(f"{storage.url}/a", into, MOST)
            assert await refusal(reader, f"{storage.url}/loop") == "not_there"
    assert into.getvalue() == b"found"
    assert len(storage.seen) < 10


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (answer(b"", "404 Not Found"), "not_there"),
        (answer(b"", "410 Gone"), "not_there"),
        (answer(b"", "403 No"), "not_there"),
        (answer(bytes(MOST + 1)), "input_bytes"),
        (b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + bytes(MOST + 1), "input_bytes"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\nfew", "input_bytes"),
    ],
    ids=["404", "410", "403", "too long", "too long unsaid", "too long announced"],
)
async def test_what_is_not_there_or_too_much(page: bytes, expected: str) -> None:
    async with storing(Storage(pages={"/a": page})) as storage:
        async with reading("127.0.0.1") as reader:
            assert await refusal(reader, f"{storage.url}/a") == expected


@pytest.mark.parametrize(
    "page",
    [
        answer(b"", "500 Oops"),
        answer(b"", "503 Busy"),
        b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nfew",
        b"nonsense\r\n\r\n",
    ],
    ids=["500", "503", "cut", "nonsense"],
)
async def test_what_may_come_another_time(page: bytes) -> None:
    storage = Storage(pages={"/a": page})
    async with storing(storage), reading("127.0.0.1") as reader:
        storage.close_after = True
        with pytest.raises(NoAnswerError) as caught:
            await reader.read(f"{storage.url}/a", BytesIO(), MOST)
    assert storage.url not in f"{caught.value!r}{caught.value.__context__!r}"


async def test_a_name_that_can_t_be_resolved() -> None:
    async def none(host: str, port: int) -> list[str]:
        raise OSError("no such name")

    async with reading(resolver=none) as reader:
        with pytest.raises(NotSentError):
            await reader.read("https://example.com/a.png", BytesIO(), MOST)
