"""Applies the fault rules to every request of the service.

One function per kind of fault, in the table of its phase; tables are applied in order.
"""

from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any, TypeGuard

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp

from . import rules
from .answers import Refusal, failure
from .asking import asked_by, body_of
from .bodies import delayed, dropped, longer, paced, padded, shorter, without_range
from .rules import AnyRule, Call
from .service import Simulator

Handler = Callable[[Request], Awaitable[Response]]
_Answering = Callable[[Request], Awaitable[ASGIApp]]

JSON = "application/json"


def answering(sim: Simulator, call: Call, handler: Handler) -> _Answering:
    """A handler with its requests noted, its faults done and its refusals answered.

    Args:
        sim: Knows the rules.
        call: Which call it handles.
        handler: Acts and answers.
    """

    async def answer(request: Request) -> ASGIApp:
        hits: list[AnyRule] = []
        try:
            asked = await asked_by(sim, call, request)
            sim.traffic.note(asked, await body_of(request) if call == "create" else b"")
            hits = sim.faults.at_request(asked)
            response = await _before(hits, sim) or await handler(request)
        except Refusal as refusal:
            response = Response(failure(refusal), refusal.status, media_type=JSON)
        return _after(hits, response, sim)

    return answer


async def _before(hits: list[AnyRule], sim: Simulator) -> ASGIApp | None:
    """Apply faults before the handler; return an answer if one ends the request."""
    for rule in hits:
        response = await _BEFORE[type(rule)](rule, sim) if type(rule) in _BEFORE else None
        if response is not None:
            return response
    return None


def _after(hits: list[AnyRule], answer: ASGIApp, sim: Simulator) -> ASGIApp:
    """Apply faults after the handler."""
    for kind, change in _AFTER.items():
        for rule in hits:
            if type(rule) is kind:
                answer = change(rule, answer, sim)
    return answer


async def _delay(rule: rules.Delay, sim: Simulator) -> None:
    if not rule.after:
        await sim.pause(rule.seconds)


async def _drop_before(_rule: rules.DropBefore, _sim: Simulator) -> ASGIApp:
    return dropped()


async def _code(rule: rules.CodeFault, _sim: Simulator) -> ASGIApp:
    told = {"code": rule.code, "message": rule.message, "data": None}
    return Response(msgspec.json.encode(told), rule.status, media_type=JSON)


async def _status(rule: rules.StatusFault, _sim: Simulator) -> ASGIApp | None:
    return None if rule.after else _plain(rule)


async def _offer_before(rule: rules.AnyOffer, sim: Simulator) -> None:
    if rule.call == "create":
        sim.change_offer(rule)


def _offer_after(rule: rules.AnyOffer, answer: ASGIApp, sim: Simulator) -> ASGIApp:
    if rule.call == "products":
        sim.change_offer(rule)
    return answer


def _malformed(_rule: rules.Malformed, answer: ASGIApp, _sim: Simulator) -> ASGIApp:
    return _changed(answer, lambda content: content[:-1] + b"]")


def _truncated(_rule: rules.Truncated, answer: ASGIApp, _sim: Simulator) -> ASGIApp:
    return _changed(answer, lambda content: content[: len(content) // 2])


def _wrong_type(rule: rules.WrongType, answer: ASGIApp, _sim: Simulator) -> ASGIApp:
    def change(content: bytes) -> bytes:
        told: dict[str, Any] = msgspec.json.decode(content)
        return msgspec.json.encode(told | {"data": rule.data})

    return _changed(answer, change)


def _huge(rule: rules.Huge, answer: ASGIApp, _sim: Simulator) -> ASGIApp:
    return padded(answer, rule.bytes) if _is_json(answer) else answer


def _status_after(rule: rules.StatusFault, answer: ASGIApp, _sim: Simulator) -> ASGIApp:
    return _plain(rule) if rule.after else answer


def _no_range(_rule: rules.NoRange, answer: ASGIApp, _sim: Simulator) -> ASGIApp:
    return without_range(answer)


def _wrong_length(rule: rules.WrongLength, answer: ASGIApp, _sim: Simulator) -> ASGIApp:
    return longer(answer, rule.bytes) if rule.bytes > 0 else shorter(answer, -rule.bytes)


def _slow_body(rule: rules.SlowBody, answer: ASGIApp, sim: Simulator) -> ASGIApp:
    return paced(answer, sim.pause, rule.bytes_per_second)


def _drop_after(_rule: rules.DropAfter, _answer: ASGIApp, _sim: Simulator) -> ASGIApp:
    return dropped()


def _delay_after(rule: rules.Delay, answer: ASGIApp, sim: Simulator) -> ASGIApp:
    return delayed(answer, sim.pause, rule.seconds) if rule.after else answer


_BEFORE: dict[type[AnyRule], Callable[[Any, Simulator], Awaitable[ASGIApp | None]]] = {
    rules.Delay: _delay,
    rules.DropBefore: _drop_before,
    rules.CodeFault: _code,
    rules.StatusFault: _status,
    rules.Price: _offer_before,
    rules.RemoveModel: _offer_before,
    rules.AddModel: _offer_before,
}
_AFTER: dict[type[AnyRule], Callable[[Any, ASGIApp, Simulator], ASGIApp]] = {
    rules.WrongType: _wrong_type,
    rules.Malformed: _malformed,
    rules.Truncated: _truncated,
    rules.Huge: _huge,
    rules.StatusFault: _status_after,
    rules.NoRange: _no_range,
    rules.WrongLength: _wrong_length,
    rules.SlowBody: _slow_body,
    rules.DropAfter: _drop_after,
    rules.Delay: _delay_after,
    rules.Price: _offer_after,
    rules.RemoveModel: _offer_after,
    rules.AddModel: _offer_after,
}


def _changed(answer: ASGIApp, change: Callable[[bytes], bytes]) -> ASGIApp:
    """An answer in JSON with other content; any other as it is."""
    if not _is_json(answer):
        return answer
    return Response(change(bytes(answer.body)), answer.status_code, media_type=JSON)


def _is_json(answer: ASGIApp) -> TypeGuard[Response]:
    return isinstance(answer, Response) and answer.media_type == JSON


def _plain(rule: rules.StatusFault) -> Response:
    """An answer with a status and no body code."""
    phrase = HTTPStatus(rule.status).phrase if rule.status in _STATUSES else "Error"
    content, media_type = _PLAIN_BODIES[rule.body]
    headers = {} if rule.retry_after is None else {"retry-after": str(rule.retry_after)}
    body = content.format(status=rule.status, phrase=phrase)
    return Response(body, rule.status, headers=headers, media_type=media_type)


_STATUSES = {status.value for status in HTTPStatus}
_PLAIN_BODIES = {
    "none": ("", None),
    "html": (
        "<html><body><h1>{status} {phrase}</h1></body></html>",
        "text/html",
    ),
    "json": ('{{"message": "{phrase}"}}', JSON),
}
