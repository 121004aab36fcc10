"""Uploads: the token with its signed address, the PUT that follows, and where the file then is."""

import hashlib
import hmac
import os
import re
import secrets
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from .answers import Code, Refusal
from .store import PRIVATE_FILE, Store, private_folder

# The service's public identifiers, the same for every client (source: IMA Open API, image upload).
_APP_ID = "webAgent"
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
_FIXED = {"appId": _APP_ID, "appKey": _APP_KEY, "fService": "privite"}
_KINDS = {"picture": "image/", "video": "video/", "audio": "audio/"}
_SUFFIX = re.compile(r"[A-Za-z0-9]{1,5}")
_LIFETIME = 7 * 24 * 3600
MOST_BYTES = 64 * 1024 * 1024


class Uploads:
    """Uploaded files.

    Args:
        folder: Where they are kept.
        store: Keeps their content types and the secret that signs addresses.
    """

    def __init__(self, folder: Path, store: Store) -> None:
        self._folder = private_folder(folder)
        self._store = store
        self._secret = store.fact("upload_secret", secrets.token_hex(16)).encode()

    def token(self, query: Mapping[str, str], *, base_url: str, now: float) -> dict[str, Any]:
        """Answer a token call.

        Args:
            query: The eleven parameters.
            base_url: What addresses begin with.
            now: Seconds since the epoch.

        Raises:
            Refusal: If a parameter is missing or wrong, or the signature is.
        """
        _check_token_query(query)
        expires = int(now) + _LIFETIME
        day = time.strftime("%Y/%m/%d", time.gmtime(now))
        name = f"{int(now * 1000)}_{secrets.token_hex(12)}.{query['fSuffix']}"
        path = f"{_APP_ID}/privite/{day}/{name}"
        signed = {
            "Expires": str(expires),
            "OSSAccessKeyId": "simulator",
            "Signature": self._signature(name, query["fContentType"], str(expires)),
        }
        return {
            "ful": f"{base_url}/oss/{path}?{urlencode(signed)}",
            "fdl": f"{base_url}/cdn/{path}",
            "ful_expire": expires,
            "fdl_expire": expires,
            "fdl_key": path,
        }

    def check_put(
        self, name: str, query: Mapping[str, str], content_type: str, *, now: float
    ) -> None:
        """Check the signed address of a PUT.

        Args:
            name: The file's name, the last part of the address.
            query: The address's query.
            content_type: What the request calls the bytes.
            now: Seconds since the epoch.

        Raises:
            Refusal: If it is out of date or was not signed for this name and content type.
        """
        expires = query.get("Expires", "")
        if not expires.isdigit() or int(expires) < now:
            raise Refusal(Code.BAD_REQUEST, "the upload address has expired", status=403)
        wanted = self._signature(name, content_type, expires)
        if not hmac.compare_digest(wanted, query.get("Signature", "")):
            raise Refusal(Code.BAD_REQUEST, "SignatureDoesNotMatch", status=403)

    def partial(self, name: str) -> Path:
        """Where the bytes of an upload gather until they are complete."""
        path = self._folder / f"{name}.{secrets.token_hex(4)}.part"
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE_FILE))
        return path

    def keep(self, name: str, partial: Path, content_type: str) -> None:
        """Keep a complete upload."""
        partial.replace(self._folder / name)
        self._store.add_upload(name, content_type)

    def find(self, name: str) -> tuple[Path, str] | None:
        """An uploaded file and its content type, or None."""
        content_type = self._store.upload_type(name)
        return None if content_type is None else (self._folder / name, content_type)

    def _signature(self, name: str, content_type: str, expires: str) -> str:
        text = f"PUT\n{content_type}\n{expires}\n{name}"
        return hmac.new(self._secret, text.encode(), hashlib.sha256).hexdigest()


def signature_of(app_id: str, app_key: str, timestamp: str, nonce: str) -> str:
    """The signature of a token call."""
    text = f"{app_id}|{app_key}|{timestamp}|{nonce}"
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest().upper()


def _check_token_query(query: Mapping[str, str]) -> None:
    missing = [name for name in _NEEDED if not query.get(name)]
    if missing:
        raise Refusal(Code.BAD_REQUEST, f"missing parameters: {', '.join(missing)}")
    if not query["appUid"].startswith("ima_") or query["cmimToken"] != query["appUid"]:
        raise Refusal(Code.KEY_INVALID, "appUid and cmimToken must be the API key", status=401)
    for name, value in _FIXED.items():
        if query[name] != value:
            raise Refusal(Code.BAD_REQUEST, f"{name} must be {value}")
    wanted = signature_of(_APP_ID, _APP_KEY, query["timestamp"], query["nonce"])
    if query["sign"] != wanted:
        raise Refusal(Code.BAD_REQUEST, "sign does not match")
    kind = _KINDS.get(query["fType"])
    if kind is None or not query["fContentType"].startswith(kind):
        raise Refusal(Code.BAD_REQUEST, "fType and fContentType do not agree")
    if not _SUFFIX.fullmatch(query["fSuffix"]):
        raise Refusal(Code.BAD_REQUEST, "fSuffix must be a file ending")
