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
from urllib.parse import urlencode, urlsplit

from .answers import Code, Refusal
from .store import PRIVATE_FILE, Store, private_folder
from .upload_query import APP_ID, check_query, most_bytes

_LIFETIME = 7 * 24 * 3600
# A file's name begins with when its token was given, in milliseconds.
_NAME = re.compile(r"(\d{1,16})_[0-9a-f]{24}\.[A-Za-z0-9]{1,5}")

_EXPIRES = re.compile(r"\d{1,12}")


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
            Refusal: If a parameter is missing, wrong or one too many, or the signature is wrong.
        """
        check_query(query, now=now)
        expires = int(now) + _LIFETIME
        day = time.strftime("%Y/%m/%d", time.gmtime(now))
        name = f"{int(now * 1000)}_{secrets.token_hex(12)}.{query['fSuffix'].lower()}"
        path = f"{APP_ID}/privite/{day}/{name}"
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
    ) -> int:
        """Check the signed address of a PUT.

        Args:
            name: The file's name, the last part of the address.
            query: The address's query.
            content_type: What the request calls the bytes.
            now: Seconds since the epoch.

        Returns:
            How many bytes may follow.

        Raises:
            Refusal: If it is out of date or was not signed for this name and content type.
        """
        expires = query.get("Expires", "")
        if not _EXPIRES.fullmatch(expires) or int(expires) < now:
            raise Refusal(Code.BAD_REQUEST, "the upload address has expired", status=403)
        wanted = self._signature(name, content_type, expires)
        if not hmac.compare_digest(wanted.encode(), query.get("Signature", "").encode()):
            raise Refusal(Code.BAD_REQUEST, "SignatureDoesNotMatch", status=403)
        return most_bytes(name.rpartition(".")[2])

    def partial(self, name: str) -> Path:
        """Where the bytes of an upload gather until they are complete."""
        path = self._folder / f"{name}.{secrets.token_hex(4)}.part"
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE_FILE))
        return path

    def keep(self, name: str, partial: Path, content_type: str) -> None:
        """Keep a complete upload."""
        partial.replace(self._folder / name)
        self._store.add_upload(name, content_type)

    def find(self, name: str, *, now: float) -> tuple[Path, str] | None:
        """An uploaded file and its content type; None if there is none, or no longer.

        Args:
            name: The file's name, the last part of its address.
            now: Seconds since the epoch.
        """
        found = _NAME.fullmatch(name)
        content_type = self._store.upload_type(name)
        if found is None or content_type is None or int(found[1]) / 1000 + _LIFETIME < now:
            return None
        return self._folder / name, content_type

    def size_of(self, url: str) -> int | None:
        """The bytes of an uploaded file by its address; None if there is none of that name."""
        name = urlsplit(url).path.rpartition("/")[2]
        kept = _NAME.fullmatch(name) and self._store.upload_type(name) is not None
        return (self._folder / name).stat().st_size if kept else None

    def _signature(self, name: str, content_type: str, expires: str) -> str:
        text = f"PUT\n{content_type}\n{expires}\n{name}"
        return hmac.new(self._secret, text.encode(), hashlib.sha256).hexdigest()
