"""The HTTP side of the simulator: every call of the service, plus a few of its own."""

import os
from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from .answers import Code, Refusal, failure, success
from .service import Simulator, account_of
from .uploads import MOST_BYTES

Handler = Callable[[Request], Awaitable[Response]]

_APPS = ("ima", "webAgent")
_MOST_BODY_BYTES = 4 * 1024 * 1024
_JSON = "application/json"


def build_app(sim: Simulator) -> Starlette:
    """The simulator as an ASGI app.

    Args:
        sim: What answers.
    """
    calls = _Calls(sim)
    routes = [
        Route("/open/v1/product/list", _answered(calls.products), methods=["GET"]),
        Route("/open/v1/tasks/create", _answered(calls.create), methods=["POST"]),
        Route("/open/v1/tasks/detail", _answered(calls.detail), methods=["POST"]),
        Route("/open/v1/assets/verify", _answered(calls.verify), methods=["POST"]),
        Route("/api/rest/oss/getuploadtoken", _answered(calls.upload_token), methods=["GET"]),
        Route("/oss/{folder:path}/{name}", _answered(calls.upload), methods=["PUT"]),
        Route("/cdn/{folder:path}/{name}", _answered(calls.uploaded), methods=["GET", "HEAD"]),
        Route("/media/{name}", _answered(calls.media), methods=["GET", "HEAD"]),
        Route("/__sim/health", _answered(calls.health), methods=["GET"]),
        Route("/__sim/ledger", _answered(calls.ledger), methods=["GET"]),
    ]
    return Starlette(routes=routes)


def _answered(handler: Handler) -> Handler:
    """The handler with refusals turned into answers."""

    async def answer(request: Request) -> Response:
        try:
            return await handler(request)
        except Refusal as refusal:
            return _json(failure(refusal), refusal.status)

    return answer


class _Calls:
    """One method per call."""

    def __init__(self, sim: Simulator) -> None:
        self._sim = sim

    async def products(self, request: Request) -> Response:
        _account(request)
        query = request.query_params
        if query.get("app") not in _APPS or query.get("platform") != "web":
            raise Refusal(Code.BAD_REQUEST, "app must be ima and platform must be web")
        category = query.get("category", "")
        if category not in self._sim.catalog.task_types:
            raise Refusal(Code.BAD_REQUEST, f"unknown category {category!r}")
        return _json(self._sim.catalog.answer(category))

    async def create(self, request: Request) -> Response:
        account = _account(request)
        return _json(success(self._sim.create(account, await _body(request))))

    async def detail(self, request: Request) -> Response:
        account = _account(request)
        body = await _body(request)
        task_id = body.get("task_id") if isinstance(body, dict) else None
        return _json(success(self._sim.detail(account, task_id, base_url=_base_url(request))))

    async def verify(self, request: Request) -> Response:
        _account(request)
        return _json(success(self._sim.verify(await _body(request))))

    async def upload_token(self, request: Request) -> Response:
        token = self._sim.uploads.token(
            request.query_params, base_url=_base_url(request), now=self._sim.clock()
        )
        return _json(success(token))

    async def upload(self, request: Request) -> Response:
        uploads = self._sim.uploads
        name = request.path_params["name"]
        content_type = request.headers.get("content-type", "")
        uploads.check_put(name, request.query_params, content_type, now=self._sim.clock())
        partial = uploads.partial(name)
        try:
            with partial.open("wb") as file:
                await _receive(request, file.write)
            uploads.keep(name, partial, content_type)
        finally:
            partial.unlink(missing_ok=True)
        return Response(status_code=200)

    async def uploaded(self, request: Request) -> Response:
        found = self._sim.uploads.find(request.path_params["name"])
        if found is None:
            return Response(status_code=404)
        path, content_type = found
        return FileResponse(path, media_type=content_type)

    async def media(self, request: Request) -> Response:
        found = self._sim.media(request.path_params["name"])
        if found is None:
            return Response(status_code=404)
        path = await self._sim.gallery.file(found.name, found.plan, cover=found.cover)
        return FileResponse(path, media_type=found.content_type)

    async def health(self, _request: Request) -> Response:
        told = {"ok": True, "pid": os.getpid(), "speed": self._sim.speed}
        return _json(msgspec.json.encode(told))

    async def ledger(self, request: Request) -> Response:
        told = self._sim.ledger()
        # A client learns which account is its own by sending its key.
        if "authorization" in request.headers:
            account = account_of(request.headers["authorization"])
            told |= {"account": account, "balance": self._sim.balance(account)}
        return _json(msgspec.json.encode(told))


def _account(request: Request) -> str:
    """Who asks, on a call of the Open API."""
    account = account_of(request.headers.get("authorization"))
    if not request.headers.get("x-app-source"):
        raise Refusal(Code.BAD_REQUEST, "missing header x-app-source")
    return account


async def _body(request: Request) -> Any:
    """The JSON body."""
    gathered = bytearray()
    await _receive(request, gathered.extend, most=_MOST_BODY_BYTES)
    try:
        return msgspec.json.decode(gathered)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise Refusal(Code.BAD_REQUEST, "the body is not JSON") from None


async def _receive(
    request: Request, write: Callable[[bytes], Any], *, most: int = MOST_BYTES
) -> None:
    """Pass on a request's bytes as they come, up to a limit."""
    count = 0
    try:
        async for chunk in request.stream():
            count += len(chunk)
            if count > most:
                raise Refusal(Code.BAD_REQUEST, f"larger than {most} bytes", status=413)
            write(chunk)
    except ClientDisconnect:
        raise Refusal(Code.BAD_REQUEST, "the request was cut off") from None


def _base_url(request: Request) -> str:
    """What addresses in the answer begin with: the way the client came, whatever port that is."""
    return str(request.base_url).rstrip("/")


def _json(content: bytes, status: int = 200) -> Response:
    return Response(content, status_code=status, media_type=_JSON)
