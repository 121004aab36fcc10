"""The HTTP side of the simulator: every call of the service, plus a few of its own."""

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from . import control
from .accounts import account_of
from .answers import Code, Refusal, success
from .asking import body_of, json_of, receive
from .fallbacks import HANDLERS
from .faulty import JSON, Handler, answering
from .rules import Call
from .service import Simulator

_APPS = ("ima", "webAgent")


def build_app(sim: Simulator) -> Starlette:
    """The simulator as an ASGI app.

    Args:
        sim: What answers.
    """
    calls = _Calls(sim)
    served: list[tuple[Call, str, Handler, list[str]]] = [
        ("products", "/open/v1/product/list", calls.products, ["GET"]),
        ("create", "/open/v1/tasks/create", calls.create, ["POST"]),
        ("detail", "/open/v1/tasks/detail", calls.detail, ["POST"]),
        ("verify", "/open/v1/assets/verify", calls.verify, ["POST"]),
        ("token", "/api/rest/oss/getuploadtoken", calls.upload_token, ["GET"]),
        ("upload", "/oss/{folder:path}/{name}", calls.upload, ["PUT"]),
        ("media", "/media/{name}", calls.media, ["GET", "HEAD"]),
    ]
    routes = [
        Route(path, answering(sim, call, handler), methods=methods)
        for call, path, handler, methods in served
    ]
    uploaded = Route("/cdn/{folder:path}/{name}", calls.uploaded, methods=["GET", "HEAD"])
    routes += [uploaded, *control.routes(sim)]
    return Starlette(routes=routes, exception_handlers=HANDLERS)


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
        language = request.headers.get("x_app_language", "")
        return _json(self._sim.catalog.answer(category, language))

    async def create(self, request: Request) -> Response:
        account = _account(request)
        data = self._sim.create(account, await json_of(request))
        self._sim.traffic.accepted(account, await body_of(request), data["id"])
        return _json(success(data))

    async def detail(self, request: Request) -> Response:
        account = _account(request)
        body = await json_of(request)
        task_id = body.get("task_id") if isinstance(body, dict) else None
        return _json(success(self._sim.detail(account, task_id, base_url=_base_url(request))))

    async def verify(self, request: Request) -> Response:
        account = _account(request)
        return _json(success(self._sim.verify(account, await json_of(request))))

    async def upload_token(self, request: Request) -> Response:
        token = self._sim.uploads.token(
            request.query_params, base_url=_base_url(request), now=self._sim.clock()
        )
        return _json(success(token))

    async def upload(self, request: Request) -> Response:
        uploads = self._sim.uploads
        name = request.path_params["name"]
        content_type = request.headers.get("content-type", "")
        now = self._sim.clock()
        most = uploads.check_put(name, request.query_params, content_type, now=now)
        partial = uploads.partial(name)
        try:
            with partial.open("wb") as file:
                await receive(request, file.write, most=most)
            uploads.keep(name, partial, content_type)
        finally:
            partial.unlink(missing_ok=True)
        return Response(status_code=200)

    async def uploaded(self, request: Request) -> Response:
        found = self._sim.uploads.find(request.path_params["name"], now=self._sim.clock())
        if found is None:
            return Response(status_code=404)
        path, content_type = found
        return FileResponse(path, media_type=content_type)

    async def media(self, request: Request) -> Response:
        found = self._sim.media(request.path_params["name"])
        if found is None:
            return Response(status_code=404)
        if request.method == "GET" and not self._sim.served(found):
            return Response(status_code=403)
        path = await self._sim.gallery.file(found.name, found.plan, cover=found.cover)
        return FileResponse(path, media_type=found.content_type)


def _account(request: Request) -> str:
    """Who asks, on a call of the Open API."""
    account = account_of(request.headers.get("authorization"))
    if not request.headers.get("x-app-source"):
        raise Refusal(Code.BAD_REQUEST, "missing header x-app-source")
    return account


def _base_url(request: Request) -> str:
    """What addresses in the answer begin with: the way the client came, whatever port that is."""
    return str(request.base_url).rstrip("/")


def _json(content: bytes) -> Response:
    return Response(content, media_type=JSON)
