"""Late, slow, overlong, truncated or missing answers: ASGI apps around answers."""

from collections.abc import Awaitable, Callable
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Where the server puts a request's connection.
TRANSPORT = "ima.transport"
_CHUNK = 64 * 1024
_PIECES_A_SECOND = 10
_START = "http.response.start"
_BODY = "http.response.body"

Pause = Callable[[float], Awaitable[Any]]


def dropped() -> ASGIApp:
    """No answer: the connection is closed."""

    async def answer(scope: Scope, receive: Receive, _send: Send) -> None:
        await _close(scope, receive)

    return answer


def delayed(inner: ASGIApp, pause: Pause, seconds: float) -> ASGIApp:
    """The answer after some seconds."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        await pause(seconds)
        await inner(scope, receive, send)

    return answer


def paced(inner: ASGIApp, pause: Pause, rate: int) -> ASGIApp:
    """The answer with its body at a limited number of bytes per second."""
    size = max(1, rate // _PIECES_A_SECOND)

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        async def slowly(message: Message) -> None:
            body = message.get("body", b"")
            for start in range(0, len(body) - size, size):
                # Nobody waits for the rest once the client is gone.
                if scope[TRANSPORT].is_closing():
                    return
                await send({"type": _BODY, "body": body[start : start + size], "more_body": True})
                await pause(size / rate)
            last = len(body) - ((len(body) - 1) % size + 1) if body else 0
            await send({**message, "body": body[last:]} if message["type"] == _BODY else message)

        await inner(scope, receive, slowly)

    return answer


def longer(inner: ASGIApp, extra: int) -> ASGIApp:
    """The answer with more bytes announced than come; then the connection is closed."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        async def unfinished(message: Message) -> None:
            if message["type"] == _START:
                _change_length(message, extra)
            await send({**message, "more_body": True} if message["type"] == _BODY else message)

        await inner(scope, receive, unfinished)
        await _close(scope, receive)

    return answer


def shorter(inner: ASGIApp, less: int) -> ASGIApp:
    """The answer with fewer bytes announced than come; then the connection is closed."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        left = 0
        complete = False

        async def beyond(message: Message) -> None:
            nonlocal left, complete
            if message["type"] == _START:
                left = _change_length(message, -less)
                await send(message)
                return
            body = message.get("body", b"")
            within, rest = body[:left], body[left:]
            left -= len(within)
            if not complete:
                complete = left == 0 or not message.get("more_body", False)
                await send({"type": _BODY, "body": within, "more_body": not complete})
            # HTTP libraries can't send these, so they are written directly.
            scope[TRANSPORT].write(rest)

        await inner(scope, receive, beyond)
        await _close(scope, receive)

    return answer


def padded(inner: Response, count: int) -> ASGIApp:
    """A JSON object with a long text added, generated while it is sent."""
    content = bytes(inner.body)
    head, tail = content[:-1] + b',"padding":"', b'"}'
    length = len(head) + count + len(tail)

    async def answer(_scope: Scope, _receive: Receive, send: Send) -> None:
        headers = [
            (b"content-type", b"application/json"),
            (b"content-length", str(length).encode()),
        ]
        await send({"type": _START, "status": inner.status_code, "headers": headers})
        await send({"type": _BODY, "body": head, "more_body": True})
        for start in range(0, count, _CHUNK):
            body = b"x" * min(_CHUNK, count - start)
            await send({"type": _BODY, "body": body, "more_body": True})
        await send({"type": _BODY, "body": tail, "more_body": False})

    return answer


def without_range(inner: ASGIApp) -> ASGIApp:
    """The whole answer, whichever range was requested."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        async def plain(message: Message) -> None:
            if message["type"] == _START:
                del MutableHeaders(scope=message)["accept-ranges"]
            await send(message)

        kept = [(name, value) for name, value in scope["headers"] if name != b"range"]
        await inner({**scope, "headers": kept}, receive, plain)

    return answer


async def _close(scope: Scope, receive: Receive) -> None:
    """Close a request's connection, what is written before still being sent."""
    scope[TRANSPORT].close()
    while (await receive())["type"] != "http.disconnect":
        pass


def _change_length(message: Message, by: int) -> int:
    headers = MutableHeaders(scope=message)
    length = max(0, int(headers["content-length"]) + by)
    headers["content-length"] = str(length)
    return length
