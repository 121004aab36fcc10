"""The asset check: which assets have passed it, and for whom."""

import hashlib
from typing import Any
from urllib.parse import urlsplit

from .answers import Code, Refusal
from .checks_inputs import usable_address
from .store import Store

_LONGEST_NAME = 64
# An asset with this in its address or name is rejected, to try out failures.
_BLOCKED = "blocked"
_REFUSED = {"code": "AssetRejected", "message": "the asset was rejected by content review"}
_NO_ERROR = {"code": "", "message": ""}
_KINDS = {
    "mp4": "video",
    "mov": "video",
    "avi": "video",
    "webm": "video",
    "mp3": "audio",
    "wav": "audio",
    "m4a": "audio",
}


class Assets:
    """The assets that have passed, by account; survives restarts.

    Args:
        store: Where they are kept.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def verify(self, account: str, body: Any) -> dict[str, Any]:
        """Answer an asset check: usable addresses pass, except those named "blocked".

        Args:
            account: Who asks; what passes, passes for them alone.
            body: The decoded JSON body.

        Raises:
            Refusal: If the address or the name is not usable.
        """
        url, name = _read(body)
        blocked = _BLOCKED in f"{url} {name}".casefold()
        if not blocked:
            self._store.add_asset(account, url)
        return {
            "result": {
                "id": f"asset_{hashlib.sha256(url.encode()).hexdigest()[:24]}",
                "status": "failed" if blocked else "active",
                "asset_type": _kind(url),
                "error": _REFUSED if blocked else _NO_ERROR,
            }
        }

    def passed(self, account: str, url: str) -> bool:
        """Whether an asset has passed for an account."""
        return self._store.has_asset(account, url)


def _read(body: Any) -> tuple[str, str]:
    given = body if isinstance(body, dict) else {}
    url, name = given.get("url"), given.get("name")
    if not isinstance(url, str) or not usable_address(url):
        raise Refusal(Code.BAD_REQUEST, "url must be an https address")
    if name is not None and not isinstance(name, str):
        raise Refusal(Code.BAD_REQUEST, "name must be a text")
    if len(name or "") > _LONGEST_NAME:
        raise Refusal(Code.BAD_REQUEST, f"name is longer than {_LONGEST_NAME} characters")
    return url, name or ""


def _kind(url: str) -> str:
    return _KINDS.get(urlsplit(url).path.rpartition(".")[2].casefold(), "image")
