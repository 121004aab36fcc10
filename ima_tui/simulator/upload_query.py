"""The query of an upload token call: its eleven parameters, its signature, and what can be put.

Source: IMA Open API, image upload.
"""

import hashlib
import hmac
import re
from collections.abc import Mapping
from typing import NamedTuple

from .answers import Code, Refusal

# The service's public identifiers, the same for every client.
APP_ID = "webAgent"
_APP_KEY = "32jdskjdk320eew"
_NEEDED = (
    "appUid",
    "appId",
    "appKey",
    "cmimToken",
    "sign",
    "timestamp",
    "nonce",
    "fService",
    "fType",
    "fSuffix",
    "fContentType",
)
_FIXED = {"appId": APP_ID, "appKey": _APP_KEY, "fService": "privite"}
# How far a client's clock may be off, in seconds.
_WINDOW = 15 * 60
_TIMESTAMP = re.compile(r"\d{1,12}")
_MB = 1024 * 1024


class _Format(NamedTuple):
    """A kind of file that can be put: its fType and its content types."""

    kind: str
    content_types: tuple[str, ...]


_MOST_BYTES = {"picture": 30 * _MB, "video": 50 * _MB, "audio": 15 * _MB}
_JPEG = _Format("picture", ("image/jpeg", "image/jpg"))
_FORMATS = {
    "jpg": _JPEG,
    "jpeg": _JPEG,
    "png": _Format("picture", ("image/png",)),
    "webp": _Format("picture", ("image/webp",)),
    "gif": _Format("picture", ("image/gif",)),
    "bmp": _Format("picture", ("image/bmp", "image/x-ms-bmp")),
    "mp4": _Format("video", ("video/mp4",)),
    "mov": _Format("video", ("video/quicktime", "video/mov")),
    "avi": _Format("video", ("video/x-msvideo", "video/avi")),
    "webm": _Format("video", ("video/webm",)),
    "mp3": _Format("audio", ("audio/mpeg", "audio/mp3")),
    "wav": _Format("audio", ("audio/wav", "audio/x-wav", "audio/wave", "audio/vnd.wave")),
    "m4a": _Format("audio", ("audio/mp4", "audio/x-m4a", "audio/m4a", "audio/mp4a-latm")),
}


def check_query(query: Mapping[str, str], *, now: float) -> None:
    """Check the parameters of a token call.

    Args:
        query: All of them.
        now: Seconds since the epoch.

    Raises:
        Refusal: With the first mistake found.
    """
    missing = [name for name in _NEEDED if not query.get(name)]
    surplus = [name for name in query if name not in _NEEDED]
    if missing or surplus:
        names = f"missing: {', '.join(missing)}" if missing else f"unknown: {', '.join(surplus)}"
        raise Refusal(Code.BAD_REQUEST, f"exactly eleven parameters are needed; {names}")
    if not query["appUid"].startswith("ima_") or query["cmimToken"] != query["appUid"]:
        raise Refusal(Code.KEY_INVALID, "appUid and cmimToken must be the API key", status=401)
    for name, value in _FIXED.items():
        if query[name] != value:
            raise Refusal(Code.BAD_REQUEST, f"{name} must be {value}")
    _check_signature(query, now)
    _check_format(query["fType"], query["fSuffix"].lower(), query["fContentType"])


def signature_of(timestamp: str, nonce: str) -> str:
    """The signature of a token call."""
    text = f"{APP_ID}|{_APP_KEY}|{timestamp}|{nonce}"
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest().upper()


def most_bytes(suffix: str) -> int:
    """The most bytes that a file of an accepted ending may have."""
    return _MOST_BYTES[_FORMATS[suffix.lower()].kind]


def _check_signature(query: Mapping[str, str], now: float) -> None:
    timestamp = query["timestamp"]
    if not _TIMESTAMP.fullmatch(timestamp) or abs(int(timestamp) - now) > _WINDOW:
        raise Refusal(Code.BAD_REQUEST, "timestamp must be the time now, in seconds")
    wanted = signature_of(timestamp, query["nonce"])
    if not hmac.compare_digest(wanted.encode(), query["sign"].encode()):
        raise Refusal(Code.BAD_REQUEST, "sign does not match")


def _check_format(kind: str, suffix: str, content_type: str) -> None:
    if kind not in _MOST_BYTES:
        raise Refusal(Code.BAD_REQUEST, f"fType must be one of {', '.join(_MOST_BYTES)}")
    found = _FORMATS.get(suffix)
    if found is None:
        raise Refusal(Code.BAD_REQUEST, f"fSuffix must be one of {', '.join(_FORMATS)}")
    if found.kind != kind or content_type not in found.content_types:
        raise Refusal(Code.BAD_REQUEST, "fType, fSuffix and fContentType do not agree")
