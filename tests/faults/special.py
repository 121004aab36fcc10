"""Rows of the table about tasks, offers and results: faults of the thing, not of the call."""

from typing import Any

from .site import Json
from .trial import PAIR, PICTURE, Model, Row

SHARP = Model(PICTURE.task_type, PICTURE.version, {"size": "1K"})
"""A picture that could be made smaller."""

DAY = 24 * 3600.0
LEAF = {"task_type": PICTURE.task_type, "version": PICTURE.version}


def _of_task(kind: str, **more: Any) -> tuple[Json, ...]:
    return ({"kind": kind, **more},)


def _of_offer(kind: str, call: str, **more: Any) -> tuple[Json, ...]:
    """The offer changes after the list that was asked for, or just before the create."""
    return ({"kind": kind, "call": call, **LEAF, **more},)


def _of_media(kind: str, **more: Any) -> Json:
    return {"kind": kind, "call": "media", **more}


_FAILED = "failed (generation)"
_REFUSED = "failed (moderation)"
_RISEN = "queued (price_risen)"

_OF_TASKS = (
    Row("stuck", "task", _of_task("stuck"), "taking_long", ends="taking_long", files=0, after=1000),
    Row(
        "stuck for more than a day",
        "task",
        _of_task("stuck"),
        "taking_long (day_passed)",
        way="stop watching",
        ends="stopped",
        files=0,
        after=DAY + 3600,
    ),
    Row("fails as a whole", "task", _of_task("fail_task"), _FAILED, ends=_FAILED, files=0),
    *(
        Row(
            f"one of two fails, resource_status {status}",
            "task",
            _of_task("fail_media", place=0, resource_status=status),
            "partial",
            ends="partial",
            model=PAIR,
        )
        for status in (2, 1, 0)
    ),
    Row(
        "both fail",
        "task",
        _of_task("fail_media", error_msg="content policy"),
        _REFUSED,
        ends=_REFUSED,
        files=0,
        model=PAIR,
    ),
    Row(
        "one of two is deleted at once",
        "task",
        _of_task("delete_media", place=0),
        "partial",
        ends="partial",
        model=PAIR,
    ),
    Row(
        "deleted once it was saved",
        "task",
        _of_task("delete_media", seconds=100),
        files=2,
        model=PAIR,
    ),
    Row("in a state nobody knows", "task", _of_task("unknown_status", status="in_review")),
    Row(
        "in a state nobody knows, still",
        "task",
        (*_of_task("unknown_status", status="in_review"), *_of_task("stuck")),
        "running",
        ends="taking_long",
        files=0,
    ),
    Row("one more than was asked for", "task", _of_task("late", count=1), files=2),
    Row("two more, 5 s after the end", "task", _of_task("late", count=2, seconds=5), files=3),
)

_OF_OFFERS = (
    Row(
        "dearer after the look",
        "products",
        _of_offer("price", "products", points=50),
        _RISEN,
        charges=0,
        way="agree",
    ),
    Row(
        "dearer just before it",
        "create",
        _of_offer("price", "create", points=50),
        _RISEN,
        charges=0,
        way="agree",
    ),
    Row("cheaper after the look", "products", _of_offer("price", "products", points=1)),
    Row("cheaper just before it", "create", _of_offer("price", "create", points=1)),
    Row(
        "the model goes after the look",
        "products",
        _of_offer("remove_model", "products"),
        "failed (bad_request)",
        charges=0,
        way="run again",
        ends="queued (unlisted)",
        files=0,
    ),
    Row(
        "the model goes just before it",
        "create",
        _of_offer("remove_model", "create"),
        "failed (bad_request)",
        charges=0,
        way="run again",
        ends="queued (unlisted)",
        files=0,
    ),
)

_ONCE = (
    Row(
        "code 6006 once",
        "create",
        ({"kind": "code", "call": "create", "code": 6006, "times": 1},),
        sends=2,
    ),
    Row(
        "code 6010 once",
        "create",
        ({"kind": "code", "call": "create", "code": 6010, "times": 1},),
        sends=2,
    ),
    Row(
        "code 500 once: made smaller",
        "create",
        ({"kind": "code", "call": "create", "code": 500, "times": 1},),
        model=SHARP,
    ),
    Row(
        "code 500 for ever: made smaller",
        "create",
        ({"kind": "code", "call": "create", "code": 500},),
        "failed (heavy)",
        charges=0,
        way="run again",
        model=SHARP,
    ),
)

_OF_RESULTS = (
    Row("cut once", "media", (_of_media("wrong_length", bytes=5000, times=1),)),
    Row(
        "cut, then no parts",
        "media",
        (_of_media("wrong_length", bytes=5000, times=1), {"kind": "no_range"}),
    ),
    Row(
        "half of it, then no parts",
        "media",
        (_of_media("wrong_length", bytes=-3000, times=1), {"kind": "no_range"}),
    ),
    Row("half of it once", "media", (_of_media("wrong_length", bytes=-3000, times=1),)),
    Row("gone after the first fetch", "media", ({"kind": "expire_url", "after": 1},)),
    Row(
        "never there",
        "media",
        ({"kind": "expire_url", "after": 0},),
        "saving (gone)",
        way="stop watching",
        ends="stopped",
        files=0,
        lost=1,
    ),
    Row(
        "cut once, gone after the second fetch",
        "media",
        (_of_media("wrong_length", bytes=-3000, times=1), {"kind": "expire_url", "after": 2}),
    ),
)

SPECIAL = (*_OF_TASKS, *_OF_OFFERS, *_ONCE, *_OF_RESULTS)
"""Rows with rules of their own."""
