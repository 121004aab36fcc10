"""Answers to requests that no call takes: in the service's shape, with the HTTP status in both."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response

from .answers import Code, Refusal, failure

_JSON = "application/json"


def _told(code: Code, message: str) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def answer(request: Request, error: Exception) -> Response:
        refusal = Refusal(code, message.format(request.method, request.url.path), status=code)
        # What goes with a wrong method: the ones that are allowed.
        headers = getattr(error, "headers", None)
        return Response(failure(refusal), refusal.status, headers=headers, media_type=_JSON)

    return answer


HANDLERS = {
    404: _told(Code.NOT_FOUND, "no such path: {0} {1}"),
    405: _told(Code.WRONG_METHOD, "{0} is not allowed on {1}"),
}
"""By HTTP status."""
