"""Uploading: a token from the upload service, then the bytes to the address it names.

(IMA Open API, image upload.) Only the token call carries the key, and in its query, so that
address is never reported, and its redirects are not followed.
"""

import asyncio
import hashlib
import secrets
import ssl
from collections.abc import AsyncIterable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cached_property
from typing import Any, Final
from urllib.parse import urlsplit

import httpx

from ..catalog.addresses import is_media_address
from ..catalog.inputs import MediaKind
from ..catalog.values import as_number
from .addresses import base_address
from .client import CALL_SECONDS, NOT_SENT, decoded, read_answer, through_proxy
from .errors import (
    ImaError,
    NoAnswerError,
    NotSentError,
    StorageError,
    UnreadableAnswerError,
)
from .tls import certificates

_TOKEN_PATH = "/api/rest/oss/getuploadtoken"  # noqa: S105 - an address
# public identifiers of the upload service, the same for every client
_APP_ID = "webAgent"
_APP_KEY = "32jdskjdk320eew"
_TYPES: Final[Mapping[MediaKind, str]] = {
    MediaKind.IMAGE: "picture",
    MediaKind.VIDEO: "video",
    MediaKind.AUDIO: "audio",
}
_TIMEOUT = httpx.Timeout(30.0, connect=10.0, pool=10.0)
_PUT_TIMEOUT = httpx.Timeout(60.0, connect=10.0, pool=10.0)
"""For each chunk written, and for the answer after the last one."""
PUT_SECONDS = 3600.0
"""For a whole file: the largest one on a slow connection."""

HELD_SECONDS = 7 * 24 * 3600.0
"""How long an upload is assumed to be kept if the service does not say."""

_FIRST_MOMENT = 1e9
"""A smaller number is not a timestamp but a duration in seconds."""
_FIRST_MILLISECONDS = 1e11
_LAST = 1e15
"""The latest timestamp accepted."""


@dataclass(frozen=True, slots=True)
class UploadToken:
    """Permission to upload one file.

    Attributes:
        put_url: where the bytes go; signed, so it is shown nowhere.
        url: where the file is afterwards.
        expires_at: when it is deleted, in seconds since the epoch.
    """

    put_url: str = field(repr=False)
    url: str
    expires_at: float


class UploadClient:
    """Calls the upload service and its storage. No failure names an address or the key.

    Args:
        base_url: the upload service's address.
        key: the API key, ``ima_…``.
        now: gives seconds since the epoch.
        nonce: returns a text that is never repeated.

    Raises:
        BadAddressError: the address can't be used with a key.
    """

    def __init__(
        self,
        base_url: str,
        key: str,
        *,
        now: Callable[[], float],
        nonce: Callable[[], str] = lambda: secrets.token_hex(11)[:21],
    ) -> None:
        self.base_url = base_address("IMA_UPLOAD_URL", base_url)
        self._key = key
        self._now = now
        self._nonce = nonce
        self._trust_env = through_proxy("IMA_UPLOAD_URL", self.base_url)

    def __repr__(self) -> str:
        return f"UploadClient({self.base_url!r})"

    @cached_property
    def _http(self) -> httpx.AsyncClient:
        # created on first use: most tasks upload nothing
        return httpx.AsyncClient(
            timeout=_TIMEOUT,
            follow_redirects=False,
            trust_env=self._trust_env,
            verify=certificates(trust_env=self._trust_env),
        )

    async def aclose(self) -> None:
        """Close all connections."""
        if "_http" in vars(self):
            await self._http.aclose()

    async def upload_token(self, kind: MediaKind, suffix: str, content_type: str) -> UploadToken:
        """Ask for permission to upload a file.

        Args:
            kind: what the file is.
            suffix: the file name extension, without the dot.
            content_type: its MIME type.

        Raises:
            ServiceError: the service refused, with its code.
            RateLimitedError: too many calls.
            NotSentError: it could not be reached.
            NoAnswerError: no usable answer came.
        """
        query = self._query(kind, suffix, content_type)
        response = await self._answered(
            self._http.build_request("GET", self.base_url + _TOKEN_PATH, params=query)
        )
        data = _token_data(response)
        put_url, url = data.get("ful"), data.get("fdl")
        if not _usable(put_url) or not _usable(url):
            raise NoAnswerError("a token without addresses")
        return UploadToken(
            str(put_url), str(url).strip(), expiry(data.get("fdl_expire"), self._now())
        )

    async def put(
        self, token: UploadToken, content: AsyncIterable[bytes], size: int, content_type: str
    ) -> None:
        """Send a file's bytes to the storage, without credentials.

        Exceptions of ``content`` are passed on unchanged.

        Args:
            token: the permission; a fresh one for every attempt.
            content: the bytes, chunk by chunk.
            size: the number of bytes.
            content_type: the one that the token was requested with.

        Raises:
            StorageError: the storage rejected them.
            ServiceError: likewise, with a code of the service.
            RateLimitedError: too many calls.
            NotSentError: it could not be reached.
            NoAnswerError: the connection broke.
        """
        headers = {"Content-Type": content_type, "Content-Length": str(size)}
        try:
            request = self._http.build_request(
                "PUT", token.put_url, content=content, headers=headers, timeout=_PUT_TIMEOUT
            )
        except (httpx.InvalidURL, UnicodeError):
            raise NoAnswerError("a token without addresses") from None
        response = await self._answered(request, limit=PUT_SECONDS)
        if not response.is_success:
            raise StorageError(response.status_code)
        # a gateway in front of the storage may answer with a service error: then nothing is stored
        with suppress(UnreadableAnswerError):
            read_answer(response)

    async def _answered(
        self, request: httpx.Request, *, limit: float = CALL_SECONDS
    ) -> httpx.Response:
        """Send a request; errors raised here reveal neither it nor its address."""
        failure: ImaError
        try:
            async with asyncio.timeout(limit):
                return await self._http.send(request)
        except NOT_SENT:
            failure = NotSentError("no connection")
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError, TimeoutError, ssl.SSLError):
            # other system errors may come from the file being read
            failure = NoAnswerError("connection lost")
        raise failure

    def _query(self, kind: MediaKind, suffix: str, content_type: str) -> dict[str, str]:
        timestamp, nonce = str(int(self._now())), self._nonce()
        return {
            "appUid": self._key,
            "appId": _APP_ID,
            "appKey": _APP_KEY,
            "cmimToken": self._key,
            "sign": signature(timestamp, nonce),
            "timestamp": timestamp,
            "nonce": nonce,
            "fService": "privite",
            "fType": _TYPES[kind],
            "fSuffix": suffix,
            "fContentType": content_type,
        }


def signature(timestamp: str, nonce: str) -> str:
    """Return the signature of a token call (IMA Open API, image upload)."""
    text = f"{_APP_ID}|{_APP_KEY}|{timestamp}|{nonce}"
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest().upper()


def expiry(said: object, now: float) -> float:
    """Return until when an upload is kept, in seconds since the epoch.

    Args:
        said: a number (seconds or milliseconds since the epoch, or seconds from now) or a date;
            with anything else ``HELD_SECONDS`` are assumed.
        now: seconds since the epoch.
    """
    number = as_number(said) if isinstance(said, str | int | float) else None
    if number is not None:
        if not 0 < number < _LAST:
            return now + HELD_SECONDS
        if number < _FIRST_MOMENT:
            return now + number
        return float(number / 1000 if number >= _FIRST_MILLISECONDS else number)
    moment = _date(said) if isinstance(said, str) else None
    return now + HELD_SECONDS if moment is None else moment.timestamp()


def _date(text: str) -> datetime | None:
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read(text.strip())
        except (ValueError, TypeError, IndexError):
            continue
        return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    return None


def _token_data(response: httpx.Response) -> Mapping[str, Any]:
    """Return the ``data`` of a token answer, which may come without a ``code``."""
    try:
        data = read_answer(response)
    except UnreadableAnswerError:
        data = _without_code(response) if response.is_success else None
        if data is None:
            raise
    if not isinstance(data, dict):
        raise NoAnswerError("a token without data")
    return data


def _without_code(response: httpx.Response) -> object:
    answer = decoded(response.content)
    return answer.get("data") if isinstance(answer, dict) else None


def _usable(address: object) -> bool:
    """Return whether an address may be used for an upload or a medium: it holds no credentials."""
    if not isinstance(address, str) or not is_media_address(address):
        return False
    return "@" not in urlsplit(address.strip()).netloc
