"""The shape of every answer, ``{"code", "message", "data"}``, and the codes of refusals."""

from enum import IntEnum
from typing import Any

import msgspec


class Code(IntEnum):
    """Body codes of the service (source: IMA Open API, error codes)."""

    OK = 0
    BAD_REQUEST = 400
    KEY_INVALID = 401
    NOT_FOUND = 404
    WRONG_METHOD = 405
    POINTS_SHORT = 4008
    TIER_NEEDED = 4014
    CREDIT_MISMATCH = 6006
    NO_RULE = 6009
    RULE_MISMATCH = 6010
    VALUE_INVALID = 400017


class Refusal(Exception):  # noqa: N818 - a refused request is an answer, not a fault of ours
    """A request that is answered with an error code.

    Args:
        code: The body code.
        message: What is wrong, in the service's plain English.
        status: The HTTP status; the service answers most errors with 200.
    """

    def __init__(self, code: Code, message: str, *, status: int = 200) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status


def success(data: Any) -> bytes:
    """Encode a successful answer."""
    return msgspec.json.encode({"code": Code.OK, "message": "success", "data": data})


def failure(refusal: Refusal) -> bytes:
    """Encode a refusal."""
    return msgspec.json.encode({"code": refusal.code, "message": refusal.message, "data": None})
