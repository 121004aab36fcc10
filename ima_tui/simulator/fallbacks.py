"""Answers to requests without a handler: in the service's format, with the HTTP status as code."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response

from .answers import Code, Refusal, failure

_JSON = "application/json"


def _told(code: Code, message: str) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def answer(request: Request, error: Exception) -> Response:
        refusal = Refusal(code, message.format(request.method, request.url.path), status=code)
        # Headers for a wrong method: the allowed ones.
        headers = getattr(error, "headers", None)
        return Response(failure(refusal), refusal.status, headers=headers, media_type=_JSON)

    return answer


HANDLERS = {
    404: _told(Code.NOT_FOUND, "no such path: {0} {1}"),
    405: _told(Code.WRONG_METHOD, "{0} is not allowed on {1}"),
}
"""By HTTP status."""
