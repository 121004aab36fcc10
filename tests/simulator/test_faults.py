"""One test per kind of fault: what a plain HTTP client sees, and whether it was charged."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from ima_tui.simulator.faults import KINDS
from ima_tui.simulator.service import Simulator

from .kit import START, Client, Clock, Json

CREATE = "/open/v1/tasks/create"
SEEDREAM = ("text_to_image", "doubao-seedream-4-5-251128", 2341)
PRICE = 5
LONG_AFTER = START + 10_000
LIST = {"app": "ima", "platform": "web", "category": "text_to_image"}


class Pauses:
    """Takes the place of waiting: notes how long it would have been."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


@pytest.fixture
def pauses() -> Pauses:
    return Pauses()


@pytest.fixture
def sim(clock: Clock, pauses: Pauses) -> Iterator[Simulator]:
    simulator = Simulator(seed=7, clock=clock, pause=pauses)
    yield simulator
    simulator.close()


def add(client: Client, *rules: Json, **settings: Any) -> None:
    answer = client.http.post("/__sim/faults", json={"rules": rules, "settings": settings})
    assert answer.status_code == 200, answer.text


def body(client: Client, **more: Any) -> Json:
    task_type, version, attribute_id = SEEDREAM
    return client.body(task_type, version, attribute_id=attribute_id, **more)


def charged(client: Client) -> int:
    return 2000 - int(client.ledger()["balance"])


def hits(client: Client) -> list[int]:
    return [rule["hits"] for rule in client.http.get("/__sim/faults").json()["rules"]]


def medias(client: Client, task_id: str) -> list[tuple[int | None, str]]:
    told = client.detail(task_id)["medias"]
    return [(media["resource_status"], media["status"]) for media in told]


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


def test_stuck_never_ends(client: Client, clock: Clock) -> None:
    add(client, {"kind": "stuck", "nth": 1}, refunds=True)
    stuck = client.create(body(client))["id"]
    other = client.create(body(client))["id"]
    clock.now = START + 100 * 24 * 3600
    assert medias(client, stuck) == [(0, "processing")]
    assert client.detail(stuck)["status"] == "processing"
    assert medias(client, other) == [(1, "success")]
    assert charged(client) == 2 * PRICE


@pytest.mark.parametrize("refunds", [False, True])
def test_fail_task_ends_without_media(client: Client, clock: Clock, refunds: bool) -> None:
    add(client, {"kind": "fail_task"}, refunds=refunds)
    task_id = client.create(body(client, n=2))["id"]
    assert (client.detail(task_id)["status"], medias(client, task_id)) == ("pending", [])
    assert charged(client) == 2 * PRICE
    clock.now = LONG_AFTER
    assert (client.detail(task_id)["status"], medias(client, task_id)) == ("failed", [])
    assert charged(client) == (0 if refunds else 2 * PRICE)


@pytest.mark.parametrize(
    ("which", "failed"),
    [({"place": 1}, {1}), ({"place": [0, 3, 9]}, {0, 3}), ({"count": 3}, {0, 1, 2})],
)
def test_fail_media_fails_some_and_is_paid_back_only_if_switched_on(
    client: Client, clock: Clock, which: Json, failed: set[int]
) -> None:
    add(client, {"kind": "fail_media", "error_msg": "out of luck", **which})
    task_id = client.create(body(client, n=4))["id"]
    # Switched on later, it holds for the tasks from then on.
    client.http.patch("/__sim/settings", json={"refunds": True})
    refunded = client.create(body(client, n=4))["id"]
    assert charged(client) == 8 * PRICE
    clock.now = LONG_AFTER
    told = client.detail(task_id)
    assert told["status"] == "success"
    assert {place for place, media in enumerate(told["medias"]) if media["url"] == ""} == failed
    for place in failed:
        media = told["medias"][place]
        assert (media["resource_status"], media["status"]) == (2, "failed")
        assert media["error_msg"] == "out of luck"
    back = len(failed) * PRICE
    assert charged(client) == 8 * PRICE - back
    refund = client.ledger()["refunds"]
    assert [(one["task_id"], one["points"]) for one in refund] == [(refunded, back)]


def test_a_refund_of_several_for_one_price_never_exceeds_it(client: Client, clock: Clock) -> None:
    add(client, {"kind": "fail_media", "count": 1, "times": 1}, {"kind": "fail_media", "nth": 2})
    client.http.patch("/__sim/settings", json={"refunds": True})
    suno = client.body("text_to_music", "sonic", attribute_id=2370)
    first, second = (client.create(suno)["id"] for _ in range(2))
    clock.now = LONG_AFTER
    points = {one["task_id"]: one["points"] for one in client.ledger()["refunds"]}
    assert points == {first: 12, second: 25}
    assert client.detail(second)["status"] == "failed"


@pytest.mark.parametrize("resource_status", [0, 1])
def test_a_media_may_fail_at_any_resource_status(
    client: Client, clock: Clock, resource_status: int
) -> None:
    add(client, {"kind": "fail_media", "resource_status": resource_status})
    task_id = client.create(body(client))["id"]
    clock.now = LONG_AFTER
    assert medias(client, task_id) == [(resource_status, "failed")]


def test_delete_media_takes_it_away_after_a_while(client: Client, clock: Clock) -> None:
    add(client, {"kind": "delete_media", "place": 0, "seconds": 3600}, refunds=True)
    task_id = client.create(body(client, n=2))["id"]
    clock.now = START + 60
    url = client.detail(task_id)["medias"][0]["url"]
    assert client.http.get(url).status_code == 200
    clock.now = LONG_AFTER
    assert medias(client, task_id) == [(3, "deleted"), (1, "success")]
    assert client.http.get(url).status_code == 404
    assert charged(client) == 2 * PRICE


def test_expire_url_refuses_after_some_fetches(client: Client, clock: Clock) -> None:
    add(client, {"kind": "expire_url", "place": 0}, {"kind": "expire_url", "place": 1, "after": 2})
    task_id = client.create(body(client, n=3))["id"]
    clock.now = LONG_AFTER
    urls = [media["url"] for media in client.detail(task_id)["medias"]]
    seen = [[client.http.get(url).status_code for _ in range(3)] for url in urls]
    assert seen == [[403, 403, 403], [200, 200, 403], [200, 200, 200]]
    assert charged(client) == 3 * PRICE


def test_unknown_status_is_told_until_the_end(client: Client, clock: Clock) -> None:
    add(client, {"kind": "unknown_status", "status": "reviewing", "resource_status": 7})
    task_id = client.create(body(client))["id"]
    assert (client.detail(task_id)["status"], medias(client, task_id)) == (
        "reviewing",
        [(7, "reviewing")],
    )
    clock.now = LONG_AFTER
    assert (client.detail(task_id)["status"], medias(client, task_id)) == (
        "success",
        [(1, "success")],
    )
    assert charged(client) == PRICE


def test_late_medias_come_beyond_those_paid_for(client: Client, clock: Clock) -> None:
    add(client, {"kind": "late", "count": 2, "seconds": 100})
    task_id = client.create(body(client, n=2))["id"]
    clock.now = START + 60
    assert medias(client, task_id) == [(1, "success")] * 2
    clock.now = START + 150
    told = client.detail(task_id)
    assert (told["status"], told["generate_count"], len(told["medias"])) == ("success", 2, 4)
    assert client.http.get(told["medias"][3]["url"]).status_code == 200
    assert charged(client) == 2 * PRICE


def test_price_changes_between_the_list_and_the_create(client: Client) -> None:
    rule = {"kind": "price", "task_type": SEEDREAM[0], "version": SEEDREAM[1], "points": 9}
    add(client, rule)
    before = body(client)
    assert before["parameters"][0]["credit"] == PRICE
    refused = client.post(CREATE, before)
    assert (refused["code"], charged(client)) == (6006, 0)
    after = body(client)
    assert after["parameters"][0]["credit"] == 9
    tags = client.leaf(SEEDREAM[0], SEEDREAM[1])["tags"]
    assert {"tag_type": "point", "tag_value": "9"} in tags
    client.create(after)
    assert charged(client) == 9


def test_price_of_one_rule_changes_with_the_create(client: Client) -> None:
    banana = ("text_to_image", "gemini-3.1-flash-image-preview")
    rule = {"kind": "price", "task_type": banana[0], "version": banana[1], "points": 50}
    add(client, rule | {"call": "create", "attribute_id": 4403})
    before = client.body(*banana, attribute_id=4403)
    assert client.post(CREATE, before)["code"] == 6006
    points = {one["attribute_id"]: one["points"] for one in client.leaf(*banana)["credit_rules"]}
    assert (points[4403], points[4400]) == (50, 4)
    client.create(client.body(*banana, attribute_id=4400))
    assert charged(client) == 4


def versions(client: Client) -> list[str]:
    answer = client.http.get("/open/v1/product/list", params=LIST).json()
    found: list[str] = []
    nodes = list(answer["data"])
    while nodes:
        node = nodes.pop(0)
        nodes.extend(node.get("children") or [])
        found += [node["id"]] if node["type"] == "3" else []
    return found


def test_remove_model_and_add_model_take_it_away_and_back(client: Client) -> None:
    rule = {"task_type": SEEDREAM[0], "version": SEEDREAM[1]}
    first = body(client)
    all_of_them = versions(client)
    add(client, {"kind": "remove_model", "nth": 1, **rule}, {"kind": "add_model", "nth": 2, **rule})
    assert versions(client) == all_of_them
    refused = client.post(CREATE, first)
    assert (refused["code"], charged(client)) == (400, 0)
    assert set(all_of_them) - set(versions(client)) == {SEEDREAM[1]}
    assert sorted(versions(client)) == sorted(all_of_them)
    client.create(first)
    assert charged(client) == PRICE


def test_add_model_can_be_a_new_one_like_another(client: Client) -> None:
    where = {"task_type": SEEDREAM[0], "version": "seedream-9"}
    new = {"kind": "add_model", "call": "create", "like": SEEDREAM[1], "name": "SeeDream 9"}
    add(
        client,
        new | where,
        {"kind": "price", "call": "create", "points": 77, **where},
    )
    client.create(body(client))
    leaf = client.leaf(SEEDREAM[0], "seedream-9")
    assert leaf["name"] == "SeeDream 9"
    attribute_id = leaf["credit_rules"][0]["attribute_id"]
    client.create(client.body(SEEDREAM[0], "seedream-9", attribute_id=attribute_id))
    assert charged(client) == PRICE + 77


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
    source = Path(__file__).read_text(encoding="utf-8")
    assert [kind for kind in KINDS if f'"{kind}"' not in source] == []
