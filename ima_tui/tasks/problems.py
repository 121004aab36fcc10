"""The codes of problems, each with a message in the locale files.

The codes of the service are those of IMA Open API, error codes.
"""

from collections.abc import Mapping
from typing import Final

from ..api.errors import (
    ImaError,
    NoAnswerError,
    NotSentError,
    RateLimitedError,
    ServiceError,
    StorageError,
    UnreadableAnswerError,
)

OUTDATED: Final = "outdated"
"""The problem of a create whose rule is not among the service's any more: the list is old."""

_BY_CODE: Final[Mapping[int, str]] = {
    401: "key",
    4008: "points",
    4014: "subscription",
    6006: "price_changed",
    6009: "no_rule",
    6010: "rule_mismatch",
    500: "heavy",
    400: "bad_request",
    400017: "bad_value",
    429: "rate",
    503: "unavailable",
}

PASSING: Final = frozenset({401, 429, 500, 503})
"""Codes of the service that are not about the requested task."""

_BY_TEXT: Final = (
    ("invalid product attribute", OUTDATED),
    ("minimum pixels", "too_small"),
    ("content policy", "moderation"),
    ("moderation", "moderation"),
    ("sensitive", "moderation"),
    ("敏感", "moderation"),
    ("违规", "moderation"),
    ("lyrics format", "lyrics"),
    ("prompt length", "prompt_length"),
    ("text length", "text_length"),
)

HELD: Final = "restart"
"""The problem of a task that waited when the program ended: only the user resumes it."""

ASKING: Final = frozenset(
    {"price_risen", "correction", "unlisted", "cap_session", "cap_day", "cap_month"}
)
"""A queued task that waits for the user: a price to agree to, a change, a cap, a vanished model."""

HOLDING: Final = ASKING | {HELD}
"""Problems with which a queued task is not sent automatically."""

GENERATION: Final = "generation"
"""The service took a task and could not make it; its words for that are not known."""

NOT_CREATED: Final = "not_created"
"""The user saw in the records that an unconfirmed task was not created."""

UNKNOWN: Final = "unknown_task"
"""The problem of an accepted task that the service says it does not know: polled rarely."""

DAY_PASSED: Final = "day_passed"
"""The problem of a task that is not polled automatically any more: the user decides."""

UNCLEAR: Final = "settings"
"""Why the queue is stopped while one of the user's limits is invalid; the screen names it."""

PAUSED: Final = "paused"
"""Why the queue is stopped when the user paused it."""

PAUSING: Final = frozenset({"key", "points", "subscription"})
"""Nothing can be sent until the user has acted: the queue pauses and keeps everything."""

REFUSED: Final = "refused"
"""The service refused with an unknown code: the message includes a reference."""

LINKS: Final[Mapping[str, str]] = {
    "key": "https://www.imaclaw.ai/imaclaw/apikey",
    "points": "https://www.imaclaw.ai/imaclaw/subscription",
    "subscription": "https://www.imaclaw.ai/imaclaw/subscription",
}
"""The pages where the user can fix a problem."""

CODES: Final = frozenset(_BY_CODE.values()) | {
    *(code for _text, code in _BY_TEXT),
    "connection",
    "no_answer",
    "not_the_service",
    REFUSED,
    "storage",
    GENERATION,
    "inputs",
    NOT_CREATED,
    *ASKING,
    HELD,
    PAUSED,
    UNKNOWN,
    DAY_PASSED,
    "disk_full",
    "folder",
    "gone",
    "incomplete",
    "wrong_kind",
    "store",
    "lost_request",
}
"""All codes; each has the message ``problem-<code>`` in every language."""


def problem_of(error: ImaError) -> str:
    """Return the code of a failed call."""
    if isinstance(error, ServiceError):
        coded = _BY_CODE.get(error.code, REFUSED)
        if coded in PAUSING:
            # what the user must mend is that, whatever else is said of it
            return coded
        return problem_said(error.message) or coded
    if isinstance(error, RateLimitedError):
        return "rate"
    if isinstance(error, NotSentError):
        return "connection"
    if isinstance(error, UnreadableAnswerError):
        return "key" if error.status == 401 else "not_the_service"
    if isinstance(error, NoAnswerError):
        return "no_answer"
    if isinstance(error, StorageError):
        return "storage"
    return REFUSED


def problem_said(text: str) -> str | None:
    """Return the code of a problem by the service's message; None if it is unknown."""
    plain = text.casefold()
    return next((code for part, code in _BY_TEXT if part in plain), None)


def reference_of(error: ImaError) -> str:
    """Return the reference to quote for a failure with an unknown code; else empty."""
    unknown = isinstance(error, ServiceError) and problem_of(error) == REFUSED
    return error.reference if unknown and isinstance(error, ServiceError) else ""
