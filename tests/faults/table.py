"""The table: every fault at every call it can hit, and what must come of it.

A fault lasts until it is lifted, unless its rule says how often it hits. What is written here is
what the promises ask for, not what a program happens to do: after a create without a usable answer
nothing is sent again by itself; before it, and after it was accepted, everything goes on by itself
once it can.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from .site import Json
from .special import SPECIAL
from .trial import EDITED, FILM, PICTURE, Model, Row

FAULTS: Mapping[str, Json] = {
    "500": {"kind": "status", "status": 500},
    "500, a page": {"kind": "status", "status": 500, "body": "html"},
    "500, JSON without code": {"kind": "status", "status": 500, "body": "json"},
    "502, a page": {"kind": "status", "status": 502, "body": "html"},
    "503, retry after 7": {"kind": "status", "status": 503, "retry_after": 7},
    "401 without code": {"kind": "status", "status": 401},
    "403, a page": {"kind": "status", "status": 403, "body": "html"},
    "404": {"kind": "status", "status": 404},
    "500 after acting": {"kind": "status", "status": 500, "after": True},
    "502 after acting, a page": {"kind": "status", "status": 502, "body": "html", "after": True},
    "429 twice": {"kind": "status", "status": 429, "times": 2},
    "429 twice, JSON": {"kind": "status", "status": 429, "body": "json", "times": 2},
    "429 twice, retry after 30": {"kind": "status", "status": 429, "retry_after": 30, "times": 2},
    "code 429 twice": {"kind": "code", "code": 429, "times": 2},
    "code 401": {"kind": "code", "code": 401},
    "code 401, status 401": {"kind": "code", "code": 401, "status": 401},
    "code 4008": {"kind": "code", "code": 4008},
    "code 4014": {"kind": "code", "code": 4014},
    "code 6006": {"kind": "code", "code": 6006},
    "code 6009": {"kind": "code", "code": 6009},
    "code 6010": {"kind": "code", "code": 6010},
    "code 500": {"kind": "code", "code": 500},
    "code 500, status 500": {"kind": "code", "code": 500, "status": 500},
    "code 400": {"kind": "code", "code": 400},
    "code 400017": {"kind": "code", "code": 400017},
    "code 503": {"kind": "code", "code": 503},
    "code nobody knows": {"kind": "code", "code": 777},
    "late by 5 s": {"kind": "delay", "seconds": 5},
    "acts too late": {"kind": "delay", "seconds": 400},
    "answers too late": {"kind": "delay", "seconds": 400, "after": True},
    "cut before acting": {"kind": "drop_before"},
    "cut after acting": {"kind": "drop_after"},
    "no JSON": {"kind": "malformed"},
    "half of the JSON": {"kind": "truncated"},
    "data is a text": {"kind": "wrong_type"},
    "data is an empty list": {"kind": "wrong_type", "data": []},
    "data is an empty object": {"kind": "wrong_type", "data": {}},
    "data is null": {"kind": "wrong_type", "data": None},
    "5 MB of JSON": {"kind": "huge", "bytes": 5_000_000},
    "more bytes announced": {"kind": "wrong_length", "bytes": 100},
    "fewer bytes announced": {"kind": "wrong_length", "bytes": -100},
    "200 kB a second": {"kind": "slow_body", "bytes_per_second": 200_000},
    "10 B a second": {"kind": "slow_body", "bytes_per_second": 10},
}

_ABOUT_JSON = frozenset({"malformed", "truncated", "wrong_type", "huge"})
_BY_FILE = frozenset({"upload", "media"})

_NOT_SERVICE = (
    *("500", "500, a page", "500, JSON without code", "502, a page", "503, retry after 7"),
    *("403, a page", "404", "500 after acting", "502 after acting, a page"),
)
_GARBLED = ("no JSON", "half of the JSON")
_NOT_NOW = ("429 twice", "429 twice, JSON", "429 twice, retry after 30", "code 429 twice")
_TOO_LATE = ("acts too late", "answers too late")
_CUT = ("cut before acting", "cut after acting")
_NO_DATA = ("data is a text", "data is an empty list", "data is an empty object", "data is null")
_HARMLESS = ("late by 5 s", "200 kB a second")
_KEY = ("code 401", "code 401, status 401")
_HEAVY = ("code 500", "code 500, status 500")
_OF_BODIES = ("code 6006", "code 6009", "code 6010", "code 400", "code 400017", "code nobody knows")


@dataclass(frozen=True)
class Due:
    """What must come of some faults: see ``Row``."""

    faults: tuple[str, ...]
    held: str = "done"
    sends: int = 1
    charges: int = 1
    way: str = ""
    after: float = 300.0


def _waits(held: str, *faults: str, way: str = "") -> Due:
    """Nothing was sent; it goes on by itself, or when told."""
    return Due(faults, held, sends=0, charges=0, way=way)


def _goes_on(held: str, *faults: str) -> Due:
    """It was accepted: it goes on by itself."""
    return Due(faults, held)


def _done(*faults: str) -> Due:
    return Due(faults)


_MENDED_ELSEWHERE = (
    _waits("queued (points), queue: points", "code 4008", way="resume"),
    _waits("queued (subscription), queue: subscription", "code 4014", way="resume"),
)
_QUEUE_STANDS = (
    _waits("queued (key), queue: key", "401 without code", *_KEY, way="resume"),
    *_MENDED_ELSEWHERE,
)
_OFFLINE = "queued (no_answer), line: no_answer"
_STRANGE = "queued (not_the_service), line: not_the_service"
_NEVER_CREATED = "not created, run again"

DUE: Mapping[str, tuple[Due, ...]] = {
    "products": (
        _done(*_NOT_NOW, *_HARMLESS, "5 MB of JSON"),
        _waits(_STRANGE, *_NOT_SERVICE, *_GARBLED, "fewer bytes announced"),
        _waits(_OFFLINE, *_TOO_LATE, *_CUT, "more bytes announced", "10 B a second"),
        _waits(_OFFLINE, "data is a text", "data is an empty object", "data is null"),
        # that is a list: of nothing
        _waits("queued (unlisted)", "data is an empty list", way="agree"),
        *_QUEUE_STANDS,
        _waits("queued (price_changed)", "code 6006"),
        _waits("queued (no_rule)", "code 6009"),
        _waits("queued (rule_mismatch)", "code 6010"),
        _waits("queued (bad_request)", "code 400"),
        _waits("queued (bad_value)", "code 400017"),
        _waits("queued (refused)", "code nobody knows"),
        _waits("queued (heavy)", *_HEAVY),
        _waits("queued (unavailable)", "code 503"),
    ),
    "create": (
        _done(*_HARMLESS, "5 MB of JSON", "10 B a second"),
        Due(_NOT_NOW, "done", sends=3),
        Due(
            (
                *("500", "500, a page", "500, JSON without code", "502, a page"),
                *("503, retry after 7", "403, a page", "404"),
            ),
            "unconfirmed (not_the_service)",
            charges=0,
            way=_NEVER_CREATED,
        ),
        Due(
            ("500 after acting", "502 after acting, a page", *_GARBLED, "fewer bytes announced"),
            "unconfirmed (not_the_service)",
            way="attach",
        ),
        Due(
            ("401 without code",),
            "unconfirmed (key), queue: key",
            charges=0,
            way=f"{_NEVER_CREATED}, resume",
        ),
        Due(("cut before acting",), "unconfirmed (no_answer)", charges=0, way=_NEVER_CREATED),
        Due(
            ("cut after acting", "answers too late", *_NO_DATA, "more bytes announced"),
            "unconfirmed (no_answer)",
            way="attach",
        ),
        # it is charged long after the program gave up: only the records tell
        Due(("acts too late",), "unconfirmed (no_answer)", way="attach", after=600.0),
        Due(_KEY, "queued (key), queue: key", charges=0, way="resume"),
        *(replace(due, sends=1) for due in _MENDED_ELSEWHERE),
        Due(("code 6006",), "failed (price_changed)", sends=2, charges=0, way="run again"),
        Due(("code 6010",), "failed (rule_mismatch)", sends=2, charges=0, way="run again"),
        Due(("code 6009",), "failed (no_rule)", charges=0, way="run again"),
        Due(("code 400",), "failed (bad_request)", charges=0, way="run again"),
        Due(("code 400017",), "failed (bad_value)", charges=0, way="run again"),
        Due(("code 503",), "failed (unavailable)", charges=0, way="run again"),
        Due(("code nobody knows",), "failed (refused)", charges=0, way="run again"),
        Due(_HEAVY, "failed (heavy)", charges=0, way="run again"),
    ),
    "detail": (
        _done(*_NOT_NOW, *_HARMLESS, "5 MB of JSON", "10 B a second"),
        _goes_on("running, line: not_the_service", *_NOT_SERVICE, *_GARBLED),
        _goes_on("running, line: not_the_service", "fewer bytes announced"),
        _goes_on("running, line: no_answer", *_TOO_LATE, *_CUT, "more bytes announced"),
        _goes_on("running, line: no_answer", "data is a text", "data is an empty list"),
        _goes_on("running, line: no_answer", "data is null"),
        _goes_on("running", "data is an empty object", *_HEAVY, "code 503"),
        _goes_on("running, line: key", "401 without code", *_KEY),
        _goes_on("running (unknown_task)", *_OF_BODIES, "code 4008", "code 4014"),
    ),
    "verify": (
        _done(*_NOT_NOW, *_HARMLESS, "5 MB of JSON", "10 B a second"),
        _waits(_STRANGE, *_NOT_SERVICE, *_GARBLED, "fewer bytes announced"),
        _waits(_OFFLINE, *_CUT, *_NO_DATA, "more bytes announced"),
        # the service may take 300 s for it
        _waits("verifying", *_TOO_LATE),
        *_QUEUE_STANDS,
        _waits("failed (inputs)", "code 400", "code 400017", "code nobody knows", way="run again"),
        _waits("queued (price_changed)", "code 6006"),
        _waits("queued (no_rule)", "code 6009"),
        _waits("queued (rule_mismatch)", "code 6010"),
        _waits("queued (heavy)", *_HEAVY),
        _waits("queued (unavailable)", "code 503"),
    ),
    "token": (
        _done(*_NOT_NOW, *_HARMLESS, "5 MB of JSON"),
        # that says nothing of the service itself
        _waits("queued (storage)", *_NOT_SERVICE, *_GARBLED, "fewer bytes announced"),
        _waits("queued (storage)", *_CUT, *_NO_DATA, "more bytes announced", "10 B a second"),
        _waits("uploading (storage)", *_TOO_LATE),
        *_QUEUE_STANDS,
        _waits("failed (inputs)", "code 400", "code 400017", "code nobody knows", way="run again"),
        _waits("queued (price_changed)", "code 6006"),
        _waits("queued (no_rule)", "code 6009"),
        _waits("queued (rule_mismatch)", "code 6010"),
        _waits("queued (heavy)", *_HEAVY),
        _waits("queued (unavailable)", "code 503"),
    ),
    "upload": (
        # an answer without a body has no pace, and no fewer bytes
        _done(*_NOT_NOW, *_HARMLESS, "10 B a second", "fewer bytes announced"),
        _waits("queued (storage)", *_NOT_SERVICE, "401 without code"),
        _waits("queued (storage)", *_CUT, "more bytes announced"),
        _waits("uploading (storage)", *_TOO_LATE),
        _waits("queued (key), queue: key", "code 401", way="resume"),
        *_MENDED_ELSEWHERE,
        _waits("queued (storage)", "code 500, status 500", "code 401, status 401"),
        _waits("failed (inputs)", "code 400", "code 400017", "code nobody knows", way="run again"),
        _waits("queued (price_changed)", "code 6006"),
        _waits("queued (no_rule)", "code 6009"),
        _waits("queued (rule_mismatch)", "code 6010"),
        _waits("queued (heavy)", "code 500"),
        _waits("queued (unavailable)", "code 503"),
    ),
    "media": (
        # asked for the rest, the host says that there is none
        _done(*_NOT_NOW, *_HARMLESS, "more bytes announced"),
        _goes_on("saving (incomplete)", "500", "500, a page", "500, JSON without code"),
        _goes_on("saving (incomplete)", "502, a page", "503, retry after 7", "10 B a second"),
        _goes_on("saving (incomplete)", "500 after acting", "502 after acting, a page"),
        _goes_on("saving (incomplete)", "code 500, status 500"),
        _goes_on("saving (gone)", "401 without code", "403, a page", "404"),
        _goes_on("saving (gone)", "code 401, status 401"),
        _goes_on("saving (no_answer)", *_TOO_LATE, *_CUT),
        _goes_on("saving (incomplete)", "fewer bytes announced"),
        _goes_on("saving (wrong_kind)", "code 401", "code 4008", "code 4014", *_OF_BODIES),
        _goes_on("saving (wrong_kind)", "code 500", "code 503"),
    ),
}

_BOUGHT: Mapping[str, Model] = {"token": EDITED, "upload": EDITED, "verify": FILM}


def rows() -> list[Row]:
    """The whole table; a fault that is not told of for a call stops it."""
    return [*_by_call(), *SPECIAL]


def _by_call() -> Iterator[Row]:
    for call, dues in DUE.items():
        due_of = {fault: due for due in dues for fault in due.faults}
        if len(due_of) != sum(len(due.faults) for due in dues):
            raise ValueError(f"{call}: a fault stands twice")
        for fault, rule in FAULTS.items():
            if call in _BY_FILE and rule["kind"] in _ABOUT_JSON:
                continue
            due = due_of.pop(fault)
            row = Row(fault, call, ({**rule, "call": call},), model=_BOUGHT.get(call, PICTURE))
            yield replace(
                row,
                held=due.held,
                sends=due.sends,
                charges=due.charges,
                way=due.way,
                after=due.after,
            )
        if due_of:
            raise ValueError(f"{call}: can't be hit by {', '.join(due_of)}")
