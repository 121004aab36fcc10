"""The client of IMA Studio's Open API, on one long-lived connection pool."""

import asyncio
import json
import logging
import math
import re
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any, Final

import httpx
import msgspec

from ..catalog.addresses import is_loopback, is_media_address
from ..catalog.characters import HALVES
from .addresses import base_address
from .errors import (
    BadAddressError,
    NoAnswerError,
    NotSentError,
    RateLimitedError,
    ServiceError,
    UnreadableAnswerError,
)
from .tls import certificates
from .wire import AssetCheck, Created, TaskDetail, read_check, read_created, read_detail

SUCCESS: Final = frozenset({0, 200})
"""Both mean success (IMA Open API, endpoints)."""

_TIMEOUT = httpx.Timeout(30.0, connect=10.0, pool=10.0)
_LIMITS = httpx.Limits(max_connections=32, max_keepalive_connections=16, keepalive_expiry=20.0)
CALL_SECONDS = 50.0
"""How long a whole response may take, however slowly its bytes arrive."""
VERIFY_SECONDS = 310.0
"""The service takes up to 300 s to look at an asset (IMA Open API, verify asset)."""
_VERIFY_TIMEOUT = httpx.Timeout(30.0, connect=10.0, pool=10.0, read=VERIFY_SECONDS)

MOST_BYTES = 128 * 1024 * 1024
"""The size limit of a response: an endless one would fill the memory."""

MOST_REDIRECTS = 5
_CODE = re.compile(r"-?[0-9]{1,9}")
_HALVES = re.compile(f"[{HALVES}]")
NOT_SENT: Final = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
"""With these errors no byte of the request was written."""

# httpx logs whole addresses at INFO; the upload call carries the key in its query
for _name in ("httpx", "httpcore"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)


class ImaClient:
    """Calls the service. Every failure is one of ``api.errors``; none names an address or the key.

    Args:
        base_url: the service's address, without a trailing slash.
        key: the API key, ``ima_…``.
        language: ``en`` or ``zh``: the language of product labels.
        refused: called with each refusal, to log its code and reference.

    Raises:
        BadAddressError: the address can't be used with a key.
    """

    def __init__(
        self,
        base_url: str,
        key: str,
        *,
        language: str = "en",
        refused: Callable[[ServiceError], None] = lambda _error: None,
    ) -> None:
        self._refused = refused
        self._base = base_address("IMA_BASE_URL", base_url)
        self._headers = {
            "Authorization": f"Bearer {key}",
            "x-app-source": "ima_skills",
            "x_app_language": language,
        }
        trust_env = through_proxy("IMA_BASE_URL", self._base)
        self._http = httpx.AsyncClient(
            timeout=_TIMEOUT,
            limits=_LIMITS,
            follow_redirects=False,
            trust_env=trust_env,
            verify=certificates(trust_env=trust_env),
        )

    def speak(self, language: str) -> None:
        """Ask for product labels in a language from now on.

        Args:
            language: ``en`` or ``zh``.
        """
        self._headers["x_app_language"] = language

    def __repr__(self) -> str:
        return f"ImaClient({self._base!r})"

    async def aclose(self) -> None:
        """Close all connections."""
        await self._http.aclose()

    async def products(self, task_type: str) -> Any:
        """Return the product list of a task type, as decoded from JSON (a tree or a flat list).

        Raises:
            ServiceError: the service refused, with its code.
            NotSentError: it could not be reached.
            NoAnswerError: no usable answer came.
            RateLimitedError: too many calls.
        """
        query = {"app": "ima", "platform": "web", "category": task_type}
        data = await self._call("GET", "/open/v1/product/list", params=query)
        if not isinstance(data, list) and not (isinstance(data, dict) and data):
            # treating it as an empty list would wipe out what is known
            raise NoAnswerError("a list without data")
        return data

    async def create(self, body: bytes) -> Created:
        """Send a create, once. The caller decides what may be sent again.

        Args:
            body: the create body, encoded.

        Raises:
            ServiceError: definitely refused; nothing was charged.
            RateLimitedError: refused before acting.
            NotSentError: no byte was written.
            NoAnswerError: it may have taken effect, and may have been charged.
        """
        data = await self._call("POST", "/open/v1/tasks/create", content=body)
        created = read_created(data)
        if created is None:
            raise NoAnswerError("success without an id")
        return created

    async def detail(self, task_id: str) -> TaskDetail:
        """Return the state of a task.

        Raises:
            ServiceError: the service refused, with its code.
            NotSentError: it could not be reached.
            NoAnswerError: no usable answer came.
            RateLimitedError: too many calls.
        """
        body = msgspec.json.encode({"task_id": task_id})
        data = await self._call("POST", "/open/v1/tasks/detail", content=body)
        if not isinstance(data, dict):
            raise NoAnswerError("a detail without data")
        return read_detail(data)

    async def verify(self, url: str) -> AssetCheck:
        """Have the service check an input; this may take minutes and costs nothing.

        Raises:
            ServiceError: the service refused, with its code.
            NotSentError: it could not be reached.
            NoAnswerError: no usable answer came.
            RateLimitedError: too many calls.
        """
        body = msgspec.json.encode({"url": url})
        data = await self._call(
            "POST",
            "/open/v1/assets/verify",
            limit=VERIFY_SECONDS,
            content=body,
            timeout=_VERIFY_TIMEOUT,
        )
        if not isinstance(data, dict) or "result" not in data:
            raise NoAnswerError("a check without a result")
        return read_check(data)

    @asynccontextmanager
    async def fetch(self, url: str, headers: Mapping[str, str]) -> AsyncIterator[httpx.Response]:
        """Open a result for reading. Results are public: no credentials go along.

        Raises:
            NotSentError: the host could not be reached.
            NoAnswerError: the connection broke.
        """
        try:
            response = await self._follow(url, headers)
            try:
                yield response
            finally:
                await response.aclose()
        except NOT_SENT:
            raise NotSentError("no connection") from None
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError):
            # an address that httpx rejects (a host it can't encode) has no answer either
            raise NoAnswerError("connection lost") from None

    async def _follow(self, url: str, headers: Mapping[str, str]) -> httpx.Response:
        """Follow redirects as long as each leads to an allowed media address."""
        for _ in range(MOST_REDIRECTS):
            if not is_media_address(url):
                break
            request = self._http.build_request("GET", url, headers=dict(headers))
            response = await self._http.send(request, stream=True)
            if not response.is_redirect:
                return response
            await response.aclose()
            url = str(request.url.join(response.headers.get("Location", "")))
        raise NoAnswerError("leads nowhere")

    async def _call(
        self, method: str, path: str, *, limit: float = CALL_SECONDS, **request: Any
    ) -> Any:
        if "content" in request:
            request["headers"] = {"Content-Type": "application/json"}
        request["headers"] = self._headers | request.get("headers", {})
        try:
            async with asyncio.timeout(limit):
                response = await self._answer(method, path, **request)
        except NOT_SENT:
            raise NotSentError("no connection") from None
        except (httpx.HTTPError, httpx.InvalidURL, OSError):
            # httpx does not wrap some TLS and system errors
            raise NoAnswerError("connection lost") from None
        try:
            return read_answer(response)
        except ServiceError as error:
            self._refused(error)
            raise

    async def _answer(self, method: str, path: str, **request: Any) -> httpx.Response:
        """Read a whole response; one over ``MOST_BYTES`` counts as no answer."""
        built = self._http.build_request(method, self._base + path, **request)
        response = await self._http.send(built, stream=True)
        try:
            content = bytearray()
            async for part in response.aiter_bytes():
                content += part
                if len(content) > MOST_BYTES:
                    raise NoAnswerError("too long an answer")
        finally:
            await response.aclose()
        headers = {"Retry-After": response.headers.get("Retry-After", "")}
        return httpx.Response(response.status_code, headers=headers, content=bytes(content))


def through_proxy(setting: str, address: str) -> bool:
    """Return whether a proxy from the environment may be used: not for loopback, the simulator.

    Args:
        setting: the name of the setting that the address comes from, for the error.
        address: a base address.

    Raises:
        BadAddressError: its host is malformed.
    """
    try:
        host = httpx.URL(address).host
    except (httpx.InvalidURL, UnicodeError):
        raise BadAddressError(setting, "malformed") from None
    return not is_loopback(host)


def decoded(content: bytes) -> Any:
    """Decode JSON from outside; None if it is invalid.

    One bad name or number must spoil neither a list nor the id of a task that was paid for: lone
    surrogates, which JSON can express, become U+FFFD, and numbers that are none, such as NaN, null.
    """
    try:
        return msgspec.json.decode(content)
    except (ValueError, RecursionError):
        pass
    try:
        read = json.loads(content.decode("utf-8-sig"), parse_constant=_finite, parse_float=_finite)
        text = _HALVES.sub("\ufffd", json.dumps(read, ensure_ascii=False, allow_nan=False))
        return msgspec.json.decode(text)
    except (ValueError, RecursionError):
        return None


def _finite(text: str) -> float | None:
    number = float(text)
    return number if math.isfinite(number) else None


def read_answer(response: httpx.Response) -> Any:
    """Return the ``data`` of an answer. The code in the body counts, whatever the HTTP status.

    Raises:
        ServiceError: the body has the code of an error.
        RateLimitedError: too many calls.
        UnreadableAnswerError: the body has no code.
    """
    answer = decoded(response.content)
    code = answer.get("code") if isinstance(answer, dict) else None
    if isinstance(code, str) and _CODE.fullmatch(code.strip()):
        code = int(code)
    if isinstance(code, float) and code.is_integer():
        code = int(code)
    if isinstance(answer, dict) and isinstance(code, int) and not isinstance(code, bool):
        if code in SUCCESS:
            return answer.get("data")
        if code == httpx.codes.TOO_MANY_REQUESTS:
            raise RateLimitedError(_retry_after(response))
        raise ServiceError(code, str(answer.get("message") or answer.get("msg") or ""))
    if response.status_code == httpx.codes.TOO_MANY_REQUESTS:
        raise RateLimitedError(_retry_after(response))
    raise UnreadableAnswerError(response.status_code)


def _retry_after(response: httpx.Response) -> float | None:
    try:
        seconds = float(response.headers.get("Retry-After", ""))
    except ValueError:
        return None
    return seconds if 0 <= seconds < 24 * 3600 else None
