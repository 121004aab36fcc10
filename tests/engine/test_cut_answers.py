"""Answers to a create that break off anywhere, or that fit another one."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from ima_tui.api.client import ImaClient
from ima_tui.api.errors import ImaError, NoAnswerError
from ima_tui.store.records import State

from .rooms import KEY, order, plain_leaf, room
from .scripted import Scripted, accepted, answer, code, read_request, serving


@asynccontextmanager
async def cutting(whole: bytes, bytes_sent: list[int]) -> AsyncIterator[str]:
    """A server that sends so many bytes of an answer and hangs up."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_request(reader)
        writer.write(whole[: bytes_sent[-1]])
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()[:2]
    try:
        yield f"http://{host}:{port}"
    finally:
        server.close()


def of_unknown_length(whole: bytes) -> bytes:
    """The answer as an old proxy sends it on: it ends where the connection does."""
    head, _, body = whole.partition(b"\r\n\r\n")
    kept = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"content-length")]
    return b"\r\n".join([*kept, b"Connection: close"]) + b"\r\n\r\n" + body


WHOLE = {
    "accepted": accepted(),
    "accepted, of unknown length": of_unknown_length(accepted()),
    "refused": code(4008, "Insufficient points"),
    "refused, of unknown length": of_unknown_length(code(4008, "Insufficient points")),
    "too many": answer({"code": 429}, "429 Too Many Requests"),
    "trouble": answer({"code": 500}, "500 Internal Server Error"),
}


@pytest.mark.parametrize("name", WHOLE)
async def test_an_answer_cut_at_any_byte_says_nothing_of_what_became_of_the_create(
    name: str,
) -> None:
    whole = WHOLE[name]
    sent = [0]
    async with cutting(whole, sent) as url:
        for sent[0] in range(len(whole)):
            client = ImaClient(url, KEY)
            try:
                created: object = await client.create(b"{}")
            except ImaError as error:
                created = error
            await client.aclose()
            assert isinstance(created, NoAnswerError), (sent[0], created)


@pytest.mark.parametrize(
    "reply",
    [
        answer(b"", "302 Found", "Location: /open/v1/tasks/create"),
        answer(b"", "307 Temporary Redirect", "Location: /open/v1/tasks/create"),
        answer(b"<html>Sign in to the hotel's network", "200 OK"),
        answer(b"", "407 Proxy Authentication Required"),
        answer(b"", "204 No Content"),
    ],
    ids=["302", "307", "a page", "a proxy", "nothing"],
)
async def test_what_stands_in_the_way_is_not_followed_and_nothing_is_sent_again(
    reply: bytes, tmp_path: Path
) -> None:
    async with serving(Scripted([reply])) as service, room(service.url, tmp_path) as here:
        task = await here.engine.submit(order(plain_leaf()))
        await here.until(task.id, State.UNCONFIRMED)
        await here.engine.resume()
        here.clock.jump(3600)
        later = await here.engine.submit(order(plain_leaf(), "another"))
        await here.until(later.id, State.UNCONFIRMED)
    assert service.sends == 2, "one for each"


async def test_an_answer_that_fits_an_earlier_create_confirms_no_other(tmp_path: Path) -> None:
    # as of a cache on the way that gives the same answer twice
    async with serving(Scripted([accepted("task_a")])) as service:
        async with room(service.url, tmp_path) as here:
            first = await here.engine.submit(order(plain_leaf(), "first"))
            await here.until(first.id, State.RUNNING)
            second = await here.engine.submit(order(plain_leaf(), "second"))
            second = await here.until(second.id, State.UNCONFIRMED)
            assert second.task_id is None
            await here.soon(lambda: here.pending() == [second.id])
            assert (await here.ledger.totals())[1] == 10, "both may have been charged"
    assert service.sends == 2
