"""One test per kind of fault of a request: what a plain client sees, and whether it was charged."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from ima_tui.simulator.faults import KINDS
from ima_tui.simulator.service import Simulator

from .faulting import CREATE, LONG_AFTER, PRICE, Pauses, add, body, charged
from .kit import Client, Clock, Json


@pytest.fixture
def pauses() -> Pauses:
    return Pauses()


@pytest.fixture
def sim(clock: Clock, pauses: Pauses) -> Iterator[Simulator]:
    simulator = Simulator(seed=7, clock=clock, pause=pauses)
    yield simulator
    simulator.close()


def hits(client: Client) -> list[int]:
    return [rule["hits"] for rule in client.http.get("/__sim/faults").json()["rules"]]


def test_delay_waits_before_acting_or_before_answering(client: Client, pauses: Pauses) -> None:
    add(
        client,
        {"kind": "delay", "call": "create", "seconds": 30},
        {"kind": "delay", "call": "create", "seconds": 0.5, "after": True, "nth": 2},
    )
    client.create(body(client))
    assert pauses.seconds == [30]
    client.create(body(client))
    assert pauses.seconds == [30, 30, 0.5]
    assert charged(client) == 2 * PRICE


def test_drop_before_closes_without_charging(client: Client) -> None:
    add(client, {"kind": "drop_before", "call": "create", "nth": 1})
    with pytest.raises(httpx.RemoteProtocolError):
        client.http.post(CREATE, json=body(client))
    assert charged(client) == 0
    client.create(body(client))
    assert (charged(client), hits(client)) == (PRICE, [1])


def test_drop_after_closes_but_has_charged(client: Client) -> None:
    add(client, {"kind": "drop_after", "call": "create", "times": 1})
    with pytest.raises(httpx.RemoteProtocolError):
        client.http.post(CREATE, json=body(client))
    ledger = client.ledger()
    assert charged(client) == PRICE
    # Only the ledger knows the task; it is one like any other.
    assert client.detail(ledger["charges"][0]["task_id"])["status"] == "pending"


def test_code_answers_without_acting(client: Client) -> None:
    rule = {"kind": "code", "call": "create", "code": 4014, "message": "ima-pro is needed"}
    add(client, rule | {"times": 1}, rule | {"code": 500, "status": 500, "times": 1})
    first = client.http.post(CREATE, json=body(client))
    assert (first.status_code, first.json()) == (
        200,
        {"code": 4014, "message": "ima-pro is needed", "data": None},
    )
    # The first rule is used up, and ended that request: the second had none yet.
    second = client.http.post(CREATE, json=body(client))
    assert (second.status_code, second.json()["code"]) == (500, 500)
    assert (charged(client), hits(client)) == (0, [1, 1])


@pytest.mark.parametrize(
    ("form", "content", "content_type"),
    [
        ("none", "", None),
        ("html", "<html><body><h1>503 Service Unavailable</h1></body></html>", "text/html"),
        ("json", '{"message": "Service Unavailable"}', "application/json"),
    ],
)
def test_status_answers_without_a_code(
    client: Client, form: str, content: str, content_type: str | None
) -> None:
    rule = {"kind": "status", "call": "create", "status": 503, "body": form}
    add(client, rule | {"nth": 1, "retry_after": 7}, rule | {"nth": 2, "after": True})
    first = client.http.post(CREATE, json=body(client))
    assert (first.status_code, first.text) == (503, content)
    assert first.headers.get("content-type", "").partition(";")[0] == (content_type or "")
    assert first.headers["retry-after"] == "7"
    assert charged(client) == 0
    second = client.http.post(CREATE, json=body(client))
    assert (second.status_code, second.text) == (503, content)
    assert "retry-after" not in second.headers
    assert charged(client) == PRICE


def test_a_rate_limit_refuses_before_acting(client: Client) -> None:
    add(client, {"kind": "status", "status": 429, "retry_after": 3, "every": 2, "call": "create"})
    codes = [client.http.post(CREATE, json=body(client)).status_code for _ in range(4)]
    assert codes == [200, 429, 200, 429]
    assert charged(client) == 2 * PRICE


@pytest.mark.parametrize("kind", ["malformed", "truncated"])
def test_what_comes_is_not_json(client: Client, kind: str) -> None:
    add(client, {"kind": kind, "call": "create"})
    answer = client.http.post(CREATE, json=body(client))
    assert answer.status_code == 200
    assert answer.text.startswith('{"code":0,')
    with pytest.raises(ValueError, match=r"Expecting|Unterminated"):
        answer.json()
    assert charged(client) == PRICE


@pytest.mark.parametrize(("data", "told"), [(None, "unexpected"), ([1], [1]), ({}, {})])
def test_wrong_type_has_something_else_for_data(client: Client, data: Any, told: Any) -> None:
    rule = {"kind": "wrong_type", "call": "create"}
    add(client, rule if data is None else rule | {"data": data})
    answer = client.post(CREATE, body(client))
    assert (answer["code"], answer["data"]) == (0, told)
    assert charged(client) == PRICE


def test_huge_is_json_that_is_very_long(client: Client) -> None:
    add(client, {"kind": "huge", "call": "create", "bytes": 3_000_000})
    answer = client.http.post(CREATE, json=body(client))
    assert len(answer.content) == int(answer.headers["content-length"]) > 3_000_000
    assert answer.json()["data"]["id"] == client.ledger()["charges"][0]["task_id"]
    assert charged(client) == PRICE


def test_wrong_length_announces_more_than_comes(client: Client) -> None:
    add(client, {"kind": "wrong_length", "call": "create", "bytes": 10})
    with pytest.raises(httpx.RemoteProtocolError, match=r"incomplete|without"):
        client.http.post(CREATE, json=body(client))
    assert charged(client) == PRICE


def test_wrong_length_announces_less_than_comes(client: Client, base_url: str) -> None:
    add(client, {"kind": "wrong_length", "call": "create", "bytes": -10})
    # With a connection of its own, as that is closed while the client may think it is still good.
    one = Client(base_url)
    answer = one.http.post(CREATE, json=body(client))
    one.http.close()
    assert len(answer.content) == int(answer.headers["content-length"])
    with pytest.raises(ValueError, match=r"Expecting|Unterminated"):
        answer.json()
    assert charged(client) == PRICE


def test_wrong_length_of_a_media_file(client: Client, clock: Clock) -> None:
    whole, url = picture(client, clock)
    add(client, {"kind": "wrong_length", "call": "media", "bytes": 1000, "times": 1})
    got = bytearray()
    with client.http.stream("GET", url) as answer:
        assert int(answer.headers["content-length"]) == len(whole) + 1000
        with pytest.raises(httpx.RemoteProtocolError, match="without sending"):
            gather(answer, got)
    assert got == whole
    add(client, {"kind": "wrong_length", "call": "media", "bytes": -1000})
    assert httpx.get(url).content == whole[:-1000]


def gather(answer: httpx.Response, into: bytearray) -> None:
    for piece in answer.iter_bytes():
        into.extend(piece)


def picture(client: Client, clock: Clock, **more: Any) -> tuple[bytes, str]:
    """A finished picture's bytes and address."""
    task_id = client.create(body(client, size="2560x1440", **more))["id"]
    clock.now = LONG_AFTER
    url = str(client.detail(task_id)["medias"][0]["url"])
    return client.http.get(url).content, url


def test_slow_body_comes_at_its_pace(client: Client, clock: Clock, pauses: Pauses) -> None:
    whole, url = picture(client, clock)
    add(client, {"kind": "slow_body", "call": "media", "bytes_per_second": 50_000})
    assert client.http.get(url).content == whole
    assert sum(pauses.seconds) == pytest.approx(len(whole) / 50_000, rel=0.05)
    pauses.seconds.clear()
    head = client.http.head(url)
    assert (int(head.headers["content-length"]), pauses.seconds) == (len(whole), [])


def test_no_range_sends_the_whole_file(client: Client, clock: Clock) -> None:
    whole, url = picture(client, clock)
    part = client.http.get(url, headers={"Range": "bytes=10-29"})
    assert (part.status_code, part.headers["accept-ranges"]) == (206, "bytes")
    add(client, {"kind": "no_range"})
    answer = client.http.get(url, headers={"Range": "bytes=10-29"})
    assert (answer.status_code, answer.content) == (200, whole)
    assert "accept-ranges" not in answer.headers


def test_faults_of_an_answer_leave_alone_what_is_no_json(client: Client) -> None:
    kinds: list[Json] = [
        {"kind": "wrong_type"},
        {"kind": "malformed"},
        {"kind": "huge", "bytes": 100},
    ]
    add(client, *kinds, {"kind": "status", "status": 502, "body": "html", "times": 1})
    first = client.http.post(CREATE, json={})
    assert (first.status_code, first.text[:6]) == (502, "<html>")
    client.http.delete("/__sim/faults")
    add(client, kinds[2])
    refused = httpx.post(f"{client.http.base_url}{CREATE}", json={})
    assert (refused.status_code, refused.json()["code"]) == (401, 401)
    assert len(refused.content) > 100


def test_several_faults_of_one_answer_add_up(client: Client, pauses: Pauses) -> None:
    add(
        client,
        {"kind": "slow_body", "call": "create", "bytes_per_second": 1000},
        {"kind": "wrong_type", "call": "create", "data": "x" * 1000},
        {"kind": "delay", "call": "create", "seconds": 7, "after": True},
    )
    assert client.post(CREATE, body(client))["data"] == "x" * 1000
    assert pauses.seconds[0] == 7
    assert sum(pauses.seconds[1:]) == pytest.approx(1, abs=0.2)
    assert charged(client) == PRICE


def test_every_kind_has_a_test() -> None:
    files = Path(__file__).parent.glob("test_faults*.py")
    source = "".join(file.read_text(encoding="utf-8") for file in files)
    assert [kind for kind in KINDS if f'"{kind}"' not in source] == []
