"""A task's detail: every row of the service's table, and whatever else may stand there."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ima_tui.api.wire import Created, Media, MediaState, read_created, read_detail

from .leaves import STEADY, json_values

P, R, F, D = MediaState.PROCESSING, MediaState.READY, MediaState.FAILED, MediaState.DELETED
MOST = 2**63 - 1


def media(**entry: object) -> Media:
    (found,) = read_detail({"medias": [entry]}).medias
    return found


@pytest.mark.parametrize("status", [None, "pending", "processing", "success", "completed", "odd"])
@pytest.mark.parametrize(
    ("resource_status", "state"),
    [
        (0, P),
        (None, P),
        ("", P),
        (1, R),
        (2, F),
        (3, D),
        ("1", R),
        (" 2 ", F),
        (3.0, D),
        ("0", P),
        (4, P),
        (-1, P),
        (True, P),
        (1.5, P),
        ("one", P),
        ([1], P),
        ({}, P),
        ("--1", P),
        ("-", P),
    ],
)
def test_the_resource_status_decides(
    status: object, resource_status: object, state: MediaState
) -> None:
    assert media(status=status, resource_status=resource_status).state is state


@pytest.mark.parametrize("resource_status", [0, None, "", 1, 2, 3])
@pytest.mark.parametrize("status", ["failed", "FAILED"])
def test_failed_counts_beside_any_resource_status(status: str, resource_status: object) -> None:
    assert media(status=status, resource_status=resource_status).state is F


def test_a_media_that_says_nothing_is_in_the_making() -> None:
    assert media() == Media(state=P)


@pytest.mark.parametrize("odd", [True, 5, ["failed"], {"failed": 1}, 1.5])
def test_an_odd_status_is_in_the_making(odd: object) -> None:
    assert media(status=odd, resource_status=0).state is P


@pytest.mark.parametrize(
    ("entry", "url"),
    [
        ({"url": "a", "watermark_url": "b", "preview_url": "c"}, "a"),
        ({"url": "", "watermark_url": "b", "preview_url": "c"}, "b"),
        ({"url": None, "watermark_url": None, "preview_url": "c"}, "c"),
        ({"url": 5, "watermark_url": ["b"], "preview_url": "c"}, "c"),
        ({"preview_url": None}, ""),
        ({}, ""),
    ],
)
def test_the_address_is_the_best_there_is(entry: dict[str, Any], url: str) -> None:
    assert media(**entry).url == url


@pytest.mark.parametrize(
    ("entry", "cover"),
    [({"cover": "a", "cover_url": "b"}, "a"), ({"cover_url": "b"}, "b"), ({"cover": None}, "")],
)
def test_covers(entry: dict[str, Any], cover: str) -> None:
    assert media(**entry).cover == cover


def test_sizes_and_words() -> None:
    found = media(width="1920", height=1080.0, duration_str="5s")
    assert (found.width, found.height, found.duration) == (1920, 1080, "5s")


def test_a_duration_is_shown_so_it_is_made_safe() -> None:
    found = media(duration_str="\x1b]0;pwn\x07 5s \x1b[2J")
    assert found.duration.isprintable()
    assert "5s" in found.duration


@pytest.mark.parametrize(
    "width",
    [
        None,
        "",
        "wide",
        "--5",
        "-",
        "5px",
        1.5,
        float("nan"),
        float("inf"),
        True,
        [5],
        10**30,
        "9" * 30,
        "9" * 5000,
        -5,
        "-5",
    ],
)
def test_an_odd_size_is_none(width: object) -> None:
    assert media(width=width).width == 0


def test_every_media_that_comes_is_kept() -> None:
    urls = [f"https://example.com/{number}" for number in range(9)]
    detail = read_detail({"medias": [{"url": url, "resource_status": 1} for url in urls]})
    assert [one.url for one in detail.medias] == urls
    assert detail.ended


def test_what_is_no_media_is_passed_over() -> None:
    detail = read_detail({"medias": [None, "x", 5, [], {"url": "a"}]})
    assert [one.url for one in detail.medias] == ["a"]


@pytest.mark.parametrize("medias", [None, "missing", [], {}, "x", 5])
def test_without_media_only_a_failure_ends_a_task(medias: object) -> None:
    data = {} if medias == "missing" else {"medias": medias}
    for status in ("pending", "processing", "success", "completed", "odd", None, ""):
        assert not read_detail({**data, "status": status}).ended
    assert read_detail({**data, "status": "Failed"}).ended


@pytest.mark.parametrize(
    ("states", "ended"),
    [
        ([1], True),
        ([0], False),
        ([1, 0], False),
        ([2, 0], False),
        ([1, 2, 3], True),
        ([2, 2], True),
        ([None], False),
    ],
)
def test_a_task_ends_when_all_of_its_media_did(states: list[int | None], *, ended: bool) -> None:
    medias = [{"resource_status": state} for state in states]
    for status in ("failed", "success", None):
        assert read_detail({"status": status, "medias": medias}).ended is ended


KEYS = [
    "status",
    "medias",
    "resource_status",
    "url",
    "watermark_url",
    "preview_url",
    "cover",
    "cover_url",
    "width",
    "height",
    "duration_str",
    "format",
    "error_msg",
    "remark",
    "id",
]


@STEADY
@given(
    st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=4), json_values(), max_size=6),
    st.lists(
        st.dictionaries(
            st.sampled_from(KEYS), json_values(4) | st.text("-0123456789 ", max_size=6), max_size=8
        ),
        max_size=4,
    ),
)
def test_no_detail_raises(data: dict[str, object], medias: list[object]) -> None:
    for given_data in (data, {**data, "medias": medias}):
        detail = read_detail(given_data)
        assert isinstance(detail.ended, bool)
        for one in detail.medias:
            assert isinstance(one.state, MediaState)
            assert 0 <= one.width <= MOST
            assert 0 <= one.height <= MOST


@pytest.mark.parametrize(
    ("told", "until"),
    [
        (1_800_000_000_000, 1_800_000_000.0),
        ("1800000000000", 1_800_000_000.0),
        (1.8e12, 1_800_000_000.0),
        (None, None),
        (0, None),
        (-5, None),
        ("soon", None),
        (True, None),
        (10**400, None),
        (float("inf"), None),
        ([], None),
    ],
)
def test_a_deadline_is_told_or_none_and_never_costs_the_id(
    told: object, until: float | None
) -> None:
    assert read_created({"id": "task_1", "timeout_at": told}) == Created(
        task_id="task_1", until=until
    )


@given(json_values())
@STEADY
def test_no_answer_to_a_create_raises(told: Any) -> None:
    assert read_created(told) is None or isinstance(told, dict)
    assert read_created({"id": "task_1", "timeout_at": told}) is not None
