"""What a request is about: its body, its sender, and the task and model it names."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import msgspec
from starlette.requests import ClientDisconnect, Request

from .accounts import KEY_PREFIX, account_or_none, fingerprint
from .answers import Code, Refusal
from .faults import Asked
from .records import Task
from .rules import Call
from .service import Simulator, models_of

_MOST_BODY_BYTES = 4 * 1024 * 1024
_Reader = Callable[[Simulator, Request], Awaitable[Asked]]


async def asked_by(sim: Simulator, call: Call, request: Request) -> Asked:
    """Read what a request is about, as far as it says; only its length is checked here.

    Args:
        sim: Knows tasks and models.
        call: Which call it is.
        request: The request; its body can be read again with `body_of`.

    Raises:
        Refusal: If the body is too long or was cut off.
    """
    return await _READERS[call](sim, request)


async def body_of(request: Request) -> bytes:
    """The body of a JSON call."""
    if not hasattr(request.state, "body"):
        gathered = bytearray()
        await receive(request, gathered.extend, most=_MOST_BODY_BYTES)
        request.state.body = bytes(gathered)
    body: bytes = request.state.body
    return body


async def json_of(request: Request) -> Any:
    """The decoded body of a JSON call.

    Raises:
        Refusal: If it is not JSON.
    """
    try:
        return msgspec.json.decode(await body_of(request))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Refusal(Code.BAD_REQUEST, "the body is not JSON") from None


async def receive(request: Request, write: Callable[[bytes], Any], *, most: int) -> None:
    """Yield a request's bytes as they arrive, up to a limit.

    Raises:
        Refusal: If there are more, or the request was cut off.
    """
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > most:
        raise Refusal(Code.BAD_REQUEST, f"larger than {most} bytes", status=413)
    count = 0
    try:
        async for chunk in request.stream():
            count += len(chunk)
            if count > most:
                raise Refusal(Code.BAD_REQUEST, f"larger than {most} bytes", status=413)
            write(chunk)
    except ClientDisconnect:
        raise Refusal(Code.BAD_REQUEST, "the request was cut off") from None


async def _products(_sim: Simulator, request: Request) -> Asked:
    return Asked("products", _account(request), request.query_params.get("category"))


async def _create(sim: Simulator, request: Request) -> Asked:
    body = await _object(request)
    entries = body.get("parameters")
    entry = entries[0] if isinstance(entries, list) and entries else None
    version = entry.get("model_version") if isinstance(entry, dict) else None
    task_type, version = str(body.get("task_type")), str(version)
    product = sim.catalog.product(task_type, version)
    models = models_of(product) if product else (version,)
    return Asked("create", _account(request), task_type, models)


async def _detail(sim: Simulator, request: Request) -> Asked:
    task = sim.task((await _object(request)).get("task_id"))
    return Asked("detail", _account(request), *_about(task))


async def _verify(_sim: Simulator, request: Request) -> Asked:
    await body_of(request)
    return Asked("verify", _account(request))


async def _token(_sim: Simulator, request: Request) -> Asked:
    key = request.query_params.get("appUid", "")
    return Asked("token", fingerprint(key) if key.startswith(KEY_PREFIX) else None)


async def _upload(_sim: Simulator, _request: Request) -> Asked:
    return Asked("upload")


async def _media(sim: Simulator, request: Request) -> Asked:
    task = sim.task_of_media(request.path_params["name"])
    return Asked("media", task.account if task else None, *_about(task))


_READERS: dict[Call, _Reader] = {
    "products": _products,
    "create": _create,
    "detail": _detail,
    "verify": _verify,
    "token": _token,
    "upload": _upload,
    "media": _media,
}


def _about(task: Task | None) -> tuple[str | None, tuple[str, ...]]:
    return (task.task_type, (task.model_id, task.version)) if task else (None, ())


def _account(request: Request) -> str | None:
    return account_or_none(request.headers.get("authorization"))


async def _object(request: Request) -> Mapping[str, Any]:
    content = await body_of(request)
    try:
        body = msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return {}
    return body if isinstance(body, dict) else {}
